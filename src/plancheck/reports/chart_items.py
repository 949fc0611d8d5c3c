"""The chart of named items: a box for each, filled where it is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.messages.values import words
from plancheck.model.frozen import frozen
from plancheck.model.verdict import Fact, Status
from plancheck.plans.plan import Target
from plancheck.reports.chart_frame import WIDTH, Entry, picture
from plancheck.reports.chart_shapes import label, px, rect
from plancheck.reports.chart_words import Caption, heading
from plancheck.reports.report import TargetReport
from plancheck.reports.width import fit
from plancheck.rules.checklist import Checklist
from plancheck.rules.milestones import Milestones

_ROW, _TOP, _BAR = 18, 66, 12
_LEFT = 6
_MOST = 12
_NAME_COLUMNS = 46


@frozen
class _Item:
    """`state` is done, overdue, unread or pending; `late` where it was done after its date."""

    name: str
    by: date | None
    state: str
    late: bool


def items_chart(lang: str, key: str, item: TargetReport, caption: Caption) -> Markup:
    """How many of how many, and each by its name: the undone first where there are many."""
    found = _items(item.target, item.verdict.facts, item.verdict.status is Status.MISSED)
    if not found:
        return Markup("")
    listed = sorted(found, key=lambda one: one.state == "done") if len(found) > _MOST else found
    rest = len(listed) - _MOST
    rows = [_row(lang, one, i) for i, one in enumerate(listed[:_MOST])]
    if rest > 0:
        rows.append(label(_LEFT, _TOP + 10 + _MOST * _ROW, phrase(lang, "chart.more", count=str(rest))))
    height = _TOP + 4 + len(rows) * _ROW
    said = words(lang, item.target, item.verdict.facts)
    legend = (Entry("", phrase(lang, "chart.done", done=said["done"], total=said["total"])),)
    body = Markup("").join([_bar(found), *rows])
    told = term(lang, "join.sentence").join([legend[0].text, *(_told(lang, one) for one in found)])
    return picture(key, heading(lang, item, caption), told, legend, height, body)


def _items(target: Target, facts: Mapping[str, Fact], missed: bool) -> list[_Item]:
    if "done" not in facts:
        return []
    match target.rule:
        case Checklist() as rule:
            named: list[tuple[str, date | None]] = [(name, None) for name in rule.items]
        case Milestones() as rule:
            named = [(node.item, node.by) for node in rule.nodes]
        case _:
            return []
    return [_Item(name, by, _state(name, facts, missed), name in _names(facts, "late_items")) for name, by in named]


def _state(name: str, facts: Mapping[str, Fact], missed: bool) -> str:
    """Of what is missed, everything undone is overdue."""
    if name in _names(facts, "unread_items"):
        return "unread"
    if name in _names(facts, "overdue_items"):
        return "overdue"
    if name in _names(facts, "pending"):
        return "overdue" if missed else "pending"
    return "done"


def _names(facts: Mapping[str, Fact], key: str) -> tuple[str, ...]:
    found = facts.get(key)
    return found if isinstance(found, tuple) else ()


def _bar(found: list[_Item]) -> Markup:
    """One piece for each item, those that are done filled and in front."""
    wide, done = Decimal(WIDTH - 2 * _LEFT) / len(found), sum(one.state == "done" for one in found)
    pieces = (
        rect("done" if i < done else "todo", _LEFT + wide * i, Decimal(_TOP - _BAR - 10), wide, _BAR)
        for i in range(len(found))
    )
    return Markup("").join(pieces)


def _row(lang: str, one: _Item, i: int) -> Markup:
    y = Decimal(_TOP + 10 + i * _ROW)
    return _box(one.state, y - 4) + label(_LEFT + 20, y, fit(_told(lang, one), _NAME_COLUMNS + 14))


def _box(state: str, y: Decimal) -> Markup:
    """A ticked box, a crossed one, one with a question, an empty one."""
    box = rect("done" if state == "done" else "todo", Decimal(_LEFT), y - 6, 11, 11)
    if state == "done":
        return box + Markup(f'<path class="tick" d="M{_LEFT + 2} {px(y)}l3 3l4 -7"/>')
    if state == "overdue":
        return box + Markup(f'<path class="bad" d="M{_LEFT + 2} {px(y - 4)}l7 7m0 -7l-7 7"/>')
    return box + label(_LEFT + 5, y + 4, "?", "m") if state == "unread" else box


def _told(lang: str, one: _Item) -> str:
    name = fit(escape(one.name), _NAME_COLUMNS)
    named = name if one.by is None else phrase(lang, "explain.node", item=name, by=one.by.isoformat())
    state = term(lang, "chart.item.late" if one.late and one.state == "done" else f"chart.item.{one.state}")
    return phrase(lang, "chart.item", item=named, state=state)
