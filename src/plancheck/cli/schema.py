"""`plancheck schema`: the JSON Schema of the files that are read, for editors, and of the JSON that is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from plancheck.cli.errors import FINE
from plancheck.cli.output import deliver

What = Literal["plan", "sources", "report", "findings", "lint", "diff", "verify", "audit", "manifest", "import"]


def command(
    what: Annotated[What, typer.Argument(metavar="NAME")] = "plan",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="F")] = None,
) -> int:
    """Print the schema, or write it to a file."""
    deliver(json.dumps(_schema(what), ensure_ascii=False, indent=2) + "\n", output)
    return FINE


def _schema(what: What) -> dict[str, Any]:
    if what == "plan":
        from plancheck.plans.schema import json_schema

        return json_schema()
    if what == "sources":
        from plancheck.sources.schema import sources_schema

        return sources_schema()
    from plancheck.reports.shapes import output_schema

    return output_schema(what)
