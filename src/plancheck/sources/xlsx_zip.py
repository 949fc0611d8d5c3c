"""The container of a workbook: parts by name, unpacked in pieces and counted while they unpack."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from plancheck.sources.limits import Limits, RefusedError

_ENTRY = b"PK\x01\x02"
_MOST_PARTS = 10_000
_PIECE = 1 << 16
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, OSError, ValueError, KeyError)

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
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            name = info.filename.replace("\\", "/").lstrip("/").casefold()
            if name in self._parts:
                raise RefusedError("F006", "duplicate_part", info.filename)
            self._parts[name] = info
        self._left = limits.unpacked_bytes
        self._elements = limits.cells * 10
        self._limits = limits

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._parts

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
        try:
            with self._zip.open(info) as file:
                while piece := file.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise RefusedError("F005", "unpacked", str(self._limits.unpacked_bytes))
                    yield piece
        except _BROKEN:
            raise RefusedError("F001", "zip", part) from None

    def parse(self, part: str, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
        """Feed a part to the handlers. A document type (and so every entity) is refused; nothing is ever fetched."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def counted(name: str, attributes: dict[str, str]) -> None:
            self._elements -= 1
            if self._elements < 0:
                raise RefusedError("F005", "elements", str(self._limits.cells * 10))
            start(name, attributes)

        def refuse(*_: object) -> None:
            raise RefusedError("F006", "dtd", part)

        parser.StartElementHandler = counted
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = refuse
        try:
            for piece in self.pieces(part):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise RefusedError("F001", "xml", part) from None
