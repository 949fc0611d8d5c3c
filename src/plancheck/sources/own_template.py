"""The workbook to fill in, recognised when it comes back.

It says whose it is twice: in a row above the table, which survives whatever program saves the file or copies the table
elsewhere, and in the properties of the file, which also say target by target how the numbers were to be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from plancheck.model.digest import sha256
from plancheck.model.frozen import frozen
from plancheck.model.origin import FileRef, Origin
from plancheck.model.pattern import Pattern
from plancheck.model.period import Period
from plancheck.plans.plan import Plan, Target
from plancheck.sources.grid import Sheet
from plancheck.sources.limits import Limits, RefusedError

EVERYONE = "*"
"""Stands in the row for the entity of a form that holds everybody's rows."""

_WORDS = {"zh": ("模板", "版本"), "en": ("template", "version")}
_LINE = Pattern(
    r"plancheck (?:模板|template) \| (?P<plan>[A-Za-z0-9][\w.-]{0,63}) \| (?P<period>[\w-]{4,24})"
    r" \| (?P<entity>.{1,100}?) \| (?:版本|version) (?P<version>[0-9a-f]{8})"
)
_PROPERTY = "plancheck."
_PART = "docProps/custom.xml"
_WITHIN_ROWS = 6
_HEAD = 8192
_DIGITS = 8
_LONGEST = 100
_MOST_SAID = 1 << 20
"""Characters of properties that are looked at."""

_PROPERTY_LENGTH = 255


@frozen
class TemplateMark:
    """Plan id, version, period and entity ("" for everyone) of a form. `targets`: id → version of the target; empty
    where only the row above the table is left."""

    plan: str
    version: str
    period: str
    entity: str
    targets: Mapping[str, str] = field(default_factory=dict)


def mark_for(plan: Plan, targets: Sequence[str], period: Period, entity: str) -> TemplateMark:
    """The mark of a form on these targets, made now."""
    asked = set(targets)
    chosen = {target.id: target_version(target) for target in plan.targets if target.id in asked}
    return TemplateMark(plan.id, version_of(chosen), period.label, one_line(entity), chosen)


def one_line(entity: str) -> str:
    """A name as it can stand in a single line, without anything that steers how text is shown."""
    shown = entity if entity.isprintable() else "".join(char if char.isprintable() else " " for char in entity)
    return " ".join(shown.split())[:_LONGEST].rstrip()


def version_of(targets: Mapping[str, str]) -> str:
    """Of a form on these targets, in the order of the plan."""
    return _digest(*(part for pair in targets.items() for part in pair))


def target_version(target: Target) -> str:
    """Changes with everything that decides how what is filled in is read, and with nothing else: the unit, how the
    numbers count, what is asked by name, what can be a value."""
    rule, valid = target.rule, target.valid
    asked = [*getattr(rule, "items", ()), *target.by_part]
    asked += [part.item for name in ("nodes", "indicators") for part in getattr(rule, name, ())]
    bounds = () if valid is None else (valid.min, valid.max)
    definition = (target.encoder or {}).get("definition", "")
    counted = (target.measure or "", target.report or "", target.aggregate, target.roster_name or "", rule.kind)
    return _digest(target.unit, *counted, definition, *map(str, bounds), "", *asked)


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode())[:_DIGITS]


def mark_line(mark: TemplateMark, lang: str) -> str:
    """The row above the table."""
    form, version = _WORDS[lang]
    entity = mark.entity or EVERYONE
    return f"plancheck {form} | {mark.plan} | {mark.period} | {entity} | {version} {mark.version}"


def properties(mark: TemplateMark) -> dict[str, str]:
    """The properties of the file, by name; none longer than spreadsheet programs keep."""
    said = {"plan": mark.plan, "version": mark.version, "period": mark.period, "entity": mark.entity or EVERYONE}
    lines = [""]
    for pair in (f"{name}:{version}" for name, version in mark.targets.items()):
        if len(lines[-1]) + 1 + len(pair) > _PROPERTY_LENGTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {pair}".strip()
    said |= {f"targets{number}": line for number, line in enumerate(lines, 1)}
    return {_PROPERTY + name: text for name, text in said.items()}


def template_of(data: bytes, limits: Limits | None = None) -> TemplateMark | None:
    """The mark of a workbook or text table, None for any other file. Cheap: no sheet is read."""
    bounds = limits or Limits()
    try:
        if data.startswith(b"PK\x03\x04"):
            return _in_properties(data, bounds) or _in_strings(data, bounds)
        return _in_head(data[:_HEAD])
    except RefusedError:
        return None


@frozen
class Marked:
    """A mark and where it stands."""

    mark: TemplateMark
    origin: Origin


def marked(sheets: Sequence[Sheet], data: bytes, limits: Limits) -> Marked | None:
    """What the sheets of a file say of themselves, else its properties. The row goes before the properties: it moves
    with the table."""
    held = None
    if _PART.encode() in data:
        try:
            held = _in_properties(data, limits)
        except RefusedError:
            held = None
    for sheet in sheets:
        for row in sheet.rows[:_WITHIN_ROWS]:
            for column, cell in row.cells.items():
                shown = _read(cell.text)
                if shown is not None:
                    same = held is not None and replace(held, targets={}) == shown
                    return Marked(held if held and same else shown, sheet.origin(row.number, column))
    return None if held is None or not sheets else Marked(held, FileRef(sheets[0].file))


def _read(text: str) -> TemplateMark | None:
    found = _LINE.search(text) if "plancheck" in text else None
    if found is None:
        return None
    return TemplateMark(found["plan"], found["version"], found["period"], _entity(found["entity"]))


def _in_head(head: bytes) -> TemplateMark | None:
    """The row near the top of a text table, in any of the encodings that are read."""
    encodings = ("utf-16",) if head[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "gb18030")
    texts = (head.decode(encoding, "ignore") for encoding in encodings)
    return next((mark for text in texts if (mark := _read(text))), None)


def _in_strings(data: bytes, limits: Limits) -> TemplateMark | None:
    """The row among the texts of a workbook whose properties are lost."""
    from plancheck.sources.xlsx_parts import relationships, shared_strings, workbook_part
    from plancheck.sources.xlsx_zip import Container

    container = Container(data, limits)
    links = relationships(container, workbook_part(container)).values()
    part = next((link.part for link in links if link.kind == "sharedStrings"), None)
    return next((mark for text in shared_strings(container, part, limits) if (mark := _read(text))), None)


def _in_properties(data: bytes, limits: Limits) -> TemplateMark | None:
    from plancheck.sources.xlsx_zip import Container

    container = Container(data, limits)
    if _PART not in container:
        return None
    said: dict[str, list[str]] = {}
    into: list[list[str]] = []
    left = [_MOST_SAID]

    def start(element: str, attributes: dict[str, str]) -> None:
        if element.endswith(" property"):
            name = attributes.get("name", "")
            into[:] = [said.setdefault(name, [])] if name.startswith(_PROPERTY) else []

    def text(piece: str) -> None:
        if into and left[0] > 0:
            left[0] -= len(piece)
            into[0].append(piece)

    container.parse(_PART, start, lambda _: None, text)
    return _told({name.removeprefix(_PROPERTY): "".join(pieces).strip() for name, pieces in said.items()})


def _told(own: Mapping[str, str]) -> TemplateMark | None:
    """The mark that the properties make; None where one is missing or could not stand in the row."""
    plan, version, period, entity = (own.get(name, "") for name in ("plan", "version", "period", "entity"))
    shown = _read(mark_line(TemplateMark(plan, version, period, entity), "zh"))
    if shown is None:
        return None
    pairs = [pair for name, line in own.items() if name.startswith("targets") for pair in line.split()]
    return replace(shown, targets=dict(pair.rpartition(":")[::2] for pair in pairs))


def _entity(shown: str) -> str:
    return "" if shown == EVERYONE else shown
