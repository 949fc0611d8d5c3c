"""What one run of `validate` writes: one format to where it was asked for, and any others to files of their own."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.cli.errors import CommandError
from plancheck.cli.output import deliver, write_whole
from plancheck.cli.settings import Settings
from plancheck.cli.streams import complain
from plancheck.cli.words import Lang, say
from plancheck.model.frozen import frozen

if TYPE_CHECKING:
    from plancheck.checks.checked import Validation
    from plancheck.reports.checked import CheckOptions

_SUMMARY_LIMIT = 1 << 20
"""Bytes; GitHub drops the summary of a step that is longer."""


@frozen
class Extra:
    """A format and the file it goes to."""

    format: str
    path: Path


def extras(lang: Lang, asked: Sequence[str], output: Path | None) -> tuple[Extra, ...]:
    """The values of --report, FORMAT=PATH each; no two to one file, and none to that of -o."""
    from plancheck.reports.checked import FORMATS

    found: list[Extra] = []
    for text in asked:
        name, equals, path = text.partition("=")
        if not equals or not path:
            raise CommandError("validate.report_form", seen=text, formats=say(lang, "list.comma").join(FORMATS))
        if path == "-":
            raise CommandError("validate.report_stdout", format=name)
        if name not in FORMATS:
            raise CommandError.unknown(lang, "validate.report_format", name, list(FORMATS))
        found.append(Extra(name, Path(path)))
    paths = [os.path.realpath(path) for path in (output, *(one.path for one in found)) if path is not None]
    for path in paths:
        if paths.count(path) > 1:
            raise CommandError("validate.report_twice", file=path)
    return tuple(found)


def write(
    given: Settings,
    validation: Validation,
    choices: CheckOptions,
    *,
    format: str,
    output: Path | None,
    reports: Sequence[Extra],
    env: Mapping[str, str],
) -> None:
    """Render everything, then write the files, each whole or not at all, then what goes to standard output. A file has
    all findings, however few are to be listed, and no colours."""
    from plancheck.reports.checked import FORMATS

    full = replace(choices, width=0, colour=False, most=None)
    texts = [(one.path, FORMATS[one.format](validation, full)) for one in reports]
    for path, text in texts:
        write_whole(path, text.encode("utf-8", "backslashreplace"))
    deliver(FORMATS[format](validation, choices), output, given.quiet)
    asked = "github" in (format, *(one.format for one in reports))
    if asked and not given.quiet and env.get("GITHUB_STEP_SUMMARY"):
        _summarise(given.lang, validation, full, Path(env["GITHUB_STEP_SUMMARY"]))


def _summarise(lang: Lang, validation: Validation, options: CheckOptions, file: Path) -> None:
    """Add the table to the summary of the step. That it cannot be written is said, and changes no exit code."""
    from plancheck.reports.checked.github import summary

    try:
        text = summary(validation, options, _SUMMARY_LIMIT - (file.stat().st_size if file.exists() else 0))
        with file.open("ab") as stream:
            stream.write(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        complain(say(lang, "validate.no_summary", file=str(file), why=error.strerror or type(error).__name__))
    else:
        if not text:
            complain(say(lang, "validate.no_summary", file=str(file), why="1 MiB"))
