"""Workflow commands of GitHub Actions: one annotation for each code and column, as many as a step shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plancheck.checks.checked import Validation, place
from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.model.codes import ERROR, INFO, WARNING
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, Origin, TextRef
from plancheck.reports.checked.about import file_of, said, spot
from plancheck.reports.checked.options import CheckOptions

if TYPE_CHECKING:
    Render = Callable[[Validation, CheckOptions], str]

LIMIT = 10
"""How many annotations of one severity GitHub shows for a step."""
_COMMANDS = {ERROR: "error", WARNING: "warning", INFO: "notice"}
_MOST_PLACES = 5

Group = list[Finding]


def render(validation: Validation, options: CheckOptions) -> str:
    """Annotations, worst first, then a line that counts everything. Nothing an input says can begin a command."""
    found = [*(f for checked in validation.plans for f in checked.findings), *validation.findings]
    lines = [line for severity in _COMMANDS for line in _annotations(options.lang, severity, found)]
    counts = {severity: str(sum(f.severity == severity for f in found)) for severity in _COMMANDS}
    files = str(len({file.name for checked in validation.plans for file in checked.files}))
    return "\n".join([*lines, phrase(options.lang, "ci.github.total", files=files, **counts)]) + "\n"


def summary(validation: Validation, options: CheckOptions, room: int, markdown: Render) -> str:
    """The table in Markdown for the summary of the step, in at most `room` bytes of UTF-8: where not all of it fits,
    as many findings as do, and a sentence that says so. "" when not even that has room."""
    text = markdown(validation, options)
    if len(text.encode()) <= room:
        return text
    cut = "\n" + term(options.lang, "ci.github.cut") + "\n"
    space, most = room - len(cut.encode()), _count(validation)
    while most and len(text.encode()) > space:
        most = min(most - 1, most * max(space, 0) // len(text.encode()))
        text = markdown(validation, replace(options, most=most))
    return text + cut if len(text.encode()) <= space else ""


def _count(validation: Validation) -> int:
    return sum(len(checked.findings) for checked in validation.plans) + len(validation.findings)


def _annotations(lang: str, severity: str, found: Iterable[Finding]) -> Iterator[str]:
    """One for each group; beyond the limit the last one counts the rest."""
    groups = _groups(finding for finding in found if finding.severity == severity)
    shown = groups if len(groups) <= LIMIT else groups[: LIMIT - 1]
    for group in shown:
        yield _annotation(lang, group)
    rest = groups[len(shown) :]
    if rest:
        count = str(sum(map(len, rest)))
        text = phrase(lang, "ci.github.rest", count=count, groups=str(len(rest)), limit=str(LIMIT))
        yield command(_COMMANDS[severity], text, title=term(lang, "ci.github.rest_title"))


def _groups(found: Iterable[Finding]) -> Sequence[Group]:
    """The findings of one code in one column of one sheet, in reading order."""
    groups: dict[tuple[str, str, str, int], Group] = {}
    for finding in found:
        file, sheet, _, column = place(finding.origin)
        groups.setdefault((finding.code, file, sheet, column), []).append(finding)
    return list(groups.values())


def _annotation(lang: str, group: Group) -> str:
    first = group[0]
    where = _places(lang, group)
    line = str(first.origin.line) if isinstance(first.origin, TextRef) and first.origin.line else ""
    return command(
        _COMMANDS[first.severity],
        f"{escape(where)}{said(lang, first)}",
        file=escape(file_of(first.origin)),
        line=line,
        title=f"{first.code} {escape(spot(first.origin))}".strip(),
    )


def _places(lang: str, group: Group) -> str:
    if len(group) == 1:
        return ""
    shown = term(lang, "join.list").join(_place(finding.origin) for finding in group[:_MOST_PLACES])
    if len(group) > _MOST_PLACES:
        shown = phrase(lang, "ci.github.more_places", places=shown)
    return phrase(lang, "ci.github.places", places=shown, count=str(len(group)))


def _place(origin: Origin | None) -> str:
    """The place without its sheet, which the title has."""
    return origin.cell if isinstance(origin, CellRef) else spot(origin)


def command(name: str, text: str, **properties: str) -> str:
    """`::name key=value,…::text` with everything escaped that could end a value, a property or the line."""
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {given}::{_data(text)}" if given else f"::{name}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
