"""One file per output format. `FORMATS` is the table of them, `STREAMS` writes the same piece by piece, without
all plans in memory; a format is loaded when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from plancheck.reports.options import Options

if TYPE_CHECKING:  # what only writes to a terminal needs no plan
    from plancheck.reports.flow import Flow
    from plancheck.reports.report import Report

__all__ = ["FORMATS", "STREAMS", "Options"]

Render = Callable[["Report", Options], str]
Stream = Callable[["Flow", Options], Iterator[str]]


def _render(name: str, report: Report, options: Options) -> str:
    render: Render = import_module(f"plancheck.reports.{name}").render
    return render(report, options)


def _stream(name: str, flow: Flow, options: Options) -> Iterator[str]:
    stream: Stream = import_module(f"plancheck.reports.{name}").stream
    return stream(flow, options)


_NAMES = ("text", "json", "csv", "markdown", "html")
FORMATS: Mapping[str, Render] = {name: partial(_render, name) for name in _NAMES}
STREAMS: Mapping[str, Stream] = {name: partial(_stream, name) for name in _NAMES}
