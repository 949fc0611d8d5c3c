"""Attacks on the XML of a workbook's parts."""

from __future__ import annotations

from tests.hostile.attack import Attack, read, refused
from tests.hostile.books import HEAD, LINKS, SHEET, VALUE, WORKBOOK, added, book, changed, linked, row, rows, text
from tests.sources.workbooks import MAIN, STRICT

_BOMB = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
DOCTYPES = {
    "billion_laughs": f'<!DOCTYPE x [<!ENTITY a "ha">{_BOMB}]>',
    "external_file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "external_address": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]>',
    "parameter_entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
    "external_subset": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "harmless_looking": "<!DOCTYPE x>",
}
STYLES = f'<styleSheet xmlns="{MAIN}"/>'
STRINGS = f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>'
PARTS = ("_rels/.rels", WORKBOOK, LINKS, SHEET, "xl/styles.xml", "xl/sharedStrings.xml")


def _with_doctype(part: str, doctype: str) -> bytes:
    if part == "xl/styles.xml":
        return linked("styles", "styles.xml", doctype + STYLES)
    if part == "xl/sharedStrings.xml":
        return linked("sharedStrings", "sharedStrings.xml", doctype + STRINGS)
    return changed(part, lambda was: doctype + was)


def doctypes() -> list[Attack]:
    """Every kind of document type in every part that is read."""
    return [
        Attack(
            f"doctype_{name}_in_{part.rpartition('/')[2]}",
            "A document type can define entities that grow without end or fetch what lies elsewhere.",
            lambda part=part, doctype=doctype: _with_doctype(part, doctype),  # type: ignore[misc]
            "x.xlsx",
            findings=("F006 dtd",),
        )
        for part in PARTS
        for name, doctype in DOCTYPES.items()
        if part == SHEET or name in ("billion_laughs", "external_file")
    ]


@refused("F001 xml")
def entity_that_nobody_defined() -> bytes:
    """A reference without a definition is no text."""
    return book(rows(text("&boom;")))


@read(VALUE)
def document_type_in_a_part_nobody_reads() -> bytes:
    """What is not parsed cannot do anything."""
    return added({"docProps/core.xml": DOCTYPES["billion_laughs"] + "<x>&i;</x>"})


@read(VALUE)
def deep_nesting() -> bytes:
    """100,000 elements inside each other: no reader may put each on its own stack."""
    return book(rows() + "<x>" * 100_000 + "</x>" * 100_000)


@refused("F001 xml")
def deep_nesting_never_closed() -> bytes:
    """The same without the ends."""
    return book(rows() + "<x>" * 100_000)


@refused("F005 token")
def attribute_of_forty_megabytes() -> bytes:
    """A parser that starts the same unfinished tag again at every piece needs hours for this."""
    return book(f'<row r="1" x="{"a" * (40 << 20)}"/>' + rows())


@refused("F005 token")
def comment_of_forty_megabytes() -> bytes:
    """The same with a comment."""
    return book(f"<!--{'a' * (40 << 20)}-->" + rows())


@refused("F005 token")
def name_of_forty_megabytes() -> bytes:
    """The same with the name of an element."""
    return book(f"<{'a' * (40 << 20)}/>" + rows())


@read(VALUE)
def many_attributes() -> bytes:
    """20,000 attributes on one element, which some parsers compare each with each."""
    return book('<x:y xmlns:x="urn:x" ' + " ".join(f'a{at}=""' for at in range(20_000)) + "/>" + rows())


@refused("F001 xml")
def attribute_twice() -> bytes:
    """Which of the two would count?"""
    return book('<row r="1" r="2"/>')


@read(VALUE)
def many_namespaces() -> bytes:
    """Prefixes for every element."""
    return book("".join(f'<a{at}:x xmlns:a{at}="urn:{at}"/>' for at in range(20_000)) + rows())


@read(VALUE)
def prefix_on_every_element() -> bytes:
    """The names of elements depend on their namespace, never on their prefix."""
    return changed(SHEET, lambda was: was.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x="))


@refused("S102")
def elements_of_another_namespace() -> bytes:
    """What only looks like cells is none; the sheet holds nothing but a stray note."""
    return book(f'<row r="1">{text("说明")}</row><o:row xmlns:o="urn:o" r="2"><o:c><o:v>1</o:v></o:c></o:row>')


@read(VALUE)
def instructions_to_other_programs() -> bytes:
    """Processing instructions and style sheets are no one's business here."""
    return changed(SHEET, lambda was: '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><?php system("id") ?>' + was)


@read(VALUE)
def inclusion_of_another_file() -> bytes:
    """XInclude is not carried out."""
    return book('<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>' + rows())


@read("R1.1 2026-Q1 !C203", say=["C203"])
def text_in_sections_not_parsed() -> bytes:
    """CDATA is text like any other."""
    return book(rows(text("<![CDATA[<script>&lt;]]>")))


@read(VALUE)
def parts_in_utf16() -> bytes:
    """XML may be UTF-16, with a mark."""
    return changed(SHEET, lambda was: ('<?xml version="1.0" encoding="UTF-16"?>' + was).encode("utf-16"))


@refused("F001 xml")
def declared_wrongly() -> bytes:
    """UTF-8 that calls itself UTF-16."""
    return changed(SHEET, lambda was: '<?xml version="1.0" encoding="UTF-16"?>' + was)


def encodings() -> list[Attack]:
    """XML in a workbook is UTF-8 or UTF-16; a declaration of anything else is an attempt to reach a decoder."""
    names = ("GB18030", "UTF-7", "UTF-32", "hex", "idna", "punycode", "rot13", "unicode_escape", "no-such", "x" * 5000)
    return [
        Attack(
            f"declared_as_{name[:20]}",
            encodings.__doc__ or "",
            lambda name=name: changed(SHEET, lambda was: f'<?xml version="1.0" encoding="{name}"?>' + was),  # type: ignore[misc]
            "x.xlsx",
            findings=("F001 xml",),
        )
        for name in names
    ]


@refused("F001 xml")
def bytes_that_are_no_utf8() -> bytes:
    """Overlong forms and halves of characters."""
    return changed(SHEET, lambda was: was.encode().replace(b"R1.1", b"R1.\xc0\xb1"))


@refused("F001 xml")
def half_a_surrogate() -> bytes:
    """A character that is none."""
    return book(rows(text("&#xD800;")))


@refused("F001 xml")
def control_character_by_number() -> bytes:
    """XML forbids what terminals obey."""
    return book(rows(text("&#27;[31m")))


@refused("F001 xml")
def zero_byte_in_the_markup() -> bytes:
    """A zero byte ends nothing."""
    return changed(SHEET, lambda was: was.replace("R1.1", "R1.1\0"))


@refused("F001 xml")
def two_roots() -> bytes:
    """A second document after the first."""
    return changed(SHEET, lambda was: was + was)


@refused("F001 xml")
def empty_part() -> bytes:
    """Nothing where a sheet should be."""
    return changed(SHEET, lambda _: "")


def cut_off() -> list[Attack]:
    """Each part that is read, cut off in its middle: not one value of such a workbook is used."""
    return [
        Attack(
            f"cut_off_{part.rpartition('/')[2]}",
            cut_off.__doc__ or "",
            lambda part=part: changed(part, lambda was: was[: len(was) * 2 // 3]),  # type: ignore[misc]
            "x.xlsx",
            findings=("F001 xml",),
        )
        for part in PARTS[:4]
    ]


@read(VALUE)
def strict_form() -> bytes:
    """The namespaces of the Strict variant."""
    return book(main=STRICT, links="http://purl.oclc.org/ooxml/officeDocument/relationships")


@refused("F006 duplicate_cell")
def alternatives_that_both_hold_cells() -> bytes:
    """A choice and its fallback: which one a program takes depends on the program."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    cell = '<c r="A3"><v>1</v></c>'
    choice = f"<m:Choice>{cell}</m:Choice><m:Fallback>{cell}</m:Fallback>"
    return book(rows() + f'<row r="3"><m:AlternateContent xmlns:m="{mc}">{choice}</m:AlternateContent></row>')


@read(VALUE, "R1.1 2026-Q2 5")
def rows_outside_of_the_data() -> bytes:
    """A second block of rows belongs to the sheet too, and is not passed over."""
    return book(rows(), after=f"<sheetData>{row(3, '<c><v>5</v></c>', period='2026-Q2')}</sheetData>")


@refused("F005 elements", heavy=True)
def elements_without_end() -> bytes:
    """Elements that mean nothing and never end."""
    return book(HEAD + "<x/>" * 11_000_000)
