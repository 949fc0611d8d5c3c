"""A real Chromium on a page that the program wrote. Without one, these tests say so and are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plancheck.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str | None:
    """The browser that PLANCHECK_CHROMIUM names, else the one of the system."""
    named = os.environ.get("PLANCHECK_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")
    path = executable()
    if path is None:
        pytest.skip("no Chromium: apt-get install chromium, or name one in PLANCHECK_CHROMIUM")
    with sync_api.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


def written(folder: Path, lang: str, *args: str) -> str:
    """The address of the sample's page in a language."""
    output = folder / f"{lang}.html"
    day = ("--period", "2026-Q3", "--no-cache", "--quiet", "--lang", lang)
    assert main(["report", "sample", "--root", str(ROOT), "-o", str(output), *day, *args]) == 0
    return output.as_uri()


@pytest.fixture(scope="session")
def zh(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("page"), "zh")


@pytest.fixture(scope="session")
def en(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("page"), "en")
