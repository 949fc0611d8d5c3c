"""How a command ends before its work is done, and what is said about it."""

from __future__ import annotations

import typer

from plancheck.cli.words import Lang, say

_MOST_LISTED = 12
FINE, REACHED, USAGE, UNREADABLE, FAULT, INTERRUPTED = 0, 1, 2, 3, 70, 130


class CommandError(Exception):
    """The command cannot go on; `key` and `facts` are its text, `code` the exit code."""

    def __init__(self, key: str, code: int = USAGE, **facts: str) -> None:
        super().__init__(key)
        self.key = key
        self.code = code
        self.facts = facts

    @classmethod
    def unknown(
        cls, lang: Lang, key: str, seen: str, known: list[str], listed: list[str] | None = None
    ) -> CommandError:
        """Nothing has the name `seen`; says what is near or what there is."""
        return cls(key, seen=seen, hint=nearest(lang, seen, known, listed))

    def text(self, lang: Lang) -> str:
        """What to tell the user."""
        return say(lang, self.key, **self.facts)


def nearest(lang: Lang, seen: str, known: list[str], listed: list[str] | None = None) -> str:
    """What of `known` is near, else what there is to choose from (`listed`, else `known`), or nothing to say."""
    from difflib import get_close_matches

    near = get_close_matches(seen, known, n=3, cutoff=0.5)
    if near:
        return say(lang, "hint.nearest", names=say(lang, "list.comma").join(near))
    some = (known if listed is None else listed)[:_MOST_LISTED]
    return say(lang, "hint.known", names=say(lang, "list.comma").join(some)) if some else ""


def usage_text(lang: Lang, error: typer.TyperException) -> str:
    """A usage error found by the parser, in the user's language, with where to look."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx is not None else "plancheck"
    return f"{_what(lang, error)}\n{say(lang, 'usage.see', command=path)}"


def _what(lang: Lang, error: typer.TyperException) -> str:
    option = getattr(error, "option_name", None)
    name = type(error).__name__
    if name == "NoSuchOption":
        return say(
            lang, "usage.no_option", option=str(option), hint=_choices(lang, getattr(error, "possibilities", None))
        )
    if name == "BadOptionUsage":
        return say(lang, "usage.option_value", option=str(option))
    parameter = getattr(error, "param", None)
    if parameter is None:
        return _unlabelled(lang, error.message)
    label = parameter.opts[0] if parameter.param_type_name == "option" else str(parameter.metavar or parameter.name)
    if name == "MissingParameter":
        return say(lang, "usage.missing", name=label)
    choices = getattr(parameter.type, "choices", None)
    if choices:
        return say(lang, "usage.choice", name=label, choices=say(lang, "list.comma").join(map(str, choices)))
    least = getattr(parameter.type, "min", None)
    if least is not None:
        return say(lang, "usage.whole", name=label, least=str(least))
    return say(lang, "usage.bad", name=label, message=error.message)


def _choices(lang: Lang, possibilities: object) -> str:
    if not isinstance(possibilities, list | tuple) or not possibilities:
        return ""
    return say(lang, "hint.nearest", names=say(lang, "list.comma").join(sorted(possibilities)))


def _unlabelled(lang: Lang, message: str) -> str:
    """An error that concerns no parameter; the parser's sentence about what is too much is said in our words."""
    if message.startswith("Got unexpected extra argument"):
        return say(lang, "usage.extra", found=message.rpartition("(")[2].rstrip(")"))
    return say(lang, "usage.other", message=message)
