"""A workbook as a package of parts: read, changed part by part, and packed again with everything else as it was."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import replace

from plancheck.reports.annotated_xml import Edits, UneditableError, children, exact, tags, utf8
from plancheck.sources.limits import Limits
from plancheck.sources.xlsx_parts import SheetEntry, read_workbook_part, relationships, workbook_part
from plancheck.sources.xlsx_zip import Container

_OWN = "plancheck"
"""New parts and relationships are named after us, with a number."""
LIST_PART = f"{_OWN}1.xml"
"""The file name of the list, as long as no other program has saved the copy and named everything anew."""
_ABOUT = "docProps/app.xml"
_TYPES = "[Content_Types].xml"
_SPACE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_EMPTY = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="%brelationships"/>'
_ALWAYS = (1980, 1, 1, 0, 0, 0)


class Package:
    """`workbook` is the part that lists the sheets; `links` the space of relationship ids inside the parts."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        # every part is unpacked once to be copied and some of them once more to be looked at
        self._container = Container(data, replace(limits, unpacked_bytes=2 * limits.unpacked_bytes))
        self._changed: dict[str, bytes] = {}
        self._names = {_plain(name).casefold(): name for name in self._container.names()}
        self._types: dict[str, str] = {}
        self.workbook = workbook_part(self._container)
        self.links = _STRICT if _STRICT.encode() in self.read(self.workbook) else _OFFICE

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._names

    def read(self, part: str) -> bytes:
        """The part as it is by now, in UTF-8."""
        changed = self._changed.get(part.casefold())
        return utf8(self._container.read(part)) if changed is None else changed

    def write(self, part: str, content: bytes) -> None:
        """Replace the part."""
        self._names.setdefault(part.casefold(), part)
        self._changed[part.casefold()] = content

    def drop(self, part: str) -> None:
        """Leave the part out of the copy."""
        self._names.pop(part.casefold(), None)

    @property
    def kept(self) -> bool:
        """No program has saved the package that fills the background colour of a fill with one of its own choice."""
        return any(posixpath.basename(part) == LIST_PART for part in self.parts()) or (
            _ABOUT not in self or b"LibreOffice" not in self.read(_ABOUT)
        )

    def parts(self) -> tuple[str, ...]:
        """The names of all parts, without a slash in front."""
        return tuple(_plain(name) for name in self._names.values())

    def linked(self, part: str) -> dict[str, list[str]]:
        """The parts that a part ("" for the file) leads to, by the kind of the relationship."""
        found: dict[str, list[str]] = {}
        for link in relationships(self._container, part).values():
            found.setdefault(link.kind, []).append(link.part)
        return found

    def target(self, part: str, link: str) -> str:
        """The part that relationship `link` of a part leads to, "" for none."""
        found = relationships(self._container, part).get(link)
        return found.part if found else ""

    def sheets(self) -> tuple[SheetEntry, ...]:
        """The sheets of the original in their order."""
        return read_workbook_part(self._container, self.workbook).sheets

    def sheet_part(self, entry: SheetEntry) -> str:
        """The part of a worksheet, "" for a sheet of another kind."""
        found = relationships(self._container, self.workbook).get(entry.link)
        return found.part if found is not None and found.kind == "worksheet" else ""

    def unlink(self, part: str) -> None:
        """Forget what a part leads to."""
        self.drop(_links_of(part))

    def add(self, folder: str, suffix: str, content: bytes, content_type: str, usual: str = "") -> str:
        """A new part beside the others, under its `usual` name where it has one that is free; returns its name."""
        numbered = [f"{_OWN}{number}{suffix}" for number in range(1, len(self._names) + 2)]
        names = [posixpath.join(folder, name) for name in ([usual] if usual else []) + numbered]
        part = next(name for name in names if name not in self)
        self.write(part, content)
        self._types[part] = content_type
        return part

    def link(self, part: str, kind: str, target: str) -> str:
        """A new relationship from a part to another; returns its id."""
        where = _links_of(part)
        raw = self.read(where) if where in self else _EMPTY % _SPACE.encode()
        found = tags(raw)
        known = {tag.attributes.get("Id", "").casefold() for tag in found}
        made = next(name for n in range(1, len(found) + 2) if (name := f"{_OWN}{n}") not in known)
        edits = Edits(raw)
        attributes = (exact(made), exact(f"{self.links}/{kind}"), exact(f"/{target}"))
        edits.extend(found[0], b'<%bRelationship Id="%b" Type="%b" Target="%b"/>' % (found[0].prefix, *attributes))
        self.write(where, edits.applied())
        return made

    def unsign(self) -> bool:
        """Take the digital signatures of the package away, which hold for the original only; whether there were any."""
        signed = [part for part in self.parts() if part.casefold().startswith("_xmlsignatures/")]
        for part in signed:
            self.drop(part)
        raw = self.read("_rels/.rels")
        edits = Edits(raw)
        for tag in tags(raw):
            if "/digital-signature/" in tag.attributes.get("Type", ""):
                edits.replace(tag.start, tag.stop, b"")
        if edits:
            self.write("_rels/.rels", edits.applied())
        return bool(signed or edits)

    def content_type(self, part: str) -> str:
        """What the package says a part is, "" where it says it by the suffix only."""
        named = (tag.attributes for tag in tags(self.read(_TYPES)) if "PartName" in tag.attributes)
        return next(
            (a.get("ContentType", "") for a in named if _plain(a["PartName"]).casefold() == part.casefold()), ""
        )

    def packed(self) -> bytes:
        """The package, the same bytes for the same parts."""
        self._name_types()
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
            for key, name in self._names.items():
                info = zipfile.ZipInfo(name, _ALWAYS)
                info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
                content = self._changed.get(key)
                file.writestr(info, self._container.read(key) if content is None else content)
        return made.getvalue()

    def _name_types(self) -> None:
        """Say what the new parts are, and nothing more of those left out."""
        raw = self.read(_TYPES)
        found = tags(raw)
        edits = Edits(raw)
        for tag in found:
            if "PartName" in tag.attributes and _plain(tag.attributes["PartName"]) not in self:
                edits.replace(tag.start, tag.stop, b"")
        line = b'<%bOverride PartName="/%b" ContentType="%b"/>'
        new = b"".join(line % (found[0].prefix, exact(part), exact(kind)) for part, kind in self._types.items())
        if not any(tag.attributes.get("Extension", "").casefold() == "rels" for tag in children(found, found[0])):
            kind = b"application/vnd.openxmlformats-package.relationships+xml"
            new = b'<%bDefault Extension="rels" ContentType="%b"/>' % (found[0].prefix, kind) + new
        edits.extend(found[0], new)
        self.write(_TYPES, edits.applied())


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _links_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def require(package: Package) -> None:
    """Raise UneditableError for what would no longer fit together."""
    if _TYPES not in package or "_rels/.rels" not in package:
        raise UneditableError("package")
    if any(part.casefold().startswith("xl/revisions/") for part in package.parts()):
        raise UneditableError("shared")
