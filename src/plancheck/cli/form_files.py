"""Where the forms go: safe names, and no filled one written over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from plancheck.cli.errors import CommandError
from plancheck.sources.paths import is_file

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST_NAME = 150
"""Bytes of an entity in a file name; systems allow 255 for the whole."""


def file_name(plan: str, period: str, entity: str, used: set[str]) -> str:
    """A name that every system takes, and that no other form of the run has."""
    safe = _FORBIDDEN.sub("_", entity).encode()[:_LONGEST_NAME].decode(errors="ignore").strip(" .")
    return _unused("-".join(filter(None, (plan, period, safe))), used)


def _unused(name: str, used: set[str]) -> str:
    """Two entities never share a file, whether or not a system tells capitals apart."""
    number, free = 1, name
    while free.casefold() in used:
        number += 1
        free = f"{name}-{number}"
    used.add(free.casefold())
    return f"{free}.xlsx"


def keep_filled(files: Mapping[Path, bytes]) -> None:
    """Nothing is written if one of the files is there already and is not one of our forms, still blank."""
    from plancheck.sources.blank_form import is_blank_form
    from plancheck.sources.limits import Limits, RefusedError
    from plancheck.sources.opening import bytes_of

    kept = []
    for file, content in files.items():
        if not is_file(file):
            continue
        try:
            there = bytes_of(file, Limits())
        except RefusedError:
            kept.append(file)
            continue
        if there != content and not is_blank_form(there, file.name):
            kept.append(file)
    if kept:
        raise CommandError("template.filled", files="\n".join(f"  {file}" for file in kept))
