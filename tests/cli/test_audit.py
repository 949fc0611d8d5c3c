"""`plancheck audit` and its replay, as a script and an auditor run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., tuple[int, str, str]]
DATA = Path("data/demo-2026-2028/上半年.csv")


def test_it_writes_five_files_and_says_so(cli: Cli, project: Path) -> None:
    code, out, err = cli("audit", "--year", "2026", "-o", "审计 2026", "--lang", "zh")
    assert (code, err) == (0, "")
    assert out == "已写入 审计 2026：audit.json, ledger.xlsx, report.html, report.md, manifest.json\n"
    assert sorted(path.name for path in Path("审计 2026").iterdir()) == [
        *("audit.json", "ledger.xlsx", "manifest.json", "report.html", "report.md")
    ]


def test_as_of_is_the_end_of_the_year_and_never_today(cli: Cli, project: Path) -> None:
    cli("audit", "--year", "2026")
    audit = json.loads(Path("audits/2026/audit.json").read_text("utf-8"))
    assert (audit["as_of"], audit["known_at"]) == ("2026-12-31", None)


def test_the_cut_off_that_the_plan_declares(cli: Cli, project: Path) -> None:
    plan = Path("plans/demo-2026-2028.yaml")
    plan.write_text(plan.read_text("utf-8").replace("sample: true", "sample: true\naudit: {cutoff_days: 90}"), "utf-8")
    cli("audit", "--year", "2026")
    assert json.loads(Path("audits/2026/audit.json").read_text("utf-8"))["known_at"] == "2027-03-31"
    cli("audit", "--year", "2026", "--known-at", "2026-06-30")
    audit = json.loads(Path("audits/2026/audit.json").read_text("utf-8"))
    assert audit["known_at"] == "2026-06-30"
    assert audit["plans"][0]["targets"][0]["facts"]["actual"] == "700"


def test_running_it_again_changes_nothing(cli: Cli, project: Path) -> None:
    cli("audit", "--year", "2026")
    code, out, _ = cli("audit", "--year", "2026", "--lang", "en")
    assert code == 0
    assert out.startswith("Written to ")  # the language is part of what was asked for
    _, out, _ = cli("audit", "--year", "2026", "--lang", "en")
    assert "already holds this very audit, byte for byte" in out


def test_verified_and_then_tampered_with(cli: Cli, project: Path) -> None:
    cli("audit", "--year", "2026")
    code, out, _ = cli("audit", "--verify", "audits/2026", "--lang", "zh")
    assert code == 0
    assert out == "核对文件 4 个、输入 2 个，重算结论 2 项；不同之处 0 处。\n与审计时完全一致。\n"
    DATA.write_text(DATA.read_text("utf-8").replace("Q2,800", "Q2,900"), "utf-8")
    code, out, _ = cli("audit", "--verify", "audits/2026", "--lang", "zh")
    assert code == 1
    assert "data/demo-2026-2028/上半年.csv：输入文件已被改动（原 sha256 " in out
    assert "重算结果不同，原为 actual=1500，现为 actual=1600" in out


def test_verified_as_json(cli: Cli, project: Path) -> None:
    cli("audit", "--year", "2026")
    Path("audits/2026/report.md").write_text("x", "utf-8")
    code, out, _ = cli("audit", "--verify", "audits/2026", "--format", "json", "--lang", "en")
    found = json.loads(out)
    assert (code, found["schema"], found["replayed"]) == (1, "plancheck.verify/1", True)
    assert [(one["kind"], one["what"]) for one in found["differences"]] == [("output_changed", "report.md")]


def test_a_bundle_with_its_inputs_stands_by_itself(cli: Cli, project: Path, tmp_path: Path) -> None:
    cli("audit", "--year", "2026", "--with-inputs", "-o", str(tmp_path / "留存"))
    DATA.unlink()
    code, out, _ = cli("audit", "--verify", str(tmp_path / "留存"), "--lang", "en")
    assert (code, out.splitlines()[-1]) == (0, "Everything is as it was audited.")
    code, out, _ = cli("audit", "--verify", str(tmp_path / "留存"), "--against", ".", "--lang", "en")
    assert code == 1
    assert "data/demo-2026-2028/上半年.csv: the input is gone" in out


def test_without_a_project_it_is_not_replayed(
    cli: Cli, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("audit", "--year", "2026", "-o", str(tmp_path / "b"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    code, out, _ = cli("audit", "--verify", str(tmp_path / "b"), "--lang", "en")
    assert code == 3
    assert out.startswith("The inputs were not found, so the verdicts were not replayed.")


def test_chained_to_the_audit_before(cli: Cli, project: Path) -> None:
    cli("audit", "--year", "2026", "--as-of", "2026-06-30", "-o", "a")
    code, _, _ = cli("audit", "--year", "2026", "--previous", "a", "-o", "b")
    assert code == 0
    seal = json.loads(Path("a/manifest.json").read_text("utf-8"))["sha256"]
    assert json.loads(Path("b/manifest.json").read_text("utf-8"))["previous"] == seal
    Path("a/manifest.json").write_text("{}", "utf-8")
    code, _, err = cli("audit", "--year", "2026", "--previous", "a", "-o", "b", "--lang", "en")
    assert code == 3
    assert "not as it was once written" in err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Name the year with --year"),
        (("--year", "2026", "--verify", "x"), "one of the two"),
        (("--year", "26"), "'26' is not a year"),
        (("--year", "2026", "--as-of", "2025-12-31"), "is before the year 2026"),
    ],
)
def test_usage(cli: Cli, project: Path, args: tuple[str, ...], said: str) -> None:
    code, _, err = cli("audit", *args, "--lang", "en")
    assert code == 2
    assert said in err


def test_a_folder_of_something_else_is_left_alone(cli: Cli, project: Path) -> None:
    Path("我的").mkdir()
    Path("我的/论文.txt").write_text("x", "utf-8")
    code, _, err = cli("audit", "--year", "2026", "-o", "我的", "--lang", "zh")
    assert code == 2
    assert err == "我的 中有 论文.txt，不属于审计包：没有写出任何文件。请换一个文件夹。\n"
    assert [path.name for path in Path("我的").iterdir()] == ["论文.txt"]


def test_a_plan_with_errors(cli: Cli, project: Path) -> None:
    Path("plans/demo-2026-2028.yaml").write_text("plancheck: 1\n", "utf-8")
    code, _, err = cli("audit", "--year", "2026", "--lang", "en")
    assert code == 2
    assert "P401" in err
    assert not Path("audits").exists()


def test_an_unreadable_submission_is_named_and_the_bundle_written(cli: Cli, project: Path) -> None:
    Path("data/demo-2026-2028/坏.xlsx").write_bytes(b"PK\x03\x04")
    code, _, _ = cli("audit", "--year", "2026")
    assert code == 3
    assert "F001" in Path("audits/2026/audit.json").read_text("utf-8")


def test_a_verdict_that_is_to_fail(cli: Cli, project: Path) -> None:
    code, _, _ = cli("audit", "--year", "2026", "--as-of", "2026-06-30", "--fail-on", "at_risk")
    assert code == 1


CORNERS = [
    ("UTC", "C", "0"),
    ("Asia/Shanghai", "zh_CN.UTF-8", "1"),
    ("Pacific/Apia", "C", "7"),
    ("UTC", "en_US.UTF-8", "3"),
]


def test_the_same_bytes_in_four_corners(project: Path, tmp_path: Path) -> None:
    """Time zone, locale, hash seed, working directory and the order in which files were made."""
    seals = set()
    for number, (zone, locale, seed) in enumerate(CORNERS):
        root = tmp_path / str(number)
        names = sorted(path.relative_to(project) for path in project.rglob("*") if path.is_file())
        for name in names if number % 2 else reversed(names):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes((project / name).read_bytes())
        env = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        command = [
            sys.executable,
            "-m",
            "plancheck",
            "audit",
            "--year",
            "2026",
            "--root",
            str(root),
            "-o",
            str(root / "b"),
        ]
        subprocess.run(command, cwd=root if number % 2 else tmp_path, env=env, check=True, capture_output=True)
        seals.add((root / "b" / "manifest.json").read_bytes())
    assert len(seals) == 1
