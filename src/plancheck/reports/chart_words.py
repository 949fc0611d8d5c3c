"""The words in and beside a chart: its heading, and what it shows for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from plancheck.messages import phrase, term
from plancheck.messages.catalogue import join
from plancheck.messages.escape import escape
from plancheck.messages.numbers import amount
from plancheck.messages.values import unit_of
from plancheck.model.frozen import frozen
from plancheck.model.history import Seen
from plancheck.reports.chart_frame import Entry
from plancheck.reports.report import TargetReport
from plancheck.reports.rows import status_word

_MOST = 40


@frozen
class Caption:
    """What a picture must say even where it is cut out of its page."""

    as_of: date
    sample: bool


def heading(lang: str, item: TargetReport, caption: Caption) -> str:
    """Whose picture it is, of which day, and whether it is a sample."""
    said = {
        "status": status_word(lang, item.verdict.status, caption.sample),
        "id": item.target.id,
        "title": escape(item.target.title.get(lang)),
        "as_of": caption.as_of.isoformat(),
    }
    return phrase(lang, "chart.heading", **said)


def described(lang: str, item: TargetReport, legend: Sequence[Entry]) -> str:
    """The legend and every value in a sentence."""
    seen = [_value(lang, item, one) for one in item.history[-_MOST:]]
    parts = [term(lang, "join.clause").join(entry.text for entry in legend)]
    parts += [phrase(lang, "chart.values", values=join(lang, seen))] if seen else []
    return term(lang, "join.sentence").join(parts)


def _value(lang: str, item: TargetReport, one: Seen) -> str:
    if one.value is None:
        text = term(lang, "word.gap")
    else:
        text = amount(one.value, unit_of(lang, item.target, item.verdict.facts), (), derived=True)
    if one.broken:
        return phrase(lang, "chart.value_broken", period=one.period.label, value=text)
    key = "chart.value" if one.value is None or one.exact else "chart.value_part"
    return phrase(lang, key, period=one.period.label, value=text)
