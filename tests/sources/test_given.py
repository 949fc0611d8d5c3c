"""Files and folders as they are named on a command line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from plancheck.messages.findings import finding_text
from plancheck.model.observation import Amount
from plancheck.plans.load import load_plan
from plancheck.plans.plan import Plan
from plancheck.sources.given import GivenFile, data_folder_of, expand, read_given
from tests.validate import messy

HEAD = "填报单位,目标编号,期间,数值,佐证\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(messy.project(tmp_path))
    return tmp_path


@pytest.fixture
def plan(folder: Path) -> Plan:
    loaded = load_plan(folder / "plans" / "demo.yaml", "plans/demo.yaml").loaded
    assert loaded is not None
    return loaded.plan


def names(*paths: str) -> list[str]:
    return [file.name for file in expand([Path(path) for path in paths])]


def table(path: Path, *rows: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + "".join(row + "\n" for row in rows), "utf-8")


def test_files_are_called_as_they_were_named(folder: Path) -> None:
    for name in ("d/b.csv", "d/a.xlsx", "d/sub/c.csv", "d/~$a.xlsx", "d/.hidden.csv", "d/readme.txt"):
        table(folder / name)
    assert names("d") == ["d/a.xlsx", "d/b.csv", "d/sub/c.csv"]
    assert names("d/sub", "d/b.csv", "d/readme.txt") == ["d/sub/c.csv", "d/b.csv", "d/readme.txt"]
    assert names("d/b.csv", "d", str(folder / "d" / "b.csv")) == ["d/b.csv", "d/a.xlsx", "d/sub/c.csv"]


def test_a_link_out_of_a_folder_is_not_followed_and_one_named_itself_is(folder: Path, plan: Plan) -> None:
    table(folder / "elsewhere.csv", "示例一中,A,2026-Q3,5")
    (folder / "d").mkdir()
    (folder / "d" / "link.csv").symlink_to(folder / "elsewhere.csv")
    refused = read_given(expand([Path("d")]), plan)
    assert [(f.code, f.facts["reason"]) for f in refused.findings] == [("F006", "symlink")]
    assert len(read_given(expand([Path("d/link.csv")]), plan).observations) == 1


def test_the_data_folder_is_the_nearest_of_the_plan(folder: Path) -> None:
    inside = GivenFile(folder / "data" / "demo" / "x" / "a.csv", "a.csv")
    assert data_folder_of(inside, "demo") == folder / "data" / "demo"
    assert data_folder_of(inside, "other") == folder / "data" / "demo" / "x"
    assert data_folder_of(GivenFile(Path("d/sub/a.csv"), "a.csv", Path("d")), "demo") == folder / "d"


def test_rows_of_totals_and_evidence_are_handed_on(folder: Path, plan: Plan) -> None:
    table(folder / "a.csv", "示例一中,A,2026-Q3,5,示例幼儿园", "小计,,,5,", "全区合计,A,2026-Q3,约5,")
    read = read_given(expand([Path("a.csv")]), plan)
    sub, grand = read.totals
    assert (sub.row, sub.grand, sub.target, sub.period, str(sub.amounts["value"][0])) == (3, False, "", None, "5")
    assert (grand.row, grand.grand, grand.target, grand.amounts) == (4, True, "A", {})
    (evidence,) = read.evidence
    assert (evidence.text, str(evidence.origin)) == ("示例幼儿园", "a.csv:2:5")
    assert evidence.observation.value == Amount(Decimal(5))
    assert dict(read.columns[0].fields) == {"entity": 1, "target": 2, "period": 3, "value": 4, "evidence": 5}


@pytest.mark.parametrize("written", ["示例一中 ", " 示例一中", "示例一中\u00a0", "示例一中\u200b", "\u3000示例一中"])
def test_stray_spaces_around_a_name_are_said_and_ignored(folder: Path, plan: Plan, written: str) -> None:
    table(folder / "a.csv", f"{written},A,2026-Q3,5,")
    read = read_given(expand([Path("a.csv")]), plan)
    (found,) = read.findings
    assert (found.code, str(found.origin), found.facts["seen"]) == ("C214", "a.csv:2:1", written)
    assert finding_text("zh", found)[0].endswith("，已按“示例一中”比对")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("示例\u00a0一中", "示例一中"), ("示 例 一 中", "示例一中"), ("No. 1  School", "No. 1 School")],
)
def test_a_name_is_compared_and_kept_as_it_is_said_to_be(folder: Path, plan: Plan, written: str, read_as: str) -> None:
    """Also where no roster names the reporters: the next report under the plain name is of the same one."""
    table(folder / "a.csv", f"{written},A,2026-Q3,5,")
    read = read_given(expand([Path("a.csv")]), plan)
    assert read.observations[0].entity == read_as
    (found,) = read.findings
    assert finding_text("en", found)[0].endswith(f"; compared as “{read_as}”")


def test_a_number_between_spaces_is_said_to_be_read(folder: Path, plan: Plan) -> None:
    table(folder / "a.csv", "示例一中,A,2026-Q3, 12 000 ,")
    (found,) = read_given(expand([Path("a.csv")]), plan).findings
    assert finding_text("zh", found)[0] == "有多余空格或不可见字符：“ 12 000 ”，已按 12000 读取"


@pytest.mark.parametrize("name", ["示例一中", "Sample School", "示例一中（东校区）"])
def test_a_name_with_nothing_stray_is_not_remarked_upon(folder: Path, plan: Plan, name: str) -> None:
    table(folder / "a.csv", f"{name},A,2026-Q3,5,")
    assert read_given(expand([Path("a.csv")]), plan).findings == ()


TWO_ROWS = "填报单位,目标编号,期间,完成情况,,备注\n,,,分子,分母,\n示例一中,A,2026-Q3,3,4,\n"
NEEDLESS = "示例区,,,,,\n目标编号,填报单位,期间,数值,计量单位,备注\nA,示例一中,2026-Q3,5,个,单位\n"


def test_a_header_of_two_rows(folder: Path, plan: Plan) -> None:
    (folder / "a.csv").write_text(TWO_ROWS, "utf-8")
    (columns,) = read_given(expand([Path("a.csv")]), plan).columns
    assert (columns.fields["numerator"], columns.fields["denominator"]) == (4, 5)
    assert columns.fields["entity"] == 1


def test_one_row_that_has_it_all_is_not_taken_with_the_next(folder: Path, plan: Plan) -> None:
    (folder / "a.csv").write_text(NEEDLESS, "utf-8")
    read = read_given(expand([Path("a.csv")]), plan)
    assert [str(one.origin) for one in read.observations] == ["a.csv:3:4"]
