"""Every planted defect is named by its cell and code, nothing else is an error, in both languages and both formats."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from plancheck.cli import main
from tests.validate import messy

COLUMNS = "ABCDEFGH"
NOT_IN_TEXT = {"S107", "C207"}
"""A text file hides no rows, and a formula in it is a text that is no number."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(messy.project(tmp_path))
    monkeypatch.setattr(sys, "argv", ["plancheck"])
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, dict[str, Any]]:
    code = main(["validate", *args, "--as-of", "2026-10-20", "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def named(report: dict[str, Any]) -> set[tuple[str, str]]:
    """Cell and code of every finding, save who has not submitted."""
    found = [f for f in report["findings"] if f["code"] not in ("R306", "F004")]
    return {(f.get("cell") or f"{COLUMNS[int(f['column']) - 1]}{f['line']}", f["code"]) for f in found}


def planted() -> set[tuple[str, str]]:
    return {(cell, code) for cell, code in messy.DEFECTS.items()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook(project: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    file = project / "上报表.xlsx"
    file.write_bytes(messy.workbook())
    before = sha256(file.read_bytes()).digest()

    code, report = checked(capsys, "上报表.xlsx", "--lang", lang)

    assert code == 1
    assert named(report) == planted()
    assert len(messy.DEFECTS) >= 26
    assert all(f["file"] == "上报表.xlsx" and f["sheet"] == "填报表" for f in report["findings"] if f["code"] != "R306")
    assert all(f["message"] and f["hint"] for f in report["findings"])
    assert sha256(file.read_bytes()).digest() == before


def test_every_defect_is_named_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content in (("上报表.xlsx", messy.workbook()), ("上报表.csv", messy.table())):
        (project / name).write_bytes(content)
        _, report = checked(capsys, name, "--ignore", "R306")
        places = [
            (f["code"], f.get("sheet"), f.get("cell"), f.get("line"), f.get("column")) for f in report["findings"]
        ]
        assert len(places) == len(set(places)), name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_as_text_in_gb18030(project: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    (project / "上报表.csv").write_bytes(messy.table())

    code, report = checked(capsys, "上报表.csv", "--lang", lang)

    assert code == 1
    expected = {(cell, found) for cell, found in planted() if found not in NOT_IN_TEXT} | {("D16", "C216")}
    assert named(report) == expected
    assert report["statistics"]["F004"] == "1"


def test_both_cells_of_two_that_do_not_fit_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "上报表.xlsx").write_bytes(messy.workbook())
    main(["--lang", "zh", "validate", "上报表.xlsx", "--as-of", "2026-10-20", "--select", "R"])
    lines = capsys.readouterr().out.splitlines()
    sheet = "上报表.xlsx 填报表!"
    assert f"{sheet}D20  R301 警告  与另一行重复（D19） → 请删除重复的一行" in lines
    assert f"{sheet}D22  R302 错误  同一对象有不同的数值：25 与 20（D21），均未采用" in "\n".join(lines)
    assert f"{sheet}A25  R303 错误  填报单位不在名册中：“示例三申”，是否为“示例三中”" in "\n".join(lines)
    assert (
        f"{sheet}D31  R308 警告  与上期相比变动过大：700，上期 2026-Q2 为 70（D14） → 请核对；属实请在备注说明" in lines
    )
    assert (
        f"{sheet}D35  R307 错误  合计填的是 500，而 D15:D31 各行之和为 870，另有 3 行未能读取 → 请核对各行和合计"
        in lines
    )
    assert (
        f"{sheet}G31  R312 警告  同一对象计算了两次：“示例幼儿园”，另一处填报单位是示例小学（G18） → 请只计一次"
        in lines
    )


def test_the_other_name_of_a_school_is_the_school(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "上报表.xlsx").write_bytes(messy.workbook())
    _, report = checked(capsys, "上报表.xlsx", "--period", "2026-Q3")
    assert {"entity": "示例一中", "target": "A"} not in [
        {name: one[name] for name in ("entity", "target")} for one in report["missing"]
    ]


def test_corrected_it_passes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tuple((school, "A", messy.Q3, 10 + n, "个") for n, school in enumerate(("示例一中", "示例二中", "示例三中")))
    (project / "上报表.csv").write_bytes(messy.table(rows))
    code, report = checked(capsys, "上报表.csv", "--ignore", "R306,F004")
    assert (code, report["findings"]) == (0, [])
    assert report["left_out"] == {"F004": "1", "R306": "6"}
