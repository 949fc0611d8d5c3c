"""Colour by escape codes, and what is the plan's palette. Colour only repeats what words already say."""

from __future__ import annotations

from collections.abc import Callable

from plancheck.model.verdict import Status
from plancheck.plans.plan import Plan
from plancheck.reports.options import Options

Paint = Callable[[str, Status], str]

_CODES = {
    "black": "30", "red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35", "cyan": "36",
    "white": "37", "grey": "90", "gray": "90", "purple": "35", "orange": "38;5;208",
}  # fmt: skip
_DEFAULT = {
    Status.ACHIEVED: "blue",
    Status.ON_TRACK: "green",
    Status.AT_RISK: "yellow",
    Status.MISSED: "red",
    Status.UNDETERMINED: "magenta",
    Status.NO_DATA: "magenta",
}


def painter(plan: Plan | None, options: Options) -> Paint:
    """What paints a text in the colour of a status: the plan's own where it names one that terminals have."""
    if not options.colour:
        return lambda text, status: text
    own = plan.colours if plan is not None and plan.colours else {}

    def paint(text: str, status: Status) -> str:
        code = _CODES.get(own.get(status.value, ""), _CODES.get(_DEFAULT.get(status, ""), ""))
        return f"\x1b[{code}m{text}\x1b[0m" if code and text else text

    return paint
