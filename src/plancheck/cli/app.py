"""The tree of commands, built in the user's language, and what becomes of errors."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, cast, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_command_from_info
from typer.models import CommandInfo

from plancheck.cli import streams
from plancheck.cli.errors import FAULT, FINE, INTERRUPTED, USAGE, CommandError, usage_text
from plancheck.cli.gather import PlanError
from plancheck.cli.settings import Settings, global_options, language
from plancheck.cli.words import Lang, say, words

if TYPE_CHECKING:
    from typer._click import Command, Context

COMMANDS = (
    "status",
    "brief",
    "explain",
    "report",
    "validate",
    "template",
    "import",
    "audit",
    "diff",
    "lint",
    "bind",
    "init",
    "kinds",
    "code",
    "schema",
)


def _lang(ctx: Context) -> Lang:
    return cast(Settings, ctx.find_root().obj).lang


def _translate(command: Command, name: str, lang: Lang) -> None:
    """Give every parameter its help text: `opt.<command>.<parameter>` where there is one, else `opt.<parameter>`."""
    texts = words(lang)
    for parameter in command.params:
        own = texts.get(f"opt.{name}.{parameter.name}")
        cast(Any, parameter).help = own or texts[f"opt.{parameter.name}"]


class PlancheckCommand(TyperCommand):
    """A command whose help is written by `help`."""

    def get_help(self, ctx: Context) -> str:
        from plancheck.cli.help import help_text  # only who asks for it

        return help_text(_lang(ctx), self, ctx, streams.stdout_width())


class PlancheckGroup(TyperGroup):
    """The commands, each imported and built when it is asked for."""

    def list_commands(self, ctx: Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        return _command(cmd_name, _lang(ctx)) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise CommandError.unknown(_lang(ctx), "usage.no_such_command", args[0], list(COMMANDS))
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Context) -> str:
        from plancheck.cli.help import help_text

        return help_text(_lang(ctx), self, ctx, streams.stdout_width(), {name: f"cmd.{name}" for name in COMMANDS})


def _command(name: str, lang: Lang) -> Command:
    module = import_module(f"plancheck.cli.{name}_" if iskeyword(name) else f"plancheck.cli.{name}")
    module.command.__annotations__ = get_type_hints(module.command, include_extras=True)  # typer works them out thrice
    info = CommandInfo(
        name, cls=PlancheckCommand, callback=module.command, add_help_option=False, help=say(lang, f"cmd.{name}")
    )
    command = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
    command.params.extend(global_options())
    _translate(command, name, lang)
    return command


def _group(lang: Lang) -> Command:
    app = typer.Typer(cls=PlancheckGroup, rich_markup_mode=None, add_help_option=False, no_args_is_help=True)
    app.callback(help=say(lang, "cmd.plancheck"))(lambda: None)
    group = get_command(app)
    group.params.extend(global_options())
    _translate(group, "plancheck", lang)
    return group


def run(argv: Sequence[str], env: Mapping[str, str]) -> int:
    """Run one command line; every way in which it can end becomes an exit code and at most one message."""
    streams.prepare(env)
    lang = language(argv, env, streams.system_locale(env))
    try:
        return _run(argv, env, lang)
    except CommandError as stop:
        streams.complain(stop.text(lang))
        return stop.code


def _run(argv: Sequence[str], env: Mapping[str, str], lang: Lang) -> int:
    """The exit code. Raises CommandError."""
    try:
        code = _group(lang).main(
            list(argv), "plancheck", standalone_mode=False, obj=Settings(lang, language(argv, {}, "zh"))
        )
    except CommandError:
        raise
    except PlanError as bad:
        from plancheck.cli.plan_error import show

        return show(lang, bad)
    except typer.TyperException as error:
        return _usage(lang, error)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        return _stopped(error, lang, env)
    return code if isinstance(code, int) else FINE


def _usage(lang: Lang, error: typer.TyperException) -> int:
    ctx = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" or error.message == "Missing command.":
        streams.emit(ctx.get_help() + "\n" if ctx else "")
    else:
        streams.complain(usage_text(lang, error))
    return USAGE


def _stopped(error: Exception, lang: Lang, env: Mapping[str, str]) -> int:
    """A cluster that gave up is no bug of ours."""
    from plancheck.cli.bulk import stopped

    stop = stopped(error)
    if stop is None:
        return _fault(error, env)
    streams.complain(stop.text(lang))
    return stop.code


def _fault(error: Exception, env: Mapping[str, str]) -> int:
    """A bug of ours: said in both languages, because what is broken may be the choice of language."""
    for lang in ("zh", "en"):
        streams.complain(say(lang, "fault", kind=type(error).__name__))
    if env.get("PLANCHECK_DEBUG") == "1":
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    return FAULT
