"""A small project of the fictional district, with a plan, a roster and two quarters of reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plancheck.audit.bundle import files_of, judged
from plancheck.audit.manifest import Choices
from plancheck.audit.project import read_project

PLAN = """\
plancheck: 1
id: demo
title: {zh: 示例区规划, en: Sample plan}
period: {start: 2026-01-01, end: 2028-12-31}
sample: true
owners: {jtj: 区教育局}
rosters: {schools: {file: rosters/schools.csv}}
programmes:
  - id: P
    title: 学位
    targets:
      - id: R1
        title: 新增学位
        unit: 个
        measure: increment
        rule: {kind: reach, at_least: 100, by: 2027-12-31}
        pace: linear
        owner: jtj
        report: quarterly
      - id: R2
        title: 完成改造的学校占比
        unit: "%"
        rule: {kind: coverage, at_least: 100, by: 2028-12-31, roster: schools}
        pace: linear
        report: yearly
"""
ROSTER = "名称,镇街\n甲校,东镇\n乙校,西镇\n"
QUARTERS = """\
目标编号,期间,数值,报送日期
R1,2026-Q1,10,2026-04-05
R1,2026-Q2,15,2026-07-05
R1,2026-Q3,15,2026-10-05
R1,2026-Q4,12,2027-01-05
"""
SCHOOLS = "目标编号,填报单位,期间,是否完成,报送日期\nR2,甲校,2026,是,2027-01-08\nR2,乙校,2026,否,2027-01-08\n"
YEAR = Choices("2026", date(2026, 12, 31), None, "zh", ("plans/demo.yaml",))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The project's folder."""
    for name, text in {
        "plans/demo.yaml": PLAN,
        "plans/rosters/schools.csv": ROSTER,
        "data/demo/学位.csv": QUARTERS,
        "data/demo/学校.csv": SCHOOLS,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


Made = Callable[..., dict[str, bytes]]


@pytest.fixture
def bundle(root: Path) -> Made:
    """Makes the files of the bundle of 2026 from the project as it stands."""

    def make(choices: Choices = YEAR, previous: str | None = None, keep_inputs: bool = False) -> dict[str, bytes]:
        project = read_project(root, choices.plans)
        return files_of(project, choices, judged(project, choices), previous, keep_inputs)

    return make
