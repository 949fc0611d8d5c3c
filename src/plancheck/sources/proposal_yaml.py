"""Proposals as the text of a `sources.yaml`, with what is to be checked beside each line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from plancheck.plans.plan import Target
from plancheck.sources.findings import nearest
from plancheck.sources.headers import split_unit
from plancheck.sources.naming import Names, unit_differs
from plancheck.sources.proposal import Proposal
from plancheck.sources.template import squeezed

FILL_IN = "?"
"""Stands where only a person can say; the file is refused until it is replaced."""
_PLAIN = re.compile(r"[\w/][\w/.+ -]*", re.UNICODE)
_MOST_LABELS = 60
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}


def proposal_text(
    file: str, proposals: Sequence[Proposal], names: Names | None, period: str | None, say: Mapping[str, str]
) -> str:
    """The file. `say` holds the comments called check, targets, near, missing and factor. Without the names of a plan
    no target is proposed; `period` is that of a table which shows none."""
    lines = [f"# {say['check']}", "sources: 1", "tables:"]
    for proposal in proposals:
        lines += [f"  {line}" for line in _table(file, proposal, names, period, say)]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """As plain text where YAML reads it as such, else in double quotes; what cannot be seen is escaped."""
    if _PLAIN.fullmatch(text) and text == text.strip() and text.lower() != "null":
        return text
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in json.dumps(text, ensure_ascii=False))


def _exactly(name: str) -> str:
    """A pattern that fits this name alone."""
    return re.sub(r"([*?[])", r"[\1]", name)


def _table(file: str, made: Proposal, names: Names | None, period: str | None, say: Mapping[str, str]) -> Iterator[str]:
    yield f"- file: {quoted(_exactly(file))}"
    if made.sheet is not None:
        yield f"  sheet: {quoted(_exactly(made.sheet))}"
    yield f"  header: {{rows: {made.header}, fill: right}}" if made.fill_right else f"  header: {made.header}"
    if made.titles:
        yield "  titles:"
        yield from (f"    - {{row: {row}, text: {quoted(text)}}}" for row, text in made.titles)
    yield from _fixed(made, period, say)
    yield from _mapping("columns", {name: quoted(kind) for name, kind in made.columns.items()})
    if made.across:
        columns = f", columns: {made.across_columns}" if made.across_columns else ""
        across = quoted(made.across)
        yield f"  across: {{header: {across}{columns}}}" if columns else f"  across: {across}"
    if made.fill:
        yield f"  fill: [{', '.join(map(quoted, made.fill))}]"
    yield from _mapping("only", {name: f"[{quoted(word)}]" for name, word in made.only.items()})
    yield from _targets(made.labels, names, say)


def _fixed(made: Proposal, period: str | None, say: Mapping[str, str]) -> Iterator[str]:
    given = {name: period if name == "period" and period else FILL_IN for name in made.lacks}
    if given:
        yield "  fixed:"
    for name, text in given.items():
        yield f"    {name}: {quoted(text)}" + (f"  # {say['missing']}" if text == FILL_IN else "")


def _mapping(key: str, values: dict[str, str]) -> Iterator[str]:
    if values:
        yield f"  {key}: {{{', '.join(f'{quoted(name)}: {value}' for name, value in values.items())}}}"


def _targets(labels: tuple[str, ...], names: Names | None, say: Mapping[str, str]) -> Iterator[str]:
    """Labels and the targets they may mean. A label that means none stands in a comment."""
    if not labels:
        return
    found = _found(labels[:_MOST_LABELS], names)
    named = {label: target for label, (target, _) in found.items() if target is not None}
    yield f"  {'' if named else '# '}targets:  # {say['targets']}"
    for label, (target, exact) in found.items():
        bare = split_unit(squeezed(label))[0]
        if target is None:
            yield f"  #   {quoted(bare)}: {FILL_IN}"
        else:
            near = "" if exact else f"  # {say['near']}: {target.title.get('zh')}"
            yield f"    {quoted(bare)}: {target.id}{near}"
    factors = dict(filter(None, (_factor(label, target) for label, target in named.items())))
    if factors:
        yield f"  factors:  # {say['factor']}"
        yield from (f"    {quoted(unit)}: {factor}" for unit, factor in factors.items())


def _found(labels: tuple[str, ...], names: Names | None) -> dict[str, tuple[Target | None, bool]]:
    """For each label the target of this name, else the one of the nearest name that no label before it has; and
    whether the name is the same."""
    exact = {label: None if names is None else _exact(label, names) for label in labels}
    taken = {target.id for target in exact.values() if target is not None}
    found: dict[str, tuple[Target | None, bool]] = {}
    for label, target in exact.items():
        near = None
        if target is None and names is not None:
            near = names.target(nearest(split_unit(squeezed(label))[0], list(names.targets)))
        if isinstance(near, Target) and near.id not in taken:
            taken.add(near.id)
            found[label] = near, False
        else:
            found[label] = target, True
    return found


def _exact(label: str, names: Names) -> Target | None:
    named = (names.target(text) for text in (label, split_unit(squeezed(label))[0]))
    return next((target for target in named if isinstance(target, Target)), None)


def _factor(label: str, target: Target) -> tuple[str, int] | None:
    """万人 for a target in 人: 10000."""
    unit = split_unit(squeezed(label))[1]
    if not unit_differs(unit, target):
        return None
    scale = unit.removesuffix(squeezed(target.unit)) if unit.endswith(squeezed(target.unit)) else ""
    return (unit, _SCALES[scale]) if scale in _SCALES else None
