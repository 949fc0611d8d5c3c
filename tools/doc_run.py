"""Runs the program as the pages show it: in a folder, in a language, 80 columns wide."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from plancheck.cli import main


def run(args: Sequence[str], here: Path, lang: str) -> tuple[int, str]:
    """The exit code and everything that is printed."""
    env = {"PLANCHECK_LANG": lang, "COLUMNS": "80", "NO_COLOR": "1", "PLANCHECK_CACHE": os.devnull}
    printed = io.StringIO()
    with _inside(here, env), redirect_stdout(printed), redirect_stderr(printed):
        code = main(args)
    return code, printed.getvalue()


@contextmanager
def _inside(folder: Path, env: Mapping[str, str]) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        with patch.dict(os.environ, env):
            yield
    finally:
        os.chdir(before)
