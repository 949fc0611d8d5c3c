"""YAML text to a tree with places, read from the parser's events.

Nothing is composed, resolved or constructed: every scalar stays text, and whatever a reviewer could overlook
(duplicate keys, anchors, merges, tags, a second document) is refused where it stands. Depth is bounded while reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from plancheck.model.frozen import frozen
from plancheck.plans.problem import MAX_PROBLEMS, Problem
from plancheck.plans.sound import MAX_DEPTH, NULLS, NotableError, read_sound
from plancheck.plans.tree import Hole, Items, Node, Place, Table, place_of

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class _TooWrongError(Exception):
    """Reading cannot or must not go on; the problem is recorded already."""


@dataclass(slots=True)
class _Open:
    """A table or list whose end has not come. `is_key`: it stands where a key should. `key` waits for its value; one
    that was refused is not `kept`."""

    node: Table | Items
    at: Place
    is_key: bool = False
    key: str | None = None
    key_at: Place = (1, 1)
    kept: bool = True

    def wait(self, key: str, at: Place, kept: bool) -> None:
        """The next value belongs to this key."""
        self.key, self.key_at, self.kept = key, at, kept


@frozen
class Document:
    """The tree (None when nothing could be read) and everything that was refused."""

    root: Node | None
    problems: tuple[Problem, ...]


def read_yaml(text: str) -> Document:
    """Read one YAML document. Never raises for what the text holds."""
    import yaml

    try:
        return Document(_parsed(text, read_sound), ())
    except (NotableError, yaml.MarkedYAMLError):
        return _with_problems(text)


def _parsed(text: str, read: Callable[[Callable[[], Any]], T]) -> T:
    """What a reader makes of the events."""
    import yaml

    parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)  # the C parser where PyYAML was built with it
    try:
        return read(parser.get_event)
    finally:
        parser.dispose()


def _with_problems(text: str) -> Document:
    """Read again, for everything that there is to say."""
    import yaml

    builder = _Builder(text)
    try:
        _parsed(text, builder.take_all)
    except yaml.MarkedYAMLError as e:
        builder.syntax_error(e)
    except _TooWrongError:
        pass
    return Document(builder.root, tuple(builder.problems))


class _Builder:
    """Takes events one by one; an explicit stack stands in for recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._stack: list[_Open] = []
        self._documents = 0
        self._take = {
            "ScalarEvent": self._scalar,
            "MappingStartEvent": self._start,
            "SequenceStartEvent": self._start,
            "MappingEndEvent": self._end,
            "SequenceEndEvent": self._end,
            "AliasEvent": self._alias,
            "DocumentStartEvent": self._document,
        }

    def take_all(self, take: Callable[[], Any]) -> None:
        while (event := take()) is not None:
            if (handler := self._take.get(type(event).__name__)) is not None:
                handler(event)

    def syntax_error(self, error: Any) -> None:
        mark = error.problem_mark or error.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        facts = {"detail": str(error.problem or error.context)}
        if error.context_mark is not None and error.context_mark.line != mark.line:
            facts["first_line"] = str(error.context_mark.line + 1)
        reason, at = _usual_slip(self._text, at)
        self.problems.append(Problem("P401", reason, at, self._path(), facts))

    def _refuse(self, reason: str, at: Place, code: str = "P401", **facts: str) -> None:
        self.problems.append(Problem(code, reason, at, self._path(), facts))
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(Problem("P401", "too_many_errors", at, facts={"expected": str(MAX_PROBLEMS)}))
            raise _TooWrongError

    def _path(self) -> str:
        steps = [f"[{len(o.node)}]" if o.key is None else f".{o.key}" for o in self._stack if _has_step(o)]
        return "".join(steps).lstrip(".")

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse("several_documents", _place(event))
            raise _TooWrongError

    def _start(self, event: Any) -> None:
        at = _place(event)
        if len(self._stack) >= MAX_DEPTH:
            self._refuse("too_deep", at, expected=str(MAX_DEPTH))
            raise _TooWrongError
        self._marks(event, at)
        node: Table | Items = Table() if type(event).__name__ == "MappingStartEvent" else Items()
        is_key = self._expects_key()
        if is_key:
            self._refuse("key_not_text", at)
        self._stack.append(_Open(node, at, is_key))

    def _end(self, event: Any) -> None:
        done = self._stack.pop()
        if done.is_key:
            self._stack[-1].wait("", done.at, kept=False)
        else:
            self._place_value(done.node, done.at)

    def _alias(self, event: Any) -> None:
        at = _place(event)
        self._refuse("alias", at, seen=f"*{event.anchor}")
        if self._expects_key():
            self._stack[-1].wait("", at, kept=False)
        else:
            self._place_value(Hole(), at)

    def _scalar(self, event: Any) -> None:
        at = _place(event)
        if event.anchor is not None or event.tag is not None:
            self._marks(event, at)
        if self._expects_key():
            self._stack[-1].wait(event.value, at, self._sound_key(event, at))
        elif not event.style and event.value in NULLS:
            self._refuse("value_missing", self._value_missing_at(at), seen=event.value)
            self._place_value(Hole(), at)
        else:
            self._place_value(event.value, at)

    def _value_missing_at(self, at: Place) -> Place:
        """An empty value has no text of its own: its key is where a reader looks."""
        level = self._stack[-1] if self._stack else None
        return at if level is None or level.key is None else level.key_at

    def _sound_key(self, event: Any, at: Place) -> bool:
        """Whether the key is one, and new."""
        text: str = event.value
        table = self._stack[-1].node
        seen = table.keys_at if isinstance(table, Table) else {}
        if not event.style and text == "<<":
            self._refuse("merge_key", at)
        elif text == "":
            self._refuse("key_not_text", at)
        elif text in seen:
            self._refuse("duplicate_key", at, "P402", seen=text, first_line=str(seen[text][0]))
        else:
            return True
        return False

    def _marks(self, event: Any, at: Place) -> None:
        if event.anchor is not None:
            self._refuse("anchor", at, seen=f"&{event.anchor}")
        if event.tag is not None:
            self._refuse("tag", at, seen=str(event.tag))

    def _expects_key(self) -> bool:
        if not self._stack:
            return False
        level = self._stack[-1]
        return level.key is None and isinstance(level.node, Table)

    def _place_value(self, value: Node, at: Place) -> None:
        if not self._stack:
            self.root = value
            return
        parent = self._stack[-1]
        if isinstance(parent.node, Items):
            parent.node.append(value)
            parent.node.values_at.append(at)
        elif parent.key is not None:
            if parent.kept:
                parent.node.put(parent.key, parent.key_at, value, at)
            parent.key = None


def _usual_slip(text: str, at: Place) -> tuple[str, Place]:
    """The reason behind a syntax error: often a tab before the text, or a Chinese colon where YAML wants its own; the
    parser then stumbles on that line or on the next."""
    lines = ["", *text.split("\n"), ""]
    before = lines[at[0]][: at[1]]
    if before.isspace() and "\t" in before:
        return "tab_indentation", at
    for number in (at[0], at[0] - 1):
        if "：" in lines[number] and ":" not in lines[number]:
            return "fullwidth_colon", (number, lines[number].index("：") + 1)
    return "yaml_syntax", at


def _has_step(level: _Open) -> bool:
    return level.key is not None or isinstance(level.node, Items)


def _place(event: Any) -> Place:
    return place_of(event.start_mark)
