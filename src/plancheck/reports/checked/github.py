"""Workflow commands of GitHub Actions: one annotation for each code and column, as many as a step shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plancheck.checks.checked import Validation, place
from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.model.codes import ERROR, INFO, WARNING
from plancheck.model.origin import CellRef, TextRef
from plancheck.reports.checked import markdown
from plancheck.reports.checked.about import file_of, said, spot
from plancheck.reports.checked.listing import SEVERITIES, Listed, counts, every, left_out, listed
from plancheck.reports.checked.options import CheckOptions

LIMIT = 10
"""How many annotations of one severity GitHub shows for a step."""
_COMMANDS = {ERROR: "error", WARNING: "warning", INFO: "notice"}
_COUNTED = (*SEVERITIES, "files")
_MOST_PLACES = 5
_LEAST_ROW = 40
"""Bytes that a row of the table takes at the very least."""


def render(validation: Validation, options: CheckOptions) -> str:
    """Annotations, worst first, then how many there are of everything. Nothing an input says can begin a command."""
    lang, found = options.lang, listed(validation, CheckOptions())
    lines = [line for severity in SEVERITIES for line in _annotations(lang, severity, found)]
    total = {name: str(count) for name, count in counts(validation).items()}
    lines.append(phrase(lang, "ci.github.total", **{name: total[name] for name in _COUNTED}))
    if gone := left_out(validation):
        codes = " ".join(f"{code} x{count}" for code, count in gone.items())
        lines.append(phrase(lang, "check.left_out", codes=codes))
    return "\n".join(lines) + "\n"


def summary(validation: Validation, options: CheckOptions, room: int) -> str:
    """The table in Markdown for the summary of the step, in at most `room` bytes of UTF-8: where not all of it fits,
    as many findings as do, and a sentence that says so. "" when not even that has room."""
    cut = "\n" + term(options.lang, "ci.github.cut") + "\n"
    total = len(every(validation))
    most = min(total, max(room, 0) // _LEAST_ROW)
    while True:
        text = _table(validation, options, most) + (cut if most < total else "")
        size = _size(text)
        if size <= room or most == 0:
            return text if size <= room else ""
        most = min(most - 1, most * max(room, 0) // size)


def _table(validation: Validation, options: CheckOptions, most: int) -> str:
    return markdown.render(validation, replace(options, missing=False, most=most))


def _size(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace"))


def _annotations(lang: str, severity: str, found: Iterable[Listed]) -> Iterator[str]:
    """One for each group; beyond the limit the last one counts the rest."""
    groups = _groups(one for one in found if one.finding.severity == severity)
    shown = groups if len(groups) <= LIMIT else groups[: LIMIT - 1]
    for group in shown:
        yield _annotation(lang, group)
    rest = groups[len(shown) :]
    if rest:
        count = str(sum(map(len, rest)))
        text = phrase(lang, "ci.github.rest", count=count, groups=str(len(rest)), limit=str(LIMIT))
        yield command(_COMMANDS[severity], text, title=term(lang, "ci.github.rest_title"))


def _groups(found: Iterable[Listed]) -> Sequence[Sequence[Listed]]:
    """The findings of one code in one column of one sheet, in reading order."""
    groups: dict[tuple[str | None, str, str, str, int], list[Listed]] = {}
    for one in found:
        file, sheet, _, column = place(one.finding.origin)
        groups.setdefault((one.finding.plan, one.finding.code, file, sheet, column), []).append(one)
    return list(groups.values())


def _annotation(lang: str, group: Sequence[Listed]) -> str:
    first, checked = group[0].finding, group[0].checked
    sample = term(lang, "word.sample") if checked is not None and checked.loaded.plan.sample else ""
    line = str(first.origin.line) if isinstance(first.origin, TextRef) and first.origin.line else ""
    return command(
        _COMMANDS[first.severity],
        f"{escape(_places(lang, group))}{said(lang, first)}",
        file=escape(file_of(first.origin)),
        line=line,
        title=" ".join(filter(None, (sample, first.code, escape(spot(first.origin))))),
    )


def _places(lang: str, group: Sequence[Listed]) -> str:
    if len(group) == 1:
        return ""
    shown = term(lang, "join.list").join(_place(one) for one in group[:_MOST_PLACES])
    if len(group) > _MOST_PLACES:
        shown = phrase(lang, "ci.github.more_places", places=shown)
    return phrase(lang, "ci.github.places", places=shown, count=str(len(group)))


def _place(one: Listed) -> str:
    """The place without its sheet, which the title has; for what stands nowhere, of whom and what it speaks."""
    origin = one.finding.origin
    named = f"{one.subject.entity} {one.subject.target}".strip()
    return (origin.cell if isinstance(origin, CellRef) else spot(origin)) or named


def command(name: str, text: str, **properties: str) -> str:
    """`::name key=value,…::text` with everything escaped that could end a value, a property or the line."""
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {given}::{_data(text)}" if given else f"::{name}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
