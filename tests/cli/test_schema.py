"""`plancheck schema`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from plancheck.plans.schema import json_schema

Cli = Callable[..., tuple[int, str, str]]


def test_printed_and_written_it_is_the_same(cli: Cli, tmp_path: Path) -> None:
    code, out, _ = cli("schema")
    assert code == 0
    assert json.loads(out) == json_schema()
    assert cli("schema", "-o", str(tmp_path / "plan-1.json")) == (0, "", "")
    assert (tmp_path / "plan-1.json").read_text("utf-8") == out
