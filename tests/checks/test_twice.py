"""R312."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.submitted import checked, lines, plan, rows, said

COUNT = "id: T, unit: 个, measure: increment, roster: r, rule: {kind: reach, at_least: 90}, report: quarterly"
PARTS = COUNT + ", by_part: [转, 并]"
LEVEL = COUNT.replace("increment", "level")


def row(school: str, evidence: str, item: str = "", period: str = "2026-Q1", value: str = "1") -> str:
    return f"{school},T,{period},{value},,,{item},,{evidence}"


def test_one_kindergarten_by_two_schools(tmp_path: Path) -> None:
    result = checked(plan(tmp_path, COUNT), rows(tmp_path, row("甲校", "示例幼儿园"), row("乙校", "示例幼儿园")))
    (found,) = said(result, "R312")
    assert str(found.origin).endswith("a.csv:3:9")
    assert {name: found.facts[name] for name in ("seen", "other_entity", "other")} == {
        "seen": "示例幼儿园", "other_entity": "甲校", "other": "2:9",
    }  # fmt: skip


def test_one_of_several_names(tmp_path: Path) -> None:
    file = rows(tmp_path, row("甲校", "示例甲、示例乙"), row("乙校", "示例丙；示例乙"))
    assert [found.facts["seen"] for found in said(checked(plan(tmp_path, COUNT), file), "R312")] == ["示例乙"]


def test_under_two_parts_of_one_school(tmp_path: Path) -> None:
    file = rows(tmp_path, row("甲校", "示例幼儿园", "转"), row("甲校", "示例幼儿园", "并"))
    (found,) = said(checked(plan(tmp_path, PARTS), file), "R312")
    assert (found.facts["item"], found.facts["other_item"]) == ("并", "转")


def test_a_teacher_named_as_the_item(tmp_path: Path) -> None:
    file = rows(tmp_path, row("甲校", "", "示例老师"), row("乙校", "", "示例老师"))
    assert lines(checked(plan(tmp_path, COUNT), file), "R312") == ["3:4"]


def test_in_another_quarter_what_is_new_is_counted_twice_and_what_is_there_is_not(tmp_path: Path) -> None:
    file = rows(tmp_path, row("甲校", "示例甲"), row("乙校", "示例甲", period="2026-Q2"))
    assert lines(checked(plan(tmp_path, COUNT), file), "R312") == ["3:9"]
    assert lines(checked(plan(tmp_path, LEVEL), file), "R312") == []


def test_a_school_may_say_again_what_it_said(tmp_path: Path) -> None:
    file = rows(tmp_path, row("甲校", "示例甲"), row("甲校", "示例甲", period="2026-Q2"))
    assert lines(checked(plan(tmp_path, LEVEL), file), "R312") == []


@pytest.mark.parametrize(
    "document", ["见附件", "照片3张", "示教字〔2026〕3号", "工作台账", "a.pdf", "http://x.example/1", "3", "无"]
)
def test_documents_may_be_given_by_everyone(tmp_path: Path, document: str) -> None:
    file = rows(tmp_path, row("甲校", document), row("乙校", document))
    assert lines(checked(plan(tmp_path, COUNT), file), "R312") == []


def test_by_a_school_that_submitted_before(tmp_path: Path) -> None:
    loaded = plan(tmp_path, COUNT)
    now, before = rows(tmp_path, row("甲校", "示例甲")), rows(tmp_path, row("乙校", "示例甲"), name="b.csv")
    (found,) = said(checked(loaded, now, before=before), "R312")
    assert str(found.origin).endswith("a.csv:2:9")
    assert found.facts["other"].endswith("b.csv:2:9")
