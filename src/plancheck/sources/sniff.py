"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

from enum import StrEnum

from plancheck.sources.limits import RefusedError

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_NAMES = (".csv", ".tsv", ".txt")
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xltx", ".xltm")


class Content(StrEnum):
    """What can be read here."""

    WORKBOOK = "workbook"
    TEXT = "text"

    def fits(self, name: str) -> bool:
        """The name's ending says the same."""
        return name.lower().endswith(_TEXT_NAMES if self is Content.TEXT else _WORKBOOK_NAMES)


def sniff(data: bytes) -> Content:
    """The kind of content. Refused F001 (empty, another format), F002 (encrypted), F003 (a web page), F007 (.xls)."""
    if not data.strip():
        raise RefusedError("F001", "empty", seen="")
    if data.startswith(_ZIP):
        return Content.WORKBOOK
    if data.startswith(_OLE):
        raise RefusedError("F002", "password") if _encrypted(data) else RefusedError("F007", "xls", seen="")
    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower().replace(b"\0", b"")
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<body", b"<meta")):
        raise RefusedError("F003", "html", seen="")
    if head.startswith(b"<?xml"):
        raise RefusedError("F003", "html" if b"<html" in head else "xml", seen="")
    if head.startswith((b"%pdf", b"{\\rtf", b"\x89png", b"par1", b"7z\xbc\xaf", b"rar!", b"\x1f\x8b")):
        raise RefusedError("F001", "format", seen="")
    return Content.TEXT


def _encrypted(data: bytes) -> bool:
    """A workbook with a password is an OLE container with these two streams."""
    return any(name.encode("utf-16-le") in data for name in ("EncryptedPackage", "EncryptionInfo"))
