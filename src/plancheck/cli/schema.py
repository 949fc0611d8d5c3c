"""`plancheck schema`: the JSON Schema of plan files or of `sources.yaml`, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from plancheck.cli.errors import FINE
from plancheck.cli.output import deliver

What = Literal["plan", "sources"]


def command(
    what: Annotated[What, typer.Argument(metavar="plan|sources")] = "plan",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="F")] = None,
) -> int:
    """Print the schema, or write it to a file."""
    deliver(json.dumps(_schema(what), ensure_ascii=False, indent=2) + "\n", output)
    return FINE


def _schema(what: What) -> dict[str, Any]:
    if what == "sources":
        from plancheck.sources.schema import sources_schema

        return sources_schema()
    from plancheck.plans.schema import json_schema

    return json_schema()
