"""`--help`: usage, what the command does, its arguments and options, examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from plancheck.cli.settings import GLOBAL_OPTIONS
from plancheck.cli.words import Lang, say, words
from plancheck.reports.width import wrap

if TYPE_CHECKING:
    from typer._click import Command, Context, Parameter

_COMPLETION = ("install_completion", "show_completion")
_MOST_LABEL = 26


def help_text(lang: Lang, command: Command, ctx: Context, width: int, commands: Mapping[str, str] | None = None) -> str:
    """The whole page; `commands` are the subcommands and the keys of their one-line texts."""
    texts = words(lang)
    name = command.name or "plancheck"
    parts = [say(lang, "help.usage", line=" ".join([ctx.command_path, *_pieces(lang, command, bool(commands))]))]
    parts += ["\n".join(wrap(texts.get(f"about.{name}") or texts[f"cmd.{name}"], width))]
    parts += _section(texts["help.commands"], [(name, texts[key]) for name, key in (commands or {}).items()], width)
    for title, parameters in _groups(lang, command):
        parts += _section(title, [(_label(p), str(getattr(p, "help", ""))) for p in parameters], width)
    if f"examples.{name}" in texts:
        parts.append(
            "\n".join([texts["help.examples"], *("  " + line for line in texts[f"examples.{name}"].splitlines())])
        )
    return "\n\n".join(parts)


def _pieces(lang: Lang, command: Command, group: bool) -> Iterator[str]:
    yield words(lang)["help.options_word"]
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            label = _label(parameter)
            yield label if parameter.required else f"[{label}]"
    if group:
        yield words(lang)["help.command_word"]


def _groups(lang: Lang, command: Command) -> Iterator[tuple[str, list[Parameter]]]:
    options = [p for p in command.params if p.param_type_name == "option"]
    ours = [p for p in options if p.name not in (*GLOBAL_OPTIONS, *_COMPLETION)]
    yield words(lang)["help.arguments"], [p for p in command.params if p.param_type_name == "argument"]
    yield words(lang)["help.options"], ours
    yield words(lang)["help.everywhere"], [p for p in options if p not in ours]


def _label(parameter: Any) -> str:
    """`--data DIR`, `-o, --output F`, `PLAN…`, `--format text|json`."""
    choices = getattr(parameter.type, "choices", None)
    value = parameter.metavar or ("|".join(map(str, choices)) if choices else "")
    if parameter.param_type_name == "argument":
        return f"{value or parameter.name.upper()}{'...' if parameter.nargs == -1 else ''}"
    return " ".join(filter(None, [", ".join(sorted(parameter.opts, key=len)), value]))


def _section(title: str, rows: list[tuple[str, str]], width: int) -> list[str]:
    if not rows:
        return []
    left = min(_MOST_LABEL, max(len(label) for label, _ in rows))
    lines = [title]
    for label, text in rows:
        first, *rest = wrap(text, width - left - 4)
        if len(label) > left:
            lines.append("  " + label)
            lines.append(" " * (left + 4) + first)
        else:
            lines.append(f"  {label:<{left}}  {first}")
        lines += [" " * (left + 4) + line for line in rest]
    return ["\n".join(lines)]
