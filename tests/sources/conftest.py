"""A small plan of 示例区 and short ways to read a table against it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from plancheck.model.text import Text
from plancheck.plans.plan import Plan, Programme, Span, Target
from plancheck.rules import Checklist, Milestones, Narrative, Reach
from plancheck.rules.milestones import Node
from plancheck.sources.folder import Submissions, read_file

Read = Callable[..., Submissions]


def _targets() -> tuple[Target, ...]:
    many = Reach(at_least=Decimal(100))
    return (
        Target(id="PLACES", title=Text(zh="新增学位", en="New places"), unit="个", measure="increment", rule=many),
        Target(id="STAFF", title=Text(zh="教师"), unit="人", measure="running_total", rule=many, aliases=("教师数",)),
        Target(id="RATE", title=Text(zh="入学率"), unit="%", measure="level", rule=many),
        Target(id="SHARE", title=Text(zh="达标比例"), unit="%", measure="ratio", rule=many),
        Target(id="LIST", title=Text(zh="清单"), rule=Checklist(items=("甲", "乙"))),
        Target(id="BUILD", title=Text(zh="建成"), measure="done", rule=Milestones(nodes=(Node(item="建成"),))),
        Target(id="WORDS", title=Text(zh="氛围"), rule=Narrative()),
    )


@pytest.fixture
def plan() -> Plan:
    """The plan as it stands, without headers or placeholders of its own."""
    return make_plan()


def make_plan(**more: Any) -> Plan:
    programme = Programme(id="P", title=Text(zh="工程"), targets=_targets())
    period = Span(start=date(2026, 1, 1), end=date(2028, 12, 31))
    return Plan(plancheck="1", id="sample", title=Text(zh="示例区"), period=period, programmes=(programme,), **more)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """read(content, name="a.csv", **plan fields): a table given as text or bytes → what it says."""

    def run(content: str | bytes, name: str = "a.csv", **more: Any) -> Submissions:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_file(path, name, make_plan(**more))

    return run


@pytest.fixture
def found() -> Callable[[Submissions], list[tuple[str, str]]]:
    """Code and place of every finding."""
    return lambda submissions: [(finding.code, str(finding.origin)) for finding in submissions.findings]
