"""Web pages under the name of a workbook."""

from __future__ import annotations

from typing import Any

import pytest

from plancheck.sources.grid import Area
from plancheck.sources.html import read_html
from plancheck.sources.limits import Limits, RefusedError

PAGE = """<html><head><meta charset="gb2312"><style>td {color: red}</style></head><body><table border=1>
<tr><th>目标编号<th>期间<th>数值</tr>
<tr><td rowspan=2>PLACES</td><td>2026&#45;Q1</td><td> 1,200<br></td></tr>
<tr><td>2026-Q2</td><td>&lt;5</td></tr>
</table></body></html>"""


def test_the_only_table_of_a_page_is_read(read: Any, found: Any) -> None:
    submitted = read(PAGE.encode("gb18030"), "导出.xls")
    assert [str(seen.origin) for seen in submitted.observations] == ["导出.xls#table!C2", "导出.xls#table!C3"]
    assert submitted.observations[0].value.value == 1200
    assert found(submitted) == [
        ("F003", "导出.xls"),
        ("F004", "导出.xls"),
        ("S108", "导出.xls#table!A2"),
        ("C204", "导出.xls#table!C2"),
        ("C203", "导出.xls#table!C3"),
    ]
    assert submitted.findings[0].facts["reason"] == "html"


def test_spans_keep_the_places_they_cover() -> None:
    text = "<table><tr><td colspan=2>a<td>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f</table>"
    sheet = read_html(text, "a.xls", Limits())
    rows = [{column: cell.text for column, cell in row.cells.items()} for row in sheet.rows]
    assert rows == [{1: "a", 3: "b"}, {1: "c", 2: "d", 3: "e"}, {2: "f"}]
    assert sheet.merges == (Area(1, 1, 1, 2), Area(2, 1, 3, 1))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<html><p>x</p></html>", "html_tables"),
        ("<table><tr><td>1</table><table><tr><td>2</table>", "html_tables"),
        ("<table><tr><td><table><tr><td>1</table></table>", "html_tables"),
        ("<script>alert(1)</script><table><tr><td>1</table>", "html_script"),
        ("<frameset><frame src='sheet1.htm'></frameset>", "html_script"),
    ],
)
def test_a_page_that_shows_something_uncertain_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        read_html(text, "a.xls", Limits())


def test_spans_and_cells_are_bounded() -> None:
    with pytest.raises(RefusedError, match="F005: cells"):
        read_html("<table><tr>" + "<td colspan=99999>x" * 40, "a.xls", Limits(cells=10_000))
