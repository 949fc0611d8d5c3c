"""Editing a part of a workbook by byte ranges: what is not touched stays as it was, to the byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from plancheck.messages.escape import escape
from plancheck.model.frozen import frozen_often
from plancheck.sources.limits import RefusedError
from plancheck.sources.xlsx_parts import MAIN

OPENING = re.compile(rb"<[^\s/>]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SPACES = {space.strip() for space in MAIN}


class UneditableError(Exception):
    """The package cannot be edited safely; the argument is a word for the reason."""


def utf8(raw: bytes) -> bytes:
    """The part in UTF-8, whatever it was stored in: byte ranges are only meaningful there."""
    declared = _DECLARED.match(raw.removeprefix(codecs.BOM_UTF8))
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else declared[1].decode() if declared else "utf-8"
    try:
        if codecs.lookup(encoding).name == "utf-8":
            return raw
        text = raw.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise UneditableError("encoding") from None
    return re.sub(r"^(<\?xml[^>]*?encoding\s*=\s*[\"'])[^\"']+", r"\1UTF-8", text).encode()


def xml(text: str) -> bytes:
    """Text of an input as character data or a quoted attribute: inert, escaped, and shown as it is."""
    return exact(_ESCAPED.sub("_x005F_", escape(text)))


def exact(text: str) -> bytes:
    """A name that must stay what it is, as a quoted attribute. Only for names that came out of a parsed part."""
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(char, entity)
    return text.encode()


@frozen_often
class Name:
    """`local` is the local name in the space of spreadsheets, else "space local"; `prefix` is as written (`x:`)."""

    local: str
    prefix: bytes


Start = Callable[[Name, dict[str, str], int], None]
"""Called with the name of an element, its attributes, and where its start tag begins."""


def scan(raw: bytes, start: Start, end: Callable[[Name, int], None], passed: frozenset[str] = frozenset()) -> None:
    """Feed a part to the handlers, but for elements whose local names are to be passed over. A document type is
    refused; nothing is ever fetched."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    names: dict[str, Name | None] = {}

    def name_of(element: str) -> Name | None:
        if element not in names:
            space, _, rest = element.rpartition(" ") if element.count(" ") < 2 else element.partition(" ")
            local, _, prefix = rest.partition(" ")
            spelled = local if space in _SPACES else f"{space} {local}"
            name = Name(spelled, f"{prefix}:".encode() if prefix else b"")
            names[element] = None if spelled in passed else name
        return names[element]

    def on_start(element: str, attributes: dict[str, str]) -> None:
        name = name_of(element)
        if name is not None:
            start(name, attributes, parser.CurrentByteIndex)

    def on_end(element: str) -> None:
        name = name_of(element)
        if name is not None:
            end(name, parser.CurrentByteIndex)

    def refuse(*_: object) -> None:
        raise RefusedError("F006", "dtd")

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(raw, True)
    except expat.ExpatError:
        raise UneditableError("xml") from None


@frozen_often
class Tag:
    """One element: its start tag is `start` to `inner`, its end tag `outer` to `stop`; the four last are equal to the
    end of the tag where it closes itself. `above` is the place of its parent in the list, -1 for the root."""

    name: str
    prefix: bytes
    attributes: Mapping[str, str]
    above: int
    start: int
    inner: int
    outer: int
    stop: int


def tags(raw: bytes) -> list[Tag]:
    """Every element of a part in the order of the document."""
    found: list[Tag] = []
    opened: list[int] = []

    def start(name: Name, attributes: dict[str, str], at: int) -> None:
        inner = opening_end(raw, at)
        found.append(Tag(name.local, name.prefix, attributes, opened[-1] if opened else -1, at, inner, inner, inner))
        opened.append(len(found) - 1)

    def end(_: Name, at: int) -> None:
        tag = found[opened[-1]]
        if not closes_itself(raw, tag.inner):
            stop = raw.index(b">", at) + 1
            values = (tag.name, tag.prefix, tag.attributes, tag.above, tag.start, tag.inner)
            found[opened[-1]] = Tag(*values, at, stop)
        opened.pop()

    scan(raw, start, end)
    return found


def children(found: list[Tag], parent: Tag) -> Iterator[Tag]:
    """The elements right inside another."""
    above = found.index(parent)
    return (tag for tag in found[above + 1 :] if tag.above == above)


def opening_end(raw: bytes, at: int) -> int:
    """Where the start tag that begins at `at` ends."""
    matched = OPENING.match(raw, at)
    if matched is None:
        raise UneditableError("xml")
    return matched.end()


def closes_itself(raw: bytes, inner: int) -> bool:
    """The start tag that ends at `inner` is the whole element."""
    return raw[inner - 2 : inner] == b"/>"


def attributes(opening: bytes) -> dict[str, str]:
    """The attributes of a start tag as they are written."""
    return {key.decode(): (double or single).decode() for key, double, single in _ATTRIBUTE.findall(opening)}


def attribute(opening: bytes, name: str) -> str:
    """A plain value (a number, a colour) in a start tag, "" where it is not there."""
    return attributes(opening).get(name, "")


def retag(opening: bytes, changes: Mapping[str, str | None]) -> bytes:
    """A start tag with other values of some attributes; None takes one away."""
    left = {name.encode(): value for name, value in changes.items()}

    def changed(found: re.Match[bytes]) -> bytes:
        if found[1] not in left:
            return found[0]
        value = left.pop(found[1])
        return b"" if value is None else b" " + found[1] + b'="' + xml(value) + b'"'

    body = _ATTRIBUTE.sub(changed, opening)
    tail = 2 if body.endswith(b"/>") else 1
    added = b"".join(b" " + name + b'="' + xml(value) + b'"' for name, value in left.items() if value is not None)
    return body[:-tail].rstrip() + added + body[-tail:]


class Edits:
    """Replacements in one part, made all at once."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._made: list[tuple[int, int, bytes]] = []

    def __bool__(self) -> bool:
        return bool(self._made)

    def replace(self, start: int, stop: int, new: bytes) -> None:
        self._made.append((start, stop, new))

    def insert(self, at: int, new: bytes) -> None:
        """Several insertions at one place stand in the order in which they were asked for."""
        self._made.append((at, at, new))

    def retag(self, tag: Tag, **changes: str | None) -> None:
        self.replace(tag.start, tag.inner, retag(self.raw[tag.start : tag.inner], changes))

    def extend(self, tag: Tag, new: bytes, **changes: str | None) -> None:
        """Put `new` at the end of the element, which may have closed itself, and change its attributes."""
        opening = retag(self.raw[tag.start : tag.inner], changes)
        if closes_itself(self.raw, tag.inner):
            qualified = re.split(rb"[\s/>]", self.raw[tag.start + 1 : tag.inner], maxsplit=1)[0]
            opening = opening[:-2].rstrip() + b">" + new + b"</" + qualified + b">"
        else:
            self.insert(tag.outer, new)
        if opening != self.raw[tag.start : tag.inner]:
            self.replace(tag.start, tag.inner, opening)

    def applied(self) -> bytes:
        """The part with every replacement made."""
        pieces, at = [], 0
        for start, stop, new in sorted(self._made, key=lambda made: made[:2]):
            if start < at:
                raise UneditableError("xml")
            pieces += [self.raw[at:start], new]
            at = stop
        return b"".join([*pieces, self.raw[at:]])
