"""What the cells of the form take: number formats, the checks that the spreadsheet program makes, and its tips."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from plancheck.messages.catalogue import fill, phrase, term
from plancheck.messages.numbers import number, plain
from plancheck.model.numeral import is_percent
from plancheck.plans.plan import Plan
from plancheck.reports.template import FormRow
from plancheck.series.scope import Scope

FORMATS: Mapping[str, str] = {
    "done_on": "yyyy-mm-dd",
    "submitted": "yyyy-mm-dd",
    "note": "@",
    "evidence": "@",
    "done": "@",
}
_DAYS = ("done_on", "submitted")
_LONGEST_TITLE, _LONGEST = 32, 255
"""Longer ones make a spreadsheet program refuse the file."""
_WIDEST = Decimal(10) ** 15

Validation = dict[str, str | int | date]
"""As XlsxWriter takes it."""


def number_format(row: FormRow, field: str) -> str:
    """Percentages are formatted as such: 95 typed into the cell is then 95 % and nothing else."""
    if field == "value" and is_percent(row.target.unit):
        return "0.00%"
    return FORMATS.get(field, "General")


def validation(lang: str, plan: Plan, row: FormRow, field: str, yes_no: str) -> Validation | None:
    """The check and the tip of a cell; `yes_no` is the range of the list. None for free text."""
    if field in _DAYS:
        checked = _day(lang, plan, row, field)
    elif field == "done":
        checked = _listed(lang, yes_no)
    elif field in ("numerator", "denominator"):
        checked = _number(lang, Decimal(0), None, term(lang, "form.tip.count"), Decimal(1))
    elif field == "value":
        checked = _value(lang, plan, row)
    else:
        return None
    due = phrase(lang, "form.tip.due", due=row.due.isoformat())
    checked["input_title"] = _cut(f"{row.target.id} {term(lang, f'form.{field}')}", _LONGEST_TITLE)
    checked["input_message"] = _cut(f"{checked['input_message']}{due}", _LONGEST)
    checked["error_title"] = term(lang, "form.error")
    checked["error_message"] = _cut(str(checked["error_message"]), _LONGEST)
    return checked


def _cut(text: str, units: int) -> str:
    """Counted as spreadsheet programs do, in UTF-16."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _day(lang: str, plan: Plan, row: FormRow, field: str) -> Validation:
    """Within living memory of the plan, so that a slip in the year is stopped."""
    first = row.period.start if field == "submitted" else date(plan.period.start.year - 10, 1, 1)
    last = date(plan.period.end.year + 1, 12, 31)
    said = phrase(lang, "form.error.day", first=first.isoformat(), last=last.isoformat())
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": first,
        "maximum": last,
        "input_message": term(lang, "form.tip.day"),
        "error_message": said,
    }


def _listed(lang: str, yes_no: str) -> Validation:
    tip, said = term(lang, "form.tip.done"), term(lang, "form.error.done")
    return {"validate": "list", "source": yes_no, "input_message": tip, "error_message": said}


def _value(lang: str, plan: Plan, row: FormRow) -> Validation:
    """Within the bounds of what can be a value at all."""
    scope = Scope(plan, row.target, None, row.period.end, None)
    low, high = (bound if bound.is_finite() else None for bound in (scope.floor, scope.ceiling))
    said = {name: number(x) for name, x in (("min", low), ("max", high)) if x is not None}
    unit = row.target.unit
    percent = is_percent(unit)
    said["unit"] = phrase(lang, "form.tip.unit", unit=unit) if unit else ""
    tip = fill(term(lang, "form.tip.percent" if percent else "form.tip.value"), said) or ""
    return _number(lang, low, high, tip, Decimal(100) if percent else Decimal(1))


def _number(lang: str, low: Decimal | None, high: Decimal | None, tip: str, scale: Decimal) -> Validation:
    """A number within the bounds; what the cell stores is `scale` times smaller than what it shows."""
    said = term(lang, "form.error.number")
    if low is not None or high is not None:
        bounds = {name: number(x) for name, x in (("min", low), ("max", high)) if x is not None}
        said += fill(term(lang, "form.error.range"), bounds) or ""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": plain((-_WIDEST if low is None else low) / scale),
        "maximum": plain((_WIDEST if high is None else high) / scale),
        "input_message": tip,
        "error_message": said,
    }
