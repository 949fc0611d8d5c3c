"""The small parts of a workbook: relationships, the list of sheets, number formats, shared strings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from plancheck.model.frozen import frozen
from plancheck.sources.limits import Limits, RefusedError
from plancheck.sources.xlsx_zip import Container

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",  # Strict
)
_LINK = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BUILT_IN = {
    **{9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "yyyy/m/d h:mm"},
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm:ss"),
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **{30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 49: "@"},
}
"""Formats that a workbook names by number only; those of China for the numbers that differ between countries."""

_INSTEAD = (
    ("xl/workbook.bin", "xlsb"),
    ("content.xml", "ods"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
)


def local(name: str) -> str:
    """The local name of an element of a spreadsheet, "" for any other."""
    for space in MAIN:
        if name.startswith(space):
            return name[len(space) :]
    return ""


def unescaped(text: str) -> str:
    """Control characters stand in a workbook as _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def truth(value: str | None) -> bool:
    return value in ("1", "true", "on")


def whole(text: str, part: str) -> int:
    """A whole number in an attribute. Refused F001 where it is none: the part is damaged."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        raise RefusedError("F001", "reference", f"{part} {text[:40]}")
    return int(text)


@frozen
class Relationship:
    kind: str
    part: str


def relationships(container: Container, part: str) -> dict[str, Relationship]:
    """Of a part ("" for the whole file), by id. Links that lead out of the file are left out: nothing is fetched."""
    folder, name = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, Relationship] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == _RELATIONSHIP and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            name = attributes.get("Id", "")
            if name in found:
                raise RefusedError("F006", "twice", f"{where} {name[:40]}")
            found[name] = Relationship(attributes.get("Type", "").rpartition("/")[2], path)

    if where in container:
        container.parse(where, start, _nothing, _nothing)
    return found


def only(links: Iterable[Relationship], kind: str) -> str | None:
    """The part of this kind. Refused F006 where there are two: which of them counts depends on the program."""
    parts = {link.part.casefold(): link.part for link in links if link.kind == kind}
    if len(parts) > 1:
        raise RefusedError("F006", "twice", kind)
    return next(iter(parts.values()), None)


def workbook_part(container: Container) -> str:
    """The part that lists the sheets. Refused with the name of what the file is instead."""
    for instead, reason in _INSTEAD:
        if instead in container:
            raise RefusedError("F001", reason)
    part = only(relationships(container, "").values(), "officeDocument")
    if not part or part not in container:
        raise RefusedError("F001", "no_workbook")
    return part


@frozen
class SheetEntry:
    name: str
    link: str
    hidden: bool


@frozen
class Workbook:
    """The sheets in their order; `date1904` says from which day serial numbers count."""

    sheets: tuple[SheetEntry, ...]
    date1904: bool


def read_workbook_part(container: Container, part: str) -> Workbook:
    """Refused F006 when two sheets bear one name: a cell address would mean two cells."""
    sheets: dict[str, SheetEntry] = {}
    dates = ["0"]

    def start(element: str, attributes: dict[str, str]) -> None:
        kind = local(element)
        if kind == "workbookPr":
            dates[0] = attributes.get("date1904", "0")
        elif kind == "sheet":
            name = attributes.get("name", "")
            if name.casefold() in sheets:
                raise RefusedError("F006", "duplicate_sheet", name)
            link = next((attributes[key] for key in _LINK if key in attributes), "")
            sheets[name.casefold()] = SheetEntry(name, link, attributes.get("state", "visible") != "visible")

    container.parse(part, start, _nothing, _nothing)
    return Workbook(tuple(sheets.values()), truth(dates[0]))


def number_formats(container: Container, part: str | None, limits: Limits) -> list[str]:
    """The number format of each cell style, in order."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    within: list[str] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        kind = local(element)
        if kind == "numFmt" and "numFmts" in within:  # those inside <dxf> number conditional formats
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif kind == "xf" and within[-1:] == ["cellXfs"]:
            number = attributes.get("numFmtId", "0")
            known = _BUILT_IN.get(whole(number, part or ""), "")
            _keep(formats, codes.get(number) or known, limits)
        if kind in ("numFmts", "cellXfs", "cellStyleXfs", "dxfs"):
            if kind == "cellXfs" and formats:  # cells name them by their number
                raise RefusedError("F006", "twice", f"{part} {kind}")
            within.append(kind)

    def end(element: str) -> None:
        if within and local(element) == within[-1]:
            within.pop()

    if part is not None:
        container.parse(part, start, end, _nothing)
    return formats


def shared_strings(container: Container, part: str | None, limits: Limits) -> list[str]:
    """Every shared string, rich runs joined, without the reading aids (ruby text) that are not part of it."""
    strings: list[str] = []
    gathered: list[str] = []
    state = {"t": 0, "rPh": 0}

    def start(element: str, attributes: dict[str, str]) -> None:
        kind = local(element)
        if kind == "si":
            gathered.clear()
        elif kind in state:
            state[kind] += 1

    def end(element: str) -> None:
        kind = local(element)
        if kind in state:
            state[kind] -= 1
        elif kind == "si":
            _keep(strings, unescaped("".join(gathered)), limits)

    def text(piece: str) -> None:
        if state["t"] and not state["rPh"]:
            gathered.append(piece)

    if part is not None:
        container.parse(part, start, end, text)
    return strings


def _keep(kept: list[str], text: str, limits: Limits) -> None:
    if len(kept) >= limits.cells:
        raise RefusedError("F005", "cells", str(limits.cells))
    kept.append(text)


def _nothing(*_: object) -> None:
    """Handles what says nothing to us."""
