"""`manifest.json`: the inputs, the outputs, the tools and the options of an audit, under a seal of its own."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from plancheck import __version__
from plancheck.audit.canonical import digest, sealed, unsealed
from plancheck.audit.inputs import ROLES, Input
from plancheck.model.frozen import frozen
from plancheck.reports.json_parts import Json

SCHEMA = "plancheck.manifest/1"
TOOLS = (
    *("jinja2", "markupsafe", "openpyxl", "pydantic", "python-calamine", "pyyaml", "rapidfuzz", "rfc8785"),
    "XlsxWriter",
)
"""Libraries that read inputs or write outputs; the others only serve the terminal."""
_LANGS = ("zh", "en")


@frozen
class Choices:
    """What the audit was asked for. `plans` are the paths of the plan files from the project root."""

    year: str
    as_of: date
    known_at: date | None
    lang: str
    plans: tuple[str, ...]


@frozen
class Listed:
    """A file of the bundle, as the manifest names it."""

    path: str
    size: int
    sha256: str


@frozen
class Manifest:
    """A manifest that was read. `tools` has a version per name, plancheck and Python among them; `previous` is the seal
    of the audit before, None for the first."""

    choices: Choices
    inputs: tuple[Input, ...]
    outputs: tuple[Listed, ...]
    tools: Mapping[str, str]
    previous: str | None


def listed(files: Mapping[str, bytes]) -> tuple[Listed, ...]:
    """The files by path."""
    return tuple(Listed(name, len(files[name]), digest(files[name])) for name in sorted(files))


def tools() -> dict[str, str]:
    """Every tool whose version could make a difference."""
    from importlib.metadata import PackageNotFoundError, version

    found = {"plancheck": __version__, "python": platform.python_version()}
    for name in TOOLS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def written(manifest: Manifest) -> bytes:
    """The file."""
    choices = manifest.choices
    return sealed(
        {
            "schema": SCHEMA,
            "options": {
                "year": choices.year,
                "as_of": choices.as_of.isoformat(),
                "known_at": choices.known_at.isoformat() if choices.known_at else None,
                "lang": choices.lang,
                "plans": list(choices.plans),
            },
            "inputs": [
                {"path": one.path, "role": one.role, "size": str(one.size), "sha256": one.sha256}
                for one in manifest.inputs
            ],
            "outputs": [{"path": one.path, "size": str(one.size), "sha256": one.sha256} for one in manifest.outputs],
            "tools": dict(manifest.tools),
            "previous": manifest.previous,
        }
    )


def read(data: bytes) -> Manifest | None:
    """The manifest; None where it is not exactly what was once written."""
    fields = unsealed(data)
    if fields is None or fields.get("schema") != SCHEMA:
        return None
    try:
        return _typed(fields)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _typed(fields: Mapping[str, Json]) -> Manifest:
    previous = fields["previous"]
    return Manifest(
        _choices(_table(fields["options"])),
        tuple(_input(_table(one)) for one in _list(fields["inputs"])),
        tuple(_output(_table(one)) for one in _list(fields["outputs"])),
        {name: str(version) for name, version in _table(fields["tools"]).items()},
        None if previous is None else str(previous),
    )


def _choices(options: Mapping[str, Json]) -> Choices:
    """Raises ValueError for what no audit can have been asked for."""
    known_at, lang, year = options["known_at"], str(options["lang"]), str(options["year"])
    plans = tuple(map(_inner, _list(options["plans"])))
    if lang not in _LANGS or not is_year(year) or not plans:
        raise ValueError
    return Choices(
        year=year,
        as_of=date.fromisoformat(str(options["as_of"])),
        known_at=None if known_at is None else date.fromisoformat(str(known_at)),
        lang=lang,
        plans=plans,
    )


def is_year(text: str) -> bool:
    """Four digits that an audit may be of."""
    return text.isascii() and text.isdigit() and len(text) == 4 and text >= "1900"


def _inner(path: Json) -> str:
    """A path that cannot lead out of the folder it is looked up in, here or on another system. Raises ValueError."""
    name = str(path)
    name.encode()  # half characters name no file
    here, pure = Path(name), PurePosixPath(name)
    outside = here.is_absolute() or here.drive or here.root or pure.is_absolute() or ".." in (*here.parts, *pure.parts)
    if outside or "\0" in name or not pure.name:
        raise ValueError
    return name


def _input(one: Mapping[str, Json]) -> Input:
    return Input(_inner(one["path"]), ROLES[str(one["role"])], int(str(one["size"])), str(one["sha256"]))


def _output(one: Mapping[str, Json]) -> Listed:
    return Listed(_inner(one["path"]), int(str(one["size"])), str(one["sha256"]))


def _table(value: Json) -> Mapping[str, Json]:
    if isinstance(value, dict):
        return value
    raise TypeError


def _list(value: Json) -> Sequence[Json]:
    if isinstance(value, list):
        return value
    raise TypeError


def listed_names(data: bytes) -> frozenset[str]:
    """The names of the outputs; none where it is no manifest, or was altered."""
    manifest = read(data)
    return frozenset() if manifest is None else frozenset(one.path for one in manifest.outputs)
