"""Attacks by single cells: numbers and days that are none, or that cost more than they should."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.hostile.attack import Attack
from tests.hostile.books import HEAD, WORKBOOK, book, linked, rows, text
from tests.sources.workbooks import MAIN, pack

STORED: Mapping[str, tuple[str, str]] = {
    "beyond_all_numbers": ("1e400", "!C216"),
    "next_to_nothing": ("1e-400", "!C216"),
    "largest": ("1.7976931348623157E308", "179769313486232" + "0" * 294),
    "not_a_number": ("NaN", "!C216"),
    "signalling_nan": ("sNaN123", "!C216"),
    "infinite": ("INF", "!C216"),
    "infinity": ("-Infinity", "!C216"),
    "hexadecimal": ("0x10", "!C216"),
    "underscore": ("1_000", "!C216"),
    "other_digits": ("١٢", "!C216"),
    "full_width_digits": ("１２", "!C216"),
    "two_points": ("1.2.3", "!C216"),
    "comma": ("1,234", "!C216"),
    "negative_zero": ("-0", "0"),
    "negative_zero_fraction": ("-0.0", "0.0"),
    "exponent_without_end": ("1e" + "9" * 1000, "!C216"),
    "a_million_digits": ("9" * 1_000_000, "!C216"),
    "a_million_decimals": ("0." + "1" * 1_000_000, "!C216"),
    "fifteen_digits": ("0.30000000000000004", "0.3"),
    "plus": ("+5", "5"),
    "formula_as_number": ("=1+1", "!C216"),
}
"""What a number cell may hold, and what it is read as in the unit 个."""

WRITTEN: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "huge_exponent": ("1e999999999", "!C203", ("C203",)),
    "exponent": ("1.2E+5", "!C203", ("C203",)),
    "hexadecimal": ("0x10", "!C216", ("C216",)),
    "not_a_number": ("NaN", "!C202", ("C202",)),
    "infinite": ("inf", "!C216", ("C216",)),
    "a_thousand_digits": ("9" * 1000, "!C216", ("C216",)),
    "sixty_four_digits": ("9" * 64, "9" * 64, ()),
    "underscore": ("1_000", "!C216", ("C216",)),
    "other_digits": ("١٢", "!C216", ("C216",)),
    "circled_digits": ("①②", "!C216", ("C216",)),
    "superscript": ("2²", "!C213", ("C213",)),
    "negative_zero": ("-0", "0", ()),
    "right_to_left": ("\u202e007", "!C216", ("C216",)),
    "bell": ("7\a", "!C216", ("C216",)),
    "escape": ("\x1b[31m7", "!C216", ("C216",)),
    "eight_bit_escape": ("\x9b31m7", "!C216", ("C216",)),
    "next_line": ("7\x85", "7", ("C214",)),
    "vertical_tab": ("7\x0b", "7", ("C214",)),
    "zero_width": ("7\u200b", "7", ("C214",)),
    "invisible_joiner_inside": ("7\u200d0", "70", ("C214",)),
    "soft_hyphen": ("7\xad0", "!C216", ("C216",)),
    "formula": ("=1+1", "!C216", ("C216",)),
    "plus_formula": ("+1+1", "!C203", ("C203",)),
    "command": ("=cmd|'/c calc'!A0", "!C216", ("C216",)),
    "markup": ("[red]7[/red]", "!C216", ("C216",)),
    "annotation": ("7\n::error::x", "!C216", ("C216",)),
    "a_zillion": ("亿" * 60, "!C216", ("C216",)),
    "words_without_end": ("一百" * 30, "!C216", ("C216",)),
}
"""What a text cell may hold in a CSV, what it is read as, and what is said."""


def numbers() -> list[Attack]:
    """A number cell is read to its fifteen digits or not at all."""
    return [
        Attack(
            f"stored_{name}",
            numbers.__doc__ or "",
            lambda stored=stored: book(rows(f"<c><v>{stored}</v></c>")),  # type: ignore[misc]
            "x.xlsx",
            (f"R1.1 2026-Q1 {value}",),
            ("C216",) if value.startswith("!") else (),
        )
        for name, (stored, value) in STORED.items()
    ]


def written() -> list[Attack]:
    """A text cell is a number in the one grammar or it is refused with the reason."""
    return [
        Attack(
            f"written_{name}",
            written.__doc__ or "",
            lambda said=said: f'目标编号,期间,数值\nR1.1,2026-Q1,"{said}"\n'.encode(),  # type: ignore[misc]
            "x.csv",
            (f"R1.1 2026-Q1 {value}",),
            codes,
        )
        for name, (said, value, codes) in WRITTEN.items()
    ]


DAYS: Mapping[str, tuple[str, bool, str]] = {
    "before_the_first": ("0", False, "!C209"),
    "first": ("1", False, "1900-01-01"),
    "that_never_was": ("60", False, "!C209"),
    "after_it": ("61", False, "1900-03-01"),
    "last": ("2958465", False, "9999-12-31"),
    "after_the_last": ("2958466", False, "!C209"),
    "beyond_the_calendar": ("1e9", False, "!C209"),
    "negative": ("-1", False, "!C209"),
    "no_number": ("NaN", False, "!C209"),
    "without_end": ("9" * 100_000, False, "!C209"),
    "of_1904": ("0", True, "1904-01-01"),
    "last_of_1904": ("2957003", True, "9999-12-31"),
    "after_the_last_of_1904": ("2957004", True, "!C209"),
}
"""Serial numbers shown as days, whether the workbook counts from 1904, and the day."""


def _dated(serial: str, from_1904: bool) -> bytes:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    inside = f'{HEAD}<row r="2">{text("R1.2")}{text("")}<c s="1"><v>{serial}</v></c><c><v>95</v></c></row>'
    data = linked("styles", "styles.xml", styles, inside)
    return _in_1904(data) if from_1904 else data


def _in_1904(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        named: dict[str, str | bytes] = {name: container.read(name) for name in container.namelist()}
    was = named[WORKBOOK]
    assert isinstance(was, bytes)
    named[WORKBOOK] = was.replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    return pack(named)


def days() -> list[Attack]:
    """Serial days are those of the calendar, or refused."""
    return [
        Attack(
            f"day_{name}",
            days.__doc__ or "",
            lambda serial=serial, from_1904=from_1904: _dated(serial, from_1904),  # type: ignore[misc]
            "x.xlsx",
            (f"R1.2 {day} 95" if day[0] != "!" else f"R1.2 - {day}",),
            ("C209",) if day[0] == "!" else (),
        )
        for name, (serial, from_1904, day) in DAYS.items()
    ]
