"""`--by group`: no figure stands under a group that is not the group's own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from plancheck.model.observation import Observation
from plancheck.pipeline import assess
from plancheck.plans.plan import RosterEntry, Target
from plancheck.reports import FORMATS, Options
from plancheck.rules.each_entity import EachEntity
from plancheck.rules.hold import Hold
from plancheck.sources.folder import Submissions
from tests.engine import d, loaded, reach, rows, target

SCHOOLS = (
    RosterEntry(name="甲校", group="东镇"),
    RosterEntry(name="乙校", group="东镇"),
    RosterEntry(name="丙校", group="西镇"),
    RosterEntry(name="旧校", group="西镇", to=d("2025")),
)
GIVEN = "2026-Q1 120 entity=甲校\n2026-Q1 30 entity=丙校"
TOGETHER = "several groups together (东镇, 西镇): the figures are not those of any one of them"


def shown(goal: Target, given: str, schools: tuple[RosterEntry, ...] = SCHOOLS, form: str = "text") -> list[str]:
    made = replace(loaded(replace(goal, roster="r")), rosters={"r": schools})
    read: tuple[Observation, ...] = tuple(rows(given))
    report = assess([(made, Submissions(read, (), ()))], as_of=d("2026-05-01"))
    options = Options(lang="en", width=160, by="group", show_all=True)
    lines = FORMATS[form](report, options).splitlines()
    return lines[lines.index(next(line for line in lines if "groups" in line or "镇" in line or "no group" in line)) :]


def test_who_of_each_group_has_reported_on_a_target_of_several() -> None:
    head, first, figures, east, west, *_ = shown(reach("900"), GIVEN)
    assert head == TOGETHER
    assert first == "  on track T 目标 [partly reported]"
    assert "actual 150 / target 900" in figures
    assert (east, west) == ("      东镇: 1 of 2 reported, not in: 乙校", "      西镇: 1 of 1 reported")


def test_who_of_each_group_does_not_satisfy() -> None:
    each = target(EachEntity(at_least=Decimal(60), from_=d("2026-01-01")), measure="level", unit="分")
    lines = shown(each, "2026-Q1 50 entity=甲校\n2026-Q1 70 entity=乙校\n2026-Q1 90 entity=丙校")
    assert lines[-4:-2] == ["      东镇: 2 of 2 reported, not meeting it: 甲校", "      西镇: 1 of 1 reported"]


def test_a_target_of_one_group_stands_under_it_with_its_own_figures() -> None:
    head, _, figures, *rest = shown(reach("900"), GIVEN.splitlines()[0], SCHOOLS[:2])
    assert head == "东镇"
    assert "actual 120 / target 900" in figures
    assert "reported" not in "".join(rest)


def test_who_is_in_no_group_is_counted_apart_from_the_groups() -> None:
    lines = shown(reach("900"), GIVEN, (*SCHOOLS[:2], RosterEntry(name="丙校")))
    assert lines[0] == "several groups together (东镇, no group): the figures are not those of any one of them"
    assert "      no group: 1 of 1 reported" in lines
    assert shown(reach("900"), GIVEN, (RosterEntry(name="甲校"), RosterEntry(name="丙校")))[0] == "no group"


def test_nothing_is_said_of_groups_where_nothing_was_reported() -> None:
    assert "of 2 reported" not in "\n".join(shown(target(Hold(at_most=Decimal(0)), measure="increment"), ""))


def test_in_markdown_the_lines_follow_the_sentence() -> None:
    (line,) = (line for line in shown(reach("900"), GIVEN, form="markdown") if "| T |" in line)
    assert "; 东镇: 1 of 2 reported, not in: 乙校; 西镇: 1 of 1 reported |" in line
