"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

from plancheck.sources.limits import RefusedError

TEXT, WORKBOOK, HTML = "text", "workbook", "html"
LEGACY = ("xls", "xlsb", "ods")
"""Formats that are read with the help of another reader, which tells less."""

_SUFFIXES = {
    TEXT: (".csv", ".tsv", ".txt"),
    WORKBOOK: (".xlsx", ".xlsm", ".xltx", ".xltm", ".et"),
    "xls": (".xls", ".et"),
    "xlsb": (".xlsb",),
    "ods": (".ods",),
    "parquet": (".parquet",),
    "fods": (".fods", ".xml"),
    "xml2003": (".xml",),
}
"""The endings that say what is inside. A format without one is misnamed under every ending that a table has."""

_FORMATS = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"PAR1": "parquet",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
    b"\x1f\x8b": "archive",
}
_WEB = (b"<!doctype html", b"<html", b"<head", b"<table", b"<body", b"<meta")


def sniff(data: bytes) -> str:
    """`TEXT`, `HTML`, `WORKBOOK` (any zip container), xls, or the name of a format that is not read."""
    if data.startswith(b"PK\x03\x04"):
        return WORKBOOK
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _in_ole(data)
    for magic, name in _FORMATS.items():
        if data.startswith(magic):
            return name
    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if head.startswith(_WEB) or (head.startswith(b"<?xml") and b"<html" in head):
        return HTML
    return _in_xml(head) if head.startswith(b"<?xml") else TEXT


def readable(data: bytes) -> str:
    """`TEXT`, `HTML`, `WORKBOOK` or xls. F002 for a workbook with a password, F001 for every other format and for
    nothing."""
    if not data or data.isspace():
        raise RefusedError("F001", "empty")
    content = sniff(data)
    if content == "encrypted":
        raise RefusedError("F002", "password")
    if content not in (TEXT, HTML, WORKBOOK, "xls"):
        raise RefusedError("F001", content)
    return content


def misnamed(content: str, name: str) -> bool:
    """The ending of the name promises something else than the content."""
    formats = (*_SUFFIXES, *_FORMATS.values(), HTML, "xml", "docx", "pptx", "ole")
    return content in formats and not name.lower().endswith(_SUFFIXES.get(content, ("\0",)))


def _in_xml(head: bytes) -> str:
    """A workbook written as one XML file, flat ODS or that of Excel 2003, or any other XML."""
    if b"urn:oasis:names:tc:opendocument" in head and b"<office:document" in head:
        return "fods"
    return "xml2003" if b"urn:schemas-microsoft-com:office:spreadsheet" in head else "xml"


def _in_ole(data: bytes) -> str:
    """An OLE container by the names of its streams: encrypted, xls, or ole for documents, mails and other things."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        return "encrypted"
    return "xls" if has("Workbook") or has("Book") else "ole"
