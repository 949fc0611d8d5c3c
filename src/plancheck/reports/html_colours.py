"""The colours of a plan's statuses as a style sheet. They only repeat what words and shapes already say."""

from __future__ import annotations

import re
from collections.abc import Mapping

from plancheck.model.verdict import Status
from plancheck.plans.plan import Plan

_SHADES: Mapping[str, tuple[str, str]] = {
    "black": ("#1b1f24", "#e8eaed"), "red": ("#c0271d", "#ff8a80"), "green": ("#1a7f37", "#57c27a"),
    "yellow": ("#9a7700", "#f2c94c"), "blue": ("#1f5fbf", "#7fb3ff"), "magenta": ("#a8327e", "#f39ad1"),
    "cyan": ("#0e7490", "#5cc8dd"), "white": ("#848b95", "#d0d7de"), "grey": ("#6b7280", "#a3aab5"),
    "gray": ("#6b7280", "#a3aab5"), "purple": ("#7d3cb5", "#cf9dff"), "orange": ("#b45309", "#ffb066"),
}  # fmt: skip
"""Each name on a light and on a dark page, so that a shape stands out from the ground at least three to one."""

_DEFAULT = {
    Status.MISSED: "red", Status.AT_RISK: "yellow", Status.UNDETERMINED: "purple", Status.NO_DATA: "grey",
    Status.NOT_DUE: "cyan", Status.ON_TRACK: "green", Status.ACHIEVED: "blue", Status.NOT_CHECKABLE: "grey",
}  # fmt: skip
_HEX = re.compile(r"#[0-9A-Fa-f]{6}", re.ASCII)


def palette(plan: Plan, name: str) -> str:
    """The rules that give every status its colour under the class `name`; only colours that are ones get through."""
    pairs = {status: _shades((plan.colours or {}).get(status.value, ""), _DEFAULT[status]) for status in Status}
    light, dark = ("".join(_rule(name, status, pair[i]) for status, pair in pairs.items()) for i in (0, 1))
    return f"{light}@media screen and (prefers-color-scheme: dark) {{{dark}}}"


def _shades(own: str, default: str) -> tuple[str, str]:
    if _HEX.fullmatch(own):
        return own, own
    return _SHADES.get(own.lower(), _SHADES[default])


def _rule(name: str, status: Status, colour: str) -> str:
    return f".{name} .s-{status.value}, .{name}.s-{status.value} {{--s: {colour}}}\n"
