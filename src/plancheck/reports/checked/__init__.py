"""What came of checking submissions, one file per output format. `FORMATS` is the table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from plancheck.reports.checked.options import CheckOptions

if TYPE_CHECKING:
    from plancheck.checks.checked import Validation

__all__ = ["FORMATS", "CheckOptions"]

Render = Callable[["Validation", CheckOptions], str]


def _render(name: str, validation: Validation, options: CheckOptions) -> str:
    render: Render = import_module(f"plancheck.reports.checked.{name}").render
    return render(validation, options)


FORMATS: Mapping[str, Render] = {
    name: partial(_render, name) for name in ("text", "json", "csv", "markdown", "junit", "sarif", "github")
}
