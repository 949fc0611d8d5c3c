"""`manifest.json`: the inputs, the outputs, the tools and the options of an audit, under a seal of its own."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import date

from plancheck import __version__
from plancheck.audit.canonical import digest, sealed, unsealed
from plancheck.audit.inputs import ROLES, Input
from plancheck.model.frozen import frozen
from plancheck.reports.json import Json

SCHEMA = "plancheck.manifest/1"
TOOLS = (
    *("jinja2", "markupsafe", "openpyxl", "pydantic", "python-calamine", "pyyaml", "rapidfuzz", "rfc8785"),
    "XlsxWriter",
)
"""Libraries that read inputs or write outputs; the others only serve the terminal."""


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
    options, previous = _table(fields["options"]), fields["previous"]
    known_at = options["known_at"]
    choices = Choices(
        year=str(options["year"]),
        as_of=date.fromisoformat(str(options["as_of"])),
        known_at=None if known_at is None else date.fromisoformat(str(known_at)),
        lang=str(options["lang"]),
        plans=tuple(map(str, _list(options["plans"]))),
    )
    return Manifest(
        choices,
        tuple(_input(_table(one)) for one in _list(fields["inputs"])),
        tuple(_output(_table(one)) for one in _list(fields["outputs"])),
        {name: str(version) for name, version in _table(fields["tools"]).items()},
        None if previous is None else str(previous),
    )


def _input(one: Mapping[str, Json]) -> Input:
    return Input(str(one["path"]), ROLES[str(one["role"])], int(str(one["size"])), str(one["sha256"]))


def _output(one: Mapping[str, Json]) -> Listed:
    return Listed(str(one["path"]), int(str(one["size"])), str(one["sha256"]))


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
