"""R307: a total that is not the sum of what it adds up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from plancheck.checks.checked import place
from plancheck.checks.grid import Grid
from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.numeral import is_percent
from plancheck.model.observation import Amount, Observation, Share, Unread
from plancheck.model.origin import CellRef, TextRef
from plancheck.plans.plan import Plan, Target
from plancheck.series.scope import TOTALS
from plancheck.sources.asides import Total
from plancheck.sources.folder import Submissions

Where = tuple[str, str]
"""A file and its sheet, "" in a text file."""


def wrong_totals(plan: Plan, targets: Mapping[str, Target], given: Submissions) -> Iterator[Finding]:
    """Every number of every total, against rows of one target and one period; others cannot be added up."""
    totals: dict[Where, list[Total]] = {}
    for total in given.totals:
        totals.setdefault((total.file, total.sheet or ""), []).append(total)
    rows: dict[Where, list[Observation]] = {where: [] for where in totals}
    for one in given.observations if totals else ():
        where = place(one.origin)[:2]
        if where in rows:
            rows[where].append(one)
    bound = {where: Grid(rows[where], totals[where]) for where in totals if any(total.areas for total in totals[where])}
    for where, those in totals.items():
        for total in those:
            if total.areas and bound[where].is_open(total):
                continue
            above = [] if total.areas else _added(total, those, rows[where])
            for field in total.amounts:
                choices = bound[where].choices(total) if total.areas else above
                found = _wrong(total, field, choices, targets)
                if found is not None:
                    yield _finding(plan, total, field, found)


def _added(total: Total, totals: Sequence[Total], rows: Iterable[Observation]) -> list[list[Observation]]:
    """The rows that the total may be of: those since the total before and, for a grand total, all above it; the
    likeliest first."""
    before = [other for other in totals if other.row < total.row and not other.areas]
    above = [one for one in rows if place(one.origin)[2] < total.row and _named(total, one)]
    last = max((other.row for other in before), default=0)
    since = [one for one in above if place(one.origin)[2] > last]
    if not total.grand or not before:
        return [since]
    return [above, since] if all(not other.grand for other in before) else [since, above]


def _named(total: Total, one: Observation) -> bool:
    same = not total.target or total.target == one.target
    return same and (total.period is None or total.period == one.period)


@frozen
class _Sum:
    """What the rows add up to. `unread` of them could not be added."""

    rows: Sequence[Observation]
    sum: Decimal
    unread: int


def _wrong(
    total: Total, field: str, choices: Iterable[Sequence[Observation]], targets: Mapping[str, Target]
) -> _Sum | None:
    """The likeliest rows, if the total agrees with none of those that it may be of: it comes nearest to their sum."""
    stated = total.amounts[field][0]
    sums: list[_Sum] = []
    for rows in choices:
        made = _sum(field, rows, targets)
        if made is not None and _agrees(stated, made, _rounding(total, field, made)):
            return None
        sums += [] if made is None else [made]
    return min(sums, key=lambda made: abs(stated - made.sum), default=None)


def _agrees(stated: Decimal, made: _Sum, rounding: Decimal) -> bool:
    """With rows that could not be read, only a total below what the others add up to is known to be wrong."""
    return stated >= made.sum - rounding if made.unread else abs(stated - made.sum) <= rounding


def _rounding(total: Total, field: str, made: _Sum) -> Decimal:
    """By how much numbers that were rounded one by one may differ from their sum: half a unit of the last place
    for each of them, and for the total. Whole numbers in the target's own unit were not rounded."""
    if total.factor is None:
        return Decimal(0)
    written = [total.amounts[field][0], *(amount for one in made.rows if (amount := _amount(one, field)) is not None)]
    places = max(_places(amount, total.factor) for amount in written)
    if not places and total.factor == 1:
        return Decimal(0)
    return abs(total.factor) * len(written) / 2 * Decimal(1).scaleb(-places)


def _places(amount: Decimal, factor: Decimal) -> int:
    """Decimals of the number as it was written."""
    exponent = (amount / factor).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _sum(field: str, rows: Sequence[Observation], targets: Mapping[str, Target]) -> _Sum | None:
    """None for rows that cannot be added: none at all, of several targets or periods, percentages, levels of which
    the mean counts, indicators that each entity meets for itself."""
    if not rows or len({one.target for one in rows}) > 1 or len({one.period for one in rows}) > 1:
        return None
    target = targets[rows[0].target]
    if field == "value" and (target.measure in ("ratio", "done") or target.aggregate != "sum" or _apart(target)):
        return None
    read = [amount for one in rows if (amount := _amount(one, field)) is not None]
    unread = sum(isinstance(one.value, Unread) for one in rows)
    if unread and min(read, default=0) < 0:  # of rows that may be below zero, some of them say nothing about all
        counted = [amount for amount in read if amount >= 0] if _is_count(target) else []
        unread, read = unread + len(read) - len(counted), counted
    return _Sum(rows, sum(read, Decimal(0)), unread) if read else None


def _apart(target: Target) -> bool:
    return is_percent(target.unit) or target.rule.kind == "k_of_n"


def _is_count(target: Target) -> bool:
    """What cannot be below zero, so that a number below zero is no number of it."""
    valid = target.valid
    if valid is not None and valid.min is not None:
        return valid.min >= 0
    return target.measure in TOTALS


def _amount(one: Observation, field: str) -> Decimal | None:
    value = one.value
    if isinstance(value, Share):
        return value.numerator if field == "numerator" else value.denominator if field == "denominator" else None
    if isinstance(value, Amount):
        return value.value if field == "value" else value.weight if field == "denominator" else None
    return None


def _finding(plan: Plan, total: Total, field: str, made: _Sum) -> Finding:
    stated, origin = total.amounts[field]
    target = made.rows[0].target
    across = place(made.rows[0].origin)[2] == place(made.rows[-1].origin)[2] and len(made.rows) > 1
    facts = {"reason": "cells" if across else "rows", "target": target, "total": f"{stated:f}", "sum": f"{made.sum:f}"}
    facts |= {"rows": _area(made.rows), "unread": str(made.unread) if made.unread else ""}
    return Finding("R307", SEVERITY["R307"], origin, facts, target, plan.id)


def _area(rows: Sequence[Observation]) -> str:
    """E5:E12, or the lines 5-12 of a text file."""
    first, last = rows[0].origin, rows[-1].origin
    if isinstance(first, CellRef) and isinstance(last, CellRef):
        return first.cell if first == last else f"{first.cell}:{last.cell}"
    if isinstance(first, TextRef) and isinstance(last, TextRef):
        if first.line != last.line:
            return f"{first.line}-{last.line}"
        return str(first.line) if first == last else f"{first.line}:{first.column}-{last.column}"
    return str(first)
