"""The words in which the JSON outputs are described: one description gives the JSON Schema and the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from plancheck.model.frozen import frozen

Kind = Mapping[str, Any]
"""A piece of JSON Schema."""

TEXT: Kind = {"type": "string"}
COUNT: Kind = {"type": "string", "pattern": r"^\d+$"}
DAY: Kind = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
SHA256: Kind = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
TRUTH: Kind = {"type": "boolean"}
TRUE: Kind = {"const": True}


def or_null(kind: Kind) -> Kind:
    """That, or nothing."""
    return {"anyOf": [kind, {"type": "null"}]}


def one_of(words: Iterable[str]) -> Kind:
    """One of these words."""
    return {"type": "string", "enum": list(words)}


def list_of(kind: Kind) -> Kind:
    """Any number of these."""
    return {"type": "array", "items": kind}


def by_name(kind: Kind, names: Iterable[str] = ()) -> Kind:
    """An object whose values are these; `names` are all there in any case."""
    needed = list(names)
    return {"type": "object", "additionalProperties": kind} | ({"required": needed} if needed else {})


def of(name: str) -> Kind:
    """The shape of that name."""
    return {"$ref": f"#/$defs/{name}"}


@frozen
class Key:
    """A key of an object, with what it means in both languages; one that is not `always` there only stands where it
    says something."""

    name: str
    kind: Kind
    zh: str
    en: str
    always: bool = True

    def said(self, lang: str) -> str:
        """What it means."""
        return self.zh if lang == "zh" else self.en


Shape = tuple[Key, ...]


def schema(title: str, root: Kind, shapes: Mapping[str, Shape]) -> dict[str, Any]:
    """JSON Schema 2020-12. Within a version keys are only added, so that others than these are no error."""
    used = dict.fromkeys(_used(root, shapes))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **root,
        "$defs": {name: _object(shapes[name], title) if shapes[name] else _FACT for name in used},
    }


_FACT: Kind = {
    "description": "文字、数、日期或真假；列表和对象由这些组成。"
    "A text, number, date or truth value; lists and objects of these.",
    "anyOf": [{"type": ["string", "boolean", "null"]}, list_of(of("Fact")), by_name(of("Fact"))],
}


def _object(shape: Shape, title: str) -> dict[str, Any]:
    kinds = {key.name: {"const": title} if key.name == "schema" else key.kind for key in shape}
    properties = {key.name: {"description": f"{key.zh}。{_sentence(key.en)}", **kinds[key.name]} for key in shape}
    return {"type": "object", "required": [key.name for key in shape if key.always], "properties": properties}


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _used(kind: Any, shapes: Mapping[str, Shape], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The shapes that are reached from here, in order."""
    if isinstance(kind, Mapping):
        name = str(kind.get("$ref", "")).removeprefix("#/$defs/")
        if name and name not in seen:
            yield name
            for key in shapes[name]:
                yield from _used(key.kind, shapes, seen | {name})
        kind = list(kind.values())
    for inner in kind if isinstance(kind, list) else ():
        yield from _used(inner, shapes, seen)
