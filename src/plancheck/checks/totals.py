"""R307: a row of totals that is not the sum of the rows above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from plancheck.checks.checked import place
from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.observation import Amount, Observation, Share, Unread
from plancheck.model.origin import CellRef, TextRef
from plancheck.plans.plan import Plan, Target
from plancheck.series.scope import TOTALS
from plancheck.sources.asides import Total
from plancheck.sources.folder import Submissions


def wrong_totals(plan: Plan, targets: Mapping[str, Target], given: Submissions) -> Iterator[Finding]:
    """Every column of every row of totals, against rows of one target and one period; others cannot be added up."""
    sheets = {(total.file, total.sheet or "") for total in given.totals}
    rows: dict[tuple[str, str], list[Observation]] = {}
    for one in given.observations if sheets else ():
        where = place(one.origin)[:2]
        if where in sheets:
            rows.setdefault(where, []).append(one)
    for total in given.totals:
        where = (total.file, total.sheet or "")
        before = [t for t in given.totals if (t.file, t.sheet or "") == where and t.row < total.row]
        for field in total.amounts:
            found = _wrong(total, field, _added(total, before, rows.get(where, ())), targets)
            if found is not None:
                yield _finding(plan, total, field, found)


def _added(total: Total, before: Sequence[Total], rows: Iterable[Observation]) -> list[list[Observation]]:
    """The rows that the total may be of: those since the total before and, for a grand total, all above it; the
    likeliest first."""
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
    total: Total, field: str, choices: Sequence[Sequence[Observation]], targets: Mapping[str, Target]
) -> _Sum | None:
    """The likeliest rows, if the total agrees with none of those that it may be of: it comes nearest to their sum."""
    stated = total.amounts[field][0]
    sums = [made for rows in choices if (made := _sum(field, rows, targets)) is not None]
    return (
        None
        if any(_agrees(stated, made) for made in sums)
        else min(sums, key=lambda made: abs(stated - made.sum), default=None)
    )


def _agrees(stated: Decimal, made: _Sum) -> bool:
    """With rows that could not be read, only a total below what the others add up to is known to be wrong."""
    return stated >= made.sum if made.unread else stated == made.sum


def _sum(field: str, rows: Sequence[Observation], targets: Mapping[str, Target]) -> _Sum | None:
    """None for rows that cannot be added: none at all, of several targets or periods, percentages, levels of which
    the mean counts."""
    if not rows or len({one.target for one in rows}) > 1 or len({one.period for one in rows}) > 1:
        return None
    target = targets[rows[0].target]
    if field == "value" and (target.measure in ("ratio", "done") or target.aggregate != "sum"):
        return None
    read = [amount for one in rows if (amount := _amount(one, field)) is not None]
    unread = sum(isinstance(one.value, Unread) for one in rows)
    if unread and min(read, default=0) < 0:  # of rows that may be below zero, some of them say nothing about all
        counted = [amount for amount in read if amount >= 0] if _is_count(target) else []
        unread, read = unread + len(read) - len(counted), counted
    return _Sum(rows, sum(read, Decimal(0)), unread) if read else None


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
    facts = {"reason": "rows", "target": target, "total": f"{stated:f}", "sum": f"{made.sum:f}"}
    facts |= {"rows": _area(made.rows), "unread": str(made.unread) if made.unread else ""}
    return Finding("R307", SEVERITY["R307"], origin, facts, target, plan.id)


def _area(rows: Sequence[Observation]) -> str:
    """E5:E12, or the lines 5-12 of a text file."""
    first, last = rows[0].origin, rows[-1].origin
    if isinstance(first, CellRef) and isinstance(last, CellRef):
        return first.cell if first == last else f"{first.cell}:{last.cell}"
    if isinstance(first, TextRef) and isinstance(last, TextRef):
        return str(first.line) if first.line == last.line else f"{first.line}-{last.line}"
    return str(first)
