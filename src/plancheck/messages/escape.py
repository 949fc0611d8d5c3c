"""Nothing from an input is printed raw: control, bidirectional and invisible characters are shown as `\\u202e`."""

from __future__ import annotations

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def escape(text: str) -> str:
    """`text` with every character that does not print shown by its code. Escaping twice changes nothing more."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\u3000" else _code(c) for c in text)


def _code(char: str) -> str:
    point = ord(char)
    return _SHORT.get(char) or (f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}")
