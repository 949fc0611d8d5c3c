"""JUnit XML: a case for every entity and target, readable for Jenkins and GitLab."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml, TestCase, TestSuite

from plancheck.checks.checked import Validation
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef, FileRef
from plancheck.reports.checked import FORMATS, CheckOptions
from tests.reports.submitted import (
    ABSENT,
    BLANK,
    BOOK,
    HIDDEN,
    LEGACY,
    REPEATED,
    ROUGH,
    SORTS,
    TABLE,
    UNKNOWN,
    WORDS,
    cell,
    found,
    observed,
    validation,
)

JENKINS = xmlschema.XMLSchema(str(Path(__file__).parent / "schemas" / "junit-10.xsd"))


def render(given: Validation, lang: str = "zh") -> str:
    text = FORMATS["junit"](given, CheckOptions(lang=lang))
    JENKINS.validate(StringIO(text))
    return text


def suites(given: Validation, lang: str = "zh") -> dict[str, list[TestCase]]:
    parsed = JUnitXml.fromstring(render(given, lang).encode())
    return {str(suite.name): list(suite) for suite in parsed if isinstance(suite, TestSuite)}


def case(given: Validation, name: str) -> TestCase:
    (found,) = [one for cases in suites(given).values() for one in cases if one.name == name]
    return found


def outcome(one: TestCase) -> str:
    return "failed" if one.result else "passed"


def test_a_suite_for_each_file_and_a_case_for_each_entity_and_target() -> None:
    found = suites(validation(*SORTS))
    assert {name: [(c.classname, c.name, outcome(c)) for c in cases] for name, cases in found.items()} == {
        f"示例数据 demo/{BOOK}": [
            ("demo", BOOK, "passed"),
            ("demo.甲小学", f"D1.1 新增优质初中学位 ({BOOK})", "failed"),
            ("demo.甲小学", "D1.3 交流轮岗教师", "passed"),
            ("demo.乙小学", "D1.1 新增优质初中学位", "passed"),
        ],
        f"示例数据 demo/{TABLE}": [
            ("demo", TABLE, "failed"),
            ("demo.甲小学", f"D1.1 新增优质初中学位 ({TABLE})", "passed"),
        ],
        "示例数据 demo": [("demo.乙小学", "D1.3 交流轮岗教师", "passed")],
    }


def test_a_failure_has_every_error_with_its_place_and_what_to_do() -> None:
    failed = case(validation(ROUGH, BLANK, WORDS), f"D1.1 新增优质初中学位 ({BOOK})")
    (failure,) = failed.result
    assert failure.type == "C203"
    assert failure.message == (failure.text or "").splitlines()[0] + "（另有 1 处错误）"
    assert failure.text == (
        "指标!E8 C203 错误 填的是约数：“约300” → 请填准确的数字\n"
        "指标!F8 C208 错误 单元格是错误值 #REF! → 请改正公式，或粘贴为数值"
    )


def test_warnings_do_not_fail_and_are_not_lost() -> None:
    passed = case(validation(WORDS), "D1.3 交流轮岗教师")
    assert not passed.result
    assert (
        passed.system_out
        == "指标!E9 C204 警告 数字写法不规范，填的是“1.2万”，已按 12000 读取 → 请改填半角阿拉伯数字 12000"
    )


def test_what_concerns_the_file_is_a_case_of_its_own() -> None:
    parsed = suites(validation(LEGACY, HIDDEN, UNKNOWN))
    assert parsed[f"示例数据 demo/{TABLE}"][0].result[0].type == "R304"
    text = parsed[f"示例数据 demo/{BOOK}"][0].system_out
    assert text.startswith("F007 警告 ")
    assert "\n指标!A12 S107 警告 " in text


def test_who_has_not_submitted_is_a_case_of_no_file() -> None:
    (absent,) = suites(validation(ABSENT), "en")["SAMPLE demo"]
    assert (absent.classname, absent.name) == ("demo.乙小学", "D1.3 Teachers rotated")
    assert absent.system_out.startswith("R306 warning not submitted: 乙小学")


def test_a_finding_of_no_plan_is_kept() -> None:
    refused = Finding("F001", "error", FileRef("别处.xlsx"), {"reason": "empty"})
    (found,) = suites(Validation((), (refused,)))["plancheck/别处.xlsx"]
    assert (found.classname, found.name, found.result[0].type) == ("plancheck", "别处.xlsx", "F001")


def test_totals_are_those_of_the_cases() -> None:
    parsed = JUnitXml.fromstring(render(validation(*SORTS)).encode())
    assert (parsed.tests, parsed.failures, parsed.errors) == (7, 2, 0)
    assert [(s.tests, s.failures) for s in parsed] == [(4, 1), (2, 1), (1, 0)]


def test_what_is_left_out_is_counted() -> None:
    (book, table) = JUnitXml.fromstring(render(validation(left_out={"C204": 3, "C101": 1})).encode())
    for suite in (book, table):
        assert [(one.name, one.value) for one in suite.properties()] == [("left_out.C101", "1"), ("left_out.C204", "3")]


def test_an_absent_report_of_what_a_file_speaks_of_keeps_its_own_name() -> None:
    absent = found("R306", None, "D1.1", entity="甲小学", period="2026-Q2")
    names = [(c.classname, c.name) for cases in suites(validation(absent)).values() for c in cases]
    assert names[-1] == ("demo.甲小学", "D1.1 新增优质初中学位")
    assert len(set(names)) == len(names)


def test_no_two_cases_have_one_name() -> None:
    """GitLab shows only the first of two cases with one class and name."""
    names = [(c.classname, c.name) for cases in suites(validation(*SORTS)).values() for c in cases]
    assert len(set(names)) == len(names)


def test_a_row_without_an_entity_belongs_to_the_plan() -> None:
    given = validation(ROUGH, observations=(observed("D1.1", "", cell("E8")),))
    assert case(given, "D1.1 新增优质初中学位").classname == "demo"


def test_nothing_to_say_is_a_report_without_failures() -> None:
    assert suites(Validation(())) == {}
    assert all(not c.result for cases in suites(validation()).values() for c in cases)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_input_gives_the_same_bytes(lang: str) -> None:
    text = render(validation(*SORTS), lang)
    assert text == render(validation(*SORTS), lang)
    assert "timestamp" not in text
    assert "time=" not in text


@given(st.text(), st.text(max_size=20), st.text(max_size=20))
def test_any_text_from_an_input_is_legal_xml(seen: str, entity: str, sheet: str) -> None:
    origin = CellRef(BOOK, sheet, "E8")
    text = render(
        validation(found("C203", origin, "D1.1", seen=seen), observations=(observed("D1.1", entity, origin),))
    )
    assert JUnitXml.fromstring(text.encode()).failures == 1


def test_markup_in_a_cell_is_text() -> None:
    evil = "]]></failure><testcase name='x'/><!--&\x1b\u202e\ufffe\ud800"
    text = render(validation(found("C203", cell("E8"), "D1.1", seen=evil)))
    assert "<testcase name='x'/>" not in text
    failed = case(validation(found("C203", cell("E8"), "D1.1", seen=evil)), f"D1.1 新增优质初中学位 ({BOOK})")
    assert "]]></failure><testcase name='x'/><!--&\\u001b\\u202e\\ufffe\\ud800" in failed.result[0].text
    assert REPEATED.code not in text
