"""What each plan puts on the web page: written as soon as the plan comes, kept as little text until all are there."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from plancheck.reports.html_cards import Row
from plancheck.reports.html_colours import palette
from plancheck.reports.html_lists import CHARTS, Filters, Offices, groups, rows
from plancheck.reports.html_model import Group, PlanHead
from plancheck.reports.put_by import PutBy
from plancheck.reports.rows import View
from plancheck.reports.select import badness, chosen


@dataclass(frozen=True, slots=True)
class Parts:
    """How the template writes the head of a plan, a row of the table, and a group of cards."""

    head: Callable[[PlanHead], str]
    row: Callable[[Row], str]
    group: Callable[[Group], str]


class Pieces:
    """Takes the plans one after another. With few targets on the page each gets a chart: until there are many, plans
    wait for their cards."""

    def __init__(self, parts: Parts, several: bool) -> None:
        self._parts, self._several = parts, several
        self._heads, self._rows, self._cards = PutBy(), PutBy(), list[bytes]()
        self._badness: list[tuple[int, bool, Decimal]] = []
        self._waiting: list[tuple[int, View]] | None = []
        self._targets = 0
        self.colours: list[str] = []
        self.offices, self.filters = Offices(), Filters()

    @property
    def every_chart(self) -> bool:
        """There are few enough targets for a chart of each."""
        return self._targets <= CHARTS

    @property
    def listed(self) -> bool:
        """There is a target to be listed."""
        return bool(self._badness)

    def add(self, view: View, head: PlanHead) -> None:
        """One more plan."""
        i = len(self.colours)
        self.colours.append(palette(view.source, head.palette))
        self._heads.put(self._parts.head(head))
        for row in rows(view, i, self.offices, len(self._badness), self._several):
            self._rows.put(self._parts.row(row))
        self._badness += map(badness, chosen(view.plan, view.options))
        self.filters.add(view, i)
        self._targets += len(view.plan.targets)
        if self._waiting is None:
            self._write_cards(i, view)
        else:
            self._waiting.append((i, view))
            if not self.every_chart:
                self.done()

    def done(self) -> None:
        """No more plans wait."""
        for i, view in self._waiting or ():
            self._write_cards(i, view)
        self._waiting = None

    def _write_cards(self, i: int, view: View) -> None:
        text = "".join(self._parts.group(group) for group in groups(view, i, self.every_chart, self._several))
        self._cards.append(zlib.compress(text.encode("utf-8", "surrogatepass"), 1))

    def heads(self) -> Iterator[Markup]:
        """In the order of the plans."""
        return (Markup(self._heads.get(i)) for i in range(len(self._heads)))

    def rows(self) -> Iterator[Markup]:
        """The worst first; plans side by side."""
        order = sorted(range(len(self._badness)), key=self._badness.__getitem__)
        return (Markup(self._rows.get(i)) for i in order)

    def groups(self) -> Iterator[Markup]:
        """The cards of each plan."""
        return (Markup(zlib.decompress(packed).decode("utf-8", "surrogatepass")) for packed in self._cards)
