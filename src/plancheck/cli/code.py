"""`plancheck code`: what a finding code means and what to do about it."""

from __future__ import annotations

from typing import Annotated

import typer

from plancheck.cli.errors import FINE, CommandError
from plancheck.cli.output import deliver
from plancheck.cli.settings import settings
from plancheck.cli.words import Lang, say
from plancheck.model.codes import SEVERITY


def command(ctx: typer.Context, code: Annotated[str | None, typer.Argument(metavar="CODE")] = None) -> int:
    """List every code in a line, or explain one."""
    lang = settings(ctx).lang
    if code is None:
        lines = [_headline(lang, name) for name in SEVERITY]
    elif code.upper() in SEVERITY:
        lines = _page(lang, code.upper())
    else:
        raise CommandError.unknown(lang, "code.unknown", code, list(SEVERITY))
    deliver("\n".join(lines) + "\n", None)
    return FINE


def _headline(lang: Lang, code: str) -> str:
    from plancheck.messages import code_text, term

    return f"{code}  [{term(lang, 'severity.' + SEVERITY[code])}]  {code_text(lang, code)[0]}"


def _page(lang: Lang, code: str) -> list[str]:
    from plancheck.messages import code_text

    return [_headline(lang, code), say(lang, "code.do", hint=code_text(lang, code)[1])]
