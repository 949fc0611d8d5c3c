"""`plancheck init`: a new project with a small plan to start from."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from plancheck.cli.errors import FINE, CommandError
from plancheck.cli.output import deliver, write_whole
from plancheck.cli.settings import settings
from plancheck.cli.words import say
from plancheck.sources.paths import is_named

_FILES = {
    "plancheck.yaml": "plancheck.yaml",
    "plan.yaml": "plans/example-2026-2028.yaml",
    "actuals.csv": "data/example-2026-2028/2026-Q1.csv",
}


def command(ctx: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR")] = Path()) -> int:
    """Write the files of a new project; what is there already is never touched."""
    given = settings(ctx)
    texts = {folder / name: _template(source) for source, name in _FILES.items()}
    for file in texts:
        if is_named(file):
            raise CommandError("init.exists", file=str(file))
    for file, content in texts.items():
        make_folder(file.parent)
        write_whole(file, content)
    made = "\n".join(f"  {file}" for file in texts)
    deliver(say(given.lang, "init.done", files=made, root=str(folder)) + "\n", None, given.quiet)
    return FINE


def _template(name: str) -> bytes:
    return (resources.files("plancheck.cli") / "template" / name).read_bytes()


def make_folder(folder: Path) -> None:
    """The folder and those above it, where they are not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise CommandError("init.not_folder", folder=str(folder)) from None
    except OSError as error:
        raise CommandError("output.failed", file=str(folder), why=error.strerror or type(error).__name__) from None
