"""Where a value came from: the cell of a sheet or the place in a text file."""

from __future__ import annotations

from plancheck.model.frozen import frozen_often


@frozen_often
class CellRef:
    """A cell of a workbook. `file` is relative to the data folder, with forward slashes; `cell` is an A1 address."""

    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.file}#{self.sheet}!{self.cell}"


@frozen_often
class TextRef:
    """A place in a text file: `line` counts from 1; `column` is the field number in a table, the character in YAML,
    both from 1, 0 for the whole line."""

    file: str
    line: int
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


@frozen_often
class FileRef:
    """A whole file."""

    file: str

    def __str__(self) -> str:
        return self.file


Origin = CellRef | TextRef | FileRef
