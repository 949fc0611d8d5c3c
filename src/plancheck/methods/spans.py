"""Year-on-year spans and the values that stand at the end of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from plancheck.model.period import year_cadence

Dated = tuple[date, Decimal]


def month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def months_between(first: date, last: date) -> int:
    """Whole months from one day to another; a first-of-month date stands for the day before."""
    first, last = _settled(first), _settled(last)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - 1 if last.day < first.day and not month_end(last) else months


def _settled(day: date) -> date:
    return day - timedelta(days=1) if day.day == 1 else day


def year_ends(values: Sequence[Dated], cadence: str) -> tuple[Dated, ...]:
    """The values that stand at 31 December, or at 31 August where reports come by school years; oldest first."""
    closing = (8, 31) if year_cadence(cadence) == "school_yearly" else (12, 31)
    return tuple((day, x) for day, x in values if (day.month, day.day) == closing)


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
