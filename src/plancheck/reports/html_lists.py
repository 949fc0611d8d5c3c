"""The lists of the web page: the rows of its table, what they can be filtered by, and the cards under their heads."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.model.verdict import Status
from plancheck.reports.chart import chart
from plancheck.reports.chart_words import Caption
from plancheck.reports.html_cards import Row, card, rank, row_cells
from plancheck.reports.html_model import Filter, Group
from plancheck.reports.report import TargetReport
from plancheck.reports.rows import View, status_word
from plancheck.reports.select import GATING, chosen, grouped, office_name, offices

CHARTS = 300
"""With more targets than this only those that lag get a chart."""
_LAGGING = (Status.MISSED, Status.AT_RISK)
_CELLS, _CELLS_OF_MANY = 200, 12


class Offices:
    """Numbers for the offices of all plans, in the order in which they are first named. Offices of one name are one,
    whichever plan names them."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, view: View, item: TargetReport) -> list[int]:
        """The responsible office first, then its partners; where the plan names none, that."""
        names = [office_name(view.lang, view.plan.loaded, key) for key in offices(item.target)]
        return [self._number(name) for name in names or [term(view.lang, "word.no_owner")]]

    def _number(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))


def rows(view: View, i: int, known: Offices, first: int, several: bool) -> Iterator[Row]:
    """Every target asked for, in the order of the plan; `first` numbers the first of them on the page."""
    for order, item in enumerate(chosen(view.plan, view.options), first):
        yield Row(
            card=key_of(view, item),
            palette=f"p{i}",
            plan=str(i),
            programme=_programme(i, item),
            offices=" ".join(map(str, known.of(view, item))),
            status=item.verdict.status.value,
            word=status_word(view.lang, item.verdict.status, view.source.sample),
            rank=str(rank(item)),
            order=str(order),
            id=item.target.id,
            cells=row_cells(view, item, several),
        )


def key_of(view: View, item: TargetReport) -> str:
    """The name of a card, which links lead to and which stays the same from page to page."""
    return f"{view.source.id}/{item.target.id}"


def _programme(plan: int, item: TargetReport) -> str:
    return f"{plan}-{item.programme.id}"


class Filters:
    """Gathers what there is to choose from, plan by plan."""

    def __init__(self) -> None:
        self._plans: list[tuple[str, str]] = []
        self._programmes: dict[str, str] = {}
        self._statuses: set[Status] = set()

    def add(self, view: View, i: int) -> None:
        """One more plan."""
        self._plans.append((str(i), escape(view.source.title.get(view.lang))))
        for item in chosen(view.plan, view.options):
            self._programmes[_programme(i, item)] = escape(item.programme.title.get(view.lang))
            self._statuses.add(item.verdict.status)

    def made(self, lang: str, known: Offices) -> Iterator[Filter]:
        """By plan where there are several, by programme, office and status."""
        if len(self._plans) > 1:
            yield Filter("plan", term(lang, "head.plan"), tuple(self._plans))
        yield Filter("programme", term(lang, "head.programme"), tuple(self._programmes.items()))
        named = ((str(number), escape(name)) for name, number in known.numbers.items())
        yield Filter("office", term(lang, "head.owner"), tuple(named))
        statuses = (
            (status.value, term(lang, f"status.{status.value}")) for status in GATING if status in self._statuses
        )
        yield Filter("status", term(lang, "head.status"), tuple(statuses))


def groups(view: View, i: int, every: bool, several: bool) -> Iterator[Group]:
    """Cards in the order of the plan. Of several plans, each head names its own."""
    caption = Caption(view.report.as_of, view.source.sample)
    number = 0
    for head, items in grouped(view.lang, view.plan, view.options):
        cards = []
        for item in items:
            drawn = every or item.verdict.status in _LAGGING
            picture = chart(view.lang, f"c{i}-{number}", item, caption) if drawn else Markup("")
            cards.append(card(view, item, key_of(view, item), picture, _CELLS if every else _CELLS_OF_MANY))
            number += 1
        named = phrase(view.lang, "page.head", plan=escape(view.source.title.get(view.lang)), head=escape(head))
        yield Group(named if several else escape(head), f"p{i}", tuple(cards))
