"""Targets one below the other: the blocks of those that need attention, and the whole list under its heads."""

from __future__ import annotations

from dataclasses import replace

from plancheck.messages import term
from plancheck.messages.escape import escape
from plancheck.reports.report import TargetReport
from plancheck.reports.rows import View, advice, detail, head_lines, status_columns
from plancheck.reports.select import grouped
from plancheck.reports.width import wrap

WORST = 5
TOP = 10
"""Of many plans: how many of them, and of their targets, are listed unless another number is asked for."""
_INDENT = 4


def block_of(view: View, item: TargetReport, columns: int) -> list[str]:
    """A target that needs attention: its status and name, its figures, what to do."""
    return [*head_lines(view, item, columns), *detail(view, item, _INDENT), *advice(view, item, _INDENT)]


def every_target(view: View) -> list[str]:
    """All chosen targets under their heads."""
    groups = grouped(view.lang, view.plan, view.options)
    if not groups:
        return [term(view.lang, "text.no_targets")]
    inner = replace(view, options=replace(view.options, width=view.options.width - 2))
    columns = status_columns(view, [item for _, items in groups for item in items])
    lines: list[str] = []
    for head, items in groups:
        lines += ["", *wrap(escape(head), view.options.width)] if lines else wrap(escape(head), view.options.width)
        for item in items:
            row = [*head_lines(inner, item, columns), *detail(inner, item, _INDENT), *_of_groups(inner, item)]
            lines += ["  " + line for line in row]
    return lines


def _of_groups(view: View, item: TargetReport) -> list[str]:
    if view.options.by != "group":
        return []
    from plancheck.reports.by_group import group_lines  # seldom asked for

    room = view.options.width - _INDENT
    every = group_lines(view.lang, view.plan.loaded, item)
    return [" " * _INDENT + line for said in every for line in wrap(said, room)]
