"""The composition: plan and observations to series, series to verdicts, verdicts to the report. No I/O of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from plancheck.model.case import Case, Other
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.history import Seen
from plancheck.model.observation import Observation
from plancheck.model.series import Series, Standing
from plancheck.model.verdict import Flag, Status, Verdict
from plancheck.plans.links import parts_first
from plancheck.plans.plan import LoadedPlan, Target, Version
from plancheck.reports.flow import Flow, Step, gathered
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.rules.attain import ordered
from plancheck.rules.judging import judge
from plancheck.rules.outpaces import Outpaces
from plancheck.series.called import Called, called
from plancheck.series.earlier import earlier
from plancheck.series.reference import Built, built
from plancheck.series.scope import Scope
from plancheck.sources.asides import Columns
from plancheck.sources.cells import clean
from plancheck.sources.folder import Submissions

Build = Callable[[Scope], tuple[Series, list[Finding]]]
"""The series of one target on one day, and what was found on the way."""


class Engine(Protocol):
    """Submissions to one plan that are held elsewhere; `findings` are those of reading them, `columns` and `called` are
    what they are of submissions at hand."""

    findings: tuple[Finding, ...]
    columns: Sequence[Columns]
    called: Called

    def build(self, scope: Scope) -> tuple[Series, list[Finding]]:
        """As `reference.build` does from observations."""


Submitted = tuple[LoadedPlan, Submissions | Engine]


def assess(
    plans: Sequence[Submitted],
    *,
    as_of: date,
    known_at: date | None = None,
    since: date | None = None,
    period: str | None = None,
    findings: tuple[Finding, ...] = (),
    history: bool = False,
) -> Report:
    """The report on some plans at the end of `as_of`, knowing what was submitted by `known_at` (None: everything);
    with the `history` of every target where it is to be drawn."""
    head = Report(as_of, known_at, period, since, (), findings)
    return gathered(assess_each(head, len(plans), plans, history=history))


def assess_each(head: Report, count: int, plans: Iterable[Submitted], history: bool = False) -> Flow:
    """The same plan by plan: the next is taken when the report on the last is done. `head` has the days."""

    def steps() -> Iterator[Step]:
        for loaded, given in plans:
            day = _given(loaded, given, head.as_of, head.known_at, history)
            yield _graded((_plan_report(day, given.findings, head.since), given.findings))

    return Flow(head, count, steps())


def _graded(step: Step) -> Step:
    if not step[0].loaded.plan.severities:
        return step
    from plancheck.reports.graded import graded  # few plans say how grave findings are

    return graded(step)


@frozen
class _Judged:
    """`expected` and `missing` are the reporters of the target's latest period."""

    verdict: Verdict
    findings: Sequence[Finding]
    expected: tuple[str, ...]
    missing: tuple[str, ...]
    history: tuple[Seen, ...] = ()


@frozen
class _Given:
    """What every verdict on one plan at the end of one day is made from, where the fields of its tables stand, what
    reporters without a roster are called, and whether the history of each verdict is kept."""

    loaded: LoadedPlan
    build: Build
    columns: Sequence[Columns]
    called: Called
    as_of: date
    known_at: date | None
    history: bool = False


def _given(
    loaded: LoadedPlan, given: Submissions | Engine, as_of: date, known_at: date | None, history: bool
) -> _Given:
    if isinstance(given, Submissions):
        made, names = _Reference(given.observations).build, called(given.observations)
    else:
        made, names = given.build, given.called
    return _Given(loaded, made, given.columns, names, as_of, known_at, history)


class _Reference:
    """Series from observations at hand. The last one is kept: of an earlier day it says most of what there is to
    say."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._own = _by_target(observations)
        self._last: Built | None = None

    def build(self, scope: Scope) -> tuple[Series, list[Finding]]:
        """What the later day found is not said again."""
        own = self._own.get(scope.target.id, ())
        before = None if self._last is None else earlier(self._last, scope, own)
        if before is not None:
            return before, []
        self._last = built(scope, own)
        return self._last.series, self._last.findings


def _plan_report(given: _Given, findings: Iterable[Finding], since: date | None) -> PlanReport:
    loaded, read = given.loaded, _findings_by_target(findings)
    now, before = _verdicts(given, since)
    reports: list[TargetReport] = []
    expected: set[str] = set()
    missing: set[str] = set()
    for programme in loaded.plan.programmes:
        for target in programme.targets:
            judged = now[target.id]
            noted = (*read.get(target.id, ()), *_placed(given.columns, judged.findings))
            current = loaded.in_force(target.id, given.as_of).target
            previous = before.get(target.id)
            reports.append(TargetReport(programme, current, judged.verdict, previous, noted, judged.history))
            expected.update(judged.expected)
            missing.update(judged.missing)
    counts = {status: sum(1 for t in reports if t.verdict.status is status) for status in Status}
    dates = [day for t in reports if isinstance(day := t.verdict.facts.get("data_date"), date)]
    everyone, absent = ({clean(name) for name in names} for names in (expected, missing))  # rosters may differ in width
    there = len(everyone - absent)
    return PlanReport(loaded, tuple(reports), counts, max(dates, default=None), there, len(everyone))


def _placed(columns: Sequence[Columns], findings: Sequence[Finding]) -> Sequence[Finding]:
    if not findings:
        return ()
    from plancheck.checks.cells import Cells  # where all is well nobody needs it

    return Cells(columns).placed(findings)


def _verdicts(given: _Given, since: date | None) -> tuple[dict[str, _Judged], dict[str, Verdict]]:
    """Every target's, those that a composite is made of before it; and what they would have been at the end of `since`,
    each right after the other, with which it shares most of its series."""
    before = None if since is None else replace(given, as_of=since, history=False)
    found: dict[str, _Judged] = {}
    now: dict[str, Verdict] = {}
    then: dict[str, Verdict] = {}
    for target in parts_first(given.loaded):
        found[target] = _verdict(given, target, now)
        now[target] = found[target].verdict
        if before is not None:
            then[target] = _verdict(before, target, then).verdict
    return found, then


def _by_target(observations: Iterable[Observation]) -> dict[str, list[Observation]]:
    found: dict[str, list[Observation]] = {}
    for observation in observations:
        found.setdefault(observation.target, []).append(observation)
    return found


def _findings_by_target(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.target is not None:
            found.setdefault(finding.target, []).append(finding)
    return found


def _verdict(given: _Given, target: str, others: Mapping[str, Verdict]) -> _Judged:
    """By the plan in force, with the verdict on the target as first adopted beside it where the two differ."""
    loaded, as_of = given.loaded, given.as_of
    version = loaded.in_force(target, as_of)
    judged = _judged(given, version.target, others)
    flags, facts = set(judged.verdict.flags), dict(judged.verdict.facts)
    if version.amendment is not None:
        first = loaded.versions[target][0].target
        facts["as_adopted"] = _as_adopted(_judged(given, first, others).verdict)
        flags.add(Flag.AMENDED)
    if _waived(loaded, target, version, as_of):
        flags.add(Flag.WAIVED)
    facts |= {"aspirational": True} if version.target.aspirational else {}
    return replace(judged, verdict=replace(judged.verdict, facts=facts, flags=ordered(flags)))


def _as_adopted(verdict: Verdict) -> dict[str, str]:
    shown = {name: verdict.facts[name] for name in ("due", "target") if name in verdict.facts}
    return {"status": str(verdict.status)} | {name: str(value) for name, value in shown.items()}


def _waived(loaded: LoadedPlan, target: str, version: Version, as_of: date) -> bool:
    """An exception approved by then, on the target or by an amendment that forgives the old date."""
    waiver = version.target.waived
    if waiver is not None and waiver.date <= as_of:
        return True
    amendments = [v.amendment for v in loaded.versions[target] if v.amendment is not None]
    return any(a.waives and a.date <= as_of for a in amendments)


def _judged(given: _Given, target: Target, others: Mapping[str, Verdict]) -> _Judged:
    scope = _scope(given, target)
    series, findings = _built(given, scope)
    latest = _latest(series)
    expected, missing = (latest[0].expected, latest[0].missing) if latest else ((), ())
    case = replace(scope.case(series), other=_other(given, target), parts=others)
    seen = _seen(target, case) if given.history else ()
    return _Judged(judge(target.rule, case), findings, expected, missing, seen)


def _built(given: _Given, scope: Scope) -> tuple[Series, list[Finding]]:
    """Without a roster, a reporter may be the whole of which others are parts."""
    series, findings = given.build(scope)
    latest = _latest(series)
    if scope.roster is not None or not latest or len(latest[0].expected) < 2:
        return series, findings
    from plancheck.series.whole import undoubled  # most reports are by one, or by those on a roster

    series, more = undoubled(scope, series, latest[0].expected)
    return series, findings + more


def _latest(series: Series) -> list[Standing]:
    return [*series.standings, *series.flows, *series.years][-1:]


def _seen(target: Target, case: Case) -> tuple[Seen, ...]:
    from plancheck.rules.history import history  # only what draws needs it

    return history(target.rule, case)


def _scope(given: _Given, target: Target) -> Scope:
    name = target.roster_name
    roster = None if name is None else given.loaded.rosters[name]
    return Scope(given.loaded.plan, target, roster, given.as_of, given.known_at, given.called)


def _other(given: _Given, target: Target) -> Other | None:
    """The series that this one is to outpace, by this one's report periods. What is found in it, it says itself."""
    rule = target.rule
    if not isinstance(rule, Outpaces):
        return None
    than = given.loaded.in_force(rule.than, given.as_of).target
    scope = _scope(given, replace(than, rule=rule, report=target.report))
    series, _ = _built(given, scope)
    return Other(than.id, scope.start, series)
