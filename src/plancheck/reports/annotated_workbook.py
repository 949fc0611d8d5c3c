"""The part that lists the sheets: a sheet is put first, and all that counts sheets counts on."""

from __future__ import annotations

from plancheck.reports.annotated_package import Package
from plancheck.reports.annotated_xml import Edits, Tag, UneditableError, exact, tags


def put_first(package: Package, part: str, name: str) -> None:
    """List the sheet `part` before all others and open the workbook on it. Its name is made one that is free."""
    raw = package.read(package.workbook)
    found = tags(raw)
    sheets = next((tag for tag in found if tag.name == "sheets"), None)
    if sheets is None:
        raise UneditableError("xml")
    listed = [tag for tag in found if tag.name == "sheet"]
    link = package.link(package.workbook, "worksheet", part)
    sheet = b'<%bsheet name="%b" sheetId="%d" xmlns:r="%b" r:id="%b"/>' % (
        sheets.prefix, exact(_free(name, listed)), _id(listed), exact(package.links), exact(link),
    )  # fmt: skip
    edits = Edits(raw)
    edits.insert(sheets.inner, sheet)
    for tag in found:
        if tag.name == "definedName" and tag.attributes.get("localSheetId", "").isdigit():
            edits.retag(tag, localSheetId=str(int(tag.attributes["localSheetId"]) + 1))
        elif tag.name == "workbookView":
            edits.retag(tag, activeTab=None, firstSheet=None)
    package.write(package.workbook, edits.applied())


def _free(name: str, listed: list[Tag]) -> str:
    taken = {tag.attributes.get("name", "").casefold() for tag in listed}
    names = (name, *(f"{name} {number}" for number in range(2, len(listed) + 3)))
    return next(free for free in names if free.casefold() not in taken)


def _id(listed: list[Tag]) -> int:
    used = {int(tag.attributes["sheetId"]) for tag in listed if tag.attributes.get("sheetId", "").isdigit()}
    return next(number for number in range(max(used, default=0) % 65_534 + 1, 65_535) if number not in used)
