"""What a file is, by its first bytes."""

from __future__ import annotations

import pytest

from plancheck.sources.limits import RefusedError
from plancheck.sources.sniff import misnamed, readable, sniff

FLAT = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"></office:document>'
)
OLD = (
    b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
)


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (FLAT, "fods"),
        (b"\xef\xbb\xbf" + FLAT, "fods"),
        (OLD, "xml2003"),
        (b"<?xml version='1.0'?><plan/>", "xml"),
        (b"<?xml version='1.0'?><html></html>", "html"),
        (b"a,b\n", "text"),
    ],
)
def test_what_a_file_is(data: bytes, content: str) -> None:
    assert sniff(data) == content


@pytest.mark.parametrize(("data", "name"), [(FLAT, "a.fods"), (FLAT, "a.xml"), (OLD, "a.xml")])
def test_workbooks_in_one_xml_file_are_named_and_not_called_damaged(data: bytes, name: str) -> None:
    with pytest.raises(RefusedError) as refused:
        readable(data)
    assert (refused.value.code, refused.value.facts["reason"]) == ("F001", sniff(data))
    assert not misnamed(sniff(data), name)
    assert misnamed(sniff(data), "a.xlsx")
