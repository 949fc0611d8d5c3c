"""Arguments and options that several commands share. Their texts stand in `words` as `opt.<name>`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from plancheck.cli.bulk import Engine
from plancheck.cli.output import Format

PlansArgument = Annotated[list[str] | None, typer.Argument(metavar="PLAN")]
PeriodOption = Annotated[str | None, typer.Option("--period", metavar="P")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="D")]
KnownAtOption = Annotated[str | None, typer.Option("--known-at", metavar="D")]
SinceOption = Annotated[str | None, typer.Option("--changes-since", metavar="P")]
DataOption = Annotated[Path | None, typer.Option("--data", metavar="DIR")]
FormatOption = Annotated[Format | None, typer.Option("--format")]
ShortFormatOption = Annotated[Literal["text", "json"] | None, typer.Option("--format")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", metavar="F")]
EngineOption = Annotated[Engine, typer.Option("--engine")]
MasterOption = Annotated[str | None, typer.Option("--master", metavar="URL")]
MemoryOption = Annotated[str, typer.Option("--memory", metavar="SIZE")]
NoCacheOption = Annotated[bool, typer.Option("--no-cache")]
