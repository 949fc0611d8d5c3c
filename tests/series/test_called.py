"""Without a roster, names that differ only in their width are of one reporter, called what it was called first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from plancheck.model.observation import Observation
from plancheck.model.origin import CellRef, TextRef
from plancheck.pipeline import assess
from plancheck.series.called import called
from plancheck.sources.folder import Submissions, read_folder
from plancheck.sources.gathered import joined, parts_of
from plancheck.sources.tabled import Tabled
from tests.engine import YEARS, d, loaded, reach, rows

WIDE, NARROW = "东湖校（本部）", "东湖校(本部)"
COUNT = reach("100", report="quarterly")
LEVEL = reach("100", measure="level", report="quarterly", baseline=("0", "2025"))


def named(*names: str) -> list[Observation]:
    """A row each, in one table from the ninth line on."""
    one = rows("2026-Q1 5")[0]
    return [replace(one, entity=name, origin=CellRef("a.xlsx", "表", f"D{at}")) for at, name in enumerate(names, 9)]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("一小", "二小", "一小"), {}),
        ((WIDE, NARROW), {NARROW: WIDE}),
        ((NARROW, WIDE, NARROW), {WIDE: NARROW}),
        (("第１小学", "第1小学", "第一小学"), {"第1小学": "第１小学"}),
        (("ＡＢ校", "AＢ校", "AB校", "甲"), {"AＢ校": "ＡＢ校", "AB校": "ＡＢ校"}),
        ((), {}),
    ],
)
def test_the_first_way_of_writing_is_the_name(names: Sequence[str], expected: dict[str, str]) -> None:
    assert called(named(*names)) == expected


def test_the_order_is_that_of_reading_whatever_the_order_of_the_rows() -> None:
    found = [*named(WIDE, NARROW, "第１小学", "第1小学"), replace(named(NARROW)[0], origin=TextRef("b.csv", 2, 1))]
    for seed in range(10):
        mixed = list(found)
        Random(seed).shuffle(mixed)
        assert called(mixed) == {NARROW: WIDE, "第1小学": "第１小学"}


def test_rows_that_are_not_made_tell_the_same(tmp_path: Path) -> None:
    text = "目标编号,填报单位,期间,数值\n" + "".join(
        f"T,{n},2026-Q1,{v}\n" for n, v in ((WIDE, 1), ("乙", 2), (NARROW, 3))
    )
    (tmp_path / "b.csv").write_text(text, "utf-8")
    (tmp_path / "a.csv").write_text(f"目标编号,填报单位,期间,数值\nT,{NARROW},2026-Q1,约4\n", "utf-8")
    with patch("plancheck.sources.tidy.KEPT_FROM", 1):
        kept = read_folder(tmp_path, loaded(COUNT, span=YEARS).plan).observations
    assert any(isinstance(part, Tabled) for part in parts_of(kept))
    assert called(kept) == called(tuple(kept)) == {WIDE: NARROW}


@pytest.mark.parametrize("first", [WIDE, NARROW])
def test_one_school_is_one_reporter_and_keeps_its_name(first: str) -> None:
    second = NARROW if first == WIDE else WIDE
    reports = rows(
        f"2026-Q1 30 entity={first}\n2026-Q1 5 entity=乙校\n2026-Q2 40 entity={second}\n2026-Q2 6 entity=乙校"
    )
    report = assess([(loaded(LEVEL), Submissions(tuple(reports)))], as_of=d("2026-07-01"))
    verdict = report.plans[0].targets[0].verdict
    assert (verdict.facts["actual"], verdict.facts["reporters_in"], verdict.facts["reporters_expected"]) == (46, 2, 2)
    assert {line.entity for line in verdict.basis} == {first, "乙校"}
    assert (report.plans[0].reporters_in, report.plans[0].reporters_expected) == (2, 2)


def test_a_value_given_under_both_names_counts_once_and_a_correction_corrects() -> None:
    twice = rows(f"2026-Q1 30 entity={WIDE}\n2026-Q1 30 entity={NARROW}")
    later = rows(f"2026-Q1 30 entity={WIDE} on=2026-04-01\n2026-Q1 45 entity={NARROW} on=2026-04-09")
    for reports, actual, code in ((twice, 30, "R301"), (later, 45, "R315")):
        item = assess([(loaded(COUNT), Submissions(tuple(reports)))], as_of=d("2026-05-01")).plans[0].targets[0]
        assert item.verdict.facts["actual"] == actual
        assert [(one.code, one.facts["entity"]) for one in item.findings] == [
            (code, NARROW if code == "R301" else WIDE)
        ]


def test_the_order_of_the_rows_changes_nothing() -> None:
    reports = rows(
        f"2026-Q1 3 entity={NARROW}\n2026-Q1 5 entity=乙校\n2026-Q2 4 entity={WIDE}\n2026-Q2 7 entity={NARROW}\n"
        "2026-Q1 1 entity=第１小学\n2026-Q2 2 entity=第1小学"
    )
    made = []
    for seed in range(6):
        Random(seed).shuffle(reports)
        made.append(assess([(loaded(COUNT, span=YEARS), Submissions(tuple(reports)))], as_of=d("2026-08-15")).plans)
    assert all(one == made[0] for one in made)


def test_all_tables_together_say_who_came_first() -> None:
    parts = [named(WIDE), [replace(one, origin=CellRef("0.xlsx", "表", "D2")) for one in named(NARROW)]]
    assert called(joined(parts)) == {WIDE: NARROW}
