"""The two output streams: encoding, colour, width, and a reader that has gone away."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Literal, TextIO

from plancheck.cli.errors import CommandError

Color = Literal["auto", "always", "never"]

LOCALE_VARIABLES = ("PLANCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_LEAST_WIDTH, _WIDTH = 40, 80


def prepare(env: Mapping[str, str]) -> None:
    """Text leaves in UTF-8 through a pipe and in the console's own encoding otherwise; what that cannot show is
    escaped. PYTHONIOENCODING is obeyed, with escapes where it names no way to deal with errors. A stream that whoever
    started the program has closed leads nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
    asked = env.get("PYTHONIOENCODING", "")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if asked or stream.isatty():
            if ":" not in asked:
                reconfigure(errors="backslashreplace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def emit(text: str) -> None:
    """Write to standard output. A reader that closed the pipe has what it wanted: nothing more is said. Raises
    CommandError where the output cannot be written, as on a full disk."""
    stream = sys.stdout
    if text.startswith("\ufeff") and "utf" not in (stream.encoding or "utf-8").lower():
        text = text[1:]
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _discard(stream)
    except OSError as error:
        _discard(stream)
        raise CommandError("output.stream", why=error.strerror or type(error).__name__) from None


def complain(text: str) -> None:
    """Write a line to standard error. Where that cannot be written either, there is nobody left to tell."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


def _discard(stream: TextIO) -> None:
    """Whatever is still buffered goes nowhere, so that closing the stream cannot fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def coloured(choice: Color, stream: TextIO, env: Mapping[str, str]) -> bool:
    """Whether to colour: the option, else NO_COLOR, else FORCE_COLOR, else a terminal that can."""
    if choice != "auto":
        return choice == "always"
    if env.get("NO_COLOR"):
        return False
    if env.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and env.get("TERM") != "dumb" and (os.name != "nt" or "WT_SESSION" in env)


def width(stream: TextIO, env: Mapping[str, str]) -> int:
    """Columns to write in: COLUMNS, else the terminal's, else 80; never under 40."""
    given = env.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) > 0:
        return max(_LEAST_WIDTH, int(given))
    if stream.isatty():
        try:
            return max(_LEAST_WIDTH, os.get_terminal_size(stream.fileno()).columns)
        except OSError:
            return _WIDTH
    return _WIDTH


def stdout_width() -> int:
    """Columns of standard output."""
    return width(sys.stdout, os.environ)


def system_locale(env: Mapping[str, str]) -> str:
    """The locale that the system has set where the environment names none, as on Windows."""
    if any(env.get(name) for name in LOCALE_VARIABLES):
        return ""
    import locale

    return locale.getlocale()[0] or ""
