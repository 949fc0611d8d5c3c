"""Reporting periods: what people write for them, and the first and last day of each."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    FISCAL_YEAR = "fiscal_year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Both days belong to the period. `label` is the canonical name: 2026, 2026-H1, 2026-Q3, 2026-09, 2026-09-30,
    SY2025-2026, FY2026. Ordered by start, then end."""

    start: date
    end: date
    kind: PeriodKind
    label: str

    def clipped(self, first: date, last: date) -> Period | None:
        """The part of the period inside first..last under the same label, or None when nothing is inside."""
        start, end = max(self.start, first), min(self.end, last)
        return Period(start, end, self.kind, self.label) if start <= end else None


@dataclass(frozen=True, slots=True)
class NotAPeriod:
    """Why a text is not a period: `ambiguous` (2026.9 may be September or a number; a bare serial number) or `bad`."""

    reason: str


_CN_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?P<y>(?:19|20|21)\d\d)"
_FORMS = [
    (PeriodKind.YEAR, re.compile(_YEAR + r"(?:年度?)?", re.ASCII)),
    (PeriodKind.HALF, re.compile(_YEAR + r"(?:-?[Hh](?P<n>[12])|年(?P<c>上|下)半年)", re.ASCII)),
    (PeriodKind.QUARTER, re.compile(_YEAR + r"(?:-?[Qq](?P<n>[1-4])|年(?:第)?(?P<c>[一二三四1-4])季度?)", re.ASCII)),
    (PeriodKind.MONTH, re.compile(_YEAR + r"(?:[-/](?P<m>\d\d?)|年(?P<c>\d\d?)月(?:份)?)", re.ASCII)),
    (
        PeriodKind.DAY,
        re.compile(_YEAR + r"(?:[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)|年(?P<c>\d\d?)月(?P<e>\d\d?)日)", re.ASCII),
    ),
    (
        PeriodKind.SCHOOL_YEAR,
        re.compile(_YEAR + r"[-—–~至/](?P<n>(?:19|20|21)\d\d)学年度?|SY(?P<s>\d{4})-(?P<e>\d{4})", re.ASCII),
    ),
    (PeriodKind.FISCAL_YEAR, re.compile(r"FY" + _YEAR + r"|(?P<z>(?:19|20|21)\d\d)财年", re.ASCII)),
]


def year(y: int) -> Period:
    return Period(date(y, 1, 1), date(y, 12, 31), PeriodKind.YEAR, f"{y}")


def half(y: int, n: int) -> Period:
    start = date(y, 6 * n - 5, 1)
    return Period(start, _month_end(y, 6 * n), PeriodKind.HALF, f"{y}-H{n}")


def quarter(y: int, n: int) -> Period:
    return Period(date(y, 3 * n - 2, 1), _month_end(y, 3 * n), PeriodKind.QUARTER, f"{y}-Q{n}")


def month(y: int, m: int) -> Period:
    return Period(date(y, m, 1), _month_end(y, m), PeriodKind.MONTH, f"{y}-{m:02d}")


def day(d: date) -> Period:
    return Period(d, d, PeriodKind.DAY, d.isoformat())


def school_year(y: int) -> Period:
    """September to August, as in 2025-2026学年; `y` is the year in which it begins."""
    return Period(date(y, 9, 1), date(y + 1, 8, 31), PeriodKind.SCHOOL_YEAR, f"SY{y}-{y + 1}")


def fiscal_year(y: int) -> Period:
    """The Chinese budget year, which is the calendar year."""
    return Period(date(y, 1, 1), date(y, 12, 31), PeriodKind.FISCAL_YEAR, f"FY{y}")


def parse_period(text: str) -> Period | NotAPeriod:
    """Read what people write for a period or a date; see the forms in docs. Never guesses."""
    text = "".join(text.split()).translate(_NARROW)
    for kind, form in _FORMS:
        if found := form.fullmatch(text):
            try:
                return _make(kind, found)
            except ValueError:
                return NotAPeriod("bad")
    if re.fullmatch(r"\d{4}\.\d{1,2}|\d{5,6}|\d{8}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", text, re.ASCII):
        return NotAPeriod("ambiguous")
    return NotAPeriod("bad")


_NARROW = {ord(wide): ord(narrow) for wide, narrow in zip("０１２３４５６７８９－／．", "0123456789-/.", strict=True)}


def _make(kind: PeriodKind, m: re.Match[str]) -> Period:
    g = m.groupdict()
    y = int(g.get("y") or g.get("z") or 0)
    match kind:
        case PeriodKind.YEAR:
            return year(y)
        case PeriodKind.HALF:
            return half(y, int(g["n"]) if g["n"] else 1 if g["c"] == "上" else 2)
        case PeriodKind.QUARTER:
            return quarter(y, int(g["n"]) if g["n"] else _CN_QUARTER[g["c"]])
        case PeriodKind.MONTH:
            return month(y, int(g["m"] or g["c"]))
        case PeriodKind.DAY:
            return day(date(y, int(g["m"] or g["c"]), int(g["d"] or g["e"])))
        case PeriodKind.SCHOOL_YEAR:
            first, last = int(g["y"] or g["s"]), int(g["n"] or g["e"])
            if last != first + 1:
                raise ValueError("a school year spans two years that follow each other")
            return school_year(first)
        case PeriodKind.FISCAL_YEAR:
            return fiscal_year(y)


def _month_end(y: int, m: int) -> date:
    return date(y, m, monthrange(y, m)[1])


_STEPS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
_NAMED = {
    "monthly": lambda y, m: month(y, m),
    "quarterly": lambda y, m: quarter(y, (m + 2) // 3),
    "half_yearly": lambda y, m: half(y, (m + 5) // 6),
    "yearly": lambda y, m: year(y),
}


def report_period(cadence: str, on: date) -> Period:
    """The calendar report period of this cadence that contains the day."""
    return _NAMED[cadence](on.year, on.month)


def report_periods(cadence: str, first: date, last: date) -> tuple[Period, ...]:
    """All report periods that touch first..last, the first and the last clipped to it."""
    periods: list[Period] = []
    on = first
    while on <= last:
        whole = report_period(cadence, on)
        part = whole.clipped(first, last)
        assert part is not None  # `on` lies inside both
        periods.append(part)
        on = whole.end + timedelta(days=1)
    return tuple(periods)
