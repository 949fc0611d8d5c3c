from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from plancheck.messages.findings import finding_text
from plancheck.model.observation import Amount, Done, Share, Unread
from plancheck.model.origin import TextRef
from tests.sources.test_xlsx import saved

NUMBERS = "target,entity,period,value\n"


def facts(submitted: Any, code: str) -> dict[str, str]:
    """The facts of the one finding with this code."""
    (found,) = [finding for finding in submitted.findings if finding.code == code]
    return dict(found.facts)


def test_a_table_with_titles_above_and_totals_and_notes_below(read: Any, found: Any) -> None:
    submitted = read(
        "示例区学位建设情况,,,,\n"
        "填报单位：教育局,,,,\n"
        "目标编号,填报单位,期间,数值（个）,报送日期\n"
        "PLACES,甲小学,2026年一季度,120,2026-04-03\n"
        "PLACES,乙小学,2026年一季度,80,2026年4月5日\n"
        ",,,,\n"
        "合 计,,,200,\n"
        "注：含扩建,,,,\n"
        "审核人：张三,,,,\n"
    )
    assert found(submitted) == [("S109", "a.csv:7:1"), ("S109", "a.csv:8:1"), ("S109", "a.csv:9:1")]
    first, second = submitted.observations
    assert (first.target, first.entity, first.period.label) == ("PLACES", "甲小学", "2026-Q1")
    assert (first.value, first.submitted, first.raw) == (Amount(Decimal(120)), date(2026, 4, 3), "120")
    assert first.origin == TextRef("a.csv", 4, 4)
    assert second.submitted == date(2026, 4, 5)


@pytest.mark.parametrize("name", ["STAFF", "教师", "教师数", " 教师 ", "ＳＴＡＦＦ"])
def test_a_target_is_named_by_id_title_or_alias(read: Any, name: str) -> None:
    assert read(f"指标名称,年份,完成值\n{name},2026,7\n").observations[0].target == "STAFF"


def test_id_and_title_may_stand_side_by_side_but_must_agree(read: Any, found: Any) -> None:
    submitted = read("目标编号,指标名称,年份,数值\nSTAFF,教师,2026,7\n,教师,2026,8\nSTAFF,新增学位,2026,9\n")
    assert [seen.value for seen in submitted.observations] == [Amount(Decimal(7)), Amount(Decimal(8))]
    assert found(submitted) == [("R304", "a.csv:4:1")]
    assert facts(submitted, "R304")["reason"] == "contradiction"


def test_an_unknown_target_is_named_with_the_nearest_one(read: Any) -> None:
    submitted = read(NUMBERS + "新增学位数,,2026,5\n")
    assert submitted.observations == ()
    assert facts(submitted, "R304") == {"seen": "新增学位数", "nearest": "新增学位", "reason": "unknown"}


def test_a_narrative_target_takes_no_reports(read: Any) -> None:
    submitted = read(NUMBERS + "WORDS,,2026,5\n")
    assert submitted.observations == ()
    assert facts(submitted, "R304")["reason"] == "narrative"


def test_blank_is_no_data_and_is_said(read: Any, found: Any) -> None:
    submitted = read(NUMBERS + "PLACES,,2026, \n,,2026,5\n")
    assert submitted.observations == ()
    assert found(submitted) == [("C201", "a.csv:2:4"), ("C201", "a.csv:3:1")]
    assert submitted.findings[0].target == "PLACES"


def test_what_cannot_be_read_stays_as_unread(read: Any, found: Any) -> None:
    submitted = read(NUMBERS + "PLACES,,2026-Q1,约4\nPLACES,,2026.9,5\nPLACES,,,5\nPLACES,,去年,5\nRATE,,2026,0.95\n")
    assert [seen.value for seen in submitted.observations] == [
        Unread("C203"),
        Unread("C210"),
        Unread("C201"),
        Unread("C209"),
        Unread("C206"),
    ]
    assert [seen.period is None for seen in submitted.observations] == [False, True, True, True, False]
    assert [code for code, _ in found(submitted)] == ["C203", "C210", "C201", "C209", "C206"]
    assert facts(submitted, "C206")["expected"] == "0.95% / 95%"


def test_what_was_assumed_is_stated(read: Any) -> None:
    submitted = read(NUMBERS + "STAFF,,2026,1.2万人\n")
    assert submitted.observations[0].value == Amount(Decimal(12000))
    assert facts(submitted, "C204") == {"header": "value", "seen": "1.2万人", "used": "12000", "unit": "人"}
    assert facts(submitted, "C205")["used"] == "12000"


@pytest.mark.parametrize(
    "text", ["target,period,value,unit\nSTAFF,2026,5,万人\n", "target,period,value(万人)\nSTAFF,2026,5\n"]
)
def test_another_unit_than_the_plans_is_not_converted(read: Any, text: str) -> None:
    submitted = read(text)
    assert submitted.observations[0].value == Unread("C213")
    assert (facts(submitted, "C213")["seen"], facts(submitted, "C213")["unit"]) == ("万人", "人")


@pytest.mark.parametrize("row", ["PLACES;一小;2026;5", "PLACES\t一小\t2026\t5", "PLACES|一小|2026|5"])
def test_rows_split_by_other_marks_than_the_header_are_no_notes(read: Any, row: str) -> None:
    """As Excel of another country appends them: passed over as notes, a whole file would be read as nothing."""
    submitted = read(f"target,entity,period,value\n{row}\n")
    (found,) = submitted.findings
    assert (found.code, found.severity, found.facts["seen"]) == ("R304", "error", row)


def test_a_note_may_hold_marks(read: Any) -> None:
    submitted = read("target,entity,period,value\n注：a;b;c;d\n没有数据的说明\n")
    assert [found.code for found in submitted.findings] == ["S109", "S109"]


def test_numerator_and_denominator_make_a_share(read: Any) -> None:
    submitted = read("target,period,numerator,denominator\nSHARE,2026,23,40\nSHARE,2027,23,\nSHARE,2028,,\n")
    assert [seen.value for seen in submitted.observations] == [Share(Decimal(23), Decimal(40)), Unread("C201")]
    assert [finding.code for finding in submitted.findings] == ["C201", "C201"]


def test_a_single_reporter_may_give_the_percentage_itself(read: Any) -> None:
    text = "target,period,numerator,denominator,value\nSHARE,2026,,,57.5%\n"
    assert read(text).observations[0].value == Amount(Decimal("57.5"))


def test_a_denominator_beside_a_value_is_its_weight(read: Any) -> None:
    text = "target,period,value,denominator\nRATE,2026,95,1200\n"
    assert read(text).observations[0].value == Amount(Decimal(95), Decimal(1200))


@pytest.mark.parametrize("beside", ["57.5", "58", "57", "57.49", "57.51", "57.5%", "0.575", "—", "无", ""])
def test_a_percentage_beside_its_counts_may_be_rounded_and_may_be_missing(read: Any, beside: str) -> None:
    submitted = read(f"target,period,numerator,denominator,value\nSHARE,2026,23,40,{beside}\n")
    assert [seen.value for seen in submitted.observations] == [Share(Decimal(23), Decimal(40))]
    assert submitted.findings == ()


@pytest.mark.parametrize("beside", ["60", "56", "57.3", "0.6", "0.56", "约57", "57.5个", "#REF!"])
def test_a_percentage_that_its_counts_do_not_come_to_is_said_and_neither_is_used(read: Any, beside: str) -> None:
    """57.5 % stated as 60: somebody mistyped one of three numbers, and nobody can tell which."""
    submitted = read(f"target,period,numerator,denominator,value\nSHARE,2026,23,40,{beside}\n")
    assert [seen.value for seen in submitted.observations] == [Unread("R302")]
    (found,) = submitted.findings
    assert (found.code, found.severity, found.origin.column) == ("R302", "error", 5)
    assert found.facts == {"reason": "share", "seen": beside, "expected": "23/40"}


@pytest.mark.parametrize("columns", ["value,denominator", "numerator,denominator", "numerator,value,denominator"])
def test_a_denominator_that_cannot_be_read_is_a_report_without_a_value_too(read: Any, found: Any, columns: str) -> None:
    """Whichever of the other columns there are: somebody of whom nothing is known reports in none of them."""
    blanks = "," * columns.count(",")
    submitted = read(f"target,period,{columns}\nSHARE,2026,{blanks}—\nSHARE,2027,{blanks}\nSHARE,2028,{blanks}40\n")
    assert [(seen.period.label, seen.value) for seen in submitted.observations] == [("2026", Unread("C202"))]
    assert [code for code, _ in found(submitted)] == ["C202", "C201", "C201"]
    assert found(submitted)[0] == ("C202", f"a.csv:2:{3 + columns.count(',')}")


def test_done_its_day_and_what_contradicts_it(read: Any, found: Any) -> None:
    submitted = read(
        "target,period,item,done,done_on\n"
        "LIST,2026,甲,是,2026-05-01\n"
        "LIST,2026,乙,未完成,\n"
        "LIST,,甲,,2026-05-01\n"
        "LIST,2026,乙,进行中,\n"
        "LIST,2026,乙,否,2026-05-01\n"
        "LIST,2026,乙,,\n"
    )
    assert [(seen.item, seen.value) for seen in submitted.observations] == [
        ("甲", Done(True, date(2026, 5, 1))),
        ("乙", Done(False)),
        ("甲", Done(True, date(2026, 5, 1))),
        ("乙", Unread("C212")),
        ("乙", Unread("R302")),
    ]
    assert submitted.observations[2].period.label == "2026-05-01"
    assert found(submitted) == [("C212", "a.csv:5:4"), ("R302", "a.csv:6:4"), ("C201", "a.csv:7:4")]


def test_done_may_stand_in_the_value_column(read: Any) -> None:
    assert read("target,period,value\nBUILD,2026,是\n").observations[0].value == Done(True)


def test_a_header_that_is_not_there_is_described(read: Any) -> None:
    submitted = read("学校,数值栏,期间\n甲,5,2026\n")
    assert facts(submitted, "S102") == {"sheet": "", "seen": "学校 | 数值栏 | 期间", "nearest": "数值"}


def test_a_plan_adds_headers_and_says_what_placeholders_mean(read: Any) -> None:
    text = "项目,所属期,本期完成\nPLACES,2026,无\nPLACES,2027,/\n"
    headers = {"target": ("项目",), "period": ("所属期",), "value": ("本期完成",)}
    submitted = read(text, headers=headers, placeholders={"无": "0", "/": "missing"})
    assert [seen.value for seen in submitted.observations] == [Amount(Decimal(0))]
    assert [finding.code for finding in submitted.findings] == ["C201"]


def test_two_columns_for_one_field_leave_every_row_unread(read: Any) -> None:
    submitted = read("target,period,数值,完成值\nPLACES,2026,5,6\n")
    assert facts(submitted, "S104") == {"header": "数值 / 完成值"}
    assert submitted.observations[0].value == Unread("S104")


def test_the_same_header_twice_leaves_every_row_unread(read: Any, found: Any) -> None:
    submitted = read("target,period,数值,数值\nPLACES,2026,5,6\nPLACES,2027,7,\n")
    assert found(submitted) == [("S104", "a.csv:1:4")]
    assert [seen.value for seen in submitted.observations] == [Unread("S104")] * 2


def test_line_breaks_in_headers_and_cells_lose_no_row(read: Any, found: Any) -> None:
    book = openpyxl.Workbook()
    for row in (["目标\n编号", "期\n间", "数值\n（个）"], ["PLACES\n", "2026\n年", "5\n"], ["新增\n学位", "2027", 6]):
        book.worksheets[0].append(row)
    submitted = read(saved(book), "a.xlsx")
    assert [(seen.target, seen.period.label, str(seen.value.value)) for seen in submitted.observations] == [
        ("PLACES", "2026", "5"),
        ("PLACES", "2027", "6"),
    ]
    assert ("C214", "a.xlsx#Sheet!C2") in found(submitted)


def test_a_missing_period_column_is_said_once(read: Any) -> None:
    submitted = read("target,月份,value\nPLACES,3月,5\nPLACES,4月,6\n")
    assert [finding.code for finding in submitted.findings] == ["S103", "S105"]
    assert facts(submitted, "S103") == {"expected": "期间", "nearest": "月份"}
    assert [seen.value for seen in submitted.observations] == [Unread("S103")] * 2


def test_a_day_of_completion_makes_up_for_a_missing_period_and_a_blank_one_does_not(read: Any, found: Any) -> None:
    submitted = read("target,value,item,done,done_on\nLIST,,甲,是,2026-05-01\nLIST,,乙,是,\nPLACES,5,,,\n")
    assert [seen.value for seen in submitted.observations] == [
        Done(True, date(2026, 5, 1)),
        Unread("C201"),
        Unread("C201"),
    ]
    assert found(submitted) == [("C201", "a.csv:3:5"), ("C201", "a.csv:4:5")]
    assert {finding.facts["header"] for finding in submitted.findings} == {"期间"}


@pytest.mark.parametrize(
    ("word", "meant"), [("全部完成", "是"), ("完成。", "是"), ("部分完成", ""), ("完成90%", ""), ("未全完成", "否")]
)
def test_only_what_says_so_is_taken_for_a_yes(read: Any, word: str, meant: str) -> None:
    submitted = read(f"target,period,item,done\nLIST,2026,甲,{word}\n")
    assert facts(submitted, "C212")["nearest"] == meant


@pytest.mark.parametrize(
    ("day", "code", "do"),
    [("2026年9月", "C210", "请写明年月日，如 2026-09-30"), ("9月1日", "C209", "请写成 2026-09-30 这样的日期")],
)
def test_where_a_day_is_needed_the_hint_names_no_longer_period(read: Any, day: str, code: str, do: str) -> None:
    (said,) = read(f"target,period,item,done_on\nLIST,2026-Q3,甲,{day}\n").findings
    assert (said.code, finding_text("zh", said)[1]) == (code, do)


def test_unknown_columns_are_listed_once(read: Any) -> None:
    submitted = read("序号,target,period,value,颜色\n1,PLACES,2026,5,红\n2,PLACES,2027,5,红\n")
    assert facts(submitted, "S105") == {"header": "序号、颜色"}
    assert len(submitted.observations) == 2


def test_a_header_repeated_on_the_next_page_is_skipped(read: Any) -> None:
    submitted = read(NUMBERS + "PLACES,,2026,5\n" + NUMBERS + "PLACES,,2027,5\n")
    assert facts(submitted, "S109")["reason"] == "header"
    assert len(submitted.observations) == 2


@pytest.mark.parametrize(
    "name",
    [
        *(
            "合计",
            "示例区义务教育阶段学校合计",
            "合计（所）",
            "合 计 数",
            "共计",
            "总数",
            "Grand total",
            "District total:",
        ),
        *("汇总", "小结", "累 计", "平均", "平均值：", "均值", "Average", "overall"),
    ],
)
def test_a_total_of_a_known_target_is_not_counted_twice(read: Any, name: str) -> None:
    submitted = read(NUMBERS + f"PLACES,甲,2026,5\nPLACES,{name},2026,5\n")
    assert [seen.entity for seen in submitted.observations] == ["甲"]
    assert facts(submitted, "S109")["reason"] == "total"


def test_names_that_only_begin_or_end_like_one_for_all_rows_are_names(read: Any) -> None:
    names = ["平均乡中心小学", "汇总组", "全区", "全区平均", "累计村小学", "示例均值小学"]
    submitted = read(NUMBERS + "".join(f"PLACES,{name},2026,5\n" for name in names))
    assert [seen.entity for seen in submitted.observations] == names


def test_an_average_is_no_sum_of_the_rows_above(read: Any) -> None:
    submitted = read(NUMBERS + "PLACES,甲,2026,5\nPLACES,乙,2026,7\n,平均,,6\nPLACES,合计,2026,12\n")
    assert [(total.row, total.target) for total in submitted.totals] == [(5, "PLACES")]


def test_such_a_word_beside_a_blank_name_says_how_the_row_was_counted(read: Any) -> None:
    submitted = read("口径,填报单位,目标编号,期间,数值\n累计,,PLACES,2026,30\n")
    assert [seen.value for seen in submitted.observations] == [Amount(Decimal(30))]


def test_an_unreadable_submission_date_leaves_the_row_undated(read: Any, found: Any) -> None:
    submitted = read("target,period,value,submitted\nPLACES,2026,5,昨天\n")
    assert submitted.observations[0].submitted is None
    assert submitted.observations[0].value == Amount(Decimal(5))
    assert found(submitted) == [("C209", "a.csv:2:4")]


def test_a_footnote_in_the_first_column_is_no_unknown_target(read: Any) -> None:
    submitted = read(NUMBERS + "PLACES,,2026,5\n以上截至六月底,,,\n新增学位数,,,\n")
    assert facts(submitted, "S109") == {"reason": "note", "seen": "以上截至六月底"}
    assert facts(submitted, "R304")["nearest"] == "新增学位"


def test_control_characters_stay_in_the_raw_text(read: Any) -> None:
    submitted = read(NUMBERS + "PLACES,甲\x1b[31m,2026,\u202e5\n")
    assert (submitted.observations[0].entity, submitted.observations[0].raw) == ("甲\x1b[31m", "\u202e5")
    assert submitted.observations[0].value == Unread("C216")


@pytest.mark.parametrize(
    ("head", "total"),
    [
        ("序号,填报单位,目标编号,期间,数值", "合计,,PLACES,2026,30"),
        ("序号,镇街,填报单位,目标编号,期间,数值", ",城关镇小计,,PLACES,2026,30"),
        (",填报单位,目标编号,期间,数值", "合 计,,PLACES,2026,30"),
    ],
)
def test_a_total_of_one_target_whose_word_stands_in_a_column_that_is_not_read(
    read: Any, found: Any, head: str, total: str
) -> None:
    lead = "," * (head.split("填报单位")[0].count(",") - 1)
    submitted = read(f"{head}\n1,{lead}甲,PLACES,2026,10\n2,{lead}乙,PLACES,2026,20\n{total}\n")
    assert [seen.entity for seen in submitted.observations] == ["甲", "乙"]
    assert ("S109", f"a.csv:4:{1 + total.index(total.strip(',')[0])}") in found(submitted)


def test_a_row_without_a_name_is_read_where_no_word_says_that_it_is_a_total(read: Any) -> None:
    head = "序号,填报单位,目标编号,期间,数值,类别\n"
    for row in ("1,,PLACES,2026,30,", "1,,PLACES,2026,30,全区合计", ",合计小学,PLACES,2026,30,"):
        assert [seen.value for seen in read(head + row + "\n").observations] == [Amount(Decimal(30))]


def test_a_value_in_another_unit_is_shown_with_it(read: Any) -> None:
    submitted = read("target,entity,period,value,unit\nPLACES,甲,2026,50,万元\nPLACES,甲,2026,50,个\n")
    assert [seen.raw for seen in submitted.observations] == ["50万元", "50"]
