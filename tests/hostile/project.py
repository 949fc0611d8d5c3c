"""A small project of 示例区 into whose folder of submissions the attacks are put, beside a sound table."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

ID = "demo"
PLAN = """\
plancheck: 1
id: demo
title: {zh: 示例区规划, en: Sample plan}
period: {start: 2026-01-01, end: 2028-12-31}
sample: true
owners: {jtj: 区教育和体育局}
programmes:
  - id: P
    title: {zh: 学位, en: Places}
    targets:
      - id: R1.1
        title: {zh: 新增学位, en: New places}
        unit: 个
        measure: increment
        rule: {kind: reach, at_least: 10000, by: 2028-12-31}
        owner: jtj
        report: quarterly
      - id: R1.2
        title: {zh: 入学率, en: Enrolment rate}
        unit: "%"
        measure: level
        rule: {kind: reach, at_least: 99, by: 2028-12-31}
        baseline: {value: 90, date: 2026-01-01}
        owner: jtj
        report: quarterly
      - id: R1.3
        title: {zh: 清单, en: List}
        rule: {kind: checklist, items: [甲, 乙], by: 2028-12-31}
        owner: jtj
"""
SOUND = "sound.csv"
SOUND_VALUE = "R1.1 2026-Q2 800"
HEADER = ("目标编号", "填报单位", "期间", "数值", "事项", "是否完成")


def make_project(root: Path, files: Mapping[str, bytes], plan: str | bytes = PLAN) -> Path:
    """The project in `root`; returns its folder of submissions."""
    data = root / "data" / ID
    (root / "plans").mkdir(parents=True)
    data.mkdir(parents=True)
    (root / "plans" / "demo.yaml").write_bytes(plan if isinstance(plan, bytes) else plan.encode())
    (data / SOUND).write_bytes("目标编号,期间,数值\nR1.1,2026-Q2,800\n".encode())
    for name, content in files.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return data


def snapshot(root: Path) -> dict[str, str]:
    """Every path under `root`, with the digest of what ordinary files hold."""
    found: dict[str, str] = {}
    waiting = [root]
    while waiting:
        for path in waiting.pop().iterdir():
            if path.is_dir() and not path.is_symlink():
                waiting.append(path)
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else "-"
            found[str(path.relative_to(root))] = digest
    return found
