"""`plancheck schema`: the JSON Schema of plan files, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from plancheck.cli.errors import FINE
from plancheck.cli.output import deliver


def command(
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="F")] = None,
) -> int:
    """Print the schema, or write it to a file."""
    from plancheck.plans.schema import json_schema

    deliver(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n", output)
    return FINE
