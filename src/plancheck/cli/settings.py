"""What the global options say, wherever on the line they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from plancheck import __version__
from plancheck.cli.streams import Color, emit
from plancheck.cli.words import Lang

GLOBAL_OPTIONS = ("lang", "color", "quiet", "root", "version", "help")


@dataclass(slots=True)
class Settings:
    """Filled while the line is parsed, read by commands; `root` is None until --root names a folder."""

    lang: Lang
    color: Color = "auto"
    quiet: bool = False
    root: Path | None = None


def settings(ctx: typer.Context) -> Settings:
    """The settings of this invocation."""
    found = ctx.obj
    assert isinstance(found, Settings)
    return found


def _set_color(ctx: typer.Context, value: Color | None) -> Color | None:
    if value is not None:
        settings(ctx).color = value
    return value


def _set_quiet(ctx: typer.Context, value: bool) -> bool:
    settings(ctx).quiet |= value
    return value


def _set_root(ctx: typer.Context, value: Path | None) -> Path | None:
    if value is not None:
        settings(ctx).root = value
    return value


def _show_version(ctx: typer.Context, value: bool) -> bool:
    if value and not ctx.resilient_parsing:
        emit(f"plancheck {__version__}\n")
        raise typer.Exit
    return value


def _show_help(ctx: typer.Context, value: bool) -> bool:
    if value and not ctx.resilient_parsing:
        emit(ctx.get_help() + "\n")
        raise typer.Exit
    return value


def global_options(
    lang: Annotated[Lang | None, typer.Option("--lang")] = None,
    color: Annotated[Color | None, typer.Option("--color", callback=_set_color)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", callback=_set_quiet)] = False,
    root: Annotated[Path | None, typer.Option("--root", metavar="DIR", callback=_set_root)] = None,
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_show_version)] = False,
    help: Annotated[bool, typer.Option("--help", "-h", is_eager=True, callback=_show_help)] = False,
) -> None:
    """The options accepted before and after every command; their callbacks fill the settings.

    `--lang` has none: it is read by `language` before anything is parsed, because help and usage errors need it."""


def language(argv: Sequence[str], env: Mapping[str, str], system: str = "") -> Lang:
    """The language of every text: --lang, else PLANCHECK_LANG, else the locale (`system` where no variable says)."""
    for before, word in zip(("", *argv), argv, strict=False):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else word if before == "--lang" else ""
        if value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    for name in ("PLANCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if env.get(name):
            return _of_locale(env[name])
    return _of_locale(system)


def _of_locale(name: str) -> Lang:
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
