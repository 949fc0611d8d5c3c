"""Reports written plan by plan have the bytes of those written as a whole, and hold no plan longer than they must."""

from __future__ import annotations

import json
import weakref
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.messages.findings import finding_text
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, TextRef
from plancheck.reports import FORMATS, STREAMS, Options, brief, html_pieces
from plancheck.reports.flow import Flow, Step, gathered
from plancheck.reports.found import Found
from plancheck.reports.json import target_object
from plancheck.reports.json_parts import dump, finding_object
from plancheck.reports.put_by import PutBy
from plancheck.reports.report import PlanReport, Report
from plancheck.reports.select import all_findings
from tests.reports.build import UNIT, UNREAD, demo, plan_report, report, targets

CODES = st.sampled_from(["C203", "C205", "F001", "R309"])
PLACES = st.one_of(
    st.none(),
    st.builds(TextRef, st.just("a.csv"), st.integers(1, 3), st.just(1)),
    st.just(CellRef("a.xlsx", "表", "C7")),
)
FINDINGS = st.builds(
    Finding,
    CODES,
    st.sampled_from(["error", "warning"]),
    PLACES,
    st.fixed_dictionaries({"seen": st.text(max_size=3)}),
    st.sampled_from([None, "D1.1"]),
    st.sampled_from([None, "a", "b"]),
)
LISTS = st.lists(FINDINGS, max_size=4).map(tuple)


@st.composite
def flows(draw: st.DrawFn) -> tuple[Report, list[Step]]:
    """The head of a report and its plans, each with the findings of reading it."""
    steps = []
    for number in range(draw(st.integers(0, 3))):
        items = draw(st.lists(st.sampled_from(targets()), min_size=1, max_size=3, unique_by=lambda t: t.target.id))
        own = tuple(replace(item, findings=draw(LISTS)) for item in items)
        steps.append((plan_report(own, id=f"plan-{number}", sample=draw(st.booleans())), draw(LISTS)))
    return report(findings=draw(LISTS)), steps


@given(flows(), st.sampled_from(sorted(FORMATS)), st.sampled_from(["zh", "en"]), st.booleans())
def test_what_streams_is_what_is_rendered(
    made: tuple[Report, list[Step]], form: str, lang: str, show_all: bool
) -> None:
    head, steps = made
    options = Options(lang=lang, show_all=show_all)
    whole = gathered(Flow(head, len(steps), steps))
    assert "".join(STREAMS[form](Flow(head, len(steps), steps), options)) == FORMATS[form](whole, options)


@given(flows())
def test_json_has_the_form_that_a_whole_dump_has(made: tuple[Report, list[Step]]) -> None:
    """Against the standard library, told to write everything at once."""
    head, steps = made
    whole = gathered(Flow(head, len(steps), steps))
    text = FORMATS["json"](whole, Options())
    read = json.loads(text)
    assert dump(read) == text
    assert read["findings"] == [finding_object("zh", finding) for finding in all_findings(whole)]
    for plan, (given_plan, _) in zip(read["plans"], steps, strict=True):
        assert plan["targets"] == [target_object("zh", given_plan, item) for item in given_plan.targets]


@given(flows())
def test_every_finding_is_said_once_and_in_order(made: tuple[Report, list[Step]]) -> None:
    head, steps = made
    flow = Flow(head, len(steps), steps)
    found = Found(flow, lambda finding: finding_text("en", finding)[0])
    assert list(found.watch(flow.plans)) == steps
    assert list(found.each()) == [finding_text("en", finding)[0] for finding in all_findings(gathered(flow))]


def test_the_same_finding_in_two_plans_is_the_first_ones() -> None:
    """A finding that names no plan may come with either: reading comes before judging, whatever the order of plans."""
    one, other = plan_report(targets()[:1]), plan_report(targets()[2:3], id="other")
    flow = Flow(report(), 2, [(one, (UNREAD,)), (other, (UNIT, UNREAD))])
    found = Found(flow, lambda finding: finding.code)
    list(found.watch(flow.plans))
    assert list(found.each()) == ["C203", "C205"]


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_a_plan_that_is_written_is_let_go(form: str) -> None:
    seen: list[weakref.ref[Mark]] = []

    def plans() -> Iterator[Step]:
        for number in range(5):
            made = marked(number)
            seen.append(weakref.ref(made.data_date))  # type: ignore[arg-type]
            yield made, ()
            del made

    pieces = STREAMS[form](Flow(report(), 5, plans()), Options())
    alive = [sum(ref() is not None for ref in seen) for _ in pieces]
    assert max(alive) <= 2
    assert len(seen) == 5


class Mark(type(demo().as_of)):  # type: ignore[misc]
    """A date that can be watched."""

    __slots__ = ("__weakref__",)


def marked(number: int) -> PlanReport:
    """A plan that alone has its data date."""
    return replace(plan_report(targets(), id=f"plan-{number}"), data_date=Mark(2026, 9, 30))


def test_a_web_page_of_many_targets_holds_none_of_its_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    """With few targets each gets a chart, so the plans wait until it is known how many there are."""
    seen: list[weakref.ref[Mark]] = []
    alive: list[int] = []

    def plans() -> Iterator[Step]:
        for number in range(6):
            made = marked(number)
            alive.append(sum(ref() is not None for ref in seen))
            seen.append(weakref.ref(made.data_date))  # type: ignore[arg-type]
            yield made, ()
            del made

    monkeypatch.setattr(html_pieces, "CHARTS", 2 * len(targets()))
    text = "".join(STREAMS["html"](Flow(report(), 6, plans()), Options()))
    assert alive == [0, 1, 2, 1, 1, 1]
    assert [text.count(f'id="plan-{number}/') for number in range(6)] == [len(targets())] * 6


@given(flows(), st.sampled_from(["zh", "en"]))
def test_paragraphs_come_plan_by_plan(made: tuple[Report, list[Step]], lang: str) -> None:
    head, steps = made
    pieces = list(brief.stream(Flow(head, len(steps), steps), Options(lang=lang)))
    assert len(pieces) == max(1, len(steps))
    assert "".join(pieces) == brief.render(gathered(Flow(head, len(steps), steps)), Options(lang=lang))


@given(st.lists(st.text(), max_size=6), st.randoms())
def test_texts_put_by_come_back_in_any_order(texts: list[str], random: Random) -> None:
    kept = PutBy()
    for text in texts:
        kept.put(text)
    wanted = list(range(len(texts)))
    random.shuffle(wanted)
    assert [kept.get(i) for i in wanted] == [texts[i] for i in wanted]
