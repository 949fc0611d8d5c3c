"""The lists of the web page: the rows of its table, what they can be filtered by, and the cards under their heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.model.verdict import Status
from plancheck.reports.chart import chart
from plancheck.reports.chart_words import Caption
from plancheck.reports.html_cards import Row, card, rank, row_cells
from plancheck.reports.html_model import Filter, Group
from plancheck.reports.report import Report, TargetReport
from plancheck.reports.rows import View, status_word
from plancheck.reports.select import GATING, chosen, grouped, office_name, offices, worst_first

CHARTS = 300
"""With more targets than this only those that lag get a chart."""
_LAGGING = (Status.MISSED, Status.AT_RISK)
_CELLS, _CELLS_OF_MANY = 200, 12


def every_chart(report: Report) -> bool:
    """There are few enough targets for a chart of each."""
    return sum(len(plan.targets) for plan in report.plans) <= CHARTS


def rows(lang: str, views: Sequence[View]) -> Iterator[Row]:
    """Every target asked for, worst first; plans side by side."""
    home = {id(item): i for i, view in enumerate(views) for item in chosen(view.plan, view.options)}
    numbers = _office_numbers(lang, views)
    order = {key: at for at, key in enumerate(home)}
    for item in worst_first(item for view in views for item in chosen(view.plan, view.options)):
        i = home[id(item)]
        view = views[i]
        yield Row(
            card=key_of(view, item),
            palette=f"p{i}",
            plan=str(i),
            programme=_programme(i, item),
            offices=" ".join(str(numbers[name]) for name in _office_names(view, item)),
            status=item.verdict.status.value,
            word=status_word(lang, item.verdict.status, view.source.sample),
            rank=str(rank(item)),
            order=str(order[id(item)]),
            id=item.target.id,
            cells=row_cells(view, item, len(views) > 1),
        )


def key_of(view: View, item: TargetReport) -> str:
    """The name of a card, which links lead to and which stays the same from page to page."""
    return f"{view.source.id}/{item.target.id}"


def _programme(plan: int, item: TargetReport) -> str:
    return f"{plan}-{item.programme.id}"


def _office_names(view: View, item: TargetReport) -> list[str]:
    """The responsible office first, then its partners; where the plan names none, that."""
    names = [office_name(view.lang, view.plan.loaded, key) for key in offices(item.target)]
    return names or [term(view.lang, "word.no_owner")]


def _office_numbers(lang: str, views: Sequence[View]) -> dict[str, int]:
    """Offices of one name are one, whichever plan names them."""
    items = ((view, item) for view in views for item in chosen(view.plan, view.options))
    names = dict.fromkeys(name for view, item in items for name in _office_names(view, item))
    return {name: i for i, name in enumerate(names)}


def filters(lang: str, views: Sequence[View]) -> Iterator[Filter]:
    """By plan where there are several, by programme, office and status."""
    items = [(i, item) for i, view in enumerate(views) for item in chosen(view.plan, view.options)]
    if len(views) > 1:
        plans = ((str(i), escape(view.source.title.get(lang))) for i, view in enumerate(views))
        yield Filter("plan", term(lang, "head.plan"), tuple(plans))
    programmes = {_programme(i, item): escape(item.programme.title.get(lang)) for i, item in items}
    yield Filter("programme", term(lang, "head.programme"), tuple(programmes.items()))
    known = ((str(number), escape(name)) for name, number in _office_numbers(lang, views).items())
    yield Filter("office", term(lang, "head.owner"), tuple(known))
    present = {item.verdict.status for _, item in items}
    statuses = ((status.value, term(lang, f"status.{status.value}")) for status in GATING if status in present)
    yield Filter("status", term(lang, "head.status"), tuple(statuses))


def groups(view: View, i: int, every: bool, several: bool) -> Iterator[Group]:
    """Cards in the order of the plan; a target that belongs under several heads has its card under the first.
    Of several plans, each head names its own."""
    caption = Caption(view.report.as_of, view.source.sample)
    placed: set[str] = set()
    number = 0
    for head, items in grouped(view.lang, view.plan, view.options):
        own = [item for item in items if item.target.id not in placed]
        other = [item for item in items if item.target.id in placed]
        cards = []
        for item in own:
            drawn = every or item.verdict.status in _LAGGING
            picture = chart(view.lang, f"c{i}-{number}", item, caption) if drawn else Markup("")
            cards.append(card(view, item, key_of(view, item), picture, _CELLS if every else _CELLS_OF_MANY))
            number += 1
        placed |= {item.target.id for item in own}
        elsewhere = tuple((key_of(view, item), f"{item.target.id} {_title(view, item)}") for item in other)
        named = phrase(view.lang, "page.head", plan=escape(view.source.title.get(view.lang)), head=escape(head))
        yield Group(named if several else escape(head), f"p{i}", tuple(cards), elsewhere)


def _title(view: View, item: TargetReport) -> str:
    return escape(item.target.title.get(view.lang))
