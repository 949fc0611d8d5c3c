"""Changes of inputs: bytes anywhere, and for workbooks the parts inside the container, which are then packed again."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable

Change = Callable[[bytes, random.Random], bytes]
_WORDS = (
    *(b"<row", b"</row>", b"<c ", b"<v>", b"</v>", b"<f>", b'r="A1"', b't="s"', b'hidden="1"', b"<mergeCell "),
    *(b"A1:XFD1048576", b"1e309", b"-0", b"NaN", b"\xef\xbc\x91", b"\xe4\xb8\x87", b"%", b"2026-Q1", b"_x000D_"),
    *(b'"', b"\n", b"\r", b",", b"\t", b"\0", b"\xff", b"\xe2\x80\xae", b"&a", b"*a", b"<<: ", b"- ", b"{", b"!!x "),
)


def anywhere(data: bytes, dice: random.Random) -> bytes:
    """A few bytes removed, doubled, replaced or put in."""
    made = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at, length = dice.randint(0, len(made)), dice.choice((1, 1, 2, 8, 64))
        part = bytes(made[at : at + length])
        choices = (b"", part * 2, dice.randbytes(length), dice.choice(_WORDS), dice.choice(_WORDS) + part)
        made[at : at + length] = dice.choice(choices)
    return bytes(made)


def in_parts(data: bytes, dice: random.Random, change: Change = anywhere) -> bytes:
    """One part of a workbook changed; now and then the container itself."""
    parts = _parts(data) if dice.random() < 0.9 else []
    if not parts:
        return change(data, dice)
    at = dice.randrange(len(parts))
    name, content = parts[at]
    parts[at] = name, change(content, dice)
    if dice.random() < 0.05:
        parts.append(dice.choice(parts))
    return _packed(parts)


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    """The small parts of a sound container, else nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            infos = [info for info in container.infolist() if info.file_size < 1 << 16]
            return [(info.filename, container.read(info)) for info in infos]
    except Exception:  # whatever it is, it is changed as bytes instead
        return []


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as container, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that comes twice is meant
        for name, content in parts:
            container.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()
