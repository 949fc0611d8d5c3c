"""Comments of a sheet: ours are added after what others wrote, and ours of an earlier round are taken away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from plancheck.model.frozen import frozen, frozen_often
from plancheck.reports.annotated_sheet import Place
from plancheck.reports.annotated_xml import Edits, Tag, UneditableError, children, exact, tags, xml
from plancheck.sources.grid import column_name
from plancheck.sources.xlsx_sheet import address

HEADS = {"zh": "【plancheck 校验】", "en": "[plancheck]"}
"""The first line of what we write into a comment."""
AUTHOR = "plancheck"
_OURS = re.compile(
    rf"(?:\A|\n)(?:{'|'.join(map(re.escape, HEADS.values()))})(?=\n|\Z)(?:\n(?:[A-Z]\d{{3}} |\.\.\. )[^\n]*)*"
)
_NEW = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="%b"><authors/><commentList/></comments>'
)


@frozen
class Notes:
    """The comments part as it is now; the cells that need a shape, and those whose shape has nothing to show."""

    content: bytes
    added: tuple[Place, ...]
    removed: tuple[Place, ...]


@frozen_often
class _Run:
    """One piece of text of a comment: the element that holds it, where its character data stands, what it says."""

    holder: Tag
    start: int
    stop: int
    text: str


def annotate_notes(raw: bytes | None, space: str, wanted: Mapping[Place, Sequence[str]], lang: str) -> Notes | None:
    """Our lines on every wanted cell, and nowhere else; None where nothing has to change."""
    raw = _NEW % space.encode() if raw is None else raw
    found = tags(raw)
    sections = {tag.name: tag for tag in children(found, found[0])}
    if "authors" not in sections or "commentList" not in sections:
        raise UneditableError("comments")
    edits = Edits(raw)
    listed = list(children(found, sections["commentList"]))
    there, removed = set(), []
    for comment in listed:
        place = _place(comment)
        there.add(place)
        if not _renew(edits, found, comment, _lines(wanted.get(place), lang)):
            removed.append(place)
    new = {place: lines for place, lines in sorted(wanted.items()) if place not in there}
    if new:
        authors = list(children(found, sections["authors"]))
        edits.extend(sections["authors"], b"<%bauthor>%b</%bauthor>" % (p := found[0].prefix, xml(AUTHOR), p))
        made = b"".join(_comment(p, place, len(authors), _lines(lines, lang)) for place, lines in new.items())
        edits.extend(sections["commentList"], made)
    return Notes(edits.applied(), tuple(new), tuple(removed)) if edits else None


def places(raw: bytes) -> list[Place]:
    """Every cell that has a comment."""
    return [_place(tag) for tag in tags(raw) if tag.name == "comment"]


def _place(comment: Tag) -> Place:
    return address(comment.attributes.get("ref", ""), "")


def _lines(lines: Sequence[str] | None, lang: str) -> bytes:
    return b"\n".join((xml(HEADS[lang]), *map(xml, lines))) if lines else b""


def _renew(edits: Edits, found: list[Tag], comment: Tag, ours: bytes) -> bool:
    """Take our old lines out of a comment and put the new ones at its end; False when nothing is left of it."""
    inside = [tag for tag in found if comment.start <= tag.start < comment.stop]
    text = next((tag for tag in inside if tag.name == "text"), None)
    if text is None:
        raise UneditableError("comments")
    runs = [_run(edits.raw, tag, found[tag.above]) for tag in inside if tag.name == "t" and tag.start < text.stop]
    whole = "".join(run.text for run in runs)
    kept = _OURS.sub("", whole)
    if kept != whole and not kept.strip():
        new = _written(comment.prefix, ours)
        edits.replace(*((text.inner, text.outer, new) if ours else (comment.start, comment.stop, b"")))
        return bool(ours)
    if kept != whole:
        _strike(edits, runs, [found.span() for found in _OURS.finditer(whole)])
    if ours:
        edits.extend(text, _written(comment.prefix, (b"\n" if kept.strip() else b"") + ours))
    return True


def _run(raw: bytes, tag: Tag, above: Tag) -> _Run:
    data = raw[tag.inner : tag.outer]
    return _Run(
        above if above.name == "r" else tag,
        tag.inner,
        tag.outer,
        ElementTree.fromstring(b"<t>" + data + b"</t>").text or "",
    )


def _strike(edits: Edits, runs: Sequence[_Run], spans: Sequence[tuple[int, int]]) -> None:
    """Take character ranges of the whole text out of the runs that hold them."""
    at = 0
    for run in runs:
        kept = "".join(
            char for i, char in enumerate(run.text, at) if not any(start <= i < stop for start, stop in spans)
        )
        at += len(run.text)
        if kept != run.text and not kept:
            edits.replace(run.holder.start, run.holder.stop, b"")
        elif kept != run.text:
            edits.replace(run.start, run.stop, exact(kept))


def _written(prefix: bytes, text: bytes) -> bytes:
    p = prefix
    font = b'<%brPr><%bsz val="9"/><%brFont val="Microsoft YaHei"/></%brPr>' % (p, p, p, p)
    return b'<%br>%b<%bt xml:space="preserve">%b</%bt></%br>' % (p, font, p, text, p, p)


def _comment(prefix: bytes, place: Place, author: int, text: bytes) -> bytes:
    p, (row, column) = prefix, place
    at = f"{column_name(column)}{row}".encode()
    return b'<%bcomment ref="%b" authorId="%d"><%btext>%b</%btext></%bcomment>' % (
        p, at, author, p, _written(p, text), p, p,
    )  # fmt: skip
