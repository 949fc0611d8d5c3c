"""The first sheet of an annotated workbook: every finding, where it is, what to do, and what the copy lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from plancheck.messages import phrase, term
from plancheck.model.codes import ERROR, INFO, WARNING
from plancheck.model.frozen import frozen
from plancheck.reports.annotated_marks import Entry
from plancheck.reports.annotated_styles import HEAD, Styles
from plancheck.reports.annotated_xml import exact, xml
from plancheck.sources.own_list import TITLES

NAMES = {"zh": "错误清单", "en": "Findings"}
COLUMNS = ("place", "severity", "code", "message", "hint")
WIDTHS = (24, 10, 8, 56, 56)
MOST_ENTRIES = 60_000
"""Spreadsheet programs keep no more links than this on a sheet."""

_HEAD = (
    '<worksheet xmlns="{space}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<sheetViews><sheetView showGridLines="0" {selected}workbookViewId="0"><pane ySplit="{above}"'
    ' topLeftCell="A{next}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
)
_TAIL = (
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
)


@frozen
class Line:
    """A row of the list: texts from A on. `kind` is title, head, note or a severity; `entry` where it leads."""

    kind: str
    texts: tuple[str, ...]
    entry: Entry | None = None


def lines(lang: str, entries: Sequence[Entry], lost: Sequence[str]) -> list[Line]:
    """The rows of the list, from the first."""
    counts = Counter(entry.severity for entry in entries)
    counted = {severity: str(counts[severity]) for severity in (ERROR, WARNING, INFO)}
    made = [
        Line("title", (TITLES[lang],)),
        Line("note", (phrase(lang, "annotated.counts", **counted),)),
        Line("note", (term(lang, "annotated.how" if entries else "annotated.nothing"),)),
    ]
    if lost:
        made.append(Line("note", (term(lang, "annotated.lost.see"),)))
    made.append(Line("head", tuple(term(lang, f"annotated.{column}") for column in COLUMNS)))
    for entry in entries[:MOST_ENTRIES]:
        severity = term(lang, f"severity.{entry.severity}")
        texts = (entry.place, severity, entry.code, entry.message, entry.hint)
        made.append(Line(entry.severity, texts, entry))
    if lost:
        made += [Line("note", ()), Line("head", (term(lang, "annotated.lost"),))]
        made += [Line("note", (text,)) for text in lost]
    return made


def beyond(lang: str, entries: Sequence[Entry]) -> Iterator[str]:
    """That the list does not hold them all."""
    if len(entries) > MOST_ENTRIES:
        yield phrase(lang, "annotated.lost.entries", count=str(len(entries) - MOST_ENTRIES))


def location(entry: Entry) -> str:
    """The cell as a link names it."""
    return "'" + (entry.sheet or "").replace("'", "''") + f"'!{entry.cell}"


def list_part(made: Sequence[Line], styles: Styles, space: str, selected: bool) -> bytes:
    """The list as a worksheet part, all of it text."""
    looks = _looks(styles)
    above = next(i for i, line in enumerate(made, 1) if line.kind == "head" and len(line.texts) > 1)
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, width in enumerate(WIDTHS, 1)
    )
    chosen = 'tabSelected="1" ' if selected else ""
    head = _HEAD.format(space=space, selected=chosen, above=above, next=above + 1, columns=columns)
    rows = b"".join(_row(number, line, looks) for number, line in enumerate(made, 1))
    links = b"".join(
        b'<hyperlink ref="A%d" location="%b" display="%b"/>' % (number, exact(location(line.entry)), xml(line.texts[0]))
        for number, line in enumerate(made, 1)
        if line.entry is not None and line.entry.cell is not None
    )
    linked = b"<hyperlinks>" + links + b"</hyperlinks>" if links else b""
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n%b%b</sheetData>%b%b' % (
        head.encode(), rows, linked, _TAIL.encode(),
    )  # fmt: skip


def _looks(styles: Styles) -> dict[str, int]:
    """Styles by kind of row; those of links by `link`."""
    plain, strong = '<sz val="10"/>', '<b/><sz val="10"/>'
    looks = {severity: styles.plain(plain, severity) for severity in (ERROR, WARNING, INFO)}
    title = styles.plain('<b/><sz val="14"/>', wrap=False)
    link = styles.plain('<u/><sz val="10"/><color rgb="FF0563C1"/>')
    return looks | {
        "title": title,
        "head": styles.plain(strong, HEAD),
        "note": styles.plain(plain, wrap=False),
        "text": styles.plain(plain),
        "link": link,
    }


def _row(number: int, line: Line, looks: dict[str, int]) -> bytes:
    cells = []
    for column, text in zip("ABCDE", line.texts, strict=False):
        if line.entry is None:
            look = looks[line.kind]
        elif column == "A":
            look = looks["link" if line.entry.cell else "text"]
        else:
            look = looks[line.kind if column == "B" else "text"]
        cell = b'<c r="%b%d" s="%d" t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>'
        cells.append(cell % (column.encode(), number, look, xml(text)))
    tall = b' ht="24" customHeight="1"' if line.kind == "title" else b""
    return b'<row r="%d"%b>%b</row>' % (number, tall, b"".join(cells))
