"""The rows of a form: who is asked for what, in which words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from plancheck.model.observation import Amount, Done, Observation, Share, Unread, Value
from plancheck.model.origin import CellRef
from plancheck.reports.template import asks, how_to
from plancheck.rules.reach import Reach
from tests.engine import d, reach, target
from tests.forms import made, period, plan

PLAN = plan()


def observation(name: str, when: str, value: Value, entity: str = "", item: str = "") -> Observation:
    origin = CellRef("上期.xlsx", "填报", "I5")
    return Observation(name, entity, period(when), item, value, d("2026-07-08"), origin, "")


def test_an_office_is_asked_for_its_own_targets_and_a_school_for_those_of_its_roster() -> None:
    assert [(r.target.id, r.item) for r in made(PLAN, "区教育局").rows] == [
        ("A1", ""),
        ("A2", ""),
        ("C1", "章程"),
        ("C1", "预案"),
    ]
    school = made(PLAN, "实验小学").rows
    assert [(r.target.id, r.item, r.entity) for r in school] == [
        ("B1", "", "实验小学"),
        ("B2", "", "实验小学"),
        ("B3", "", "实验小学"),
        ("B4", "生均图书", "实验小学"),
    ]


def test_a_monthly_target_has_a_row_a_month() -> None:
    assert [r.period.label for r in made(PLAN, "公安分局").rows] == ["2026-07", "2026-08", "2026-09"]


def test_the_form_for_everybody_is_in_the_order_of_the_plan() -> None:
    rows = made(PLAN).rows
    assert " ".join(r.target.id for r in rows) == "A1 A2 A3 A3 A3 B1 B1 B2 B2 B3 B3 B4 B4 C1 C1"


def test_each_measure_asks_for_its_own_cells() -> None:
    fields = {r.target.id: r.asks[:2] for r in made(PLAN).rows}
    assert fields["A1"] == ("value", "submitted")
    assert fields["B2"] == ("numerator", "denominator")
    assert fields["B3"] == fields["C1"] == ("done", "done_on")
    assert asks(replace(reach("5"), measure="level", aggregate="weighted"))[:2] == ("value", "denominator")


def test_an_indicator_is_asked_for_in_its_own_unit() -> None:
    assert [r.target.unit for r in made(PLAN, "实验小学").rows if r.item == "生均图书"] == ["册"]


def test_the_last_value_stands_with_its_period_and_its_place() -> None:
    before = [
        observation("A1", "2026-Q1", Amount(Decimal(300))),
        observation("A1", "2026-Q2", Amount(Decimal("1200"))),
        observation("B2", "2026-Q2", Share(Decimal(45), Decimal(50)), entity="实小"),
        observation("B1", "2026-Q2", Unread("C203"), entity="实验小学"),
    ]
    last = {(r.target.id, r.entity): r.last for r in made(PLAN, before=before).rows}
    assert last["A1", ""] == "1,200 个\n2026-Q2，上期.xlsx#填报!I5"
    assert last["B2", "实验小学"] == "45 / 50\n2026-Q2，上期.xlsx#填报!I5"
    assert last["B1", "实验小学"] == "未能采用（C203）\n2026-Q2，上期.xlsx#填报!I5"
    assert last["B2", "城关小学"] == ""


def test_what_is_done_is_not_asked_for_again() -> None:
    before = [
        observation("C1", "2026-Q2", Done(True), entity="区教育局", item="章程"),
        observation("C1", "2026-Q2", Done(False), entity="区教育局", item="预案"),
        observation("B3", "2026-Q2", Done(True, d("2026-05-01")), entity="实小"),
    ]
    asked = [(r.target.id, r.entity, r.item) for r in made(PLAN, before=before).rows if r.target.id in ("B3", "C1")]
    assert asked == [("B3", "城关小学", ""), ("C1", "区教育局", "预案")]
    assert "B3" not in made(PLAN, "实验小学", before=before).mark.targets


def test_what_has_been_submitted_for_the_period_itself_is_no_hint() -> None:
    before = [observation("A1", "2026-Q3", Amount(Decimal(300)))]
    assert [r.last for r in made(PLAN, before=before).rows if r.target.id == "A1"] == [""]


def test_who_reported_before_under_a_name_of_its_own_is_asked_again_under_it() -> None:
    before = [observation("A1", "2026-Q2", Amount(Decimal(3)), entity=name) for name in ("东街", "西街")]
    assert [r.entity for r in made(PLAN, before=before).rows if r.target.id == "A1"] == ["东街", "西街"]


def test_the_measure_is_said_in_words_with_the_definition_of_the_plan() -> None:
    counted = target(Reach(at_least=Decimal(1)), encoder={"definition": "不含民办"})
    assert how_to("zh", counted) == "当期增量：只填本期新增数，不含以前各期\n不含民办"
    assert how_to("en", replace(counted, measure="done", encoder=None)) == "Yes or no; if done, also the day"


def test_the_mark_is_that_of_these_targets() -> None:
    mark = made(PLAN, "公安分局").mark
    assert (mark.plan, mark.period, mark.entity, list(mark.targets)) == ("p", "2026-Q3", "公安分局", ["A3"])
