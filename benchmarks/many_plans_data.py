"""A fictional country of plans and what was submitted to some of them, the same for the same seed."""

from __future__ import annotations

import random
from pathlib import Path

TARGETS = 40
PER_PROGRAMME = 8
MONTHS = 12
YEAR = 2026
Goals = dict[str, tuple[int, str]]
_HEAD = """\
plancheck: 1
id: {id}
title: {{zh: 示例区第{n}号规划, en: "Sample district, plan {n}"}}
period: {{start: 2026-01-01, end: 2028-12-31}}
sample: true
source: {{document: 示例区教育发展规划, publisher: 示例区人民政府, date: 2026-01}}
owners:
  jtj: {{zh: 示例区教育局, en: Education office of the sample district}}
  czj: {{zh: 示例区财政局, en: Finance office of the sample district}}
  rsj: {{zh: 示例区人社局, en: Personnel office of the sample district}}
phases: {{2026: 起步年, 2027: 推进年, 2028: 达标年}}
thresholds: {{on_track: 0.95, off_track: 0.60}}
grace_days: {{monthly: 15, quarterly: 30, half_yearly: 45, yearly: 90}}
programmes:
"""
_PROGRAMME = """\
  - id: P{p}
    title: {{zh: 示例工程之{p}, en: "Sample programme {p}"}}
    targets:
"""
_TARGET = """\
      - id: P{p}.{t}
        title: {{zh: 示例指标第{n}项的完成情况, en: "Sample indicator number {n} of the plan"}}
        unit: {unit}
        measure: {measure}
        baseline: {{value: {base}, date: {since}}}
        rule: {{kind: {rule}}}
        pace: {pace}
        method: pace
        owner: {{lead: {owner}, with: [{partner}]}}
        report: monthly
        source: {{section: 第{p}部分, item: 第{t}条, page: "{page}"}}
        encoder: {{pace: 原文未写进度，按线性读, definition: 以年末统计口径为准}}
"""
_HEADER = "目标编号,期间,数值,报送日期"


def make_country(root: Path, plans: int, reporting: int, targets: int = TARGETS) -> list[Path]:
    """So many plan files under `root`, the first `reporting` of which have a year of monthly reports. Returns the
    files."""
    rng = random.Random(plans * 1_000 + targets)
    folder = root / "plans"
    folder.mkdir(parents=True)
    files = []
    for n in range(plans):
        name = f"sample-{n:04}"
        goals, text = _plan(rng, name, n, targets)
        files.append(folder / f"{name}.yaml")
        files[-1].write_text(text, "utf-8")
        if n < reporting:
            data = root / "data" / name
            data.mkdir(parents=True)
            (data / "actuals.csv").write_text("\n".join([_HEADER, *_rows(rng, goals)]) + "\n", "utf-8")
    return files


def _plan(rng: random.Random, name: str, number: int, targets: int) -> tuple[Goals, str]:
    """The text of a plan, and what each of its targets aims at and measures."""
    parts = [_HEAD.format(id=name, n=number)]
    goals: Goals = {}
    for n in range(targets):
        p, t = divmod(n, PER_PROGRAMME)
        if t == 0:
            parts.append(_PROGRAMME.format(p=p + 1))
        goal, measure = rng.randrange(100, 10_000), rng.choice(("increment", "running_total", "level"))
        goals[f"P{p + 1}.{t + 1}"] = (goal, measure)
        parts.append(_target(rng, p + 1, t + 1, goal, measure))
    return goals, "".join(parts)


def _target(rng: random.Random, p: int, t: int, goal: int, measure: str) -> str:
    level = measure == "level"
    kind = rng.choice(("reach", "reach", "hold")) if level else "reach"
    rule = f"hold, at_least: {goal // 2}" if kind == "hold" else f"reach, at_least: {goal}, by: 2028-12-31"
    return _TARGET.format(
        p=p,
        t=t,
        n=(p - 1) * PER_PROGRAMME + t,
        unit=rng.choice("个人所项"),
        measure=measure,
        base=goal // 3 if level else 0,
        since="2025-12-31" if level else "2026-01-01",
        rule=rule,
        pace=f"{{points: {{2026-12-31: {goal // 2}, 2027-12-31: {goal * 2 // 3}}}}}" if t == 1 else "linear",
        owner=rng.choice(("jtj", "czj")),
        partner="rsj",
        page=rng.randrange(1, 40),
    )


def _rows(rng: random.Random, goals: Goals) -> list[str]:
    return [
        f"{target},{YEAR}-{month:02},{_value(rng, month, *goal)},{YEAR}-{month:02}-28"
        for target, goal in goals.items()
        for month in range(1, MONTHS + 1)
    ]


def _value(rng: random.Random, month: int, goal: int, measure: str) -> int:
    """About what the pace of three years asks for, a little more or less."""
    if measure == "increment":
        return goal * rng.randrange(20, 40) // 1000
    if measure == "running_total":
        return goal * month * rng.randrange(26, 30) // 1000
    return goal * (500 + month * rng.randrange(0, 20)) // 1000
