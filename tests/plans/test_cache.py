"""The cache: a restored plan is the plan, and nothing in its folder can do harm."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zlib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from plancheck.plans import cache as subject
from plancheck.plans.cache import PlanCache
from plancheck.plans.load import load_plan
from plancheck.plans.packed import Packed, from_bytes, to_bytes, unpack

REAL = sorted(Path(__file__).parents[2].glob("plans/*.yaml"))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    shutil.copytree(Path(__file__).parent / "good", tmp_path / "plans")
    return tmp_path / "plans" / "whole.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def restored(plan: Path, folder: Path) -> bool:
    """The plan comes from the cache: nothing is left to build it with."""
    return PlanCache(folder).get(plan, "plans/whole.yaml", plan.read_bytes()) is not None


def test_hit_and_miss_give_the_same(plan: Path, folder: Path) -> None:
    read = load_plan(plan, "plans/whole.yaml")
    first = load_plan(plan, "plans/whole.yaml", PlanCache(folder))
    assert restored(plan, folder)
    second = load_plan(plan, "plans/whole.yaml", PlanCache(folder))
    assert read == first == second
    assert repr(read) == repr(second)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_shipped_plan_comes_back_the_same(path: Path, folder: Path) -> None:
    name = f"plans/{path.name}"
    read = load_plan(path, name, PlanCache(folder))
    assert read.loaded is not None
    kept = PlanCache(folder).get(path, name, path.read_bytes())
    assert kept == (read.loaded, read.findings)
    assert repr(kept) == repr((read.loaded, read.findings))


def test_warnings_are_kept_with_the_plan(plan: Path, folder: Path) -> None:
    text = plan.read_text(encoding="utf-8").replace("at_least: 9500", "at_least: 10000")
    plan.write_text(text, encoding="utf-8")
    results = [load_plan(plan, "plans/whole.yaml", PlanCache(folder)) for _ in range(2)]
    assert results[0] == results[1]
    assert [finding.facts["reason"] for finding in results[1].findings] == ["amendment_changes_nothing"]


def test_a_plan_with_errors_is_not_kept(plan: Path, folder: Path) -> None:
    plan.write_text("plancheck: 1\n", encoding="utf-8")
    assert load_plan(plan, "plans/whole.yaml", PlanCache(folder)).loaded is None
    assert not entries(folder)


def test_any_other_byte_in_plan_or_roster_is_a_miss(plan: Path, folder: Path) -> None:
    load_plan(plan, "plans/whole.yaml", PlanCache(folder))
    roster = plan.parent / "rosters" / "schools.csv"
    before = roster.read_bytes()
    roster.write_bytes(before + b"\xe4\xb8\x99,,,,,\n")
    assert not restored(plan, folder)
    roster.unlink()
    assert not restored(plan, folder)
    roster.write_bytes(before)
    assert restored(plan, folder)
    plan.write_bytes(plan.read_bytes() + b"\n")
    assert not restored(plan, folder)


def test_another_version_or_format_does_not_find_it(plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_plan(plan, "plans/whole.yaml", PlanCache(folder))
    monkeypatch.setattr(subject, "__version__", "0.0.0")
    assert not restored(plan, folder)


def spoil(folder: Path, content: bytes) -> None:
    (entry,) = entries(folder)
    entry.write_bytes(content)


def signed(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode() + b"\n" + body


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80\x04\x95",
        b"not json",
        signed(b"not json"),
        signed(b"[]"),
        signed(b"[1, 2]"),
        signed(b"[" * 100_000),
        signed(b'["plans/whole.yaml", "", "x", [], {}, "["]'),
    ],
)
def test_a_foreign_entry_is_read_past_and_replaced(plan: Path, folder: Path, content: bytes) -> None:
    read = load_plan(plan, "plans/whole.yaml", PlanCache(folder))
    spoil(folder, content)
    assert load_plan(plan, "plans/whole.yaml", PlanCache(folder)) == read
    assert restored(plan, folder)


def table(*shapes: object, nodes: object = (), texts: object = (), decimals: object = (), dates: object = ()) -> bytes:
    return json.dumps([texts, decimals, dates, shapes, nodes, 0]).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not compressed",
        zlib.compress(b"not json"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(table(texts=["x"])),
        zlib.compress(table(["Plan"], nodes=[[0]])),
        zlib.compress(table(["Popen", "args"], texts=["x"], nodes=[[0, 0]])),
        zlib.compress(table(["Text", "__class__"], texts=["x"], nodes=[[0, 0]])),
        zlib.compress(table(dates=["soon"])),
        zlib.compress(table(decimals=["x"])),
        zlib.compress(table(["tuple"], nodes=[[0, 7]])),
    ],
)
def test_a_signed_entry_with_another_body_is_read_past_and_replaced(plan: Path, folder: Path, body: bytes) -> None:
    read = load_plan(plan, "plans/whole.yaml", PlanCache(folder))
    (entry,) = entries(folder)
    packed = from_bytes(entry.read_bytes().partition(b"\n")[2])
    spoil(folder, signed(to_bytes(replace(packed, body=body))))
    assert load_plan(plan, "plans/whole.yaml", PlanCache(folder)) == read
    assert restored(plan, folder)


def test_a_body_that_unpacks_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plancheck.plans.packed.MOST", 1000)
    with pytest.raises(ValueError, match="without end"):
        unpack(Packed("plans/whole.yaml", "", "x", (), {}, (), zlib.compress(b"[" + b" " * 2000 + b"]")))


def test_a_truncated_entry_is_read_past(plan: Path, folder: Path) -> None:
    load_plan(plan, "plans/whole.yaml", PlanCache(folder))
    (entry,) = entries(folder)
    whole = entry.read_bytes()
    for length in (0, 1, 64, 65, 100, len(whole) - 1):
        spoil(folder, whole[:length])
        assert not restored(plan, folder)


def test_a_folder_that_cannot_be_written_is_no_cache(plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "taken"
    file.write_text("x", encoding="utf-8")
    assert load_plan(plan, "plans/whole.yaml", PlanCache(file / "deeper")).loaded is not None
    assert file.read_text(encoding="utf-8") == "x"


def test_the_folder_does_not_grow_without_end(plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "MAX_ENTRIES", 3)
    for n in range(6):
        plan.write_bytes(plan.read_bytes() + b"# more\n")
        load_plan(plan, "plans/whole.yaml", PlanCache(folder))
        assert len(entries(folder)) == min(n + 1, 3)


def test_a_restored_plan_loads_neither_yaml_nor_validation(plan: Path, folder: Path) -> None:
    load_plan(plan, "plans/whole.yaml", PlanCache(folder))
    script = (
        "import sys; from pathlib import Path\n"
        "from plancheck.plans.cache import PlanCache; from plancheck.plans.load import load_plan\n"
        f"result = load_plan(Path({str(plan)!r}), 'plans/whole.yaml', PlanCache(Path({str(folder)!r})))\n"
        "assert result.loaded is not None\n"
        "heavy = {'yaml', 'pydantic', 'pydantic_core', 'typing_extensions', 'plancheck.plans.build'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
