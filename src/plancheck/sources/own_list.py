"""The list of findings that an annotated copy begins with. It reports nothing and is never read as a submission."""

from __future__ import annotations

from collections.abc import Mapping

from plancheck.sources.grid import Sheet

TITLES: Mapping[str, str] = {
    "zh": "plancheck 错误清单（本表不作为填报内容读取）",
    "en": "plancheck findings (this sheet is not read as a submission)",
}
"""What stands in A1 of the list, by language. The sheet is known by it whatever the sheet is called by then."""


def is_own_list(sheet: Sheet) -> bool:
    """The sheet is such a list."""
    first = sheet.rows[0] if sheet.rows else None
    if first is None or first.number != 1 or 1 not in first.cells:
        return False
    return first.cells[1].text.strip() in TITLES.values()
