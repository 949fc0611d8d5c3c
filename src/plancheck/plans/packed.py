"""A loaded plan as a few kilobytes: what a run must know of every plan in the open, the rest compressed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import replace

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.plans.codec import decode, encode
from plancheck.plans.places import Places, written
from plancheck.plans.plan import LoadedPlan, Version

MOST = 256 * 1024 * 1024
"""Bytes that no plan unpacks to."""
BROKEN = (ValueError, TypeError, KeyError, IndexError, ArithmeticError, AttributeError, RecursionError, zlib.error)
"""What reading bytes raises that nobody packed here."""


@frozen
class Packed:
    """`file` is the path from the project root, `digest` the sha256 of its bytes; `rosters` are the roster files as the
    plan names them, `roster_files` the sha256 of each by its path from the root; `body` holds the plan."""

    file: str
    digest: str
    id: str
    rosters: tuple[str, ...]
    roster_files: Mapping[str, str]
    findings: tuple[Finding, ...]
    body: bytes


def pack(loaded: LoadedPlan, findings: tuple[Finding, ...]) -> Packed:
    """The plan with the warnings it loaded with. Of versions only those are written that amendments made."""
    rosters = tuple(roster.file for roster in (loaded.plan.rosters or {}).values())
    amended = {name: versions for name, versions in loaded.versions.items() if len(versions) > 1}
    text = encode(replace(loaded, places={}, versions=amended)).encode() + b"\n" + written(loaded.places)
    body = zlib.compress(text, 1)
    return Packed(loaded.file, loaded.digest, loaded.plan.id, rosters, loaded.roster_files, findings, body)


def unpack(packed: Packed, often: bool = False) -> LoadedPlan:
    """The plan. Raises one of BROKEN where the body is not one that `pack` made. `often`: it is one of many."""
    inflating = zlib.decompressobj()
    text = inflating.decompress(packed.body, MOST)
    if not inflating.eof:
        raise ValueError("cut off or without end")
    table, _, places = text.partition(b"\n")
    loaded = decode(table, often)
    if not isinstance(loaded, LoadedPlan) or (loaded.file, loaded.digest) != (packed.file, packed.digest):
        raise TypeError("another plan")
    amended, targets = loaded.versions, loaded.plan.targets
    versions = {t.id: amended.get(t.id) or (Version(amendment=None, target=t),) for t in targets}
    object.__setattr__(loaded, "versions", versions)  # made a moment ago, and nobody else's
    object.__setattr__(loaded, "places", Places(places))
    return loaded


def to_bytes(packed: Packed) -> bytes:
    """A line of JSON and the body."""
    findings = encode(packed.findings) if packed.findings else ""
    head = [packed.file, packed.digest, packed.id, packed.rosters, dict(packed.roster_files), findings]
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + packed.body


def from_bytes(data: bytes) -> Packed:
    """What `to_bytes` was given. Raises one of BROKEN for other bytes."""
    head, _, body = data.partition(b"\n")
    file, digest, name, rosters, roster_files, findings = json.loads(head)
    return Packed(file, digest, name, tuple(rosters), roster_files, decode(findings) if findings else (), body)
