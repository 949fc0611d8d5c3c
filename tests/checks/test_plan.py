"""What lint says of a plan that loads, and how much of it can be checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from plancheck.checks.plan import checkability, lint
from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.plans.load import load_plan
from plancheck.plans.plan import LoadedPlan


def load(folder: Path, *targets: str) -> LoadedPlan:
    head = "plancheck: 1\nid: demo\ntitle: x\nperiod: {start: 2026, end: 2028}\nowners: {o: 教体局}\n"
    lines = "".join(f"      - {{{target}}}\n" for target in targets)
    file = folder / "demo.yaml"
    file.write_text(f"{head}programmes:\n  - id: P\n    title: x\n    targets:\n{lines}", encoding="utf-8")
    result = load_plan(file, "plans/demo.yaml")
    assert result.loaded is not None, result.findings
    assert result.findings == ()
    return result.loaded


def remarks(loaded: LoadedPlan) -> list[tuple[str, str | None, str]]:
    return [(finding.code, finding.target, str(finding.origin)) for finding in lint(loaded)]


def only(loaded: LoadedPlan) -> Finding:
    (finding,) = lint(loaded)
    assert finding.severity == SEVERITY[finding.code]
    return finding


SOUND = "id: A, title: a, measure: increment, owner: o, pace: linear, rule: {kind: reach, at_least: 5, by: 2028}"


def test_a_plan_that_says_everything_has_no_remarks(tmp_path: Path) -> None:
    assert lint(load(tmp_path, SOUND)) == ()


def test_no_owner(tmp_path: Path) -> None:
    finding = only(load(tmp_path, SOUND.replace("owner: o, ", "")))
    assert (finding.code, finding.facts["title"], str(finding.origin)) == ("P407", "a", "plans/demo.yaml:10:9")


def test_no_date_of_its_own(tmp_path: Path) -> None:
    finding = only(load(tmp_path, SOUND.replace(", by: 2028", "")))
    assert (finding.code, finding.facts["expected"]) == ("P406", "2028-12-31")
    assert str(finding.origin) == "plans/demo.yaml:10:71"


def test_due_from_the_plan_is_no_date_of_its_own(tmp_path: Path) -> None:
    assert only(load(tmp_path, SOUND.replace("owner", "due_from: plan, owner"))).code == "P406"


@pytest.mark.parametrize(
    ("nodes", "codes"),
    [
        ("[{item: a, by: 2026}, {item: b, by: 2027}]", []),
        ("[{item: a, by: 2026}, {item: b}]", ["P406"]),
    ],
)
def test_milestones_have_dates_when_every_node_has(tmp_path: Path, nodes: str, codes: list[str]) -> None:
    loaded = load(tmp_path, f"id: A, title: a, owner: o, rule: {{kind: milestones, nodes: {nodes}}}")
    assert [finding.code for finding in lint(loaded)] == codes


def test_narrative_is_said_once_and_needs_no_date(tmp_path: Path) -> None:
    finding = only(load(tmp_path, "id: A, title: a, owner: o, rule: {kind: narrative}"))
    assert (finding.code, finding.severity) == ("P409", "info")


def test_pace_assumed_only_where_a_pace_is_needed(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        SOUND.replace("pace: linear, ", ""),
        "id: B, title: b, measure: level, owner: o, rule: {kind: reach, at_least: 5, by: 2028}",
        "id: C, title: c, measure: level, owner: o, baseline: {value: 1, date: 2025}, method: compound, "
        "rule: {kind: reach, at_least: 5, by: 2028}",
        "id: D, title: d, measure: level, owner: o, baseline: {value: 1, date: 2025}, "
        "rule: {kind: reach, at_least: 5, by: 2028}",
        "id: E, title: e, measure: increment, owner: o, rule: {kind: reach, at_most: 5, by: 2028}",
    )
    assert [(code, target) for code, target, _ in remarks(loaded)] == [("P411", "A"), ("P411", "D")]


@pytest.mark.parametrize(("baseline", "met"), [("91.9", False), ("92", False), ("92.1", True)])
def test_a_baseline_past_the_target(tmp_path: Path, baseline: str, met: bool) -> None:
    target = (
        "id: A, title: a, measure: level, unit: '%', owner: o, pace: linear, "
        f"baseline: {{value: {baseline}, date: 2025}}, "
        "rule: {kind: reach, more_than: 92, by: 2028}"
    )
    found = lint(load(tmp_path, target))
    assert [finding.code for finding in found] == (["P404"] if met else [])
    if met:
        assert (found[0].facts["seen"], found[0].facts["expected"]) == ("92.1", "92")
        assert found[0].facts["path"] == "A › baseline"


MET = "P404"


@pytest.mark.parametrize(
    ("fields", "rule", "codes"),
    [
        ("measure: ratio, unit: '%', baseline: {value: 80, date: 2025}", "kind: coverage, at_least: 80", [MET]),
        ("measure: ratio, unit: '%', baseline: {value: 80, date: 2025}", "kind: coverage, all: true", []),
        ("measure: level, baseline: {value: 0, date: 2025}", "kind: eliminate", [MET]),
        ("measure: level, baseline: {value: 3, date: 2025}", "kind: eliminate, tolerance: 2", []),
        ("measure: ratio, unit: 册, baseline: {value: 0.4, date: 2025}", "kind: dispersion, at_most: 0.5", [MET]),
        ("measure: ratio, unit: 册, baseline: {value: 0.6, date: 2025}", "kind: dispersion, at_most: 0.5", []),
        ("measure: level, baseline: {value: 3, date: 2025}", "kind: rank, at_most: 3", [MET]),
        ("measure: level, baseline: {value: 4, date: 2025}", "kind: rank, at_most: 3", []),
        ("measure: level, baseline: {value: 95, date: 2025}", "kind: each_entity, at_least: 5, share: 95", [MET]),
        ("measure: level, baseline: {value: 90, date: 2025}", "kind: each_entity, at_least: 5, share: 95", []),
        (
            "measure: level, baseline: {value: 100, date: 2025}",
            "kind: k_of_n, k: 1, indicators: [{item: a, at_least: 5}]",
            [MET],
        ),
        ("measure: increment, baseline: {value: 0, date: 2025}", "kind: reach, at_most: 5", []),
        ("measure: increment, baseline: {value: 6, date: 2025}", "kind: reach, at_least: 5", [MET]),
    ],
)
def test_a_baseline_is_held_against_what_the_kind_works_out(
    tmp_path: Path, fields: str, rule: str, codes: list[str]
) -> None:
    found = lint(load(tmp_path, f"id: A, title: a, owner: o, pace: linear, {fields}, rule: {{{rule}, by: 2028}}"))
    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("at_least: 10", []),
        ("at_most: -10", []),
        ("at_least: -10", [MET]),
        ("at_least: 0", [MET]),
        ("more_than: 0", []),
        ("at_most: 5", []),
        ("between: [-5, 5]", []),
        ("at_least: 1, as: times", [MET]),
        ("at_least: 2, as: times", []),
    ],
)
def test_a_change_that_standing_still_would_meet(tmp_path: Path, rule: str, codes: list[str]) -> None:
    target = (
        "id: A, title: a, measure: level, owner: o, pace: linear, baseline: {value: 40, date: 2025}, "
        f"rule: {{kind: change, {rule}, by: 2028}}"
    )
    found = lint(load(tmp_path, target))
    assert [finding.code for finding in found] == codes
    assert [finding.facts["reason"] for finding in found] == ["met_unchanged"] * len(codes)


def test_two_targets_of_one_title(tmp_path: Path) -> None:
    loaded = load(tmp_path, SOUND, SOUND.replace("id: A", "id: B").replace("title: a", "title: ' ａ '"))
    finding = only(loaded)
    assert (finding.code, finding.target, finding.facts["other"]) == ("P412", "B", "A")


@pytest.mark.parametrize(("unit", "codes"), [("'%'", []), ("％", []), ("人", ["P413"]), ("''", ["P413"])])
def test_a_ratio_is_in_percent(tmp_path: Path, unit: str, codes: list[str]) -> None:
    target = f"id: A, title: a, unit: {unit}, measure: ratio, owner: o, rule: {{kind: reach, at_least: 5, by: 2028}}"
    assert [finding.code for finding in lint(load(tmp_path, target))] == codes


def test_remarks_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    bare = "title: {0}, measure: increment, rule: {{kind: reach, at_least: 5}}"
    loaded = load(tmp_path, *(f"id: {name}, {bare.format(name)}" for name in ("B", "A")))
    lines = [int(place.split(":")[1]) for _, _, place in remarks(loaded)]
    assert lines == sorted(lines)
    assert [code for code, target, _ in remarks(loaded) if target == "B"] == ["P407", "P411", "P406"]


def test_checkability_counts_openly(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        SOUND,
        "id: B, title: b, rule: {kind: narrative}",
        "id: C, title: c, aspirational: true, due_from: plan, rule: {kind: milestones, nodes: [{item: x}]}",
    )
    counted = checkability(loaded.plan)
    assert counted.targets == ("A", "B", "C")
    assert counted.checkable == ("A", "C")
    assert counted.narrative == ("B",)
    assert counted.aspirational == ("C",)
    assert counted.without_due == ("B", "C")
    assert counted.without_owner == ("B", "C")
