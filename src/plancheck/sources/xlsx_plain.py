"""What a plain row of a worksheet looks like as bytes: what spreadsheet programs write around a value, and no more.

Nothing in it may be read in two ways: no comment, no namespace of its own; its attributes are known and stand once. So
that rows which say the same look the same, a formula beside its value is cut down to `<f/>`, and a text in the cell
itself is written like any other value.
"""

from __future__ import annotations

import re
from functools import lru_cache

from plancheck.sources.grid import column_name
from plancheck.sources.limits import UnusualError
from plancheck.sources.table import WIDEST

_MARKS = ((b"<is><t>", b"<v>\2"), (b"</t></is></c>", b"\3</v></c>"))
"""How a text in the cell itself begins and ends, and what stands for that. No sheet has these control characters."""
_ELSEWHERE = ((b"!", b"<!"), (b"?", b"<?"), (b"\2", b"\2"), (b"\3", b"\3"))
"""Rows with one of these are not told by their bytes; before each a sign of it that is found sooner."""
_WORD = rb"[-+.0-9A-Za-z#/!?]{1,60}"
_TEXT = rb"[^<>\x00-\x08\x0b-\x1f]{1,300}"
_FORMULA = (
    rb'<f(?: t="\w+")?(?: aca="\w+")?(?: ref="[A-Z\d:]+")?(?: ca="\w+")?(?: si="\d+")?'
    rb"(?:/>|>%(text)b(?:&(?:lt|gt|amp|quot|apos);%(text)b)*</f>)"
) % {b"text": rb"[^&<>\x00-\x08\x0b-\x1f]*"}
_CALCULATED = (
    rb'(<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,5}")?(?: t="(?:s|n|b|e|str)")?>)%b(?=<v>[^<\x02]{1,300}</v></c>)' % _FORMULA
)
_EMPTY = rb'(<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,5}")?) t="str">%b(?:<v></v>|<v/>)</c>' % _FORMULA
"""A formula whose result is an empty text shows nothing."""
_CELL = rb'(?:<c r="%b\2"(?:((?: s="\d{1,5}")?(?:%b))</v></c>|(?: s="\d{1,5}")?/>))?'
_KINDS = rb'(?: t="[snbe]")?>(?:<f/>)?<v>' + _WORD
_TEXT_KINDS = rb'%b| t="str">(?:<f/>)?<v>%b| t="inlineStr"><v>\x02%b\x03' % (_KINDS, _TEXT, _TEXT)
_TEXT_SIGN = b'tr"'
_ROW = rb'\n?<row r="([1-9]\d{0,6})"((?: [\w:]{1,40}="[\w.: ]{0,99}")*)'
_KNOWN = frozenset(b"spans s customFormat ht customHeight outlineLevel collapsed thickTop thickBot ph".split())
_SHOWN = (b"0", b"false")
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")


def alike(rows: bytes) -> bytes | None:
    """The rows with what they may differ in written alike; a parser would be told the same, save for texts that stand
    in the cell itself. None where the bytes do not tell."""
    if any(sign in rows and mark in rows for sign, mark in _ELSEWHERE) or not _is_text(rows):
        return None
    if b"i" in rows and b"inlineStr" in rows:
        for written, mark in _MARKS:
            rows = rows.replace(written, mark)
    if b"f" in rows and b"><f" in rows:
        rows = _compiled(_CALCULATED).sub(rb"\1<f/>", rows)
        rows = _compiled(_EMPTY).sub(rb"\1/>", rows) if b"<v/>" in rows or b"<v></v>" in rows else rows
    return rows


def _is_text(rows: bytes) -> bool:
    if rows.isascii():
        return True
    try:
        rows.decode()
    except UnicodeDecodeError:
        return False
    return not any(none in rows for none in _NO_CHARACTERS)


def as_written(rows: bytes) -> bytes:
    """The rows as a parser is to see them."""
    if b"\2" in rows or b"\3" in rows:
        for written, mark in _MARKS:
            rows = rows.replace(mark, written)
    return rows


@lru_cache(maxsize=256)
def says_nothing(attributes: bytes, prefixes: frozenset[bytes]) -> bool:
    """These attributes of a row are sound and say nothing about its cells. `prefixes` are declared for them."""
    parts = attributes.split(b'"')
    names = [part[1:-1] for part in parts[:-1:2]]
    sound = all(_known(name, value, prefixes) for name, value in zip(names, parts[1::2], strict=True))
    return sound and len({name.rpartition(b":")[2] for name in names}) == len(names)


def _known(name: bytes, value: bytes, prefixes: frozenset[bytes]) -> bool:
    prefix, _, own = name.rpartition(b":")
    if prefix:
        return own == b"dyDescent" and prefix in prefixes
    return name in _KNOWN or (name == b"hidden" and value in _SHOWN)


def said(key: bytes) -> tuple[str, str, str, bool]:
    """Style, kind and stored text of what is found in a column, and whether a formula gave it; "" for a style or kind
    that is not stated. Raises UnusualError for an entity that is none."""
    tag, _, text = key.partition(b"<v>")
    style, kind = _stated(tag)
    return style, kind, _decoded(text.strip(b"\2\3")), tag.endswith(b"<f/>")


@lru_cache(maxsize=256)
def _stated(tag: bytes) -> tuple[str, str]:
    parts = tag.split(b'"')
    stated = dict(zip(parts[:-1:2], parts[1::2], strict=True))
    return stated.get(b" s=", b"").decode(), stated.get(b" t=", b"").decode()


def _decoded(text: bytes) -> str:
    """As a parser reads it."""
    if b"&" not in text:
        return text.decode()
    from xml.parsers import expat

    pieces: list[str] = []
    parser = expat.ParserCreate("UTF-8")
    parser.CharacterDataHandler = pieces.append
    try:
        parser.Parse(b"<t>" + text + b"</t>", True)
    except expat.ExpatError:
        raise UnusualError from None
    return "".join(pieces)


@lru_cache(maxsize=1)
def column_numbers() -> dict[bytes, int]:
    """The columns that a table may have, by their names."""
    return {column_name(number).encode(): number for number in range(1, WIDEST + 1)}


def pattern(named: frozenset[bytes], rows: bytes) -> re.Pattern[bytes]:
    """A plain one of these rows: whole, its number, its attributes, and a group for each column up to the last that is
    named."""
    return _row(named, _TEXT_KINDS if _TEXT_SIGN in rows else _KINDS)


@lru_cache(maxsize=64)
def _row(named: frozenset[bytes], kinds: bytes) -> re.Pattern[bytes]:
    last = max((column_numbers()[name] for name in named), default=0)
    cells = b"".join(_CELL % (name, kinds) if name in named else b"()" for name in list(column_numbers())[:last])
    return re.compile(b"(" + _ROW + rb"(?:/>|>\n?" + cells + b"</row>))")


def value_after(before: bytes) -> re.Pattern[bytes]:
    """What is a plain value after this, which stands before one in a plain row."""
    if _TEXT_SIGN not in before:
        return _compiled(_WORD)
    return _compiled(rb"\x02%b\x03" % _TEXT if b"inline" in before else _TEXT)


@lru_cache(maxsize=8)
def _compiled(text: bytes) -> re.Pattern[bytes]:
    """When it is first used: many sheets need none of them."""
    return re.compile(text)
