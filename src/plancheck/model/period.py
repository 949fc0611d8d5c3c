"""Reporting periods: what people write for them, and the first and last day of each."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from plancheck.model.frozen import frozen, frozen_often
from plancheck.model.pattern import Pattern


class PeriodKind(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    FISCAL_YEAR = "fiscal_year"


@frozen_often
class Period:
    """Both days belong to the period. `label` is the canonical name: 2026, 2026-H1, 2026-Q3, 2026-09, 2026-09-30,
    SY2025-2026, FY2026."""

    start: date
    end: date
    kind: PeriodKind
    label: str

    def clipped(self, first: date, last: date) -> Period | None:
        """The part of the period inside first..last under the same label, or None when nothing is inside."""
        start, end = max(self.start, first), min(self.end, last)
        return Period(start, end, self.kind, self.label) if start <= end else None


@frozen
class NotAPeriod:
    """Why a text is not a period: `ambiguous` (2026.9 may be September or a number; a bare serial number) or `bad`."""

    reason: str


_CN_NUMBER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "上": 1, "下": 2}
_YEAR = r"(?P<y>(?:19|20|21)\d\d)"
_FORMS = [
    (kind, Pattern(form.replace("YEAR", _YEAR), re.ASCII | re.IGNORECASE, needs))
    for kind, needs, form in (
        (PeriodKind.DAY, "-/.", r"YEAR(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?:[T ]00?:00(?::00(?:\.0+)?)?)?"),
        (PeriodKind.YEAR, "", r"YEAR(?:年度?)?"),
        (PeriodKind.HALF, "Hh", r"YEAR(?:[- ]?|年)H(?P<n>[12])"),
        (PeriodKind.HALF, "Hh", r"H(?P<n>[12])[- ]?YEAR"),
        (PeriodKind.HALF, "半", r"YEAR年?(?P<n>[上下])半年度?"),
        (PeriodKind.QUARTER, "Qq", r"YEAR(?:[- ]?|年)Q(?P<n>[1-4])"),
        (PeriodKind.QUARTER, "Qq", r"Q(?P<n>[1-4])[- ]?YEAR"),
        (PeriodKind.QUARTER, "季", r"YEAR年?第?(?P<n>[一二三四])季度?"),
        (PeriodKind.QUARTER, "季", r"YEAR年第?(?P<n>[1-4])季度?"),
        (PeriodKind.MONTH, "-/", r"YEAR[-/](?P<m>\d\d?)"),
        (PeriodKind.MONTH, "月", r"YEAR年(?P<m>\d\d?)月份?"),
        (PeriodKind.DAY, "日号", r"YEAR年(?P<m>\d\d?)月(?P<d>\d\d?)[日号]"),
        (PeriodKind.SCHOOL_YEAR, "学", r"YEAR[-~至/](?P<n>(?:(?:19|20|21)\d\d)|\d\d)学年度?"),
        (PeriodKind.SCHOOL_YEAR, "Ss", r"SYYEAR-(?P<n>\d{4})"),
        (PeriodKind.FISCAL_YEAR, "Ff", r"FYYEAR"),
        (PeriodKind.FISCAL_YEAR, "财", r"YEAR年?财(?:政年度|年)"),
    )
]
_AMBIGUOUS = Pattern(
    r"\d{4}\.\d{1,2}|\d{5,6}|\d{8}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"  # a number or a date; which part is the month?
    r"|第?[一二三四1-4]季度?|[上下]半年度?|[QH][1-4]|\d{1,2}月份?",  # the year is missing
    re.ASCII | re.IGNORECASE,
)


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


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period | NotAPeriod:
    """Read what people write for a period or a date; see the forms in docs. Never guesses."""
    text = text.translate(_NARROW).strip()
    if _NEEDED.isdisjoint(text):
        return NotAPeriod("bad")
    if len(text.split()) > 1:
        text = _NEEDLESS_SPACE.sub("", text)
    for kind, form in _FORMS:
        if found := form.fullmatch(text):
            try:
                return _make(kind, found)
            except ValueError:
                return NotAPeriod("bad")
    return NotAPeriod("ambiguous" if _AMBIGUOUS.fullmatch(text) else "bad")


def parse_date(text: str) -> date | NotAPeriod:
    """One day; a time beside it is left off. A longer period is `ambiguous`: nobody can tell which day is meant."""
    period = parse_period(_TIME.sub("", text.strip()) if ":" in text or "：" in text else text)
    if isinstance(period, NotAPeriod):
        return period
    return period.start if period.kind is PeriodKind.DAY else NotAPeriod("ambiguous")


_NARROW = str.maketrans("０１２３４５６７８９－／．：—–～\u3000", "0123456789-/.:--~ ")
_NEEDED = frozenset("0123456789季半")
"""One of these is in whatever is a period or could be meant for one."""
_TIME = Pattern(r"(?<=\d)[T ] *\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?", re.ASCII)
_NEEDLESS_SPACE = Pattern(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")


def _make(kind: PeriodKind, found: re.Match[str]) -> Period:
    part = found.groupdict()
    y = int(part["y"])
    match kind:
        case PeriodKind.YEAR:
            return year(y)
        case PeriodKind.HALF:
            return half(y, _CN_NUMBER[part["n"]])
        case PeriodKind.QUARTER:
            return quarter(y, _CN_NUMBER[part["n"]])
        case PeriodKind.MONTH:
            return month(y, int(part["m"]))
        case PeriodKind.DAY:
            return day(date(y, int(part["m"]), int(part["d"])))
        case PeriodKind.SCHOOL_YEAR:
            if not str(y + 1).endswith(part["n"]):
                raise ValueError("a school year spans two years that follow each other")
            return school_year(y)
        case PeriodKind.FISCAL_YEAR:
            return fiscal_year(y)


def _month_end(y: int, m: int) -> date:
    return date(y + m // 12, m % 12 + 1, 1) - timedelta(days=1)


_NAMED = {
    "monthly": lambda y, m: month(y, m),
    "quarterly": lambda y, m: quarter(y, (m + 2) // 3),
    "half_yearly": lambda y, m: half(y, (m + 5) // 6),
    "yearly": lambda y, m: year(y),
    "school_yearly": lambda y, m: school_year(y if m >= 9 else y - 1),
}


@lru_cache(maxsize=4096)
def report_period(cadence: str, on: date) -> Period:
    """The calendar report period of this cadence that contains the day."""
    return _NAMED[cadence](on.year, on.month)


def year_cadence(cadence: str) -> str:
    """The years that reports of this cadence fill: school years where it reports by them, else calendar years."""
    return cadence if cadence == "school_yearly" else "yearly"


def whole_years(cadence: str, first: date, last: date) -> list[Period]:
    """The years, as reports of this cadence fill them, that lie wholly inside first..last."""
    by = year_cadence(cadence)
    return [part for part in report_periods(by, first, last) if part == report_period(by, part.start)]


@lru_cache(maxsize=4096)
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
