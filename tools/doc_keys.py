"""The tables of the documentation that say what each JSON output holds, made from its shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plancheck.reports.shape import COUNT, DAY, SHA256, TEXT, TRUE, TRUTH, Key
from plancheck.reports.shapes import SHAPES

_WORDS: Mapping[str, tuple[str, str]] = {
    "head": ("| 键 | 形式 | 含义 |", "| key | form | meaning |"),
    "text": ("文字", "text"),
    "count": ("数", "number"),
    "day": ("日期", "date"),
    "word": ("词", "word"),
    "list": ("列表：", "list: "),
    "object": ("对象：", "object: "),
    "null": ("，或 `null`", ", or `null`"),
    "absent": ("，可缺", ", may be absent"),
    "and": ("、", ", "),
    "any": ("文字、真假或 `null`", "text, `true`, `false` or `null`"),
}
_BASES = {"Listed": "Finding", "AuditedTarget": "Target"}
"""Shapes that are another one with more keys: only those are listed."""
_FEW = 14


def keys(lang: str, shape: str) -> str:
    """The keys of the shape of that name."""
    known = SHAPES[_BASES[shape]] if shape in _BASES else ()
    lines = [f"| `{key.name}` | {_form(lang, key)} | {key.said(lang)} |" for key in SHAPES[shape] if key not in known]
    return "\n".join([_word(lang, "head"), "| --- | --- | --- |", *lines]) + "\n"


def _word(lang: str, name: str) -> str:
    return _WORDS[name][lang == "en"]


def _form(lang: str, key: Key) -> str:
    return _kind(lang, key.kind) + ("" if key.always else _word(lang, "absent"))


def _kind(lang: str, kind: Mapping[str, Any]) -> str:
    plain = {"text": TEXT, "count": COUNT, "day": DAY}
    for name, known in plain.items():
        if kind == known:
            return _word(lang, name)
    if kind in (TRUE, TRUTH):
        return "`true`" if kind == TRUE else "`true`, `false`"
    if "enum" in kind:
        return (
            _word(lang, "and").join(f"`{word}`" for word in kind["enum"])
            if len(kind["enum"]) <= _FEW
            else _word(lang, "word")
        )
    if "$ref" in kind:
        name = kind["$ref"].rpartition("/")[2]
        return f"[`{name}`](#{name.lower()})"
    if "anyOf" in kind:
        return _kind(lang, kind["anyOf"][0]) + _word(lang, "null")
    if kind.get("type") == "array":
        return _word(lang, "list") + _kind(lang, kind["items"])
    if kind.get("type") == "object":
        return _word(lang, "object") + _kind(lang, kind["additionalProperties"])
    return "sha256" if "a-f" in kind.get("pattern", "") or kind == SHA256 else _word(lang, "any")
