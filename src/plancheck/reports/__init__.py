"""One file per output format. `FORMATS` is the table of them; a format is loaded when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from plancheck.reports.options import Options

if TYPE_CHECKING:  # what only writes to a terminal needs no plan
    from plancheck.reports.report import Report

__all__ = ["FORMATS", "Options"]

Render = Callable[["Report", Options], str]


def _render(name: str, report: Report, options: Options) -> str:
    render: Render = import_module(f"plancheck.reports.{name}").render
    return render(report, options)


FORMATS: Mapping[str, Render] = {name: partial(_render, name) for name in ("text", "json", "csv", "markdown", "html")}
