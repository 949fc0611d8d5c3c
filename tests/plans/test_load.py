"""From bytes to a LoadedPlan: what a good plan becomes, and that nothing a file holds makes the loader raise."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancheck.model.codes import ERROR
from plancheck.plans.load import LoadResult, load_plan
from plancheck.plans.plan import LoadedPlan
from plancheck.rules.milestones import Milestones
from plancheck.rules.reach import Reach

GOOD = Path(__file__).parent / "good"


def load(folder: Path, text: str | bytes) -> LoadResult:
    file = folder / "plans" / "demo.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_plan(file, "plans/demo.yaml")


def good(name: str) -> LoadedPlan:
    result = load_plan(GOOD / name, f"plans/{name}")
    assert result.findings == ()
    assert result.loaded is not None
    return result.loaded


def test_a_whole_plan() -> None:
    loaded = good("whole.yaml")
    plan = loaded.plan
    assert (plan.id, plan.title.zh, plan.title.en) == ("demo", "示例规划", "Demo plan")
    assert (plan.period.start, plan.period.end) == (date(2026, 1, 1), date(2028, 12, 31))
    assert plan.owners is not None
    assert plan.owners["jtj"].get("en") == "教体局"
    assert [target.id for target in plan.targets] == ["R1.1", "R1.2", "R1.3", "R1.4", "R1.5"]
    assert loaded.file == "plans/whole.yaml"
    assert loaded.digest == hashlib.sha256((GOOD / "whole.yaml").read_bytes()).hexdigest()


def test_numbers_and_dates_are_typed_exactly() -> None:
    target = good("whole.yaml").plan.targets[0]
    assert isinstance(target.rule, Reach)
    assert target.rule.at_least == Decimal("57.50")
    assert str(target.rule.at_least) == "57.50"
    assert target.rule.by == date(2028, 12, 31)
    assert target.baseline is not None
    assert (target.baseline.value, target.baseline.on) == (Decimal("14.5"), date(2025, 12, 31))


def test_words_that_others_take_for_values_are_names_like_any_other(tmp_path: Path) -> None:
    target = "{id: 12e3, title: 22:22, unit: yes, measure: level, owner: on, rule: {kind: narrative}}"
    loaded = load(
        tmp_path,
        "plancheck: 1\nid: no\ntitle: off\nperiod: {start: 2026, end: 2028}\nowners: {on: null-office}\n"
        f"programmes: [{{id: 010, title: 12:30, targets: [{target}]}}]\n",
    ).loaded
    assert loaded is not None
    (programme,) = loaded.plan.programmes
    (only,) = programme.targets
    assert (loaded.plan.id, loaded.plan.title.zh, programme.id, programme.title.zh) == ("no", "off", "010", "12:30")
    assert (only.id, only.title.zh, only.unit, only.owner and only.owner.lead) == ("12e3", "22:22", "yes", "on")


def test_short_forms_stand_for_whole_tables() -> None:
    first, second, *_ = good("whole.yaml").plan.targets
    assert first.owner is not None
    assert (first.owner.lead, first.owner.with_) == ("jtj", ())
    assert second.owner is not None
    assert (second.owner.lead, second.owner.with_, second.owner.person) == ("jtj", ("fgj",), "王某")
    assert first.pace is not None
    assert first.pace.shape == "s_curve"
    assert second.pace is not None
    assert second.pace.points == {date(2026, 12, 31): Decimal(2000), date(2027, 12, 31): Decimal(5000)}


def test_what_is_done_or_not_needs_no_measure() -> None:
    checklist, milestones, coverage = good("whole.yaml").plan.targets[2:]
    assert [checklist.measure, milestones.measure, coverage.measure] == ["done", "done", "done"]
    assert isinstance(milestones.rule, Milestones)
    assert [node.weight for node in milestones.rule.nodes] == [Decimal(1), Decimal(3)]


def test_rosters_are_read_from_beside_the_plan() -> None:
    loaded = good("whole.yaml")
    assert [entry.name for entry in loaded.rosters["schools"]] == ["甲小学", "乙小学"]
    data = (GOOD / "rosters" / "schools.csv").read_bytes()
    assert loaded.roster_files == {"plans/rosters/schools.csv": hashlib.sha256(data).hexdigest()}


def test_places_of_targets_and_their_fields() -> None:
    loaded = good("whole.yaml")
    lines = (GOOD / "whole.yaml").read_text(encoding="utf-8").split("\n")
    line, column = loaded.places["R1.2 › rule"]
    assert lines[line - 1][column - 1 :].startswith("rule: {kind: reach, at_least: 10000")
    line, column = loaded.places["R1.2"]
    assert lines[line - 1][column - 1 :].startswith("id: R1.2")


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    result = load_plan(tmp_path / "none.yaml", "plans/none.yaml")
    assert result.loaded is None
    (finding,) = result.findings
    assert (finding.code, finding.facts["reason"], str(finding.origin)) == ("F001", "file_missing", "plans/none.yaml")


def test_a_folder_is_not_a_plan(tmp_path: Path) -> None:
    (finding,) = load_plan(tmp_path, "plans").findings
    assert (finding.code, finding.facts["reason"]) == ("F001", "file_unreadable")


@pytest.mark.parametrize(
    ("data", "guess"),
    [
        ("plancheck: 1\nid: demo\ntitle: 示例\n".encode("gb18030"), "GB18030"),
        ("plancheck: 1\n".encode("utf-16"), "UTF-16"),
        (b"plancheck: 1\nid: \xff\xff\n", None),
    ],
)
def test_only_utf8_is_read(tmp_path: Path, data: bytes, guess: str | None) -> None:
    result = load(tmp_path, data)
    assert result.loaded is None
    (finding,) = result.findings
    assert (finding.code, finding.facts["reason"]) == ("P401", "not_utf8")
    assert finding.facts.get("looks_like") == guess


def test_the_first_undecodable_byte_is_placed(tmp_path: Path) -> None:
    (finding,) = load(tmp_path, "plancheck: 1\ntitle: 示例".encode() + b"\xff").findings
    assert str(finding.origin) == "plans/demo.yaml:2:10"


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    text = "plancheck: 1\r\nid: demo\r\ntitle: x\r\nperiod: {start: 2026, end: 2028}\r\nprogrammes: []\r\n"
    with_mark = load(tmp_path, b"\xef\xbb\xbf" + text.encode()).loaded
    without = load(tmp_path, text.replace("\r\n", "\n")).loaded
    assert with_mark is not None
    assert without is not None
    assert with_mark.plan == without.plan


def test_a_file_over_four_mebibytes_is_refused(tmp_path: Path) -> None:
    (finding,) = load(tmp_path, b"#" * (4 * 1024 * 1024 + 1)).findings
    assert finding.facts["reason"] == "file_too_large"


def test_more_errors_than_anyone_reads_are_counted(tmp_path: Path) -> None:
    head = "plancheck: 1\nid: demo\ntitle: x\nperiod: {start: 2026, end: 2028}\nprogrammes: []\n"
    findings = load(tmp_path, head + "".join(f"k{n}: 1\n" for n in range(2_000))).findings
    assert len(findings) == 501
    assert findings[0].facts["reason"] == "too_many_errors"
    assert findings[0].facts["seen"] == "2000"


def test_a_roster_must_not_leave_the_project_by_a_link(tmp_path: Path) -> None:
    outside, project = tmp_path / "secret.csv", tmp_path / "project"
    outside.write_text("name\nx\n", encoding="utf-8")
    (project / "plans").mkdir(parents=True)
    (project / "plans" / "link.csv").symlink_to(outside)
    text = (
        "plancheck: 1\nid: demo\ntitle: x\nperiod: {start: 2026, end: 2028}\n"
        "rosters: {a: {file: link.csv}}\nprogrammes: []\n"
    )
    (finding,) = load(project, text).findings
    assert (finding.code, finding.facts["reason"], str(finding.origin)) == (
        "P408",
        "path_outside",
        "plans/demo.yaml:5:21",
    )


LINES = (GOOD / "whole.yaml").read_text(encoding="utf-8").split("\n")
SCRAPS = st.sampled_from(
    [
        "",
        "x",
        ": ",
        "- ",
        "[",
        "}",
        "&a ",
        "*a",
        "!!str ",
        "~",
        "\t",
        '"',
        "<<: ",
        "1e5",
        "\x00",
        "\u202e",
        "null",
        "：",
        "9999",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    edits=st.lists(
        st.tuples(
            st.sampled_from(["delete", "double", "insert", "indent", "swap"]),
            st.integers(0, len(LINES) - 1),
            st.integers(0, 60),
            SCRAPS,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_edit_of_a_good_plan_makes_the_loader_raise(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int, int, str]]
) -> None:
    lines = list(LINES)
    for edit, index, column, scrap in edits:
        at = index % len(lines)
        if edit == "delete" and len(lines) > 1:
            del lines[at]
        elif edit == "double":
            lines.insert(at, lines[at])
        elif edit == "insert":
            lines[at] = lines[at][:column] + scrap + lines[at][column:]
        elif edit == "indent":
            lines[at] = "  " + lines[at]
        else:
            lines[at], lines[column % len(lines)] = lines[column % len(lines)], lines[at]
    folder = tmp_path_factory.getbasetemp() / "edited"
    folder.mkdir(exist_ok=True)
    result = load(folder, "\n".join(lines))
    assert (result.loaded is None) == any(finding.severity == ERROR for finding in result.findings)
    assert all("reason" in finding.facts for finding in result.findings)
