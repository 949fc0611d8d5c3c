"""Keeps the documentation true: runs every command that the pages show and renews what it prints, and renews the
generated tables and the pages of codes. `python tools/docs.py` rewrites the pages; tests compare.

A page is followed from top to bottom in a new folder that holds the project's `plans/` and `data/`:

    ```yaml title="plans/demo.yaml"     the block is written to that file
    <!-- workbook: data/demo/a.xlsx --> the table below it is written as a workbook
    ```console                          lines with `$ plancheck …`, `$ cd …`, `$ echo $?` are run
    <!-- reasons --> and its like       the table below it is generated
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from tools.doc_codes import codes_page  # noqa: E402
from tools.doc_keys import keys  # noqa: E402
from tools.doc_run import run  # noqa: E402
from tools.doc_tables import GENERATED, row, timeline  # noqa: E402

DOCS = ROOT / "docs"
LANGUAGES = ("en", "zh")
_BLOCK = re.compile(
    r"^```(?P<kind>\w+)(?: title=\"(?P<file>[^\"]+)\")?\n(?P<body>.*?)^```$"
    r"|^<!-- workbook: (?P<book>[^\n]+) -->\n\n(?P<table>(?:\|[^\n]*\n)+)"
    r"|^<!-- (?P<word>\w+)(?:: (?P<args>[^\n]+))? -->\n\n(?P<old>(?:\|[^\n]*\n)+)",
    re.MULTILINE | re.DOTALL,
)


def pages(lang: str) -> Iterator[Path]:
    """The pages of one language, those of codes left aside: they are generated whole."""
    return (page for page in sorted((DOCS / lang).glob("*.md")) if page.name != "codes.md")


def renewed(page: Path, lang: str) -> str:
    """The page as it should read now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for part in ("plans", "data"):
            shutil.copytree(ROOT / part, folder / part)
        return _Walk(lang, folder).through(page.read_text("utf-8"))


class _Walk:
    """One reader who does what the page says; `here` is the folder they are in, `code` the last exit code."""

    def __init__(self, lang: str, folder: Path) -> None:
        self.lang = lang
        self.here = folder
        self.code = 0

    def through(self, text: str) -> str:
        return _BLOCK.sub(self._block, text)

    def _block(self, found: re.Match[str]) -> str:
        if found["book"]:
            _write_workbook(self.here / found["book"], found["table"])
        elif found["word"]:
            return found[0][: found.start("old") - found.start()] + self._generated(found["word"], found["args"])
        elif found["file"]:
            file = self.here / found["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(found["body"], "utf-8")
        elif found["kind"] == "console":
            return f"```console\n{self._session(found['body'])}```"
        return found[0]

    def _generated(self, word: str, args: str | None) -> str:
        if word == "timeline":
            assert args is not None
            return timeline(self.lang, self._run, args.split())
        if word == "keys":
            assert args is not None
            return keys(self.lang, args)
        return GENERATED[word](self.lang)

    def _session(self, body: str) -> str:
        commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        return "".join(f"$ {command}\n{self._command(command)}" for command in commands)

    def _command(self, command: str) -> str:
        if command == "echo $?":
            return f"{self.code}\n"
        word, *args = shlex.split(command)
        if word == "cd":
            self.here = (self.here / args[0]).resolve()
            return ""
        assert word == "plancheck", command
        return self._run(args)

    def _run(self, args: list[str]) -> str:
        self.code, printed = run(args, self.here, self.lang)
        return printed


def _write_workbook(file: Path, table: str) -> None:
    """The Markdown table as a workbook; what is a number there is a number in its cell."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in table.splitlines():
        cells = row(line)
        if not all(set(cell) <= set("-:") for cell in cells):
            sheet.append([int(cell) if cell.isdecimal() else cell or None for cell in cells])
    file.parent.mkdir(parents=True, exist_ok=True)
    book.save(file)


def rewrite() -> None:
    for lang in LANGUAGES:
        (DOCS / lang / "codes.md").write_text(codes_page(lang), "utf-8")
        for page in pages(lang):
            page.write_text(renewed(page, lang), "utf-8")


if __name__ == "__main__":
    rewrite()
