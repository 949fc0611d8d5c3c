"""A country of plans on one command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from plancheck.cli import held, project
from plancheck.cli.output import write_pieces
from plancheck.plans.packed import Packed

Cli = Callable[..., tuple[int, str, str]]
PLAN = """\
plancheck: 1
id: town-{n:03}
title: {{zh: 示例区第{n}号规划, en: Sample plan {n}}}
period: {{start: 2026-01-01, end: 2028-12-31}}
sample: true
owners: {{jtj: 示例区教育局, own{n}: 第{n}办公室}}
programmes:
  - id: P
    title: 示例工程
    targets:
      - {{id: R1, title: 示例目标, unit: 个, measure: level, rule: {{kind: hold, at_least: 50}}, owner: own{n}}}
"""
ROWS = "目标编号,期间,数值,报送日期\nR1,2026,{value},2027-01-05\n"
MANY = 70
DAY = ("--as-of", "2027-02-01", "--lang", "zh")


@pytest.fixture
def country(project: Path) -> Path:
    """Seventy plans, in the first three of which the one target was missed; one value is written with its unit."""
    (project / "plans" / "demo-2026-2028.yaml").unlink()
    for n in range(MANY):
        (project / "plans" / f"town-{n:03}.yaml").write_text(PLAN.format(n=n), "utf-8")
        folder = project / "data" / f"town-{n:03}"
        folder.mkdir()
        value = "49" if n < 3 else "60个" if n == 5 else "60"
        (folder / "年报.csv").write_text(ROWS.format(value=value), "utf-8")
    return project


def test_text_is_a_roll_up(country: Path, cli: Cli) -> None:
    code, printed, complained = cli("status", *DAY, "--top", "2")
    lines = printed.splitlines()
    assert (code, complained) == (0, "")
    assert lines[0] == "70 个规划，70 项目标    评估日 2027-02-01"
    assert [line.split()[:2] for line in lines[2:4]] == [
        ["逾期未完成（示例数据）", "3"],
        ["达到序时进度（示例数据）", "67"],
    ]
    assert "另有 68 个规划（用 --top 多列几个，用 --all 全部列出）" in lines
    assert "最需关注的 2 项（共 3 项）" in lines
    assert "数据校验：错误 0、警告 1、提示 0" in lines
    assert "更多：plancheck status town-000 --as-of 2027-02-01 --all" in lines


@pytest.mark.no_cover
@pytest.mark.parametrize("form", ["text", "json", "csv", "markdown", "html"])
def test_kept_packed_or_whole_parsed_or_restored_the_bytes_are_the_same(
    country: Path, cli: Cli, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [cli("status", *DAY, "--format", form) for _ in range(2)]
    made.append(cli("status", *DAY, "--format", form, "--no-cache"))
    cli("status", *DAY, "--format", form, "-o", "out")
    monkeypatch.setattr(held, "MANY", MANY + 1)
    made.append(cli("status", *DAY, "--format", form))
    assert made == [made[0]] * 4
    assert Path("out").read_text("utf-8") == made[0][1]


def test_paragraphs_and_web_page_of_every_plan(country: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    code, printed, complained = cli("brief", *DAY)
    assert (code, complained) == (0, "")
    parts = printed.split("\n\n")
    assert [f"第{n}号规划" in part.splitlines()[0] for n, part in enumerate(parts)] == [True] * MANY
    assert cli("report", *DAY, "-o", "packed.html") == (0, "", "")
    monkeypatch.setattr(held, "MANY", MANY + 1)
    assert cli("brief", *DAY)[1] == printed
    assert cli("report", *DAY, "-o", "whole.html") == (0, "", "")
    page = Path("packed.html").read_text("utf-8")
    assert page == Path("whole.html").read_text("utf-8")
    assert page.count('<article class="card') == MANY


def test_json_and_csv_have_every_plan(country: Path, cli: Cli) -> None:
    made = json.loads(cli("status", *DAY, "--format", "json")[1])
    assert [plan["id"] for plan in made["plans"]] == [f"town-{n:03}" for n in range(MANY)]
    assert [plan["counts"]["missed"] for plan in made["plans"]] == ["1"] * 3 + ["0"] * 67
    assert [(one["code"], one["plan"]) for one in made["findings"]] == [("C205", "town-005")]
    rows = list(csv.DictReader(io.StringIO(cli("status", *DAY, "--format", "csv")[1].removeprefix("\ufeff"))))
    assert len(rows) == MANY
    assert [row["状态代码"] for row in rows[:4]] == ["missed", "missed", "missed", "on_track"]


def test_every_error_of_every_plan_at_once_and_nothing_written(country: Path, cli: Cli) -> None:
    for n in (7, 61):
        file = country / "plans" / f"town-{n:03}.yaml"
        file.write_text(file.read_text("utf-8").replace("measure: level", "measure: lever"), "utf-8")
    code, printed, complained = cli("status", *DAY, "-o", "out.csv")
    assert (code, printed) == (2, "")
    assert [line.split(":")[0] for line in complained.splitlines() if " P401 " in line] == [
        "plans/town-007.yaml",
        "plans/town-061.yaml",
    ]
    assert not (country / "out.csv").exists()


def test_two_files_of_one_id(country: Path, cli: Cli) -> None:
    (country / "plans" / "zz.yaml").write_text(PLAN.format(n=8), "utf-8")
    code, _, complained = cli("status", *DAY)
    assert code == 2
    assert "plans/town-008.yaml" in complained
    assert "plans/zz.yaml" in complained


def test_a_binding_with_errors_is_said_before_anything_is_written(country: Path, cli: Cli) -> None:
    (country / "data" / "town-069" / "sources.yaml").write_text("sources: 3\n", "utf-8")
    code, printed, complained = cli("status", *DAY, "--format", "json", "-o", "out.json")
    assert code == 2
    assert "sources.yaml" in printed + complained
    assert not (country / "out.json").exists()


def test_the_exit_code_knows_every_plan(country: Path, cli: Cli) -> None:
    assert cli("status", *DAY, "--fail-on", "missed", "--quiet")[:2] == (1, "")
    assert cli("status", *DAY, "--fail-on", "at_risk", "--quiet")[:2] == (0, "")
    (country / "data" / "town-069" / "年报.csv").write_bytes(b"\xd0\xcf\x11\xe0 not a workbook")
    assert cli("status", *DAY, "--fail-on", "missed", "--quiet")[0] == 3


def test_an_office_of_the_last_plan_is_known(country: Path, cli: Cli) -> None:
    code, printed, _ = cli("status", *DAY, "--owner", "第2办公室")
    assert code == 0
    assert "最需关注的 1 项（共 1 项）" in printed
    assert cli("status", *DAY, "--owner", "第71办公室")[0] == 2


def test_one_of_many_is_found_by_its_id(country: Path, cli: Cli) -> None:
    (country / "plans" / "town-033.yaml").rename(country / "plans" / "elsewhere.yaml")
    code, printed, _ = cli("status", "town-033", *DAY)
    assert code == 0
    assert printed.startswith("示例区第33号规划")


def test_a_plan_whose_kept_form_is_not_one_is_read_again(
    country: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = cli("status", *DAY, "--format", "json")
    load = project.Plans.load_packed

    def spoilt(self: project.Plans, files: list[Path]) -> list[object]:
        made = load(self, files)
        bad = made[4].packed
        assert bad is not None
        broken = Packed(bad.file, bad.digest, bad.id, bad.rosters, bad.roster_files, bad.findings, b"broken")
        return [*made[:4], type(made[4])(broken, ()), *made[5:]]

    monkeypatch.setattr(project.Plans, "load_packed", spoilt)
    assert cli("status", *DAY, "--format", "json") == first
    monkeypatch.setattr(project.Plans, "load", lambda self, file: type("R", (), {"loaded": None})())
    code, _, complained = cli("status", *DAY, "--format", "csv", "-o", "out.csv")
    assert (code, complained.split(" 在")[0]) == (2, "规划文件 plans/town-004.yaml")
    assert not (country / "out.csv").exists()


@pytest.mark.parametrize("top", ["0", "-3", "many"])
def test_top_is_a_number_of_things(country: Path, cli: Cli, top: str) -> None:
    code, _, complained = cli("status", *DAY, "--top", top)
    assert code == 2
    assert "--top" in complained


def test_pieces_that_cannot_be_made_leave_the_old_file_and_their_own_error(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")

    def pieces() -> object:
        yield b"new"
        raise FileNotFoundError(2, "an input is gone", "b.csv")

    with pytest.raises(FileNotFoundError, match="an input is gone"):
        write_pieces(file, pieces())  # type: ignore[arg-type]
    assert file.read_text() == "old"
    assert [left.name for left in tmp_path.iterdir()] == ["a.txt"]
