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
        lines = [_headline(lang, code.upper()), say(lang, "code.do", hint=_texts(lang, code.upper())[1])]
    else:
        raise CommandError.unknown(lang, "code.unknown", code, list(SEVERITY))
    deliver("\n".join(lines) + "\n", None)
    return FINE


def _headline(lang: Lang, code: str) -> str:
    from plancheck.messages import term

    return f"{code}  [{term(lang, 'severity.' + SEVERITY[code])}]  {_texts(lang, code)[0]}"


def _texts(lang: Lang, code: str) -> tuple[str, str]:
    from plancheck.messages import finding_text
    from plancheck.model.finding import Finding

    return finding_text(lang, Finding(code, SEVERITY[code], None))
