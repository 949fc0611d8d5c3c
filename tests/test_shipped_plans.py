"""The plans that ship with the program: complete, cited, hedged as the documents are, and free of made-up figures."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from plancheck.plans.load import load_plan
from plancheck.plans.plan import Plan, Target
from plancheck.sources.folder import read_folder

ROOT = Path(__file__).parent.parent
NATIONAL = "national-education-2021-2025"
RENCHENG = (
    "R0.1 R1.1 R1.2 R1.3 R1.4 R1.5 R1.6 R1.7 R2.1 R2.2 R2.3 R2.4 R2.5 R2.6 R2.7 R3.1 R3.2 R3.3 R3.4 R3.5 R3.6 R3.7 "
    "R4.1 R4.2 R4.3 R4.4 R4.5 R4.6 R4.7 R5.1 R5.2 R5.3 R5.4 R5.5 R5.6"
)
TAIBAIHU = (
    "T0.1 T1.1 T1.2 T1.3 T1.4 T1.5 T1.6 T1.7 T2.1 T2.2 T2.3 T2.4 T2.5 T2.6 T2.7 T3.1 T3.2 T3.3 T3.4 T4.0 T4.1 T4.2 "
    "T4.3 T4.4 T4.5 T4.6 T4.7a T4.7b T4.8 T4.9 T4.10 T4.11 T4.12 T4.13 T4.14 T5.1 T6.1 T6.2 T6.3 T6.4 T6.5 T6.6 T6.7 "
    "T7.1 T7.2 T7.3 T7.4a T7.4b T7.5 T7.6 T7.7 T7.8 T7.9 T8.1 T8.2 T8.3 T8.4"
)
DISTRICTS = ("rencheng-2026-2028", "taibaihu-2022-2025")
SHIPPED = sorted(path.stem for path in (ROOT / "plans").glob("*.yaml"))


def plan(name: str) -> Plan:
    result = load_plan(ROOT / "plans" / f"{name}.yaml", f"plans/{name}.yaml")
    assert result.loaded is not None, [(f.code, str(f.origin), dict(f.facts)) for f in result.findings]
    return result.loaded.plan


def targets(name: str) -> dict[str, Target]:
    return {target.id: target for target in plan(name).targets}


@pytest.mark.parametrize("name", SHIPPED)
def test_loads_without_a_finding(name: str) -> None:
    assert load_plan(ROOT / "plans" / f"{name}.yaml", f"plans/{name}.yaml").findings == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_is_named_in_both_languages_and_by_its_file(name: str) -> None:
    shipped = plan(name)
    named = [shipped.title, *(p.title for p in shipped.programmes), *(t.title for t in shipped.targets)]
    assert shipped.id == name
    assert all(title.zh and title.en and title.zh != title.en for title in named)
    assert len({title.zh for title in named}) == len(named)


@pytest.mark.parametrize("name", SHIPPED)
def test_tells_the_editor_its_schema(name: str) -> None:
    first = (ROOT / "plans" / f"{name}.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=schemas/plan-1.json"


def test_the_editor_schema_is_the_one_the_program_generates() -> None:
    from plancheck.plans.schema import json_schema

    assert json.loads((ROOT / "plans" / "schemas" / "plan-1.json").read_text("utf-8")) == json_schema()


@pytest.mark.parametrize(("name", "ids"), [(DISTRICTS[0], RENCHENG), (DISTRICTS[1], TAIBAIHU)])
def test_every_commitment_of_the_document_is_there(name: str, ids: str) -> None:
    assert sorted(targets(name)) == sorted(ids.split())


@pytest.mark.parametrize("name", DISTRICTS)
def test_a_real_district_ships_without_data_baselines_or_rosters(name: str) -> None:
    assert not (ROOT / "data" / name).exists()
    assert plan(name).rosters is None
    assert not plan(name).sample
    assert all(target.baseline is None and target.pace is None for target in plan(name).targets)


@pytest.mark.parametrize("name", DISTRICTS)
def test_every_target_cites_its_clause(name: str) -> None:
    assert all(target.source and target.source.section for target in plan(name).targets)


@pytest.mark.parametrize("name", DISTRICTS)
def test_what_can_be_checked_says_how_it_is_reported(name: str) -> None:
    checkable = [target for target in plan(name).targets if target.rule.kind != "narrative"]
    assert all(target.measure and target.report for target in checkable)
    assert all(target.unit for target in checkable if target.measure != "done")


@pytest.mark.parametrize("name", DISTRICTS)
def test_a_target_without_its_own_date_says_so(name: str) -> None:
    """A date in the rule and "the plan's end applies" exclude each other."""
    dated = [t.id for t in plan(name).targets if getattr(t.rule, "by", None) or getattr(t.rule, "until", None)]
    assert not [target for target in dated if targets(name)[target].due_from]


def test_hedged_commitments_stay_hedged() -> None:
    both = targets(DISTRICTS[0]) | targets(DISTRICTS[1])
    assert {id_ for id_, target in both.items() if target.aspirational} == {"R1.6", "T6.1", "T6.2", "T6.3", "T6.4"}
    for id_, word in {
        "R1.6": "积极争创",
        "T6.1": "力争",
        "T6.4": "推进",
        "T1.1": "计划",
        "T2.1": "计划",
        "T5.1": "计划",
    }.items():
        note = both[id_].note
        assert note is not None
        assert word in note.get("zh")


@pytest.mark.parametrize(
    ("target", "fields"),
    [
        ("R1.1", {"kind": "reach", "at_least": Decimal(10000), "by": date(2028, 12, 31)}),
        ("R1.3", {"kind": "monotone", "direction": "up", "strict": True}),
        ("R1.4", {"kind": "reach", "at_least": Decimal(80)}),
        ("R2.3", {"kind": "reach", "at_least": Decimal(30), "by": None}),
        ("R3.3", {"kind": "reach", "at_least": Decimal(1500)}),
        ("T1.1", {"kind": "checklist", "items": ("鹿港小学", "黄庄小学", "渔皇路小学", "登丰里小学")}),
        ("T1.4", {"kind": "reach", "about": Decimal(9000), "side": "at_least"}),
        ("T1.5", {"kind": "eliminate", "tolerance": Decimal(0)}),
        ("T2.4", {"kind": "reach", "at_least": Decimal(95)}),
        ("T3.1", {"kind": "hold", "at_most": Decimal(0)}),
        ("T4.7a", {"kind": "hold", "at_least": Decimal(4)}),
        ("T7.3", {"kind": "each_entity", "at_least": Decimal(90), "until": date(2025, 12, 31)}),
        ("T8.1", {"kind": "monotone", "direction": "up", "strict": False}),
    ],
)
def test_numbers_and_comparators_are_those_of_the_document(target: str, fields: dict[str, object]) -> None:
    rule = (targets(DISTRICTS[0]) | targets(DISTRICTS[1]))[target].rule
    assert {name: getattr(rule, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("target", "decided"),
    [
        ("R1.1", "pace"),
        ("R1.2", "roster"),
        ("R1.4", "definition"),
        ("R3.3", "definition"),
        ("T1.4", "tolerance"),
        ("T1.5", "definition"),
        ("T2.2", "overlap"),
        ("T2.4", "definition"),
        ("T2.5", "definition"),
        ("T2.6", "definition"),
        ("T7.3", "roster"),
        ("T7.7", "norm"),
    ],
)
def test_what_the_encoder_decided_is_told_apart(target: str, decided: str) -> None:
    entry = (targets(DISTRICTS[0]) | targets(DISTRICTS[1]))[target]
    assert entry.encoder is not None
    assert entry.encoder[decided]


def test_national_plan_holds_both_wordings_of_92() -> None:
    national = targets(NATIONAL)
    assert national["N3.1"].rule.at_least == Decimal(92)  # type: ignore[union-attr]
    assert national["N3.2"].rule.more_than == Decimal(92)  # type: ignore[union-attr]
    documents = [national[id_].source.document for id_ in ("N3.1", "N3.2")]  # type: ignore[union-attr]
    assert documents == ["“十四五”规划纲要", "“十四五”公共服务规划"]


def test_national_figures_are_read_whole_and_keep_their_decimals() -> None:
    read = read_folder(ROOT / "data" / NATIONAL, plan(NATIONAL))
    assert read.findings == ()
    assert len(read.observations) == 27
    assert [o.raw for o in read.observations if o.target == "N3.2"] == ["91.4", "91.6", "91.8", "92.0", "92.0"]


def test_every_national_figure_names_the_page_it_was_read_on() -> None:
    with (ROOT / "data" / NATIONAL / "actuals.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["佐证"].startswith(("http://", "https://")) and row["备注"] for row in rows)
    assert not [row for row in rows if (row["目标编号"], row["年度"]) == ("N4.1", "2023")]


@pytest.mark.parametrize(
    ("as_of", "target", "meant"),
    [
        (date(2023, 12, 31), "N1.1", "achieved early"),
        (date(2025, 12, 31), "N1.1", "achieved"),
        (date(2025, 12, 31), "N2.1", "achieved"),
        (date(2025, 12, 31), "N3.1", "achieved"),
        (date(2025, 12, 31), "N3.2", "missed"),
        (date(2025, 12, 31), "N4.1", "achieved early"),
        (date(2025, 12, 31), "N5.1", "achieved"),
        (date(2026, 6, 30), "N4.1", "no_data"),
        (date(2026, 6, 30), "N2.2", "no_data"),
    ],
)
def test_national_verdicts_are_the_published_ones(as_of: date, target: str, meant: str) -> None:
    from plancheck.pipeline import assess

    loaded = load_plan(ROOT / "plans" / f"{NATIONAL}.yaml", f"plans/{NATIONAL}.yaml").loaded
    assert loaded is not None
    submissions = read_folder(ROOT / "data" / NATIONAL, loaded.plan)
    report = assess([(loaded, submissions)], as_of=as_of, known_at=None, since=None, period=None)
    verdict = next(row.verdict for row in report.plans[0].targets if row.target.id == target)
    assert " ".join([verdict.status, *verdict.flags]) == meant
