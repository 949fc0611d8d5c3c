"""Promises kept period by period: one broken period is `missed`, whatever follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from plancheck.model.case import Case
from plancheck.model.comparator import Comparator
from plancheck.model.frozen import frozen
from plancheck.model.period import Period
from plancheck.model.series import Standing
from plancheck.model.verdict import Basis, Fact, Flag, Status, Verdict
from plancheck.rules.attain import ordered


@frozen
class Tally:
    """How the periods in force stand. `broken` in time order; `unread` hold a gap; `absent` are past their deadline
    without (all) reports; `present` were reported whole, judged or not."""

    broken: tuple[Standing, ...]
    kept: tuple[Standing, ...]
    unread: tuple[Standing, ...]
    absent: tuple[str, ...]
    partial: tuple[Standing, ...]
    present: int
    required: int


def verdict_of(case: Case, tally: Tally, facts: dict[str, Fact], covered: bool) -> Verdict:
    """The order of the rules: broken, a gap, a missing report, nothing judged, kept. `covered`: to the end of it."""
    status, reason = _status(case, tally, covered)
    flags = {Flag.PARTIAL} if any(s.missing for s in (*tally.partial, *tally.broken)) else set()
    bearing = tally.broken[:1] or tally.unread or tally.kept
    flags |= {Flag.REVISED} if any(s.revised for s in bearing) else set()
    return Verdict(status, reason, ordered(flags), facts | _facts(case, tally), _basis((*bearing, *tally.partial)))


def _status(case: Case, tally: Tally, covered: bool) -> tuple[Status, str]:
    if tally.broken:
        return Status.MISSED, "broken"
    if tally.unread or case.series.unread:
        return Status.UNDETERMINED, "unreadable"
    if tally.absent or tally.partial:
        if tally.present or tally.partial:
            return Status.UNDETERMINED, _open_reason(tally)
        return Status.NO_DATA, "none_reported"
    if not tally.kept:
        return Status.NOT_DUE, "nothing_judged_yet"
    return (Status.ACHIEVED, "kept") if covered else (Status.ON_TRACK, "kept_so_far")


def _open_reason(tally: Tally) -> str:
    if any(s.missing for s in tally.partial):
        return "missing_reporters"
    return "total_fell" if any(s.fell for s in tally.partial) else "period_missing"


def _facts(case: Case, tally: Tally) -> dict[str, Fact]:
    facts: dict[str, Fact] = {"kept_periods": len(tally.kept), "total_periods": tally.required}
    judged = sorted((*tally.broken, *tally.kept), key=lambda s: s.end)
    if judged and judged[-1].value is not None:
        facts |= {"actual": judged[-1].value, "data_date": min(judged[-1].end, case.series.last_end or judged[-1].end)}
    if tally.broken:
        first = tally.broken[0]
        facts |= {"breaking": first.period.label} | ({} if first.value is None else {"breaking_value": first.value})
        facts |= {"failing": first.failing} if first.failing else {}
    if tally.unread:
        labels = (label for standing in tally.unread for label in standing.unread)
        facts["unread_periods"] = tuple(dict.fromkeys(labels))
    facts |= {"missing_periods": tally.absent} if tally.absent else {}
    open_reports = tally.partial or tally.broken[:1]
    missing = tuple(dict.fromkeys(name for s in open_reports for name in s.missing))
    return facts | ({"missing": missing} if missing else {}) | _reporters(judged or list(open_reports))


def _reporters(standings: Sequence[Standing]) -> dict[str, Fact]:
    if not standings:
        return {}
    last = standings[-1]
    return {"reporters_in": len(last.expected) - len(last.missing), "reporters_expected": len(last.expected)}


def _basis(standings: Sequence[Standing]) -> tuple[Basis, ...]:
    found = (basis for standing in standings for basis in (*standing.carried, *standing.basis))
    return tuple(dict.fromkeys(found))


def breaks(comparator: Comparator, standing: Standing) -> bool:
    """Whatever the true value within the bounds, it does not satisfy."""
    return comparator.below(standing.high) or comparator.above(standing.low)


def keeps(comparator: Comparator, standing: Standing) -> bool:
    """Whatever the true value within the bounds, it satisfies."""
    return comparator.satisfied(standing.low) and comparator.satisfied(standing.high)


def keep(case: Case, comparator: Comparator, first: date, until: date, standings: Sequence[Standing]) -> Verdict:
    """The verdict on a comparator that every report period in first..until is to satisfy."""
    required = required_reports(case, first, until)
    in_force = [s for s in standings if required and first <= s.end <= required[-1].end]
    return keep_required(case, comparator, required, in_force, terms(case, comparator, first, until))


def keep_required(
    case: Case, comparator: Comparator, required: Sequence[Period], in_force: Sequence[Standing], facts: dict[str, Fact]
) -> Verdict:
    """The same for periods that are named."""
    tally = _tally(case, comparator, in_force, required)
    covered = bool(required) and {p.end for p in required} <= {s.end for s in tally.kept}
    return verdict_of(case, tally, facts, covered)


def required_reports(case: Case, first: date, until: date) -> list[Period]:
    """The whole report periods that touch first..until; the plan's own start and end cut them."""
    return [case.calendar.report_on(report.end) for report in case.calendar.reports(first, until)]


def terms(case: Case, comparator: Comparator, first: date, until: date) -> dict[str, Fact]:
    """The rule's own numbers."""
    facts: dict[str, Fact] = {"unit": case.unit, "comparator": comparator.word, "from": first, "until": until}
    facts |= {"target": comparator.stated} if comparator.stated is not None else {}
    if comparator.word in ("about", "between"):
        bounds = (("target_low", comparator.low), ("target_high", comparator.high))
        facts |= {name: bound for name, bound in bounds if bound is not None}
    return facts


def absent_reports(case: Case, required: Sequence[Period], in_force: Sequence[Standing]) -> tuple[str, ...]:
    """Labels of the reports past their deadline from which nothing is in."""
    seen = {s.end for s in in_force if s.basis}
    return tuple(p.label for p in required if p.end not in seen and case.as_of > case.calendar.deadline(p.end))


def left_open(case: Case, standing: Standing) -> bool:
    """No report in time settles what is unsure: reporters are past their deadline, or a total fell."""
    return not standing.unread and (standing.fell or case.as_of > case.calendar.deadline(standing.end))


def _tally(case: Case, comparator: Comparator, in_force: Sequence[Standing], required: Sequence[Period]) -> Tally:
    broken = tuple(s for s in in_force if breaks(comparator, s))
    closed = [s for s in in_force if s.end <= case.as_of and s not in broken]
    kept = tuple(s for s in closed if keeps(comparator, s))
    unsure = [s for s in closed if s not in kept]
    unread = tuple(s for s in unsure if s.unread)
    partial = tuple(s for s in unsure if s.basis and left_open(case, s))
    present = sum(1 for s in in_force if s.basis)
    return Tally(broken, kept, unread, absent_reports(case, required, in_force), partial, present, len(required))
