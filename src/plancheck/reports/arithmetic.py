"""The arithmetic behind a verdict, line by line, with its numbers filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from plancheck.messages import phrase, term
from plancheck.messages.catalogue import join
from plancheck.messages.escape import escape
from plancheck.messages.numbers import number, share, to_places
from plancheck.messages.values import decimal_fact, words
from plancheck.model.numeral import plain_decimal
from plancheck.model.verdict import Fact, Status
from plancheck.plans.plan import Target
from plancheck.reports.derivation import derived_lines
from plancheck.reports.report import TargetReport
from plancheck.reports.rows import View
from plancheck.reports.rule_words import Line, pace_words

_SAID = (
    *("actual_low", "actual_high", "gap", "change", "needed_per_period", "average_pace", "best_pace"),
    *("remaining_periods", "projected", "projected_method", "projected_range", "projected_date", "elapsed"),
    *("missing", "missing_periods"),
    *("needed_from_missing", "failing", "weighted", "pending", "overdue_items", "late_items"),
    *("unread_periods", "unread_items", "report_due", "breaking", "ahead", "undefined_periods", "open_items"),
)
_PLACES = 3
_TERMS = (("actual", "x", "data_date"), ("baseline", "b", "baseline_date"), ("target", "t", "due"))


def arithmetic_lines(view: View, item: TargetReport) -> Iterator[Line]:
    """x, b, T, P(d), r and the band that r falls into, as far as the verdict has them."""
    facts = item.verdict.facts
    said = words(view.lang, item.target, facts, view.source.thresholds)
    said.setdefault("target", said.get("band", ""))
    yield from _adopted(view, item)
    yield from derived_lines(view.lang, item.target, facts, said)
    for name, label, day in _TERMS:
        if said.get(name):
            dated = {"value": said[name], "date": said.get(day, "")}
            yield label, phrase(view.lang, "explain.dated", **dated) if dated["date"] else said[name]
    if "expected" in said:
        yield "p", _expected(view, item.target, facts)
    if "ratio" in said:
        yield "r", _ratio(view, item, said["ratio"])
        yield from _band(view, item, said["ratio"])


def _expected(view: View, target: Target, facts: Mapping[str, Fact]) -> str:
    numbers = _numbers(facts)
    linear = target.pace is None or target.pace.shape == "linear"
    start, now, end = (facts.get(name) for name in ("baseline_date", "data_date", "due"))
    if (
        linear
        and isinstance(start, date)
        and isinstance(now, date)
        and isinstance(end, date)
        and {"b", "t"} <= set(numbers)
    ):
        days = {"passed": number((now - start).days), "whole": number((end - start).days)}
        return phrase(view.lang, "explain.linear", b=numbers["b"], t=numbers["t"], p=numbers["p"], **days)
    assumed = facts.get("pace_assumed") is True
    return phrase(view.lang, "explain.shaped", p=numbers["p"], pace=pace_words(view.lang, target, assumed))


def _ratio(view: View, item: TargetReport, ratio: str) -> str:
    numbers = _numbers(item.verdict.facts)
    method = item.verdict.facts.get("method", item.target.method)
    if method == "compound":
        return phrase(view.lang, "explain.growth", r=ratio)
    if method == "pace" and {"x", "b", "p"} <= set(numbers):
        return phrase(view.lang, "explain.ratio", x=numbers["x"], b=numbers["b"], p=numbers["p"], r=ratio)
    return ratio


def _numbers(facts: Mapping[str, Fact]) -> dict[str, str]:
    """The figures of the formula without their unit, with the decimals that it takes to follow it."""
    named = (("x", "actual"), ("b", "baseline"), ("t", "target"), ("p", "expected"))
    found = ((letter, decimal_fact(facts, name)) for letter, name in named)
    return {letter: number(to_places(value, _PLACES)) for letter, value in found if value is not None}


def _band(view: View, item: TargetReport, ratio: str) -> Iterator[Line]:
    """Which threshold decided, where a threshold did."""
    value = decimal_fact(item.verdict.facts, "ratio")
    if item.verdict.reason not in ("pace", "compound") or value is None:
        return
    thresholds = view.source.thresholds
    reaches = value >= thresholds.on_track
    status = term(view.lang, f"status.{(Status.ON_TRACK if reaches else Status.AT_RISK).value}")
    key = "explain.reaches" if reaches else "explain.falls"
    yield "ends", phrase(view.lang, key, r=ratio, threshold=share(thresholds.on_track), status=status)
    if value < thresholds.off_track:
        flag = term(view.lang, "flag.off_track")
        yield "ends", phrase(view.lang, key, r=ratio, threshold=share(thresholds.off_track), status=flag)


def _adopted(view: View, item: TargetReport) -> Iterator[Line]:
    """The verdict by the target as first adopted, first of all where that date passed unmet."""
    adopted = item.verdict.facts.get("as_adopted")
    if not isinstance(adopted, Mapping):
        return
    aim = adopted.get("target")
    said = {
        "target": _stated(aim),
        "due": str(adopted.get("due")),
        "status": term(view.lang, f"status.{adopted['status']}"),
    }
    yield "amended", phrase(view.lang, "explain.adopted", **said)


def _stated(aim: Fact | None) -> str:
    value = plain_decimal(str(aim))
    return escape(str(aim)) if value is None else number(value)


def fact_lines(view: View, item: TargetReport) -> Iterator[Line]:
    """The other facts, lists in full."""
    facts = item.verdict.facts
    said = words(view.lang, item.target, facts, view.source.thresholds, None)
    for pair, label in ((("done", "total"), "done"), (("kept_periods", "total_periods"), "kept"),
                        (("reporters_in", "reporters_expected"), "reporters")):  # fmt: skip
        if all(name in said for name in pair):
            yield f"fact.{label}", f"{said[pair[0]]}/{said[pair[1]]}"
    for name in _SAID:
        if name in said:
            yield f"fact.{name}", said[name]
    methods = facts.get("methods")
    if isinstance(methods, Mapping):
        named = [f"{term(view.lang, f'method.{m}')} {term(view.lang, f'status.{s}')}" for m, s in methods.items()]
        yield "fact.methods", join(view.lang, named)
    parts = facts.get("by_part")
    if isinstance(parts, Mapping):
        yield "fact.by_part", join(view.lang, [f"{escape(part)} {_part(value)}" for part, value in parts.items()])


def _part(value: Fact) -> str:
    return number(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else escape(str(value))
