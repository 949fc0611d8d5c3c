"""Reports are the same bytes whether the plan was parsed or kept, and whatever lies in the cache."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from plancheck.plans import cache

Cli = Callable[..., tuple[int, str, str]]
NOW = ("--period", "2026-Q2")
REPORTS = [
    *(
        ("status", *NOW, "--format", form, "--lang", lang)
        for form in ("text", "json", "csv", "markdown")
        for lang in ("zh", "en")
    ),
    ("status", *NOW, "--all", "--by", "owner"),
    ("status", *NOW, "--changes-since", "2026-Q1"),
    *(("explain", "R1.1", *NOW, "--format", form) for form in ("text", "json")),
    ("brief", *NOW),
]


@pytest.fixture
def kept(project: Path) -> Path:
    """The folder of the cache. The plan has a roster, an amendment, a warning and texts of every kind."""
    plan = project / "plans" / "demo-2026-2028.yaml"
    text = plan.read_text("utf-8").replace("sample: true\n", "sample: true\nrosters: {r: {file: r.csv}}\n")
    text = text.replace("        pace: linear\n", "        roster: r\n")
    text += "amendments:\n  - {date: 2026-05-01, target: R1.1, set: {rule: {at_least: 9000.50}}, reason: 调整}\n"
    plan.write_text(text, "utf-8")
    (project / "plans" / "r.csv").write_text("名称,起\n甲,2026-02-01\n", "utf-8")
    return project.parent / "cache"


@pytest.mark.parametrize("command", REPORTS, ids=" ".join)
def test_parsed_kept_or_without_a_cache(cli: Cli, kept: Path, command: tuple[str, ...]) -> None:
    parsed, restored, without = cli(*command), cli(*command), cli(*command, "--no-cache")
    assert len(list(kept.glob("*.plan"))) == 1
    assert parsed == restored == without


def test_without_a_cache_nothing_is_written(cli: Cli, kept: Path) -> None:
    cli("status", *NOW, "--no-cache")
    assert not kept.exists()


def _signed(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode() + b"\n" + body


SPOILED = {
    "empty": lambda entry: b"",
    "truncated": lambda entry: entry[: len(entry) // 2],
    "one byte changed": lambda entry: entry[:-40] + bytes([entry[-40] ^ 1]) + entry[-39:],
    "foreign": lambda entry: b"SQLite format 3\x00" + bytes(100),
    "no plan": lambda entry: _signed(b'["a", []]'),
    "unknown type": lambda entry: _signed(b'[{"Popen": {"args": ["x"]}}, []]'),
    "field of another version": lambda entry: _signed(
        entry.partition(b"\n")[2].replace(b'"programmes"', b'"tasks"', 1)
    ),
}


@pytest.mark.parametrize("spoil", SPOILED)
@pytest.mark.parametrize("command", [REPORTS[0], ("explain", "R1.1", *NOW), ("brief", *NOW)], ids=" ".join)
def test_whatever_lies_in_the_cache(cli: Cli, kept: Path, command: tuple[str, ...], spoil: str) -> None:
    whole = cli(*command)
    (entry,) = kept.glob("*.plan")
    entry.write_bytes(SPOILED[spoil](entry.read_bytes()))
    assert cli(*command) == whole


def test_an_entry_of_a_later_format_is_not_looked_at(cli: Cli, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        later.setattr(cache, "FORMAT", cache.FORMAT + 1)
        whole = cli("status", *NOW)
    for entry in kept.glob("*.plan"):
        entry.write_bytes(_signed(b"{}"))
    assert cli("status", *NOW) == whole
    assert len(list(kept.glob("*.plan"))) == 2


def test_a_cache_that_cannot_be_written(cli: Cli, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = cli("status", *NOW, "--no-cache")
    kept.write_text("a file where the folder should be", "utf-8")
    assert cli("status", *NOW) == whole
    monkeypatch.setenv("PLANCHECK_CACHE", "/dev/null/cache")
    assert cli("status", *NOW) == whole


def test_another_process_finds_it(kept: Path, program: Callable[..., subprocess.CompletedProcess[bytes]]) -> None:
    runs = [program(*REPORTS[2], env={"PYTHONHASHSEED": seed}) for seed in ("1", "2")]
    assert runs[0].stdout == runs[1].stdout == program(*REPORTS[2], "--no-cache").stdout
    assert runs[0].returncode == 0
