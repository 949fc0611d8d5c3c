"""Cell styles of a marked workbook: every style in use keeps all it says and gets a fill that can be told and undone.

The fill that was there before is kept as the background colour of ours, which a solid fill does not show, so that a
later round can put it back.
"""

from __future__ import annotations

import re

from plancheck.model.codes import ERROR, INFO, WARNING
from plancheck.reports.annotated_xml import (
    Edits,
    UneditableError,
    attribute,
    attributes,
    children,
    exact,
    opening_end,
    retag,
    tags,
)

HEAD = "head"
FILLS = {ERROR: "FFFFC9CC", WARNING: "FFFFEBA3", INFO: "FFDAE9FA", HEAD: "FFE4E7EB"}
"""Opaque red, yellow and blue by severity, each a shade that no palette offers: ours can be told from others. `HEAD` is
for the list alone."""
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_ITEMS = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
_FIRST = {
    "fonts": (b"<%bfont/>",),
    "fills": (
        b'<%bfill><%bpatternFill patternType="none"/></%bfill>',
        b'<%bfill><%bpatternFill patternType="gray125"/></%bfill>',
    ),
    "borders": (b"<%bborder/>",),
    "cellXfs": (b'<%bxf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}  # fmt: skip
"""What every workbook has in front. Programs take the first two fills for granted, whatever a file says of them."""
_COLOUR = re.compile(rb"<(?:[\w.-]+:)?(fg|bg)Color((?:\s[^>]*?)?)\s*/?>")
_SOLID = re.compile(rb"patternType\s*=\s*[\"']solid[\"']")
_NEW = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="%b"/>'


class Styles:
    """The styles part, looked up and added to. `raw` is None where there is none; `space` is its name space; `kept`:
    the background colours are those that we left there."""

    def __init__(self, raw: bytes | None, space: str, kept: bool = True) -> None:
        self._kept = kept
        self._raw = _NEW % space.encode() if raw is None else raw
        self._tags = tags(self._raw)
        root = self._tags[0]
        if root.name != "styleSheet":
            raise UneditableError("styles")
        self._p = root.prefix
        self._sections = {tag.name: tag for tag in children(self._tags, root)}
        self._had = {name: self._items(name, item) for name, item in _ITEMS.items()}
        self._all = {name: list(items) for name, items in self._had.items()}
        for name, first in _FIRST.items():
            for pattern in first[len(self._all[name]) :]:
                self._all[name].append(pattern % ((self._p,) * pattern.count(b"%b")))
        self._alike = {_said(xf): at for at, xf in reversed(list(enumerate(self._all["cellXfs"])))}
        self._own = {number for number, fill in enumerate(self._had["fills"]) if _before(fill)[0]}

    def _items(self, section: str, item: str) -> list[bytes]:
        if section not in self._sections:
            return []
        inside = children(self._tags, self._sections[section])
        return [self._raw[tag.start : tag.stop] for tag in inside if tag.name == item]

    @property
    def annotated(self) -> bool:
        """An earlier round may have marked cells, or there are no styles that cells could mean."""
        return bool(self._own) or not self._had["cellXfs"]

    def is_stale(self, style: int) -> bool:
        """The style cannot stay on a cell without a mark: it has a fill of ours, or there is none of that number, and
        one that is added now would take its place."""
        return style >= max(len(self._had["cellXfs"]), 1) or self._is_own(style)

    def _is_own(self, style: int) -> bool:
        return style < len(self._had["cellXfs"]) and self._fill(self._had["cellXfs"][style]) in self._own

    def clean(self, style: int) -> int:
        """The style without our fill: with what it had before."""
        if not self._is_own(style):
            return style if style < max(len(self._had["cellXfs"]), 1) else 0
        xf = self._all["cellXfs"][style]
        before = _before(self._had["fills"][self._fill(xf)])[1] if self._kept else b""
        if not before:
            return self._styled(xf, 0, None)
        shown = (at for at, fill in enumerate(self._all["fills"]) if _foreground(fill) == before)
        found = next(shown, None)
        return self._styled(xf, self._solid(before, b' indexed="64"') if found is None else found, "1")

    def marked(self, style: int, severity: str) -> int:
        """The style, without an earlier mark of ours, with the fill of the severity."""
        xf = self._all["cellXfs"][self.clean(style)]
        return self._styled(xf, self._filled(severity, self._all["fills"][self._fill(xf)]), "1")

    def plain(self, font: str, severity: str = "", wrap: bool = True) -> int:
        """A style of ours for the list: text in a font (elements in front of its name), filled by severity."""
        p = self._p
        inside = font.replace("<", "<" + p.decode()).encode()
        written = b'<%bfont>%b<%bname val="Microsoft YaHei"/></%bfont>' % (p, inside, p, p)
        fill = self._filled(severity, b"") if severity else 0
        xf = b'<%bxf numFmtId="49" fontId="%d" fillId="%d" borderId="0"%b%b>%b</%bxf>'
        aligned = b'<%balignment vertical="top"%b/>' % (p, b' wrapText="1"' if wrap else b"")
        named = b' xfId="0"' if "cellStyleXfs" in self._sections else b""
        applied = b' applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"'
        return self._add("cellXfs", xf % (p, self._add("fonts", written), fill, named, applied, aligned, p))

    def _filled(self, severity: str, before: bytes) -> int:
        return self._solid(b' rgb="%b"' % exact(FILLS[severity]), _foreground(before) or b' indexed="64"')

    def _solid(self, shown: bytes, under: bytes) -> int:
        p = self._p
        fill = b'<%bfill><%bpatternFill patternType="solid"><%bfgColor%b/><%bbgColor%b/></%bpatternFill></%bfill>'
        return self._add("fills", fill % (p, p, p, shown, p, under, p, p))

    def _fill(self, xf: bytes) -> int:
        number = attribute(xf[: opening_end(xf, 0)], "fillId")
        return int(number) if number.isdigit() and int(number) < len(self._all["fills"]) else 0

    def _styled(self, xf: bytes, fill: int, applied: str | None) -> int:
        """The style with that fill: one that is there already and says the same, else a new one."""
        end = opening_end(xf, 0)
        made = retag(xf[:end], {"fillId": str(fill), "applyFill": applied}) + xf[end:]
        alike = self._alike.get(_said(made))
        return self._add("cellXfs", made) if alike is None else alike

    def _add(self, section: str, item: bytes) -> int:
        kept = self._all[section]
        if item not in kept:
            kept.append(item)
        at = kept.index(item)
        if section == "cellXfs":
            self._alike.setdefault(_said(item), at)
        return at

    def content(self) -> bytes:
        """The part with what was added."""
        edits = Edits(self._raw)
        last = b""
        for name, kept in self._all.items():
            new = b"".join(kept[len(self._had[name]) :])
            later = _ORDER[_ORDER.index(name) + 1 :]
            after = next((tag for tag in self._sections.values() if tag.name in later), None)
            section = b'<%b%b count="%d">%b</%b%b>' % (self._p, name.encode(), len(kept), new, self._p, name.encode())
            if new and name in self._sections:
                edits.extend(self._sections[name], new, count=str(len(kept)))
            elif new and after is not None:
                edits.insert(after.start, section)
            elif new:
                last += section
        if last:
            edits.extend(self._tags[0], last)
        return edits.applied()


def _foreground(fill: bytes) -> bytes:
    """The attributes of the colour that a solid fill shows, b"" for another fill or what is no colour."""
    shown: bytes = dict(_COLOUR.findall(fill)).get(b"fg", b"") if _SOLID.search(fill) else b""
    return shown if re.fullmatch(r"([0-9A-Fa-f]{8})?", attribute(b"<f" + shown + b">", "rgb")) else b""


def _before(fill: bytes) -> tuple[bool, bytes]:
    """Whether the fill is one of ours, and the colour that was there before, b"" for none."""
    own = attribute(b"<f" + _foreground(fill) + b">", "rgb").upper() in FILLS.values()
    under: bytes = dict(_COLOUR.findall(fill)).get(b"bg", b"")
    return own, b"" if attribute(b"<f" + under + b">", "indexed") == "64" else under


def _said(xf: bytes) -> tuple[object, ...]:
    """What tells a cell style from another, but for the attribute that only repeats that there is a fill."""
    end = opening_end(xf, 0)
    return frozenset(attributes(xf[:end]).items() - {("applyFill", "0"), ("applyFill", "1")}), xf[end:]
