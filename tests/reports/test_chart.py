"""Charts: what is drawn, what is not, and what they say to those who cannot see them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, localcontext
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.model.history import Seen
from plancheck.model.period import Period, parse_period
from plancheck.model.verdict import Fact, Status
from plancheck.plans.plan import Pace
from plancheck.reports.chart import chart
from plancheck.reports.chart_frame import domain, ticks
from plancheck.reports.chart_words import Caption
from plancheck.reports.report import TargetReport
from plancheck.rules import Rule
from plancheck.rules.checklist import Checklist
from plancheck.rules.each_year import EachYear
from plancheck.rules.hold import Hold
from plancheck.rules.milestones import Milestones, Node
from plancheck.rules.monotone import Monotone
from plancheck.rules.narrative import Narrative
from tests.reports.build import PACED, judged, target, verdict

D = Decimal
CAPTION = Caption(date(2026, 10, 20), sample=True)
SVG = "{http://www.w3.org/2000/svg}"


def period(label: str) -> Period:
    found = parse_period(label)
    assert isinstance(found, Period)
    return found


def seen(label: str, value: str | None, **more: bool) -> Seen:
    x = None if value is None else D(value)
    return Seen(period(label), x, x, x, **more)


QUARTERS = (seen("2026-Q1", "450"), seen("2026-Q2", "1150"), seen("2026-Q3", "1650"))
TREND: Mapping[str, Fact] = {"projected": D(6624), "projected_low": D(5000), "projected_high": D(8000)}


def item(history: tuple[Seen, ...] = QUARTERS, pace: Pace | None = None, **facts: Fact) -> TargetReport:
    goal = target("D1.1", "新增学位", "New places", pace=pace)
    return replace(judged(goal, verdict(Status.AT_RISK, "pace", **{**PACED, **facts})), history=history)


def drawn(one: TargetReport, lang: str = "zh") -> ElementTree.Element:
    text = str(chart(lang, "k", one, CAPTION)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ElementTree.fromstring(text)


def classes(svg: ElementTree.Element) -> list[str]:
    return [found for found in (e.get("class") for e in svg.iter() if e.tag != f"{SVG}text") if found]


def texts(svg: ElementTree.Element) -> list[str]:
    return [e.text or "" for e in svg.iter(f"{SVG}text")]


def body(svg: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    """Elements of a class below the legend, which comes first."""
    return [e for e in svg.iter() if e.get("class") == kind]


def test_actual_pace_target_and_trend_are_there() -> None:
    svg = drawn(item(**TREND))
    assert {"a", "p", "t", "f", "fan", "base", "due", "at", "pt"} <= set(classes(svg))
    assert "实际 1,650 个" in texts(svg)
    assert "目标 不低于 10,000 个" in texts(svg)
    assert "序时进度（应达 2,490.9 个）" in texts(svg)
    assert "按趋势到期 6,624 个（5,000 个 至 8,000 个）" in texts(svg)
    assert "期限 2028-12-31" in texts(svg)


def test_a_picture_cut_out_of_its_page_says_whose_it_is_and_that_it_is_a_sample() -> None:
    svg = drawn(item())
    assert texts(svg)[0] == "滞后（示例数据） 2026-10-20 D1.1 新增学位"
    assert texts(drawn(item(), "en"))[0] == "at risk (SAMPLE) 2026-10-20 D1.1 New places"


def test_it_is_read_out_in_words() -> None:
    svg = drawn(item())
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "k-t k-d"
    assert svg.findtext(f"{SVG}title") == "滞后（示例数据） 2026-10-20 D1.1 新增学位"
    assert "各期：2026-Q1 450 个、2026-Q2 1,150 个、2026-Q3 1,650 个" in svg.findtext(f"{SVG}desc", "")


def points(one: ElementTree.Element) -> int:
    return len((one.get("points") or "").split())


def test_a_missing_period_breaks_the_line_and_is_marked() -> None:
    whole = [points(e) for e in body(drawn(item()), "a") if e.tag == f"{SVG}polyline"]
    assert whole == [4]
    hole = item((QUARTERS[0], seen("2026-Q2", None), QUARTERS[2]))
    svg = drawn(hole)
    assert [points(e) for e in body(svg, "a") if e.tag == f"{SVG}polyline"] == [2]
    assert "缺" in texts(svg)
    assert "没有可用的数" in texts(svg)


def test_a_period_that_nobody_reported_before_the_plan_breaks_it_too() -> None:
    years = (seen("2022", "1"), seen("2024", "3"), seen("2025", "4"))
    runs = [points(e) for e in body(drawn(item(years)), "a") if e.tag == f"{SVG}polyline"]
    assert runs == [2]


def test_what_is_not_all_in_is_a_ring_with_its_range() -> None:
    ring = Seen(period("2026-Q3"), D(1650), D(1650), D(1900))
    svg = drawn(item((*QUARTERS[:2], ring)))
    assert len(body(svg, "part")) == 2  # in the legend and in the plot
    assert len(body(svg, "range")) == 2
    assert "数据未齐" in texts(svg)


def test_crowded_gaps_are_named_once() -> None:
    months = tuple(seen(f"2026-{m:02}", None) for m in range(1, 10))
    assert texts(drawn(item(months))).count("缺") < 9
    assert len(body(drawn(item(months)), "gap")) == 10  # each one, and the legend


@pytest.mark.parametrize(
    ("pace", "bends"),
    [
        (None, 2),
        (Pace(shape="at_due"), 3),
        (Pace(shape="s_curve"), 25),
        (Pace(points={date(2026, 12, 31): D(2000), date(2027, 12, 31): D(6000)}), 5),
    ],
)
def test_pace_has_the_shape_that_the_plan_gives_it(pace: Pace | None, bends: int) -> None:
    lines = [e for e in body(drawn(item(pace=pace)), "p") if e.tag == f"{SVG}polyline"]
    assert [points(e) for e in lines] == [bends]


def test_compound_pace_is_a_curve_and_there_is_none_from_zero() -> None:
    grows = drawn(item(method="compound", baseline=D(5), target=D(40)))
    assert [points(e) for e in body(grows, "p") if e.tag == f"{SVG}polyline"] == [25]
    assert body(drawn(item(method="compound", baseline=D(0))), "p") == []


def test_a_cap_and_a_baseline_that_satisfies_have_no_pace() -> None:
    assert body(drawn(item(comparator="at_most")), "p") == []
    assert body(drawn(item(comparator="at_least", baseline=D(10001))), "p") == []


def test_a_band_is_a_patch_between_two_lines() -> None:
    facts = {k: v for k, v in PACED.items() if k != "target"}
    facts |= {"comparator": "between", "target_low": D(8000), "target_high": D(9000)}
    one = replace(judged(target("X", "甲", "a"), verdict(Status.AT_RISK, "pace", **facts)), history=QUARTERS)
    svg = drawn(one)
    assert len(body(svg, "t")) == 2
    assert "目标 8,000 至 9,000 个" in texts(svg)


def test_a_wide_fan_is_cut_at_the_edge_of_the_plot() -> None:
    (fan,) = body(drawn(item(**{**TREND, "projected_high": D(10) ** 9})), "fan")
    places = [tuple(map(float, place.split(","))) for place in (fan.get("points") or "").split()]
    assert len(places) == 4
    assert all(0 <= y <= 400 for _, y in places)


def test_nothing_reported_or_owed_has_no_picture() -> None:
    assert chart("zh", "k", item(()), CAPTION) == ""
    assert chart("zh", "k", replace(item(), target=target("X", "甲", "a", rule=Narrative())), CAPTION) == ""


def promise(rule: Rule, history: tuple[Seen, ...], **facts: Fact) -> ElementTree.Element:
    one = judged(
        target("X", "甲", "a", rule=rule, unit="起", measure="level"), verdict(Status.MISSED, "broken", **facts)
    )
    return drawn(replace(one, history=history))


def test_a_broken_period_is_crossed() -> None:
    history = (seen("2026-Q1", "0"), seen("2026-Q2", "1", broken=True), seen("2026-Q3", "0"))
    svg = promise(Hold(at_most=D(0)), history, target=D(0), comparator="at_most", unit="起", actual=D(0))
    assert len(body(svg, "bad")) == 2
    assert {"未符合", "要求 不超过 0 起", "2026-Q2"} <= set(texts(svg))
    assert "2026-Q2 1 起（未符合）" in svg.findtext(f"{SVG}desc", "")


def test_years_are_bars_and_one_way_is_a_line() -> None:
    years = (seen("2026", "210"), seen("2027", "190", broken=True))
    assert len(body(promise(EachYear(at_least=D(200)), years, target=D(200), comparator="at_least"), "bar")) == 2
    rises = promise(Monotone(direction="up"), (seen("2026-Q1", "5"), seen("2026-Q2", "6")))
    assert [points(e) for e in body(rises, "a") if e.tag == f"{SVG}polyline"] == [2]


def test_thirty_six_months_have_as_many_names_as_fit() -> None:
    months = tuple(seen(f"{2026 + i // 12}-{i % 12 + 1:02}", "90") for i in range(36))
    svg = promise(Hold(at_least=D(85)), months, target=D(85), comparator="at_least")
    named = [text for text in texts(svg) if re.fullmatch(r"\d{4}-\d\d", text)]
    assert 3 <= len(named) <= 12
    assert named[-1] == "2028-12"


def listed(rule: Rule, status: Status, **facts: Fact) -> ElementTree.Element:
    return drawn(judged(target("X", "甲", "a", rule=rule), verdict(status, "items_pending", **facts)))


def test_items_are_boxes_with_their_names() -> None:
    rule = Milestones(nodes=(Node(item="方案", by=date(2026, 3, 31)), Node(item="平台"), Node(item="推开")))
    svg = listed(rule, Status.AT_RISK, done=1, total=3, pending=("平台", "推开"), overdue_items=("平台",))
    assert texts(svg)[1:] == ["完成 1/3", "方案（2026-03-31 前）：已完成", "平台：逾期未完成", "推开：未完成"]
    assert (len(body(svg, "tick")), len(body(svg, "bad"))) == (1, 1)


def test_what_is_undone_when_missed_is_overdue() -> None:
    svg = listed(Checklist(items=("甲", "乙")), Status.MISSED, done=1, total=2, pending=("乙",))
    assert "乙：逾期未完成" in texts(svg)


def test_of_many_items_the_undone_come_first_and_the_rest_is_counted() -> None:
    names = tuple(f"第{i}项" for i in range(20))
    svg = listed(Checklist(items=names), Status.NOT_DUE, done=19, total=20, pending=("第19项",))
    assert texts(svg)[2] == "第19项：未完成"
    assert texts(svg)[-1] == "另有 8 项"


def test_a_far_due_date_has_few_years_on_its_axis() -> None:
    svg = drawn(item(due=date(9999, 12, 31)))
    assert 2 <= len([text for text in texts(svg) if re.fullmatch(r"\d{4}", text)]) <= 14
    assert len(ElementTree.tostring(svg)) < 6000


def test_the_same_picture_whatever_the_precision_around_it() -> None:
    first = chart("zh", "k", item(**TREND), CAPTION)
    with localcontext() as context:
        context.prec = 6
        assert chart("zh", "k", item(**TREND), CAPTION) == first


@pytest.mark.parametrize(("low", "high", "marks"), [
    ("0", "975", ["0", "200", "400", "600", "800"]),
    ("95.9", "97.6", ["96", "96.5", "97", "97.5"]),
    ("-20", "30", ["-20", "-10", "0", "10", "20", "30"]),
    ("0.14", "0.22", ["0.14", "0.16", "0.18", "0.2", "0.22"]),
])  # fmt: skip
def test_marks_are_round(low: str, high: str, marks: list[str]) -> None:
    assert [f"{mark.normalize():f}" for mark in ticks(D(low), D(high))] == marks


values = st.decimals(-(10**12), 10**12, places=3)


@given(st.lists(values, min_size=1, max_size=6), st.booleans())
def test_the_axis_holds_every_value(found: list[D], from_zero: bool) -> None:
    low, high = domain(found, from_zero)
    assert low <= min(found) <= max(found) <= high
    assert low < high
    assert 1 <= len(ticks(low, high)) <= 12


@given(
    st.lists(st.one_of(st.none(), values), min_size=1, max_size=12),
    values, values, st.integers(-2000, 2000), st.sampled_from(["at_least", "at_most", "more_than", "less_than"]),
)  # fmt: skip
def test_any_history_is_drawn_inside_the_picture(
    found: list[D | None], aim: D, baseline: D, days: int, word: str
) -> None:
    first = date(2026, 1, 1)
    ends = (first + timedelta(days=30 * (i + 1)) for i in range(len(found)))
    history = tuple(Seen(replace(period("2026-Q1"), end=end), x, x, x) for end, x in zip(ends, found, strict=True))
    due = first + timedelta(days=days)
    one = item(history, target=aim, baseline=baseline, comparator=word, due=due, **TREND)
    for element in body(drawn(one), "pt") + body(drawn(one), "base"):
        x, y = (D(element.get(f"c{a}") or element.get(a) or "0") for a in "xy")
        assert -4 <= x <= 424
        assert 0 <= y <= 420
