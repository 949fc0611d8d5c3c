"""A manifest is read as it was written, or not at all: whoever can seal one cannot make it lead elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from plancheck.audit.canonical import sealed
from plancheck.audit.manifest import Manifest, listed_names, read
from tests.audit.conftest import YEAR, Made

Forge = Callable[[Callable[[dict[str, Any]], None]], Manifest | None]


@pytest.fixture
def forged(bundle: Made) -> Forge:
    """A manifest with something else in it, under a seal that fits."""

    def make(change: Callable[[dict[str, Any]], None]) -> Manifest | None:
        fields = json.loads(bundle()["manifest.json"])
        del fields["sha256"]
        change(fields)
        return read(sealed(fields))

    return make


def test_what_was_written_is_read(forged: Forge) -> None:
    made = forged(lambda fields: None)
    assert made is not None
    assert made.choices == YEAR


@pytest.mark.parametrize("path", ["../demo.yaml", "plans/../../demo.yaml", "/etc/passwd", "", ".", "a\0b"])
@pytest.mark.parametrize("place", ["plans", "inputs", "outputs"])
def test_a_path_that_leads_outside(forged: Forge, path: str, place: str) -> None:
    def change(fields: dict[str, Any]) -> None:
        if place == "plans":
            fields["options"]["plans"] = [path]
        else:
            fields[place][0]["path"] = path

    assert forged(change) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("lang", "fr"), ("year", "1"), ("year", "二〇二六"), ("year", "0000"), ("plans", []), ("plans", "demo"),
     ("as_of", "2026-13-01"), ("known_at", "soon")],
)  # fmt: skip
def test_what_no_audit_was_asked_for(forged: Forge, name: str, value: object) -> None:
    assert forged(lambda fields: fields["options"].update({name: value})) is None


@pytest.mark.parametrize("name", ["options", "inputs", "outputs", "tools"])
def test_a_part_that_is_something_else(forged: Forge, name: str) -> None:
    assert forged(lambda fields: fields.update({name: "x"})) is None
    assert forged(lambda fields: fields.pop(name)) is None


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":"\\ud800"}\n',
        b'{"a":' + b"[" * 900 + b"]" * 900 + b"}\n",
        b'{"a":' * 900 + b'""' + b"}" * 900 + b"\n",
        b'{"sha256":"' + b"0" * 3_000_000 + b'"}\n',
        b"[" * 1_000_000,
    ],
)
def test_hostile_content_is_no_manifest(data: bytes) -> None:
    assert read(data) is None
    assert listed_names(data) == frozenset()
