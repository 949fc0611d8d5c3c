"""Nothing from an input is printed raw: control, bidirectional and invisible characters are shown as `\\u202e`, and so
is what the log of a build would take for a command."""

from __future__ import annotations

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def escape(text: str) -> str:
    """`text` with every character that does not print shown by its code. Escaping twice changes nothing more."""
    safe = text
    if not text.isprintable():
        safe = "".join(c if c.isprintable() or c == "\u3000" else _code(c) for c in text)
    return _no_command(safe) if "::" in safe or "##[" in safe else safe


def _no_command(text: str) -> str:
    """GitHub Actions takes `::` at the beginning of a line, and `##[` anywhere, for the beginning of a command."""
    text = text.replace("##[", "#\\u0023[")
    rest = text.lstrip()
    return f"{text[: len(text) - len(rest)]}\\u003a{rest[1:]}" if rest.startswith("::") else text


def _code(char: str) -> str:
    point = ord(char)
    return _SHORT.get(char) or (f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}")
