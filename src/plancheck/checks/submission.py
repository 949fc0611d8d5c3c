"""What `validate` looks for in submissions: what reading found, and what only shows when rows are held together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from plancheck.checks.checked import Checked, place
from plancheck.model.finding import Finding
from plancheck.model.observation import Observation
from plancheck.model.period import Period
from plancheck.plans.plan import LoadedPlan
from plancheck.series.reference import entries_of
from plancheck.series.scope import Scope
from plancheck.sources.folder import Submissions

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
) -> Checked:
    """Every finding on what was `given`. `context` is what was submitted before: compared with, not reported on.
    `whole`: the given files are all there is, so that everyone who is not in them has not submitted."""
    by_target = _by_target((*context.observations, *given.observations))
    found = list(given.findings)
    for target in loaded.plan.targets:
        if target.id in by_target:
            current = loaded.in_force(target.id, as_of).target
            roster = loaded.rosters.get(current.roster_name or "")
            scope = Scope(loaded.plan, current, roster, as_of, known_at)
            found += entries_of(scope, by_target[target.id])[1]
    names = {file.name for file in given.files}
    own = [f for f in found if f.origin is None or f.origin.file in names]
    return Checked(
        loaded=loaded,
        as_of=as_of,
        period=period,
        files=given.files,
        observations=given.observations,
        findings=tuple(sorted(own, key=_order)),
        context=len(context.files),
    )


def _by_target(observations: Sequence[Observation]) -> Mapping[str, list[Observation]]:
    found: dict[str, list[Observation]] = {}
    for one in observations:
        found.setdefault(one.target, []).append(one)
    return found


def _order(finding: Finding) -> tuple[bool, object, str, str]:
    """As one reads; what has no place comes last."""
    return finding.origin is None, place(finding.origin), finding.code, str(finding.facts)
