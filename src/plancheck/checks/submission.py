"""What `validate` looks for in submissions: what reading found, and what only shows when rows are held together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from plancheck.checks.cells import Cells
from plancheck.checks.checked import Checked, Missing, place
from plancheck.checks.compared import Compared, Who, scope_of
from plancheck.checks.jumps import jumps
from plancheck.checks.nearby import seen_from
from plancheck.checks.owed import Asking, Owed, asking_of_files, forms_of, owed
from plancheck.checks.severities import unreadable, with_severities
from plancheck.checks.sides import own_side
from plancheck.checks.totals import wrong_totals
from plancheck.checks.twice import by_target, twice, whole_beside
from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.observation import Observation
from plancheck.model.origin import FileRef
from plancheck.model.period import Period
from plancheck.plans.plan import LoadedPlan
from plancheck.series.called import called
from plancheck.series.counting import entries_of
from plancheck.series.scope import Scope
from plancheck.sources.folder import Submissions
from plancheck.sources.gathered import joined, of_targets, parts_of
from plancheck.sources.tabled import Tabled

if TYPE_CHECKING:
    from plancheck.checks.quiet import Quiet

NOTHING = Submissions()


def check(
    loaded: LoadedPlan,
    given: Submissions,
    *,
    context: Submissions = NOTHING,
    as_of: date,
    period: Period | None = None,
    known_at: date | None = None,
    whole: bool = False,
    unmet: frozenset[str] = frozenset(),
) -> Checked:
    """Every finding on what was `given`. `context` is what was submitted before: compared with, not reported on.
    `whole`: the given files are all there is, so that everyone who is not in them has not submitted. `unmet`: targets
    that were due before the period and are asked about still."""
    every = joined((context.observations, given.observations))
    targets, found = _compared(loaded, every, as_of, known_at)
    evidence = by_target((*context.evidence, *given.evidence))
    for one in targets:
        found += jumps(one)
        found += twice(one, evidence.get(one.scope.target.id, ()))
    found += whole_beside(targets, every)
    found = Cells(given.columns).placed(own_side(found, given))
    found += wrong_totals(loaded.plan, {one.scope.target.id: one.scope.target for one in targets}, given)
    asked = _owed(loaded, targets, given, period, whole, unmet)
    found = [*given.findings, *found, *_about(asked.missing, loaded, given)]
    kept, left_out = with_severities(found, loaded.plan.severities or {})
    return Checked(
        loaded=loaded,
        as_of=as_of,
        period=period,
        files=given.files,
        observations=given.observations,
        findings=tuple(seen_from(finding) for finding in sorted(kept, key=_order)),
        missing=asked.missing,
        context=len(context.files),
        owed=asked.targets,
        unread=unreadable(given.findings),
        left_out=left_out,
    )


def _compared(
    loaded: LoadedPlan, every: Sequence[Observation], as_of: date, known_at: date | None
) -> tuple[list[Compared], list[Finding]]:
    """Every target of the plan, and what its series has to say."""
    names, parts = called(every), parts_of(every)
    scopes = [scope_of(loaded, target.id, as_of, known_at, names) for target in loaded.plan.targets]
    rows, quiet = _looked_at(loaded, scopes, parts, known_at)
    targets: list[Compared] = []
    found: list[Finding] = []
    reporters: dict[int, Who] = {}
    for scope in scopes:
        target = scope.target.id
        own = rows.get(target, [])
        entries, about = entries_of(scope, own)
        if id(scope.roster) not in reporters:
            reporters[id(scope.roster)] = Who(scope.roster, names)
        targets.append(Compared(scope, own, entries, reporters[id(scope.roster)], quiet.get(target)))
        found += about
    return targets, found


def _looked_at(
    loaded: LoadedPlan, scopes: Sequence[Scope], parts: Sequence[Sequence[Observation]], known_at: date | None
) -> tuple[Mapping[str, list[Observation]], Mapping[str, Quiet]]:
    """The rows of each target; of large tables only those of which there may be something to say, beside what the
    others tell."""
    if any(isinstance(part, Tabled) for part in parts) and known_at is None:
        from plancheck.checks.quiet import all_but_quiet  # small tables never pay for it

        return all_but_quiet(loaded, scopes, parts)
    return of_targets(chain.from_iterable(parts)), {}


def _owed(
    loaded: LoadedPlan,
    targets: Sequence[Compared],
    given: Submissions,
    period: Period | None,
    whole: bool,
    unmet: frozenset[str],
) -> Owed:
    """Of everyone; or, of files that are not all there is, of those they speak of for the period they speak of."""
    if whole:
        forms = {} if period is None else forms_of(loaded, given, period)
        return owed(loaded, targets, Asking(period, None, forms, unmet))
    asking = asking_of_files(loaded, targets, given, period)
    return Owed({}, ()) if asking is None else owed(loaded, targets, asking)


def _about(missing: Sequence[Missing], loaded: LoadedPlan, given: Submissions) -> Iterator[Finding]:
    """R306, in the file where only one was given."""
    origin = FileRef(given.files[0].name) if len(given.files) == 1 else None
    for one in missing:
        facts = {"entity": one.entity, "group": one.group, "target": one.target, "period": one.period}
        facts |= {"due": one.due.isoformat()} | ({"last": one.last} if one.last else {})
        yield Finding("R306", SEVERITY["R306"], origin, facts, one.target, loaded.plan.id)


def _order(finding: Finding) -> tuple[bool, object, str]:
    """As one reads, everything about a file before what is missing from it; what has no place comes last."""
    return (
        finding.origin is None,
        (place(finding.origin)[0], finding.code == "R306", place(finding.origin)),
        finding.code,
    )
