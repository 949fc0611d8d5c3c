"""Sentences on verdicts: exact words for the usual cases, and no fact that could be missed."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.messages import advice_text, verdict_text
from plancheck.messages.patterns import SENTENCES
from plancheck.model.verdict import Fact, Flag, Status
from plancheck.plans.plan import Target
from plancheck.rules.coverage import Coverage
from plancheck.rules.reach import Reach
from tests.reports.build import PACED, Q3, judged, target, verdict

D = Decimal


def said(lang: str, key: str, about: Target, flags: tuple[Flag, ...] = (), **facts: Fact) -> tuple[str, str]:
    status, reason = key.split(".")
    item = judged(about, verdict(Status(status), reason, flags, **facts))
    return verdict_text(lang, item), advice_text(lang, item)


places = target("R1.1", "学位", "places")
rate = target("R2", "入园率", "rate", unit="%", measure="level", rule=Reach(at_least=D(95), by=date(2028, 12, 31)))


def test_a_total_against_its_pace() -> None:
    facts = {**PACED, "expected": D("1643.835616438356"), "ratio": D("1.00375")}
    assert said("zh", "on_track.pace", places, **facts) == (
        "至 2026-09-30 累计 1,650 个，应达 1,643.8 个（序时进度 100.4%），目标 10,000 个",
        "还需每季度 928 个；至今最快一季 700 个",
    )
    assert said("en", "on_track.pace", places, **facts) == (
        "By 2026-09-30 1,650 reached, 1,643.8 expected by then (100.4% of the pace), target 10,000",
        "928 needed a quarter; the best quarter so far: 700",
    )


def test_nothing_to_measure_asks_to_look_at_the_denominators() -> None:
    facts: dict[str, Fact] = {"target": D(95), "comparator": "at_least"}
    assert said("zh", "undetermined.nothing_to_measure", rate, **facts) == (
        "分母合计为 0，无法计算比率，目标不低于 95%",
        "请核对分母；确为 0 的，请说明原因",
    )
    assert said("en", "undetermined.nothing_to_measure", rate, **facts)[1] == (
        "check the denominators; where 0 is right, say why"
    )


def test_where_some_have_reported_it_is_not_said_that_nobody_has() -> None:
    facts: dict[str, Fact] = {"target": D(95), "comparator": "at_least", "reporters_in": 4, "reporters_expected": 5}
    assert said("zh", "no_data.no_observation", rate, (Flag.PARTIAL,), **facts)[0].startswith("没有一期报齐，")
    assert said("en", "no_data.no_observation", rate, **facts)[0].startswith("Nothing has been reported, ")


def test_the_limit_of_a_band_is_not_the_figure_it_states() -> None:
    facts: dict[str, Fact] = {"actual": D(9450), "target": D(9000), "target_low": D(8550), "target_high": D(9450)}
    facts |= {"comparator": "about", "data_date": date(2026, 3, 31)}
    assert said("en", "on_track.within_cap", places, **facts)[0] == (
        "By 2026-03-31 9,450 reached, target about 9,000 (judged as 8,550 to 9,450), within the limit"
    )


def test_just_below_the_threshold_is_not_the_threshold() -> None:
    assert "序时进度 94.96%" in said("zh", "at_risk.pace", places, **{**PACED, "ratio": D("0.9496")})[0]


def test_equal_to_a_strict_bound() -> None:
    facts: dict[str, Fact] = {"actual": D("92.0"), "target": D(92), "comparator": "more_than", "gap": D(0)}
    facts |= {"due": date(2025, 12, 31), "data_date": date(2025, 12, 31)}
    assert said("zh", "missed.unmet_at_due", rate, **facts)[0] == (
        "期限 2025-12-31，到期未完成，2025-12-31 为 92.0%，目标大于 92%，相等不算达到"
    )


def test_missed_tells_the_value_when_due_from_the_latest() -> None:
    facts: dict[str, Fact] = {"actual": D(79), "at_due": D(75), "target": D(80), "comparator": "at_least", "gap": D(1)}
    facts |= {"due": date(2027, 12, 31), "data_date": date(2028, 3, 31)}
    assert said("zh", "missed.unmet_at_due", places, **facts) == (
        "期限 2027-12-31，到期未完成，到期时为 75 个，至 2028-03-31 累计 79 个，目标 80 个，相差 1 个",
        "尚差 1 个",
    )


def test_an_old_date_that_passed_unmet_is_said_first() -> None:
    adopted: Fact = {"status": "missed", "due": "2026-06-30", "target": "10"}
    message = said("zh", "on_track.pace", places, (Flag.AMENDED,), **PACED, as_adopted=adopted)[0]
    assert message.startswith("原定 2026-06-30 的期限已过而未完成，至 2026-09-30 累计 1,650 个")
    waived = said("en", "on_track.pace", places, (Flag.AMENDED, Flag.WAIVED), as_adopted=adopted)[0]
    assert waived.startswith("The original due date 2026-06-30 passed unmet and was waived")


def test_who_has_not_reported_is_asked_by_name() -> None:
    facts: dict[str, Fact] = {"missing": ("乙小学", "丙小学"), "missing_periods": ("2026-Q3",), "due": Q3}
    message, advice = said("zh", "no_data.final_report_awaited", places, **facts)
    assert message == "期限已过，尚未报送到期数据，期限 2026-09-30，未报送：乙小学、丙小学，缺 2026-Q3"
    assert advice == "请 乙小学、丙小学 补报 2026-Q3"


def test_a_rate_moves_by_percentage_points() -> None:
    facts = {**PACED, "unit": "%", "needed_per_period": D("-0.51"), "best_pace": D("0.4")}
    assert said("zh", "at_risk.pace", rate, **facts)[1] == "还需每季度降低 0.51 个百分点；至今最快一季 0.4 个百分点"


def test_a_share_of_the_roster_is_a_percentage() -> None:
    all_schools = target("T7", "覆盖", "cover", unit="所", measure="done", rule=Coverage(all=True, by=Q3))
    facts: dict[str, Fact] = {"actual": D("57.5"), "target": D(100), "data_date": Q3}
    assert said("zh", "achieved.met", all_schools, **facts)[0] == "2026-09-30 为 57.5%，目标 100%，已按期完成"


def test_items_are_counted_and_named() -> None:
    facts: dict[str, Fact] = {"done": 1, "total": D(3), "overdue_items": ("平台上线",), "data_date": Q3}
    assert said("en", "at_risk.item_overdue", places, **facts) == (
        "By 2026-09-30 1 of 3 items done, overdue: 平台上线, an item is overdue",
        "finish soon: 平台上线",
    )


def test_a_range_states_both_ends() -> None:
    facts: dict[str, Fact] = {"actual": D(21), "target_low": D(16), "target_high": D(18), "comparator": "between"}
    assert said("zh", "at_risk.floor_broken", places, **facts)[0] == "累计 21 个，目标 16 至 18 个，已偏离目标范围"


def test_a_rounded_publication_is_named() -> None:
    facts: dict[str, Fact] = {"actual": D("92.0"), "target": D(92), "within_rounding": True}
    assert said("en", "achieved.met", rate, **facts)[0].endswith(
        "the published figure is rounded, so the true one may lie on the other side"
    )


def test_names_are_escaped() -> None:
    assert "\\u202e甲" in said("zh", "undetermined.missing_reporters", places, missing=("\u202e甲",))[0]


def test_what_every_entity_is_held_to() -> None:
    facts: dict[str, Fact] = {"breaking": "2026-Q2", "failing": ("南塘小学",), "each_comparator": "at_least"}
    facts |= {"each_target": D(90), "each_unit": "天"}
    assert said("zh", "missed.broken", places, **facts)[0] == (
        "有一期未符合要求，未符合的一期：2026-Q2，未达标：南塘小学，每个单位须不低于 90 天"
    )
    assert said("en", "missed.broken", places, **facts)[0].endswith("each has to have at least 90 days")


def test_what_could_still_be_is_said_as_a_range() -> None:
    facts: dict[str, Fact] = {"actual": D(3), "actual_low": D(3), "actual_high": D(5), "missing": ("甲",)}
    assert said("zh", "undetermined.missing_reporters", places, **facts)[0] == (
        "累计 3 个，可能在 3 个 至 5 个 之间，结论取决于未报送单位的数值，未报送：甲"
    )


def test_a_verdict_that_stands_whatever_an_unreadable_figure_is_says_between_what_the_value_lies() -> None:
    facts: dict[str, Fact] = {"actual_low": D(3), "actual_high": D(5), "unread_periods": ("2026-Q1",), "target": D(2)}
    assert said("zh", "achieved.met", places, **facts)[0] == (
        "在 3 个 至 5 个 之间，无论无法读取的数是多少，目标 2 个，已按期完成"
    )
    english = said("en", "missed.unmet_at_due", places, **facts, due=Q3, data_date=Q3)[0]
    assert "on 2026-09-30 between 3 and 5 whatever the unreadable figures are, target 2" in english
    beside = said("en", "on_track.within_cap", places, **facts, actual=D(4))[0]
    assert beside == "4 reached, limit 2, within the limit, between 3 and 5 whatever the unreadable figures are"
    known = {name: value for name, value in facts.items() if name != "unread_periods"} | {"actual": D(3)}
    assert "whatever" not in said("en", "achieved.met", places, **known)[0]


def test_a_reason_that_is_not_listed_is_told_by_its_status() -> None:
    assert said("zh", "at_risk.new", places, actual=D(3), target=D(5)) == ("累计 3 个，目标 5 个，滞后", "")


FACTS: dict[str, Fact] = {
    **PACED,
    "target_low": D(1),
    "target_high": D(2),
    "missing": ("甲",),
    "missing_periods": ("2026-Q1",),
    "failing": tuple("甲乙丙丁戊己"),
    "done": D(1),
    "total": 3,
    "pending": ("x",),
    "overdue_items": ("y",),
    "breaking": "2026-Q2",
    "breaking_value": D(3),
    "fell_from": D(5),
    "fell_to": D(3),
    "reports_overdue": 2,
    "report_due": Q3,
    "unread_periods": ("2026-Q3",),
    "as_adopted": {"status": "missed", "due": "2026-06-30", "target": "3"},
    "within_rounding": True,
    "each_comparator": "between",
    "each_low": D(1),
    "each_high": D(2),
    "each_unit": "天",
    "actual_low": D(1),
    "actual_high": D(2),
    "unread_items": ("z",),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("key", SENTENCES)
@given(names=st.sets(st.sampled_from(sorted(FACTS))))
def test_no_missing_fact_breaks_a_sentence(lang: str, key: str, names: set[str]) -> None:
    message, advice = said(lang, key, places, tuple(Flag), **{name: FACTS[name] for name in sorted(names)})
    assert message
    assert not re.search(r"[{}\[\]]|，，|, ,|；；", message + advice)
