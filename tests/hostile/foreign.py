"""Attacks on the formats that another reader opens in a process of its own."""

from __future__ import annotations

from tests.hostile.attack import read, refused
from tests.hostile.books import VALUE
from tests.hostile.project import HEADER
from tests.sources.old_books import FIXTURES, ods, xlsb
from tests.sources.workbooks import pack

_ROWS: list[list[str | float]] = [[*HEADER[:1], *HEADER[2:4]], ["R1.1", "2026-Q1", 700.0]]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _names(*names: str) -> bytes:
    return _OLE + b"\0" * 504 + b"".join(name.encode("utf-16-le") for name in names) + b"\0" * 2000


@refused("F002 password")
def encrypted_workbook() -> bytes:
    """A workbook with a password is an OLE container under the name of a workbook."""
    return _names("EncryptionInfo", "EncryptedPackage")


@refused("F001 ole", "F003 ole")
def mail_under_a_false_name() -> bytes:
    """Other documents in the same container."""
    return _names("__properties_version1.0")


@refused("F001 zip", file="x.xls")
def container_of_nothing() -> bytes:
    """A header, a name, and zeros."""
    return _names("Workbook")


@refused("F001 zip", file="x.xls")
def sectors_in_a_circle() -> bytes:
    """An allocation table whose chains never end."""
    data = bytearray((FIXTURES / "tidy.xls").read_bytes())
    data[512:1024] = b"\0\0\0\0" * 128
    return bytes(data)


@refused("F001 ole", "F003 ole", file="x.xls")
def cut_off_xls() -> bytes:
    """A quarter of an old workbook, without the list of what is in it."""
    data = (FIXTURES / "tidy.xls").read_bytes()
    return data[: len(data) // 4]


@refused("F001 zip", file="x.xlsb")
def record_without_end() -> bytes:
    """A binary sheet whose first record claims four gigabytes."""
    return pack({"xl/workbook.bin": b"\x83\x01\xff\xff\xff\x7f", "[Content_Types].xml": "<Types/>"})


@read(VALUE, say=["F007 xlsb"], file="x.xlsb")
def sound_xlsb() -> bytes:
    """So that the others are not refused for nothing."""
    return xlsb(_ROWS)


@read(VALUE, say=["F007 ods"], file="x.ods")
def sound_ods() -> bytes:
    """The same for an open document."""
    return ods(_ROWS)


@refused("F001 zip", file="x.ods")
def repeated_without_end() -> bytes:
    """A few bytes that ask for a billion rows of a thousand columns."""
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    return ods(_ROWS, "{}" + f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


@refused("F005 unpacked", file="x.ods")
def bomb_in_ods() -> bytes:
    """300 MB of blanks."""
    return pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": b" " * (300 << 20)})
