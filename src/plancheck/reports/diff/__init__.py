"""What changed between two reports, and why; one file per format. `FORMATS` is the table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Literal

from plancheck.model.frozen import frozen

__all__ = ["FORMATS", "KINDS", "Cause", "Change", "Comparison", "Side"]

Kind = Literal[
    "plan_added", "plan_removed", "target_added", "target_removed",
    "plan_edited", "amended", "not_yet_amended", "method", "thresholds", "roster",
    "revised", "late_report", "withdrawn", "new_period", "now_used", "left_out", "parts", "due_passed", "waived",
    "undecided", "time", "known_at", "tool", "unknown",
]  # fmt: skip
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
"""Every cause, in the order in which causes are listed."""


@frozen
class Side:
    """One of the two: how the user named it, the day it speaks of, what it knew, and what made it."""

    label: str
    as_of: str
    known_at: str
    version: str


@frozen
class Cause:
    """`what` is a field of the plan, a period, a name; `was` and `now` the values, "" where there is none; `places` the
    cells they stand in, `was_places` those of the old value where they are others; `count` says how many values,
    where they are several. `undecided`: one of those after it,
    and the records do not show which."""

    kind: Kind
    what: str = ""
    was: str = ""
    now: str = ""
    places: tuple[str, ...] = ()
    was_places: tuple[str, ...] = ()
    count: int = 0


@frozen
class Change:
    """One target. `verdict` is False where the verdict is the same and only what it rests on is not."""

    plan: str
    target: str
    title: str
    was: str
    now: str
    was_flags: tuple[str, ...]
    now_flags: tuple[str, ...]
    verdict: bool
    causes: tuple[Cause, ...]
    sample: bool = False


@frozen
class Comparison:
    """`same` counts the targets of which nothing changed."""

    before: Side
    after: Side
    changes: tuple[Change, ...]
    same: int


Render = Callable[[Comparison, str, int], str]


def _render(name: str, comparison: Comparison, lang: str, width: int) -> str:
    render: Render = import_module(f"plancheck.reports.diff.{name}").render
    return render(comparison, lang, width)


FORMATS: Mapping[str, Render] = {name: partial(_render, name) for name in ("text", "json", "markdown")}
