"""Which targets a report lists, in which order, under which heads."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from plancheck.messages import term
from plancheck.messages.values import decimal_fact
from plancheck.model.finding import Finding
from plancheck.model.verdict import Status
from plancheck.plans.plan import LoadedPlan, Target
from plancheck.reports.options import Options
from plancheck.reports.report import PlanReport, Report, TargetReport

GATING = tuple(Status)
_CALM = (Status.NOT_DUE, Status.ON_TRACK, Status.ACHIEVED, Status.NOT_CHECKABLE)


def chosen(plan: PlanReport, options: Options) -> list[TargetReport]:
    """The targets asked for, in the order of the plan."""
    return [t for t in plan.targets if _asked(t, options)]


def _asked(item: TargetReport, options: Options) -> bool:
    if options.only and item.verdict.status.value not in options.only:
        return False
    return options.owner is None or options.owner in offices(item.target)


def offices(target: Target) -> tuple[str, ...]:
    """The keys of the responsible office and its partners."""
    return () if target.owner is None else (target.owner.lead, *target.owner.with_)


def owner_name(lang: str, loaded: LoadedPlan, target: Target) -> str:
    """The name of the responsible office, "" where the plan names none."""
    return "" if target.owner is None else office_name(lang, loaded, target.owner.lead)


def office_name(lang: str, loaded: LoadedPlan, key: str) -> str:
    """The name of an office by its key."""
    known = (loaded.plan.owners or {}).get(key)
    return known.get(lang) if known is not None else key


def worst_first(targets: Iterable[TargetReport]) -> list[TargetReport]:
    """Gating order, then the lowest ratio, then the order of the plan."""
    return sorted(targets, key=badness)


def badness(item: TargetReport) -> tuple[int, bool, Decimal]:
    """Sorts the worst first."""
    ratio = decimal_fact(item.verdict.facts, "ratio")
    return GATING.index(item.verdict.status), ratio is None, ratio or Decimal(0)


def troubled(targets: Iterable[TargetReport]) -> list[TargetReport]:
    """Those that ask for action, worst first."""
    return worst_first(t for t in targets if t.verdict.status not in _CALM)


def grouped(lang: str, plan: PlanReport, options: Options) -> list[tuple[str, list[TargetReport]]]:
    """The chosen targets under the heads of `options.by`, heads in the order in which the plan first names them."""
    groups: dict[str, list[TargetReport]] = {}
    for item in chosen(plan, options):
        groups.setdefault(_head(lang, plan.loaded, item, options.by), []).append(item)
    return list(groups.items())


def _head(lang: str, loaded: LoadedPlan, item: TargetReport, by: str) -> str:
    if by == "owner":
        return owner_name(lang, loaded, item.target) or term(lang, "word.no_owner")
    if by == "group":
        from plancheck.reports.by_group import group_head  # seldom asked for

        return group_head(lang, loaded, item.target)
    return f"{item.programme.id} {item.programme.title.get(lang)}"


def all_findings(report: Report) -> list[Finding]:
    """Every finding once: the report's own, then those that only a target carries."""
    kept: list[Finding] = []
    seen: set[tuple[object, ...]] = set()
    carried = (finding for plan in report.plans for item in plan.targets for finding in item.findings)
    for finding in (*report.findings, *carried):
        key = finding_key(finding)
        if key not in seen:
            seen.add(key)
            kept.append(finding)
    return kept


def finding_key(finding: Finding) -> tuple[object, ...]:
    """What two findings have in common that say the same."""
    return finding.code, finding.origin, finding.target, finding.plan, tuple(sorted(finding.facts.items()))


def none_worst(options: Options) -> str:
    """The key of what is said when no target is listed: none needs attention, or none was asked for that does."""
    return "text.none_chosen" if options.only or options.owner else "text.none_worst"
