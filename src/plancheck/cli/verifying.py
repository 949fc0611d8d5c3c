"""`plancheck audit --verify`: what differs, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from plancheck.cli.auditing import read_all
from plancheck.cli.errors import FINE, REACHED, UNREADABLE, CommandError
from plancheck.cli.output import deliver
from plancheck.cli.project import find_root
from plancheck.cli.settings import Settings
from plancheck.cli.words import Lang

if TYPE_CHECKING:
    from plancheck.audit.verify import Verified

SCHEMA = "plancheck.verify/1"


def verified(given: Settings, folder: Path, against: Path | None, form: Literal["text", "json"]) -> int:
    """Check the bundle and say what differs: 0 nothing, 1 something, 3 where it could not all be checked."""
    found = _verify(given, folder, against)
    text = _json(given.lang, found) if form == "json" else "\n".join(_lines(given.lang, found)) + "\n"
    deliver(text, None, given.quiet)
    if any(one.kind != "not_replayed" for one in found.differences):
        return REACHED
    return FINE if found.replayed else UNREADABLE


def _verify(given: Settings, folder: Path, against: Path | None) -> Verified:
    """Against the project named, else the inputs that the bundle keeps, else the project around."""
    from plancheck.audit.verify import keeps_inputs, verify

    files, strange, empty = read_all(folder)
    if against is not None and not against.is_dir():
        raise CommandError("root.missing", folder=str(against))
    if against is None and keeps_inputs(files):
        with TemporaryDirectory() as laid_out:
            return verify(files, _laid_out(files, Path(laid_out)), strange, empty, kept=True)
    return verify(files, against or _around(given), strange, empty)


def _laid_out(files: Mapping[str, bytes], root: Path) -> Path:
    try:
        return _lay_out(files, root)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CommandError("audit.unreadable", UNREADABLE, folder=str(root), why=why) from None


def _lay_out(files: Mapping[str, bytes], root: Path) -> Path:
    """The kept inputs as a project of their own. Names that lead out of it are left out, and so found missing."""
    from plancheck.audit.bundle import KEPT

    for name, content in files.items():
        path = root / name.removeprefix(KEPT)
        if name.startswith(KEPT) and path.resolve().is_relative_to(root.resolve()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return root


def _around(given: Settings) -> Path | None:
    try:
        return find_root(given.root, [], Path.cwd())
    except CommandError:
        return None


def _lines(lang: Lang, found: Verified) -> Iterator[str]:
    from plancheck.messages import phrase

    yield from _differences(lang, found)
    if found.unread:
        yield phrase(lang, "verify.unread", unread=str(found.unread))
    if found.replayed and not found.same_tools:
        yield phrase(lang, "verify.other_tools", **_tools(found))
    counts = {name: str(getattr(found, name)) for name in ("outputs", "inputs", "verdicts")}
    yield phrase(lang, "verify.summary", differences=str(len(found.differences)), **counts)
    if not found.differences:
        yield phrase(lang, "verify.fine")


def _differences(lang: Lang, found: Verified) -> Iterator[str]:
    from plancheck.messages import phrase, term
    from plancheck.messages.escape import escape

    for one in found.differences:
        values = {"what": one.what, "was": one.was, "now": one.now}
        shown = {name: escape(value) or term(lang, "diff.nothing") for name, value in values.items()}
        yield phrase(lang, f"verify.{one.kind}", **shown)


def _tools(found: Verified) -> dict[str, str]:
    """The tools whose versions differ."""
    from plancheck.audit.manifest import tools

    was, now = found.tools or {}, tools()
    differ = [name for name in dict.fromkeys((*was, *now)) if was.get(name) != now.get(name)]
    return {
        side: ", ".join(f"{name} {versions.get(name, '-')}" for name in differ)
        for side, versions in (("was", was), ("now", now))
    }


def _json(lang: Lang, found: Verified) -> str:
    from plancheck.reports.json_parts import dump

    return dump(
        {
            "schema": SCHEMA,
            "replayed": found.replayed,
            "same_tools": found.same_tools,
            "outputs": str(found.outputs),
            "inputs": str(found.inputs),
            "verdicts": str(found.verdicts),
            "unread": str(found.unread),
            "differences": [
                {
                    "kind": one.kind,
                    "what": one.what,
                    "before": one.was or None,
                    "after": one.now or None,
                    "message": said,
                }
                for one, said in zip(found.differences, _differences(lang, found), strict=True)
            ],
        }
    )
