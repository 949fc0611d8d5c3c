"""Text on a terminal: how many columns it takes, how to fit, pad and wrap it. Chinese characters take two columns."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

_CLOSING = "，。；：、）”》」！？,.;:!?)"
_OPENING = "（“《「("
_CUT = ".."
_HAN = r"(?u:[^\W\d_a-zA-Z])"  # any letter beyond ASCII: a range of Chinese characters takes long to compile
_NUMBER = rf"[+-]?\d[!-'*-~]*(?: {_HAN}{{1,3}}(?!{_HAN}))?"
_TOKEN = re.compile(rf"\s+|[{_OPENING}]*(?:{_NUMBER}|[!-'*-~]+|.)[{_CLOSING}]*", re.ASCII | re.DOTALL)


def width(text: str) -> int:
    """Columns that the text takes; ambiguous characters count one, combining marks none."""
    return len(text) if text.isascii() else sum(map(_char, text))


def _char(char: str) -> int:
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def fit(text: str, columns: int) -> str:
    """The text cut to at most `columns`, ending in `..` where it was cut. For names only: figures are never cut."""
    if width(text) <= columns:
        return text
    kept, taken, room = "", 0, columns - len(_CUT)
    for char in text:
        taken += _char(char)
        if taken > room:
            break
        kept += char
    return (kept.rstrip() + _CUT)[: max(columns, 0)]


def pad(text: str, columns: int) -> str:
    """The text filled with spaces up to `columns`; longer text stays whole."""
    return text + " " * (columns - width(text))


def column(text: str, columns: int) -> str:
    """The text cut or filled to exactly `columns`."""
    return pad(fit(text, columns), columns)


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most `columns`: broken between words or Chinese characters, never inside a number or before its
    unit, never with a closing mark first. A longer unbroken run is cut into pieces."""
    lines, line = [], ""
    for token in _tokens(text, columns):
        if width(line + token.rstrip()) > columns and line.strip():
            lines.append(line.rstrip())
            line = ""
        if line or not token.isspace():
            line += token
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _tokens(text: str, columns: int) -> list[str]:
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        tokens += [token] if width(token) <= columns else _pieces(token, columns)
    return tokens


def _pieces(token: str, columns: int) -> list[str]:
    pieces = [""]
    for char in token:
        if width(pieces[-1] + char) > columns and pieces[-1]:
            pieces.append("")
        pieces[-1] += char
    return pieces
