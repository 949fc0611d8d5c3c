"""The container of a workbook: parts by name, unpacked in pieces and counted while they unpack."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar
from xml.parsers import expat

from plancheck.sources.limits import Limits, RefusedError, UnusualError

if TYPE_CHECKING:
    from plancheck.sources.xlsx_skim import Skimmer

_ENTRY = b"PK\x01\x02"
_MOST_PARTS = 10_000
_ELEMENTS_PER_CELL = 4
"""A cell with its formula and value is three elements, a shared string two."""

_PIECE = 1 << 16
_LONGEST_TOKEN = 1 << 20
"""A parser reads an unfinished tag again with every piece: the longest a tag or comment may be, in bytes."""

_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What spreadsheet programs use; other ways of packing unpack without measure or ask for memory as they like."""

_ENCODINGS = frozenset({"UTF-8", "UTF8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ISO-8859-1", "WINDOWS-1252"})
"""Declared encodings that are taken; any other name would be looked up among all codecs there are."""

_LOCAL_HEADER = 30
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError),
    *(OSError, ValueError, KeyError, OverflowError),
)

T = TypeVar("T")

Start = Callable[[str, dict[str, str]], None]
"""Called with the name of an element (namespace, space, local name) and its attributes."""


class Container:
    """The parts of one file. Names are told apart without regard to case, as spreadsheet programs do."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        if data.count(_ENTRY) > _MOST_PARTS:
            raise RefusedError("F006", "parts", str(_MOST_PARTS))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise RefusedError("F001", "zip") from None
        _refuse_overlap(self._zip.infolist(), self._zip.start_dir)
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            name = _name(info.filename)
            if name in self._parts:
                raise RefusedError("F006", "duplicate_part", info.filename)
            self._parts[name] = info
        self._left = limits.unpacked_bytes
        self._elements = limits.cells * _ELEMENTS_PER_CELL
        self._limits = limits

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._parts

    def names(self) -> tuple[str, ...]:
        """The parts as they are named in the file, in its order, folders left out."""
        return tuple(info.filename for info in self._parts.values() if not info.is_dir())

    def read(self, part: str) -> bytes:
        """The whole of a part, refused like its pieces."""
        return b"".join(self.pieces(part))

    def size(self, part: str) -> int:
        """The bytes that a part says it unpacks to; 0 for one that is missing."""
        info = self._parts.get(part.casefold())
        return 0 if info is None else info.file_size

    def again(self, read: Callable[[], T], instead: Callable[[], T]) -> T:
        """What `read` returns; where it gives up, what `instead` does. What was counted meanwhile is taken back."""
        left, elements = self._left, self._elements
        try:
            return read()
        except UnusualError:
            self._left, self._elements = left, elements
            return instead()

    def unpack(self) -> None:
        """Unpack every part and keep nothing: what is refused is refused before another reader sees the file."""
        for part in self._parts:
            for _ in self.pieces(part):
                pass

    def pieces(self, part: str) -> Iterator[bytes]:
        """The bytes of a part. Refused when it is missing, encrypted, damaged, or unpacks to too much."""
        info = self._parts.get(part.casefold())
        if info is None:
            raise RefusedError("F001", "missing_part", part)
        if info.flag_bits & 1:
            raise RefusedError("F002", "password", part)
        if info.compress_type not in _PACKED:
            raise RefusedError("F001", "zip", part)
        try:
            with self._zip.open(info) as file:
                while piece := file.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise RefusedError("F005", "unpacked", str(self._limits.unpacked_bytes))
                    yield piece
        except _BROKEN:
            raise RefusedError("F001", "zip", part) from None

    def count(self, elements: int) -> None:
        """Refused when the parts hold too many elements in all."""
        self._elements -= elements
        if self._elements < 0:
            raise RefusedError("F005", "elements", str(self._limits.cells * _ELEMENTS_PER_CELL))

    def parse(
        self,
        part: str,
        start: Start,
        end: Callable[[str], None],
        text: Callable[[str], None],
        skimmer: Skimmer | None = None,
    ) -> None:
        """Feed a part to the handlers, without what a skimmer takes out of it. A document type (and so every entity) is
        refused; nothing is ever fetched."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def refuse(*_: object) -> None:
            raise RefusedError("F006", "dtd", part)

        def declared(_version: str, encoding: str | None, _standalone: int) -> None:
            if encoding is not None and encoding.upper() not in _ENCODINGS:
                raise RefusedError("F001", "xml", part)
            if skimmer is not None:
                skimmer.encoded(encoding)

        if skimmer is not None:
            parser.StartNamespaceDeclHandler = skimmer.declared
            parser.EndNamespaceDeclHandler = skimmer.withdrawn
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = refuse
        parser.XmlDeclHandler = declared
        fed = 0
        try:
            for piece in self.pieces(part) if skimmer is None else skimmer.left_of(self.pieces(part)):
                self.count(_begun(piece))
                parser.Parse(piece, False)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                    raise RefusedError("F005", "token", str(_LONGEST_TOKEN))
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise RefusedError("F001", "xml", part) from None


def _begun(piece: bytes) -> int:
    """At least as many elements as begin here: counted by their brackets, all at a look, not one by one while they are
    parsed. Comments and the like count too. UTF-16 has a zero beside each bracket; there a bracket and a stroke side by
    side may be one letter, or the beginning of a name."""
    ends = piece.count(b"<\0/\0") if b"\0" in piece else piece.count(b"</")
    return piece.count(b"<") - ends


def _name(written: str) -> str:
    """A part's name as programs look it up, whatever way up and down its path takes."""
    return posixpath.normpath("/" + written.replace("\\", "/")).lstrip("/").casefold()


def _refuse_overlap(entries: list[zipfile.ZipInfo], directory: int) -> None:
    """Entries that share bytes unpack to far more than there is; bytes before the first are another file to some."""
    entries = sorted(entries, key=lambda entry: entry.header_offset)
    ends = [0, *(entry.header_offset + _LOCAL_HEADER + entry.compress_size for entry in entries)]
    starts = [*(entry.header_offset for entry in entries), directory]
    if starts[0] != 0 or any(start < end for start, end in zip(starts, ends, strict=True)):
        raise RefusedError("F006", "overlap")
