"""What the global options say, wherever on the line they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperOption
from typer.main import get_params_convertors_ctx_param_name_from_function

from plancheck import __version__
from plancheck.cli.streams import LOCALE_VARIABLES, Color, emit
from plancheck.cli.words import Lang
from plancheck.model.frozen import slotted

if TYPE_CHECKING:
    from typer._click import Context

GLOBAL_OPTIONS = ("lang", "color", "quiet", "root", "version", "help")


@slotted
class Settings:
    """Filled while the line is parsed, read by commands; `root` is None until --root names a folder. `lasting` is the
    language of files that must not depend on the machine: --lang, else Chinese."""

    lang: Lang
    lasting: Lang = "zh"
    color: Color = "auto"
    quiet: bool = False
    root: Path | None = None


def settings(ctx: typer.Context) -> Settings:
    """The settings of this invocation."""
    return _of(ctx)


def _of(ctx: Context) -> Settings:
    found = ctx.obj
    assert isinstance(found, Settings)
    return found


def _set_color(ctx: Context, parameter: object, value: Color | None) -> None:
    if value is not None:
        _of(ctx).color = value


def _set_quiet(ctx: Context, parameter: object, value: bool) -> None:
    _of(ctx).quiet |= value


def _set_root(ctx: Context, parameter: object, value: str | None) -> None:
    if value is not None:
        _of(ctx).root = Path(value)


def _show_version(ctx: Context, parameter: object, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        emit(f"plancheck {__version__}\n")
        raise typer.Exit


def _show_help(ctx: Context, parameter: object, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        emit(ctx.get_help() + "\n")
        raise typer.Exit


_CALLBACKS: dict[str, Callable[..., None]] = {
    "color": _set_color,
    "quiet": _set_quiet,
    "root": _set_root,
    "version": _show_version,
    "help": _show_help,
}


def _declared(
    lang: Annotated[Lang | None, typer.Option("--lang")] = None,
    color: Annotated[Color | None, typer.Option("--color")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    root: Annotated[Path | None, typer.Option("--root", metavar="DIR")] = None,
    version: Annotated[bool, typer.Option("--version", is_eager=True)] = False,
    help: Annotated[bool, typer.Option("--help", "-h", is_eager=True)] = False,
) -> None:
    """The options accepted before and after every command. `--lang` does nothing when it is parsed: it is read by
    `language` before that, because help and usage errors need it."""


def global_options() -> list[TyperOption]:
    """The options for a command to add to its own; what is given with them goes into the settings."""
    return [copy(option) for option in _made_once()]


@cache
def _made_once() -> tuple[TyperOption, ...]:
    """Working them out takes longer than all else that a command is made of; every run asks twice."""
    parameters, _, _ = get_params_convertors_ctx_param_name_from_function(_declared)
    options = tuple(parameter for parameter in parameters if isinstance(parameter, TyperOption))
    for option in options:
        option.expose_value = False
        option.callback = _CALLBACKS.get(option.name or "")
    return options


def language(argv: Sequence[str], env: Mapping[str, str], system: str = "") -> Lang:
    """The language of every text: --lang, else PLANCHECK_LANG, else the locale (`system` where no variable says)."""
    for before, word in zip(("", *argv), argv, strict=False):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else word if before == "--lang" else ""
        if value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    for name in LOCALE_VARIABLES:
        if env.get(name):
            return _of_locale(env[name])
    return _of_locale(system)


def _of_locale(name: str) -> Lang:
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
