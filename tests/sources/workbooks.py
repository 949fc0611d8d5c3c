"""Workbooks written part by part, so that a test can break exactly one thing."""

from __future__ import annotations

import io
import warnings
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def parts(
    rows: str = "",
    *,
    after: str = "",
    before: str = "",
    main: str = MAIN,
    links: str = _LINKS,
    sheet_names: str = "数据",
) -> dict[str, str]:
    """The parts of a workbook whose sheets (names separated by spaces) all hold these rows."""
    names = sheet_names.split()
    listed = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1))
    kept = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" Type="{links}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
        + "".join(
            f'<Relationship Id="rId{i}" Type="{links}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(names) + 1)
        )
        + "</Relationships>",
    }
    for i in range(1, len(names) + 1):
        kept[f"xl/worksheets/sheet{i}.xml"] = (
            f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
        )
    return kept


def pack(named: dict[str, str | bytes] | dict[str, str], *more: tuple[str, str]) -> bytes:
    """A zip container of these parts; `more` may repeat a name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in (*named.items(), *more):
            container.writestr(name, content)
    return file.getvalue()


def text_row(number: int, *texts: str) -> str:
    """A row of inline strings."""
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}">{cells}</row>'
