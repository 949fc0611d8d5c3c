"""Targets by the groups of a roster (镇街). A figure is that of everyone on the roster: it stands under a group only
where all of them belong to it; elsewhere it is said what comes from each group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from plancheck.messages import phrase, term
from plancheck.messages.catalogue import fill, join
from plancheck.messages.escape import escape
from plancheck.messages.values import decimal_fact
from plancheck.plans.plan import LoadedPlan, Roster, Target
from plancheck.reports.report import TargetReport

_MOST = 5


def group_head(lang: str, loaded: LoadedPlan, target: Target) -> str:
    """The group that all on the roster of the target belong to, else that it is of several; whoever is in none counts
    as a group of their own."""
    groups = list(_groups(loaded.rosters.get(target.roster_name or "", ())))
    named = [group or term(lang, "word.no_group") for group in groups]
    if len(named) < 2:
        return named[0] if named else term(lang, "word.no_group")
    return phrase(lang, "group.several", groups=join(lang, named, _MOST))


def group_lines(lang: str, loaded: LoadedPlan, item: TargetReport) -> Iterator[str]:
    """Of a target of several groups, for each who has reported, and who does not satisfy what is asked of everyone.
    None where it is not known who was to report by the date of the data."""
    facts = item.verdict.facts
    day = facts.get("data_date")
    roster = loaded.rosters.get(item.target.roster_name or "", ())
    if not isinstance(day, date) or len(_groups(roster)) < 2:
        return
    groups = _groups(tuple(entry for entry in roster if entry.in_force(day)))
    if sum(map(len, groups.values())) != decimal_fact(facts, "reporters_expected"):
        return
    for group, names in groups.items():
        missing, failing = (_among(names, facts.get(name)) for name in ("missing", "failing"))
        said = {"group": escape(group or term(lang, "word.no_group")), "expected": str(len(names))}
        said |= {"there": str(len(names) - len(missing))}
        said |= {"missing": join(lang, missing, _MOST)} if missing else {}
        said |= {"failing": join(lang, failing, _MOST)} if failing else {}
        yield fill(term(lang, "group.line"), said) or ""


def _groups(roster: Roster) -> Mapping[str, list[str]]:
    """The names by group, "" for those in none, in the order of the roster."""
    found: dict[str, list[str]] = {}
    for entry in roster:
        found.setdefault(entry.group, []).append(entry.name)
    return found


def _among(names: list[str], listed: object) -> list[str]:
    known = set(names)
    return [escape(name) for name in listed if name in known] if isinstance(listed, tuple) else []
