"""A bundle that an earlier version made is still verified, verdict by verdict."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., tuple[int, str, str]]
EARLIER = sorted((Path(__file__).parents[1] / "audit").glob("bundle-*"))


@pytest.fixture(params=EARLIER, ids=lambda folder: folder.name)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the bundle, with nothing else around."""
    return Path(shutil.copytree(request.param, tmp_path / "bundle"))


def test_there_is_one() -> None:
    assert [folder.name for folder in EARLIER][:1] == ["bundle-0.1.0"]


def test_it_still_holds(cli: Cli, earlier: Path) -> None:
    code, out, err = cli("audit", "--verify", str(earlier), "--format", "json")
    found = json.loads(out)
    assert (code, err, found["differences"]) == (0, "", [])
    assert (found["replayed"], found["verdicts"], found["inputs"]) == (True, "2", "4")


def test_it_says_which_versions_differ(cli: Cli, earlier: Path) -> None:
    _, out, _ = cli("audit", "--verify", str(earlier), "--lang", "en")
    assert "Made with plancheck 0.1.0" in out
    assert out.endswith("Everything is as it was audited.\n")


def test_a_changed_input_of_it_is_found(cli: Cli, earlier: Path) -> None:
    data = earlier / "inputs" / "data" / "demo" / "学位.csv"
    data.write_text(data.read_text("utf-8").replace("2026-Q4,12", "2026-Q4,2"), "utf-8")
    code, out, _ = cli("audit", "--verify", str(earlier), "--lang", "en")
    assert code == 1
    assert "actual=52, is actual=42" in out


def test_it_is_compared_with_today(cli: Cli, earlier: Path) -> None:
    code, out, _ = cli("diff", str(earlier), str(earlier), "--lang", "en")
    assert code == 0
    assert "Verdicts changed: 0; same verdict on another ground: 0; nothing changed: 2." in out
