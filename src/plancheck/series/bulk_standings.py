"""All reporters of one target together, where most of them are known by their sums alone.

Those that stand apart have tracks of their own and are asked as ever. What the others add to a standing follows from
how many reported, what it adds up to and who did not: each step here says in sums what `state` says of one reporter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from plancheck.model.observation import Amount, Share
from plancheck.model.origin import FileRef, Origin
from plancheck.model.period import Period
from plancheck.model.series import Entry, Gap, Point, Series, Standing
from plancheck.model.verdict import Basis
from plancheck.series.bounds import Bounded
from plancheck.series.bulk_cells import Sum
from plancheck.series.bulk_group import Group, listed_always
from plancheck.series.bulk_tally import Tally
from plancheck.series.reporters import Track, reporters, tracks
from plancheck.series.scope import Scope
from plancheck.series.standings import joined, missing_whole
from plancheck.series.state import State, flow, state

_NOBODY = Sum(0, Decimal(0), Decimal(0), 0)


@dataclass(slots=True)
class _Run:
    """How things stand after some reports. `known` is everyone expected, `names` the same in their order; `silent`, in
    order, who was expected in the last report and did not report. `left`, by decimals: what was last heard from those
    of them who had reported before, where that matters. `gaps`: label → the first name, by report, that lacks it.
    `named` are all who are expected, with those `apart`, until either changes."""

    known: set[str]
    names: Sequence[str]
    silent: tuple[str, ...]
    total: Sum = field(default_factory=lambda: replace(_NOBODY))
    lacking: int = 0
    left: dict[int, Sum] = field(default_factory=dict)
    gaps: dict[str, tuple[str, int]] = field(default_factory=dict)
    apart: tuple[str, ...] | None = None
    named: tuple[str, ...] = ()

    @property
    def heard(self) -> Sum:
        """What was last heard from those who are silent."""
        return _added(self.left.values())


class Together:
    """The series of one target. `files` are named as the sources of sums; `names` are those of another target's
    reporters, which are not held twice where they are the same."""

    def __init__(
        self,
        scope: Scope,
        group: Group,
        tally: Tally,
        entries: Sequence[Entry],
        files: Sequence[str],
        names: tuple[str, ...] = (),
    ) -> None:
        self._scope, self._tally = scope, tally
        self._files: tuple[Origin, ...] = tuple(FileRef(name) for name in files)
        self._reports = [(at, p) for at, p in enumerate(group.reports) if at >= group.first and p.end <= scope.as_of]
        self._plain = listed_always(scope.roster or ()) - tally.apart
        self._entries = [entry for entry in entries if self._apart(entry.entity)]
        self._tracks = [track for track in tracks(scope, self._entries) if track.entity not in self._plain]
        self._who = reporters(scope, self._tracks)
        self._names = names

    def _apart(self, name: str) -> bool:
        """Of others only corrections are known one by one."""
        return name in self._tally.apart or (self._scope.roster is not None and name not in self._plain)

    def series(self) -> Series:
        """Standings and flows; nobody's own values are in their basis but of those that stand apart."""
        stood: list[Standing] = []
        flowed: list[Standing] = []
        reported = {entry.period.end for entry in self._entries}
        names = sorted(self._plain)
        run = _Run(set(names), names, tuple(names))
        for at, period in self._reports:
            here = self._step(run, at)
            if here.count or period.end in reported:
                stood.append(self._standing(run, here, period))
                if self._scope.increments:
                    flowed.append(self._flow(run, here, period))
            self._pass(run, at, period)
        ends = [standing.end for standing in stood]
        summed = any(self._tally.sums.get(at) for at, _ in self._reports)
        unread = not summed and all(isinstance(entry, Gap) for entry in self._entries)
        flows = tuple(flowed) if self._scope.increments else tuple(stood)
        return Series(tuple(stood), flows, (), (), unread and bool(stood), max(ends, default=None))

    def _step(self, run: _Run, at: int) -> Sum:
        """Takes in one report; what was reported in it."""
        tally = self._tally
        came, went = ([n for n in who.get(at, ()) if n not in tally.apart] for who in (tally.came, tally.went))
        new = [name for name in came if name not in run.known]
        if new:
            run.known.update(new)
            run.names, run.apart = sorted([*run.names, *new]), None
        if came or went:
            back = set(came)
            run.silent = tuple(sorted([*(name for name in run.silent if name not in back), *went]))
        for places, change in tally.left.get(at, {}).items():
            run.left[places] = run.left.get(places, _NOBODY).more(change)
        run.left = {places: left for places, left in run.left.items() if left.count}
        here = _added(tally.sums.get(at, {}).values())
        run.total = _added((run.total, here))
        run.lacking += len(run.silent)
        return here

    def _pass(self, run: _Run, at: int, period: Period) -> None:
        """Whoever was silent has a gap from now on."""
        if self._scope.increments and run.silent:
            run.gaps[period.label] = run.silent[0], at

    def _standing(self, run: _Run, here: Sum, period: Period) -> Standing:
        scope = self._scope
        own = [state(scope, self._who, track, period.end) for track in self._tracks]
        if scope.increments:
            plain = [self._counted(run, run.total, run.lacking)] if run.known else []
        elif scope.measure == "ratio":
            plain = list(_shares(run, here))
        else:
            plain = list(self._stocks(run, here))
        whole = missing_whole(scope, self._begun(), period.end) if scope.increments else ()
        made = joined(scope, period, [*plain, *own], whole)
        carried = self._carried(run) if scope.measure == "running_total" else ()
        labels = self._labels(run, own, whole)
        return replace(
            self._named(made, run, own),
            missing_periods=labels,
            basis=(*self._basis(here, period), *made.basis),
            carried=(*carried, *made.carried),
        )

    def _flow(self, run: _Run, here: Sum, period: Period) -> Standing:
        scope = self._scope
        own = [flow(scope, self._who, track, period.start, period.end) for track in self._tracks]
        plain = [self._counted(run, here, len(run.silent))] if run.known else []
        made = joined(scope, period, [*plain, *own], (), baseline=False)
        return replace(self._named(made, run, own), basis=(*self._basis(here, period), *made.basis))

    def _counted(self, run: _Run, sums: Sum, unknown: int) -> State:
        """Increments of all: each report that is not in may have added anything a value can be."""
        sides = self._scope.floor, self._scope.ceiling
        low, high = (sums.x + unknown * side if unknown else sums.x for side in sides)
        return State("", Bounded(sums.x if sums.count else None, low, high), revised=sums.again > 0)

    def _stocks(self, run: _Run, here: Sum) -> Iterator[State]:
        """Levels and running totals of those who reported; of the others what they had, or anything."""
        floor, ceiling = self._scope.floor, self._scope.ceiling
        if here.count:
            yield State("", Bounded(here.x, here.x, here.x), revised=here.again > 0)
        had = run.heard
        never = len(run.silent) - had.count
        if had.count:
            yield State("", Bounded(had.x, had.x, had.count * ceiling), revised=had.again > 0)
        if never:
            yield State("", Bounded(None, never * floor, never * ceiling))

    def _named(self, made: Standing, run: _Run, own: Sequence[State]) -> Standing:
        """With everyone's names in their order."""
        apart = tuple(s.entity for s in own if s.expected)
        if run.apart != apart:
            named = tuple(sorted([*run.names, *apart]))
            run.apart, run.named = apart, self._names if named == self._names else named
        missing = tuple(sorted([*run.silent, *made.missing])) if made.missing else run.silent
        return replace(made, expected=run.named, missing=missing)

    def _labels(self, run: _Run, own: Sequence[State], whole: Sequence[str]) -> tuple[str, ...]:
        """Labels of reports that are not in, in the order in which the reporters would name them."""
        first = dict(run.gaps)
        for s in own:
            for at, label in enumerate(s.gaps):
                first[label] = min(first.get(label, (s.entity, at)), (s.entity, at))
        order = {report.label: at for at, report in self._reports}
        found = sorted(first, key=lambda label: (first[label][0], order.get(label, 0)))
        return tuple(dict.fromkeys([*whole, *found]))

    def _begun(self) -> list[Track]:
        """Tracks that begin where the first report of anyone begins."""
        sums = self._tally.sums
        first = next((period for at, period in self._reports if sums.get(at)), None)
        plain = [] if first is None else [Track("", (Point("", "", first, Amount(Decimal(0)), ()),))]
        return [*self._tracks, *plain]

    def _basis(self, here: Sum, period: Period) -> tuple[Basis, ...]:
        """One line for all that are known by their sum."""
        if not here.count:
            return ()
        value = None
        if self._scope.measure != "ratio":
            value = here.x
        elif here.y:
            value = here.x * self._scope.scale / here.y
        return (Basis(period.label, value, self._files),)

    def _carried(self, run: _Run) -> tuple[Basis, ...]:
        return (Basis("", run.heard.x, self._files),) if run.left else ()


def _added(sums: Iterable[Sum]) -> Sum:
    found = list(sums)
    x, y = (sum((getattr(one, name) for one in found), Decimal(0)) for name in ("x", "y"))
    return Sum(sum(one.count for one in found), x, y, sum(one.again for one in found))


def _shares(run: _Run, here: Sum) -> Iterator[State]:
    """The ratio of those who reported, and the wholes last heard of from those who did not."""
    if here.count:
        yield State("", expected=True, share=Share(here.x, here.y), revised=here.again > 0)
    if run.silent:
        heard = run.heard
        yield State("", expected=True, known_whole=heard.y if heard.count == len(run.silent) else None)


def fits(group: Group, entries: Iterable[Entry], plain: Mapping[int, object]) -> bool:
    """The entries of those that stand apart are of the same reports as the sums, and of one kind with them."""
    known = set(group.reports)
    bare = any(isinstance(e, Point) and isinstance(e.value, Amount) for e in entries) if _ratio(group) else False
    return all(entry.period in known for entry in entries) and not (bare and plain)


def _ratio(group: Group) -> bool:
    return group.any.measure == "ratio"
