"""More plans than anyone reads one by one, as text: the sums first, then the plans and targets that stand worst."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator

from plancheck.messages import phrase
from plancheck.model.frozen import frozen
from plancheck.model.verdict import Status
from plancheck.reports.ansi import painter
from plancheck.reports.changes import changes
from plancheck.reports.flow import Flow
from plancheck.reports.listing import TOP, every_target
from plancheck.reports.options import Options
from plancheck.reports.overview import plan_line, when, worst_of
from plancheck.reports.report import PlanReport, TargetReport
from plancheck.reports.rows import View
from plancheck.reports.select import GATING, badness, chosen, troubled
from plancheck.reports.summary import bars, header, more, tallied, tally
from plancheck.reports.width import wrap


def rollup(flow: Flow, options: Options) -> Iterator[str]:
    """Line by line. However many plans there are, only those that may still be listed stay in memory."""
    found = tally(flow)
    sums, plans, targets = _Sums(), _Plans(options), _Targets(options)
    for plan, _ in found.watch(flow.plans):
        view = View(flow.head, plan, options, painter(plan.loaded.plan, options))
        sums.add(plan)
        plans.add(view)
        targets.add(view)
    yield from _head(flow, sums, options)
    yield from plans.lines()
    yield from ("", *(plans.tables() if options.show_all else targets.lines()))
    yield from ("", *tallied(found, options))
    example = targets.shown[0] if targets.shown else None
    if example is not None and not options.show_all:
        yield from more(example.view, example.item.target.id)


def _head(flow: Flow, sums: _Sums, options: Options) -> Iterator[str]:
    counts, lang = sums.counts, options.lang
    said = phrase(lang, "text.plans", count=str(flow.count), total=str(counts.total()))
    yield from wrap(f"{said}    {when(flow.head, lang)}", options.width)
    yield ""
    yield from bars(counts, sums.sample, painter(None, options), options)
    if flow.head.since is not None:
        since, worse, better = flow.head.since.isoformat(), str(sums.worse), str(sums.better)
        key = "text.changes" if sums.worse or sums.better else "text.no_changes"
        yield from wrap(phrase(lang, key, since=since, worse=worse, better=better), options.width)
    yield ""


class _Sums:
    """Over all plans."""

    def __init__(self) -> None:
        self.counts: Counter[Status] = Counter()
        self.worse = self.better = 0
        self.sample = False

    def add(self, plan: PlanReport) -> None:
        self.counts.update(plan.counts)
        moved = changes(plan.targets)
        self.worse += len(moved.worse)
        self.better += len(moved.better)
        self.sample |= plan.loaded.plan.sample


class _Plans:
    """The lines of the plans that stand worst: with the most targets missed, among these the most at risk, and so on.
    Where every target is asked for, all of them, and their tables as well."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._most = None if options.show_all else options.top or TOP
        self._ranked: list[tuple[tuple[int, ...], int, list[str]]] = []
        self._tables: list[bytes] = []
        self._count = 0

    def add(self, view: View) -> None:
        order = tuple(-view.plan.counts.get(status, 0) for status in GATING)
        self._ranked.append((order, self._count, plan_line(view)))
        self._count += 1
        if self._most is not None:
            self._ranked = sorted(self._ranked)[: self._most]
        else:
            table = "\n".join([*header(view), "", *every_target(view)])
            self._tables.append(zlib.compress(table.encode("utf-8", "surrogatepass"), 1))

    def lines(self) -> Iterator[str]:
        lang, shown = self._options.lang, len(self._ranked)
        head = phrase(lang, "rollup.plans", shown=str(shown), total=str(self._count))
        yield from wrap(head, self._options.width)
        for _, _, lines in sorted(self._ranked):
            yield from lines
        if rest := self._count - shown:
            yield from wrap(phrase(lang, "rollup.rest", count=str(rest)), self._options.width)

    def tables(self) -> Iterator[str]:
        """All targets of all plans, in the order of the plans."""
        for number, table in enumerate(self._tables):
            yield from [""] if number else []
            yield from zlib.decompress(table).decode("utf-8", "surrogatepass").split("\n")


@frozen
class _Shown:
    """A target that is listed."""

    view: View
    item: TargetReport


class _Targets:
    """The targets that need attention most."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self.shown: list[_Shown] = []
        self._count = 0

    def add(self, view: View) -> None:
        most = self._options.top or TOP
        own = troubled(chosen(view.plan, self._options))
        self._count += len(own)
        self.shown += [_Shown(view, item) for item in own[:most]]
        self.shown = sorted(self.shown, key=lambda one: badness(one.item))[:most]

    def lines(self) -> list[str]:
        home = {id(one.item): one.view for one in self.shown}
        return worst_of(home, [one.item for one in self.shown], self._count, self._options)
