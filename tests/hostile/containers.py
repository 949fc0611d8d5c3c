"""Attacks on the zip container of a workbook."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from tests.hostile.attack import read, refused
from tests.hostile.books import SHEET, VALUE, WORKBOOK, added, book, directory, patched, rows, zipped
from tests.sources.workbooks import pack, parts

_ENTRY_SIZES = 20  # compressed and unpacked size in a central entry, 4 bytes each
_METHOD, _FLAGS, _CRC = 10, 8, 16
_LOCAL_METHOD, _LOCAL_FLAGS = 8, 6


@refused("F005 unpacked", heavy=True)
def bomb_of_ratio() -> bytes:
    """300 KB that unpack to 300 MB of blanks inside the sheet."""
    named: dict[str, str | bytes] = dict(parts(rows()))
    named[SHEET] = parts(rows())[SHEET].encode().replace(b"</sheetData>", b" " * (300 << 20) + b"</sheetData>")
    return pack(named)


@refused("F006 parts")
def bomb_of_many_entries() -> bytes:
    """A directory of 10,001 entries, each of which costs something before a byte is unpacked."""
    return zipped([(f"{at}.xml", b"") for at in range(10_001)])


@read(VALUE)
def bomb_inside_a_part_nobody_needs() -> bytes:
    """A bomb among the pictures is never unpacked."""
    return added({"xl/media/image1.png": b"\0" * (300 << 20)})


@read(VALUE)
def nested_container() -> bytes:
    """A zip within the zip stays one unread part."""
    return added({"xl/embeddings/nested.xlsx": book()})


@refused("F006 overlap")
def overlapping_entries() -> bytes:
    """Two entries that share their bytes: how a small file unpacks to very much, and reads in two ways."""
    data = book()
    start, _ = directory(data)
    first = data.index(b"xl/workbook.xml", start) - 46
    second = data.index(b"_rels/.rels", start) - 46
    made = bytearray(data)
    made[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(made)


@refused("F006 overlap")
def quoted_local_header() -> bytes:
    """An entry whose stored bytes hold the local header of the next one, as in the bombs without recursion."""
    inner = book()
    start, _ = directory(inner)
    quoted = inner[:start]
    name = b"quote.xml"
    head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 33, zlib.crc32(quoted), len(quoted), len(quoted), 9, 0)
    shift = len(head) + len(name)
    entry = struct.pack(
        "<IHHHHHHIIIHHHHHII",
        *(0x02014B50, 20, 20, 0, 0, 0, 33, zlib.crc32(quoted), len(quoted), len(quoted), 9, 0, 0, 0, 0, 0, 0),
    )
    entries, at = bytearray(inner[start : inner.rindex(b"PK\x05\x06")]), 0
    while at < len(entries):
        offset, *_ = struct.unpack_from("<I", entries, at + 42)
        struct.pack_into("<I", entries, at + 42, offset + shift)
        at += 46 + sum(struct.unpack_from("<HHH", entries, at + 28))
    central = entry + name + bytes(entries)
    count = 1 + len(parts())
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(central), shift + len(quoted), 0)
    return head + name + quoted + central + end


@refused("F006 overlap")
def two_containers_in_a_row() -> bytes:
    """Two workbooks glued together: some programs read the first, others the last."""
    return book() + book()


@refused("F001 zip")
def size_that_says_less() -> bytes:
    """A directory that says a part is shorter than it is, so that a check of sizes passes."""
    return patched(book(), SHEET, _ENTRY_SIZES + 4, struct.pack("<I", 10))


@refused("F006 overlap")
def size_that_says_more() -> bytes:
    """A directory that promises four gigabytes and has a few bytes."""
    return patched(book(), SHEET, _ENTRY_SIZES, struct.pack("<II", 0xFFFFFFF0, 0xFFFFFFF0))


@refused("F001 zip")
def wrong_checksum() -> bytes:
    """A part whose bytes are not those that were packed."""
    return patched(book(), SHEET, _CRC, b"\0\0\0\0")


@refused("F001 zip")
def unknown_compression() -> bytes:
    """A way of packing that nobody knows."""
    return patched(book(), SHEET, _METHOD, b"\x63\0", local=_LOCAL_METHOD)


def _packed_by(method: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts(rows()).items():
            container.writestr(name, content, method if name == SHEET else zipfile.ZIP_DEFLATED)
    return file.getvalue()


@refused("F001 zip")
def packed_by_bzip2() -> bytes:
    """No spreadsheet program packs this way, and a few bytes of it unpack to gigabytes in one step."""
    return _packed_by(zipfile.ZIP_BZIP2)


@refused("F001 zip")
def packed_by_lzma() -> bytes:
    """As above; its header may ask for any amount of memory."""
    return _packed_by(zipfile.ZIP_LZMA)


@refused("F001 zip")
def damaged_lzma() -> bytes:
    """Its errors are of a kind of their own."""
    return _packed_by(zipfile.ZIP_LZMA).replace(b"\x09\x04\x05\x00\x5d", b"\x09\x04\x05\x00\xff")


@refused("F002 password")
def encrypted_entry() -> bytes:
    """The sheet alone is locked with a password."""
    return patched(book(), SHEET, _FLAGS, b"\x01\0", local=_LOCAL_FLAGS)


@refused("F001 zip")
def names_that_disagree() -> bytes:
    """The local header names another part than the directory."""
    data = bytearray(book())
    data[data.index(SHEET.encode()) + 3] ^= 1
    return bytes(data)


@refused("F006 overlap")
def offset_beyond_the_file() -> bytes:
    """A part that begins where there is no file any more."""
    return patched(book(), SHEET, 42, struct.pack("<I", 0xFFFFFF00))


@refused("F006 overlap")
def huge_offsets_in_64_bits() -> bytes:
    """A part at a place that no machine can address."""
    data = patched(book(), SHEET, 42, struct.pack("<I", 0xFFFFFFFF))
    start, size = directory(data)
    at = data.index(SHEET.encode(), start) - 46
    extra = struct.pack("<HHQ", 1, 8, 0xFFFFFFFFFFFFFFF0)
    name_end = at + 46 + len(SHEET)
    made = bytearray(data[:name_end] + extra + data[name_end:])
    struct.pack_into("<H", made, at + 30, len(extra))
    end = made.rindex(b"PK\x05\x06")
    struct.pack_into("<I", made, end + 12, size + len(extra))
    return bytes(made)


@refused("F006 duplicate_part")
def same_part_twice() -> bytes:
    """Some programs read the first, others the last."""
    return pack(parts(rows()), (SHEET, parts()[SHEET]))


@refused("F006 duplicate_part")
def part_in_two_cases() -> bytes:
    """SHEET1.XML beside sheet1.xml: one file for some programs, two for others."""
    return pack(parts(rows()), (SHEET.upper(), parts()[SHEET]))


@refused("F006 duplicate_part")
def part_under_two_spellings() -> bytes:
    """The same part with a dot, a doubled slash or a way up and down in its path."""
    return pack(parts(rows()), ("xl/worksheets/../worksheets/./sheet1.xml", "<x/>"))


@refused("F006 duplicate_part")
def part_with_backslashes() -> bytes:
    """The same part with the separators of another system."""
    return pack(parts(rows()), (SHEET.replace("/", "\\"), "<x/>"))


@refused("F006 duplicate_part")
def part_with_a_zero_byte() -> bytes:
    """A name that ends early for whoever reads it as C does."""
    data = pack(parts(rows()), (SHEET + "-.png", "<x/>"))
    return data.replace(SHEET.encode() + b"-.png", SHEET.encode() + b"\0.png")


@read(VALUE)
def parts_that_lead_out() -> bytes:
    """Names that would be written outside a folder if anything were ever unpacked to disk."""
    return added({"../../evil.xml": "x", "/etc/passwd": "x", "C:\\evil.xml": "x", "..\\..\\evil": "x"})


@refused("F001 no_workbook")
def no_parts_at_all() -> bytes:
    """A container with nothing that could be a workbook."""
    return zipped([("readme.txt", b"hello")])


@refused("F001 zip")
def only_the_beginning() -> bytes:
    """Every workbook that was cut off while it was copied."""
    return book()[:200]


@refused("F001 zip")
def without_a_directory() -> bytes:
    """All parts, and no directory of them."""
    data = book()
    return data[: directory(data)[0]]


@read(VALUE)
def comment_longer_than_the_file() -> bytes:
    """An end record that promises a comment that is not there; every part is, and has its checksum."""
    data = bytearray(book())
    data[-2:] = b"\xff\xff"
    return bytes(data)


@read(VALUE)
def comment_that_looks_like_an_end() -> bytes:
    """A comment of another program, of any length, is none of our business."""
    data = bytearray(book())
    comment = b"made by a program"
    data[-2:] = struct.pack("<H", len(comment))
    return bytes(data) + comment


@read(VALUE)
def many_disks() -> bytes:
    """A file that calls itself the second volume of several, and is whole."""
    data = bytearray(book())
    end = data.rindex(b"PK\x05\x06")
    data[end + 4 : end + 8] = b"\x01\0\x01\0"
    return bytes(data)


@refused("F001 missing_part")
def sheet_that_is_not_there() -> bytes:
    """A workbook that names a part it does not have."""
    named = parts()
    del named[SHEET]
    return pack(named)


@refused("F001 xml")
def folder_in_place_of_a_part() -> bytes:
    """The workbook part is an empty folder."""
    named = parts()
    del named[WORKBOOK]
    return pack({**named, WORKBOOK + "/": ""})
