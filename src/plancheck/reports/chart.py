"""One small picture of a target, as SVG with its text as text. Colours, strokes and fonts are the page's."""

from __future__ import annotations

from decimal import Context, localcontext

from markupsafe import Markup

from plancheck.reports.chart_items import items_chart
from plancheck.reports.chart_progress import progress_chart
from plancheck.reports.chart_promise import promise_chart
from plancheck.reports.chart_words import Caption
from plancheck.reports.report import TargetReport
from plancheck.rules.each_entity import EachEntity

_DIGITS = Context(prec=28)
_PROMISES = ("hold", "each_year", "monotone", "outpaces")
_ITEMS = ("checklist", "milestones")
_NONE = ("narrative", "composite")


def chart(lang: str, key: str, item: TargetReport, caption: Caption) -> Markup:
    """The picture that fits the target's rule; empty where there is nothing to draw. `key` is unique in the page."""
    with localcontext(_DIGITS):
        return _drawn(lang, key, item, caption)


def _drawn(lang: str, key: str, item: TargetReport, caption: Caption) -> Markup:
    kind = item.target.rule.kind
    if kind in _NONE:
        return Markup("")
    if kind in _ITEMS:
        return items_chart(lang, key, item, caption)
    if kind in _PROMISES or (isinstance(item.target.rule, EachEntity) and item.target.rule.promised):
        return promise_chart(lang, key, item, caption)
    return progress_chart(lang, key, item, caption)
