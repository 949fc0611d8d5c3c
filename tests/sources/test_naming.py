"""The names by which rows may call a target."""

from __future__ import annotations

from pathlib import Path

from plancheck.sources.naming import NotATarget, names_of
from tests.checks.submitted import checked, plan, rows


def test_a_renamed_target_bears_its_old_and_its_new_names(tmp_path: Path) -> None:
    changes = (
        "amendments:\n"
        "  - {date: 2026-07-01, target: T, set: {title: 新名, aliases: [别名]}, reason: 示例}\n"
        "  - {date: 2027-01-01, target: T, set: {title: {zh: 又名, en: Renamed}}, reason: 示例}\n"
    )
    target = "id: T, unit: 个, measure: level, rule: {kind: reach, at_least: 9, by: 2028}, roster: r"
    loaded = plan(tmp_path, target, more=changes)
    known = names_of(loaded.plan)
    for name in ("T", "新名", "别名", "又名", "Renamed"):
        found = known.target(name)
        assert not isinstance(found, NotATarget), name
        assert found.id == "T"
    result = checked(loaded, rows(tmp_path, "甲校,新名,2026-Q1,5", "乙校,T,2026-Q1,5"), period="2026-Q1")
    assert [o.target for o in result.observations] == ["T", "T"]
    assert not [f for f in result.findings if f.code != "R306"]
