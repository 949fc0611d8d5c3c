"""Texts that are much alike, kept in little memory until they are wanted, in whatever order."""

from __future__ import annotations

import zlib


class PutBy:
    """Each text is compressed by itself, told from the first."""

    def __init__(self) -> None:
        self._first = b""
        self._kept: list[bytes] = []

    def __len__(self) -> int:
        return len(self._kept)

    def put(self, text: str) -> None:
        """One more."""
        data = text.encode("utf-8", "surrogatepass")
        self._first = self._first or data
        packing = zlib.compressobj(1, zdict=self._first)
        self._kept.append(packing.compress(data) + packing.flush())

    def get(self, number: int) -> str:
        """The text that was put by as that, counted from 0."""
        data = zlib.decompressobj(zdict=self._first).decompress(self._kept[number])
        return data.decode("utf-8", "surrogatepass")
