"""Who has not submitted, by township: plain lines to be pasted into a chat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from plancheck.checks.checked import Checked, Missing, Validation
from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.reports.checked.options import CheckOptions


def missing_lines(validation: Validation, options: CheckOptions) -> Iterator[str]:
    """A heading, a line for each township, and how many there are in all; for every plan."""
    for checked in validation.plans:
        yield from _plan(checked, options.lang)


def _plan(checked: Checked, lang: str) -> Iterator[str]:
    yield _heading(checked, lang)
    if not checked.missing:
        yield term(lang, "check.missing.none" if checked.owed else "check.missing.nothing")
        return
    groups: dict[str, list[Missing]] = {}
    for one in checked.missing:
        groups.setdefault(one.group, []).append(one)
    for group, reports in groups.items():
        entities = term(lang, "join.list").join(_entities(reports, checked.owed, lang))
        facts = {"entities": entities, "due": _due(reports, lang)}
        if group:
            yield phrase(lang, "check.missing.line", group=escape(group), **facts)
        else:
            yield phrase(lang, "check.missing.bare", **facts)
    named = str(len({one.entity for one in checked.missing if one.entity}))
    yield phrase(lang, "check.missing.total", entities=named, reports=str(len(checked.missing)))


def _due(reports: Sequence[Missing], lang: str) -> str:
    """The day on which all are due, or the first and the last of several."""
    first, last = (edge(one.due for one in reports).isoformat() for edge in (min, max))
    return first if first == last else phrase(lang, "check.missing.days", first=first, last=last)


def _heading(checked: Checked, lang: str) -> str:
    plan = checked.loaded.plan
    title = escape(plan.title.get(lang)) + (f" [{term(lang, 'word.sample')}]" if plan.sample else "")
    if checked.period is None:
        return phrase(lang, "check.missing.head", title=title, as_of=checked.as_of.isoformat())
    facts = {"title": title, "period": checked.period.label, "as_of": checked.as_of.isoformat()}
    return phrase(lang, "check.missing.head_period", **facts)


def _entities(reports: Sequence[Missing], owed: Mapping[str, int], lang: str) -> Iterator[str]:
    """Each with how many of its targets are missing; targets of no office by their ids."""
    targets: dict[str, dict[str, None]] = {}
    for one in reports:
        targets.setdefault(one.entity, {})[one.target] = None
    for entity, lacking in targets.items():
        all_owed = owed.get(entity, len(lacking))
        if not entity:
            names = term(lang, "join.list").join(lacking)
            yield phrase(lang, "check.missing.nobody", targets=names)
        elif len(lacking) == all_owed:
            yield phrase(lang, "check.missing.whole", entity=escape(entity), owed=str(all_owed))
        else:
            facts = {"missing": str(len(lacking)), "owed": str(all_owed)}
            yield phrase(lang, "check.missing.part", entity=escape(entity), **facts)
