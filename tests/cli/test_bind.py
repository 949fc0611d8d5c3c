"""`plancheck bind`: from a table to a sources.yaml that `status` reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Cli = Callable[..., tuple[int, str, str]]
TABLE = "数据库：年度数据\n指标,2026年四季度,2026年三季度\n新增学位(个),,900\n数据来源：示例区\n"


def test_the_proposal_is_kept_and_read(cli: Cli, project: Path) -> None:
    data = project / "data" / "demo-2026-2028"
    (data / "年度 数据.csv").write_text(TABLE, "utf-8")
    file = data / "sources.yaml"
    code, out, err = cli("--lang", "zh", "bind", str(data / "年度 数据.csv"), "--plan", "demo", "-o", str(file))
    assert (code, out, err) == (0, "", "")
    assert "      新增学位: R1.1\n" in file.read_text("utf-8")
    code, out, _ = cli("status", "--as-of", "2026-09-30", "--format", "json")
    assert code == 0
    (target,) = [t for t in json.loads(out)["plans"][0]["targets"] if t["id"] == "R1.1"]
    assert target["facts"]["actual"] == "2400"
    assert target["basis"][-1]["sources"] == ["年度 数据.csv:3:3"]


def test_a_table_that_needs_no_binding(cli: Cli, project: Path) -> None:
    code, _, err = cli("--lang", "en", "bind", str(project / "data" / "demo-2026-2028" / "上半年.csv"))
    assert code == 2
    assert "no table that needs a binding" in err


def test_a_file_that_cannot_be_read(cli: Cli, project: Path) -> None:
    code, out, err = cli("--lang", "zh", "bind", str(project / "没有.xls"))
    assert (code, out) == (3, "")
    assert err.startswith("没有.xls: F001 找不到文件")


def test_errors_in_sources_yaml_stop_the_report(cli: Cli, project: Path) -> None:
    (project / "data" / "demo-2026-2028" / "sources.yaml").write_text("sources: 1\ntables:\n  - {fil: a}\n", "utf-8")
    code, out, err = cli("--lang", "zh", "status", "--as-of", "2026-09-30")
    assert (code, out) == (2, "")
    assert "sources.yaml:3:6: P401 没有这个键" in err
    assert err.splitlines()[-1] == "sources.yaml 有 3 处错误，改正后再运行。"
    code, out, _ = cli("status", "--as-of", "2026-09-30", "--format", "json")
    assert code == 2
    assert [f["code"] for f in json.loads(out)["findings"]] == ["P401"] * 3
