"""`plancheck schema`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from plancheck.plans.schema import json_schema
from plancheck.sources.schema import sources_schema

Cli = Callable[..., tuple[int, str, str]]


def test_printed_and_written_it_is_the_same(cli: Cli, tmp_path: Path) -> None:
    code, out, _ = cli("schema")
    assert code == 0
    assert json.loads(out) == json_schema()
    assert cli("schema", "-o", str(tmp_path / "plan-1.json")) == (0, "", "")
    assert (tmp_path / "plan-1.json").read_text("utf-8") == out


def test_of_sources_yaml(cli: Cli) -> None:
    code, out, _ = cli("schema", "sources")
    assert code == 0
    assert json.loads(out) == sources_schema()


def test_of_nothing_else(cli: Cli) -> None:
    code, _, err = cli("--lang", "en", "schema", "rosters")
    assert code == 2
    assert "plan, sources" in err
