"""`plancheck diff`: two bundles, or two days of one project."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Cli = Callable[..., tuple[int, str, str]]
DATA = Path("data/demo-2026-2028/上半年.csv")


def test_two_bundles(cli: Cli, project: Path) -> None:
    cli("audit", "--year", "2026", "--as-of", "2026-06-30", "-o", "a")
    DATA.write_text(DATA.read_text("utf-8").replace("Q2,800", "Q2,1000"), "utf-8")
    cli("audit", "--year", "2026", "--as-of", "2026-06-30", "-o", "b")
    code, out, err = cli("diff", "a", "b", "--lang", "zh")
    assert (code, err) == (0, "")
    assert "结论有变化 1 项" in out
    assert "    数据修订：2026-Q2 由 800 改为 1000（上半年.csv:3:3）\n" in out


def test_two_days_of_one_project(cli: Cli, project: Path) -> None:
    code, out, _ = cli("diff", "2026-Q1", "2026-Q2", "--lang", "en")
    assert code == 0
    assert "A new period, 2026-Q2: 800 (上半年.csv:3:3)" in out


def test_a_bundle_against_a_day_as_json_to_a_file(cli: Cli, project: Path) -> None:
    cli("audit", "--year", "2026", "--as-of", "2026-06-30", "-o", "a")
    code, out, _ = cli("diff", "a", "2026-06-30", "-o", "d.json")
    assert (code, out) == (0, "")
    found = json.loads(Path("d.json").read_text("utf-8"))
    assert (found["changes"], found["same"]) == ([], "2")


def test_a_script_may_ask_for_an_exit_code(cli: Cli, project: Path) -> None:
    assert cli("diff", "2026-Q2", "2026-Q2", "--exit-code")[0] == 0
    cli("audit", "--year", "2026", "--as-of", "2026-06-30", "-o", "a")
    DATA.write_text(DATA.read_text("utf-8").replace("Q2,800", "Q2,1000"), "utf-8")
    assert cli("diff", "a", "2026-06-30", "--exit-code")[0] == 1


def test_a_folder_that_is_no_bundle(cli: Cli, project: Path) -> None:
    code, _, err = cli("diff", "plans", "2026", "--lang", "en")
    assert code == 3
    assert "plans holds no audit.json that can be read." in err


def test_neither_a_folder_nor_a_day(cli: Cli, project: Path) -> None:
    code, _, err = cli("diff", "去年", "2026", "--lang", "en")
    assert code == 2
    assert "'去年' is not a period or a date" in err
