"""`plancheck kinds`: the kinds of rule, and how each is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from plancheck.cli.errors import FINE, CommandError
from plancheck.cli.output import deliver
from plancheck.cli.settings import settings
from plancheck.cli.words import Lang, say
from plancheck.cli.words.kinds import KINDS, PARAMETERS, KindPage


def command(ctx: typer.Context, kind: Annotated[str | None, typer.Argument(metavar="KIND")] = None) -> int:
    """List every kind in a line, or show the page of one."""
    lang = settings(ctx).lang
    if kind is None:
        lines = [f"{name:<12} {_meaning(lang, page)}" for name, page in KINDS.items()] + [say(lang, "kinds.more")]
    elif kind in KINDS:
        lines = list(_page(lang, kind, KINDS[kind]))
    else:
        raise CommandError.unknown(lang, "kinds.unknown", kind, list(KINDS))
    deliver("\n".join(lines) + "\n", None)
    return FINE


def _meaning(lang: Lang, page: KindPage) -> str:
    return page.zh if lang == "zh" else page.en


def _page(lang: Lang, name: str, page: KindPage) -> Iterator[str]:
    yield f"{name}: {_meaning(lang, page)}"
    if page.parameters:
        yield ""
        yield say(lang, "kinds.parameters")
    for parameter in page.parameters:
        yield f"  {parameter:<14} {PARAMETERS[parameter][0 if lang == 'zh' else 1]}"
    yield ""
    yield say(lang, "help.examples")
    for line in page.example_lines:
        yield f"  {line}"
