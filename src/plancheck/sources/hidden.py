"""Hidden rows, columns and sheets that hold data. Their values are used like any other, and that is said."""

from __future__ import annotations

from collections.abc import Iterator

from plancheck.model.finding import Finding
from plancheck.sources.findings import finding
from plancheck.sources.grid import Sheet
from plancheck.sources.headers import Header


def about_hidden(sheet: Sheet, header: Header, plan: str) -> Iterator[Finding]:
    """S107: once for the sheet, once for its rows, once for its columns."""
    used = {column for columns in header.columns.values() for column in columns}
    if not (sheet.hidden or sheet.hidden_rows or any(map(sheet.column_hidden, used))):
        return
    rows = [row for row in sheet.rows if row.number > header.row]
    rows = [row for row in rows if any(column in row.cells for column in used)]

    def hidden(reason: str, area: str, row: int, column: int) -> Finding:
        return finding("S107", sheet.origin(row, column), plan, None, reason=reason, area=area)

    if sheet.hidden and rows:
        yield hidden("sheet", sheet.name or "", header.row, 1)
    numbers = [row.number for row in rows if row.number in sheet.hidden_rows]
    if numbers:
        yield hidden("rows", _runs(numbers), numbers[0], min(used))
    columns = [column for column in sorted(used) if sheet.column_hidden(column)]
    columns = [column for column in columns if any(column in row.cells for row in rows)]
    if columns:
        shown = "、".join(header.names[column] for column in columns)
        yield hidden("columns", shown, header.row, columns[0])


def _runs(numbers: list[int]) -> str:
    """3, 4, 5, 9 → 3-5, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}-{b}" if a != b else f"{a}" for a, b in runs)
