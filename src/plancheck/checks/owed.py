"""Which of the reports that are owed are there: by whom, on what, for which periods, and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from plancheck.checks.checked import Missing
from plancheck.checks.compared import Compared
from plancheck.model.frozen import frozen
from plancheck.model.observation import Observation
from plancheck.model.period import Period, PeriodKind, parse_period
from plancheck.model.series import Entry
from plancheck.plans.plan import LoadedPlan
from plancheck.series.owed import (
    Report,
    by_reporter,
    entity_named,
    holder,
    open_items,
    reported_by,
    reporters_of,
    reports,
)
from plancheck.sources.cells import clean
from plancheck.sources.folder import Submissions
from plancheck.sources.gathered import periods_of
from plancheck.sources.own_template import one_line
from plancheck.sources.table import Memo

_EVERYONE = ""


class _Reported:
    """Who has reported on one target for which period, by the day up to which reports count; named, in the order of
    their rows, for those periods that are asked about."""

    def __init__(self, one: Compared) -> None:
        self._who = one.who
        self._named: dict[Period | None, dict[str, None]] = {}
        self._rows: dict[Period | None, list[Observation]] = {}
        same: dict[int, list[Observation]] = {}  # many rows share a period: it need not be compared for each of them
        until = one.scope.known_at
        for row in one.observations:
            if until is None or row.submitted is None or row.submitted <= until:
                rows = same.get(id(row.period))
                if rows is None:
                    rows = same[id(row.period)] = self._rows.setdefault(row.period, [])
                rows.append(row)
        self._quiet = one.quiet
        self._periods = dict.fromkeys((*self._rows, *(one.quiet.periods if one.quiet else ())))

    def _for(self, period: Period | None) -> Mapping[str, None]:
        """Those who have reported for exactly this period, quiet rows aside."""
        if period not in self._named:
            self._named[period] = dict.fromkeys(map(self._who, self._rows.get(period, ())))
        return self._named[period]

    def covering(self, period: Period) -> dict[str, None]:
        """Who has reported: for the end of the period, for all of it, on a day in it, for a period that cannot be
        read."""
        found: dict[str, None] = {}
        for when in self._periods:
            if _covers(when, period):
                found |= self._for(when)
                found |= dict.fromkeys(self._quiet.for_(when) if self._quiet and when else ())
        return found

    def last(self, entity: str, before: Period) -> str:
        """The latest period before this one for which the entity has reported."""
        past = (when for when in self._periods if when is not None and when.end < before.start)
        periods = [when for when in past if self._has(entity, when)]
        return max(periods, key=lambda when: (when.end, -when.start.toordinal())).label if periods else ""

    def _has(self, entity: str, period: Period) -> bool:
        return entity in self._for(period) or (self._quiet is not None and self._quiet.has(entity, period))


@frozen
class Asking:
    """For which reports to ask. `period`: for all that end in it; None: for the latest of each target that has closed.
    `only`: of these alone, by their keys, None for everyone. `forms`: key of the entity ("" for everyone) → the
    targets that the form asks about which it was given; whoever has none is asked about all. `unmet`: ids of targets
    that are asked about even after they were due."""

    period: Period | None
    only: frozenset[str] | None = None
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unmet: frozenset[str] = frozenset()


@frozen
class Owed:
    """On how many targets each entity owes reports, and those reports that are not there."""

    targets: Mapping[str, int]
    missing: tuple[Missing, ...]


def owed(loaded: LoadedPlan, targets: Sequence[Compared], asking: Asking) -> Owed:
    """Entities in the order in which they are asked: by target, period and entity, each in the order of the plan, of
    time and of the roster. What is missing by deadline, then by entity."""
    count: Counter[str] = Counter()
    missing: list[Missing] = []
    keys = Memo(_key)
    for one in targets:
        reported, own = _Reported(one), by_reporter(one.entries)
        owing: dict[str, None] = {}
        for report in _reports(loaded, one, asking):
            there = reported.covering(report.period)
            known = dict.fromkeys((*_before(one, own, report.period.end), *there))
            nobody = holder(loaded.plan, report.target, "")
            for entity, group in reporters_of(loaded, report, known):
                named = entity or nobody
                if not _is_asked(asking, keys[named], report.target.id) or _finished(report, own.get(entity, ())):
                    continue
                owing[named] = None
                if entity not in there:
                    last = reported.last(entity, report.period)
                    missing.append(Missing(named, group, report.target.id, report.period.label, report.due, last))
        count.update(owing.keys())
    rank = {entity: at for at, entity in enumerate(count)}
    return Owed(count, tuple(sorted(missing, key=lambda one: (one.due, not one.entity, rank[one.entity]))))


def _before(one: Compared, own: Mapping[str, Sequence[Entry]], day: date) -> list[str]:
    """Those who have reported for a period that ended by the day; of large tables in the order of their names."""
    heard = reported_by(own, day)
    others = one.quiet.by(day) if one.quiet and one.scope.roster is None else ()  # a roster names everyone
    return sorted({*heard, *others}) if others else heard


def _reports(loaded: LoadedPlan, one: Compared, asking: Asking) -> list[Report]:
    """Those that end in the period asked for, else the latest that has ended."""
    target = one.scope.target.id
    if asking.period is not None:
        return reports(loaded, target, asking.period.start, asking.period.end, target in asking.unmet)
    return reports(loaded, target, loaded.plan.period.start, one.scope.as_of)[-1:]


def _is_asked(asking: Asking, name: str, target: str) -> bool:
    if asking.only is None and not asking.forms:
        return True
    if asking.only is not None and not (name and name in asking.only):
        return False
    form = asking.forms.get(name) or asking.forms.get(_EVERYONE)
    return form is None or target in form


def _finished(report: Report, own: Sequence[Entry]) -> bool:
    return bool(own) and not any(True for _ in open_items(report, own))


def _covers(reported: Period | None, period: Period) -> bool:
    if reported is None or reported.end == period.end:
        return True
    if reported.kind is PeriodKind.DAY:
        return period.start <= reported.start <= period.end
    return reported.start <= period.start and period.end <= reported.end


def asking_of_files(
    loaded: LoadedPlan, targets: Sequence[Compared], given: Submissions, period: Period | None
) -> Asking | None:
    """Of files that are not all there is: those they speak of, for the period they speak of; None where they speak of
    none. A form speaks of the one it was made for even where nothing is filled in."""
    asked = (period or _latest(loaded, given, targets[0].scope.as_of)) if targets else None
    if asked is None:
        return None
    forms = forms_of(loaded, given, asked)
    whoever = {name for who in {one.who for one in targets} for name in who.all_of(given.observations)}
    whoever |= {form.entity for form in given.forms}
    only = None if _EVERYONE in (form.entity for form in given.forms) else frozenset(_named(loaded, whoever, asked))
    return Asking(asked, only, forms, frozenset(target for own in forms.values() for target in own))


def forms_of(loaded: LoadedPlan, given: Submissions, asked: Period) -> Mapping[str, frozenset[str]]:
    """Key of the entity ("" for everyone) → the targets that its forms for this period ask about."""
    found: dict[str, frozenset[str]] = {}
    for form in given.forms:
        if form.targets and form.period == asked.label:
            (name,) = _named(loaded, (form.entity,), asked)
            found[name] = found.get(name, frozenset()) | form.targets.keys()
    return found


def _named(loaded: LoadedPlan, written: Iterable[str], period: Period) -> Iterator[str]:
    """The keys of those who are written so."""
    for name in written:
        yield _key((name and entity_named(loaded, name, period)) or name)


def _key(name: str) -> str:
    """A name as those of forms and of reporters are held against each other."""
    return clean(one_line(name))


def _latest(loaded: LoadedPlan, given: Submissions, as_of: date) -> Period | None:
    """The latest period that rows speak of and that is over, or that forms speak of, the longest of those that end
    together. A year outside the plan is a slip of the pen."""
    span = loaded.plan.period
    inside = ((period, period.clipped(span.start, span.end)) for period in periods_of(given.observations))
    periods = [period for period, part in inside if part is not None and part.end <= as_of]
    periods += [period for form in given.forms if isinstance(period := parse_period(form.period), Period)]
    return max(periods, key=lambda p: (p.end, -p.start.toordinal()), default=None)
