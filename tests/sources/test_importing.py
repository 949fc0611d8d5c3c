"""From text tables to Parquet: what is kept, where, and what is not imported."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancheck.model.finding import Finding
from plancheck.sources import importing, importing_parts
from plancheck.sources.importing import IMPORTED, LEFT, REFUSED, THERE
from plancheck.sources.importing_parts import Gathered, Writer
from tests.sources.importing import FIRST, HEAD, SECOND, import_files, rows, tree, two_files

duckdb = pytest.importorskip("duckdb", reason="import needs the extra [bulk]")
BINDING = "sources: 1\ntables:\n  - {file: 一.csv, header: 1, columns: {目标编号: target, 期间: period, 数值: value}}\n"


def test_the_layout(tmp_path: Path) -> None:
    first, second = import_files(tmp_path / "out", two_files(tmp_path / "in"))
    names = {text: hashlib.sha256(text.encode()).hexdigest() for text in (FIRST, SECOND)}
    one, two = (f"part-{names[text][:16]}.parquet" for text in (FIRST, SECOND))
    assert sorted(tree(tmp_path / "out")) == sorted(
        [
            f"_imported/{names[FIRST]}.json",
            f"_imported/{names[SECOND]}.json",
            f"plan=sample/period=2026-Q1/{one}",
            f"plan=sample/period=2026-Q2/{one}",
            f"plan=sample/period=2026-Q2/{two}",
            f"plan=sample/period=__unread__/{two}",
        ]
    )
    assert (first.state, first.rows, first.parts, first.counts) == (IMPORTED, 3, 2, {"C203": 1})
    assert (second.state, second.rows, second.parts, second.counts) == (IMPORTED, 2, 2, {"C210": 1})


def test_the_rows(tmp_path: Path) -> None:
    import_files(tmp_path / "out", two_files(tmp_path / "in"))
    assert set(rows(tmp_path / "out")) == {
        ("2026-Q1", "一小", "3", "一.csv", 2),
        ("2026-Q1", "二小", "4", "一.csv", 3),
        ("2026-Q2", "一小", "约5", "一.csv", 4),
        ("2026-Q2", "三小", "7", "二.csv", 2),
        ("第三季", "三小", "8", "二.csv", 3),
    }


def test_what_is_blank_is_null(tmp_path: Path) -> None:
    import_files(tmp_path / "out", two_files(tmp_path / "in"))
    blank = ("numerator", "denominator", "item", "done", "done_on", "unit", "note", "evidence")
    assert set(rows(tmp_path / "out", blank)) == {(None,) * 8}


def test_every_part_has_the_same_columns(tmp_path: Path) -> None:
    import_files(tmp_path / "out", two_files(tmp_path / "in"))
    query = "DESCRIBE SELECT * FROM read_parquet('{}', hive_partitioning = false)"
    found = {tuple((name, kind) for name, kind, *_ in duckdb.sql(query.format(part)).fetchall())
             for part in (tmp_path / "out").glob("*/*/*.parquet")}  # fmt: skip
    names = "target entity period value numerator denominator item done done_on unit submitted note evidence source"
    assert found == {(*((name, "VARCHAR") for name in names.split()), ("row", "BIGINT"))}


def test_the_record(tmp_path: Path) -> None:
    import_files(tmp_path / "out", two_files(tmp_path / "in"))
    name = hashlib.sha256(SECOND.encode()).hexdigest()
    data = (tmp_path / "out" / "_imported" / f"{name}.json").read_bytes()
    record = json.loads(data)
    parts = record.pop("parts")
    assert record == {
        "schema": "plancheck.import/1",
        "source": "二.csv",
        "sha256": name,
        "plan": "sample",
        "encoding": "utf-8",
        "columns": {
            "target": "目标编号", "entity": "填报单位", "period": "期间", "value": "数值", "submitted": "报送日期"
        },
        "rows": "2",
        "findings": {"C210": "1"},
    }  # fmt: skip
    for part in parts:
        assert part["rows"] == "1"
        assert part["sha256"] == hashlib.sha256((tmp_path / "out" / part["path"]).read_bytes()).hexdigest()


def test_gb18030(tmp_path: Path) -> None:
    (tmp_path / "国标.csv").write_bytes(FIRST.encode("gb18030"))
    (outcome,) = import_files(tmp_path / "out", tmp_path / "国标.csv")
    assert outcome.counts == {"F004": 1, "C203": 1}
    assert rows(tmp_path / "out")[2] == ("2026-Q2", "一小", "约5", "国标.csv", 4)


def test_what_is_there_is_not_done_again(tmp_path: Path) -> None:
    folder = two_files(tmp_path / "in")
    import_files(tmp_path / "out", folder)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")}
    outcomes = import_files(tmp_path / "out", folder)
    assert [(one.state, one.rows, one.counts) for one in outcomes] == [(THERE, 3, {"C203": 1}), (THERE, 2, {"C210": 1})]
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")} == before


@pytest.mark.parametrize("harm", ["cut", "gone", "record", "no record"])
def test_a_part_that_is_not_as_it_was_is_made_again(tmp_path: Path, harm: str) -> None:
    folder = two_files(tmp_path / "in")
    import_files(tmp_path / "out", folder)
    whole = tree(tmp_path / "out")
    part = next((tmp_path / "out").glob("*/period=2026-Q1/*"))
    record = tmp_path / "out" / "_imported" / f"{hashlib.sha256(FIRST.encode()).hexdigest()}.json"
    {
        "cut": lambda: part.write_bytes(part.read_bytes()[:-1]),
        "gone": part.unlink,
        "record": lambda: record.write_text("{}", "utf-8"),
        "no record": record.unlink,
    }[harm]()
    assert [one.state for one in import_files(tmp_path / "out", folder)] == [IMPORTED, THERE]
    assert tree(tmp_path / "out") == whole


def test_a_changed_source_stands_beside_the_old_one(tmp_path: Path) -> None:
    folder = two_files(tmp_path / "in")
    import_files(tmp_path / "out", folder)
    with (folder / "一.csv").open("a", encoding="utf-8") as more:
        more.write("PLACES,一小,2026-Q3,6,2026-10-05\n")
    assert [one.state for one in import_files(tmp_path / "out", folder)] == [IMPORTED, THERE]
    assert len([row for row in rows(tmp_path / "out") if row[0] == "2026-Q1"]) == 4


def test_a_header_that_the_plan_knows_since_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("目标,期间,数值,校名\nPLACES,2026,3,一小\n", "utf-8")
    assert import_files(tmp_path / "out", file)[0].counts == {"S105": 1}
    (outcome,) = import_files(tmp_path / "out", file, headers={"entity": ("校名",)})
    assert (outcome.state, outcome.counts) == (IMPORTED, {})
    assert rows(tmp_path / "out") == [("2026", "一小", "3", "a.csv", 2)]


def test_the_order_of_the_arguments_and_their_paths_change_nothing(tmp_path: Path) -> None:
    folder = two_files(tmp_path / "in")
    (folder / "三.csv").write_text(FIRST, "utf-8")
    one, two, three = (folder / name for name in ("一.csv", "二.csv", "三.csv"))
    import_files(tmp_path / "out", folder)
    import_files(tmp_path / "files", three, two, one)
    import_files(tmp_path / "links", two, Path(os.path.relpath(one)), three)
    assert tree(tmp_path / "files") == tree(tmp_path / "links") == tree(tmp_path / "out")


def test_a_copy_of_a_source_is_there_already(tmp_path: Path) -> None:
    folder = two_files(tmp_path / "in")
    (folder / "一 - 副本.csv").write_text(FIRST, "utf-8")
    assert [(one.name.split("/")[-1], one.state) for one in import_files(tmp_path / "out", folder)] == [
        ("一 - 副本.csv", IMPORTED), ("一.csv", THERE), ("二.csv", IMPORTED)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 a workbook", "workbook"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "workbook"),
        (("plancheck 模板 | sample | 2026-Q1 | 一小 | 版本 0123abcd\n" + HEAD).encode(), "form"),
    ],
)
def test_what_is_read_as_it_is(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    (outcome,) = import_files(tmp_path / "out", tmp_path / "a.csv")
    assert (outcome.state, outcome.reason) == (LEFT, reason)
    assert tree(tmp_path / "out") == {}


def test_a_table_that_sources_yaml_speaks_of(tmp_path: Path) -> None:
    folder = two_files(tmp_path / "in")
    (folder / "sources.yaml").write_text(BINDING, "utf-8")
    outcomes = import_files(tmp_path / "out", folder)
    assert [(one.state, one.reason) for one in outcomes] == [(LEFT, "bound"), (IMPORTED, "")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "F001"),
        (b"\xff\xfa\x80", "F001"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "F002"),
        ("甲,乙\n1,2\n".encode(), "S102"),
        (HEAD.encode() + b'PLACES,"2\n' * 300, "F001"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    (outcome,) = import_files(tmp_path / "out", tmp_path / "a.csv")
    assert (outcome.state, [finding.code for finding in outcome.first]) == (REFUSED, [code])
    assert tree(tmp_path / "out") == {}


def test_a_link_that_leads_out_of_the_folder(tmp_path: Path) -> None:
    folder = two_files(tmp_path / "in")
    (tmp_path / "secret.csv").write_text(FIRST, "utf-8")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    outcomes = {one.name.split("/")[-1]: one for one in import_files(tmp_path / "out", folder)}
    assert (outcomes["link.csv"].state, outcomes["link.csv"].first[0].code) == (REFUSED, "F006")


def test_a_file_that_was_imported_for_another_plan(tmp_path: Path) -> None:
    folder = two_files(tmp_path / "in")
    import_files(tmp_path / "out", folder)
    outcomes = import_files(tmp_path / "out", folder, plan="other")
    assert {(one.state, one.reason) for one in outcomes} == {(LEFT, "plan")}


@pytest.mark.parametrize("more", ["PLACES,三小,2026-Q2,7,\n".encode(), b"\xff\xff\n"])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEAD + "PLACES,一小,2026-Q1,5,\n" * 9000, "utf-8")
    real = importing.about_header

    def and_meanwhile(*args: Any) -> tuple[Finding, ...]:
        with file.open("ab") as growing:
            growing.write(more)
        return real(*args)

    monkeypatch.setattr(importing, "about_header", and_meanwhile)
    (outcome,) = import_files(tmp_path / "out", file)
    assert (outcome.state, outcome.reason) == (LEFT, "changed")
    assert tree(tmp_path / "out") == {}


def test_only_so_many_findings_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD + "PLACES,一小,2026-Q1,约5,\n" * 9, "utf-8")
    (outcome,) = import_files(tmp_path / "out", tmp_path / "a.csv", most=4)
    assert outcome.counts == {"C203": 9}
    assert [str(finding.origin).rpartition("/")[2] for finding in outcome.first] == [
        f"a.csv:{n}:4" for n in range(2, 6)
    ]


def test_a_period_with_very_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They gather in several files, and come out in their order."""
    monkeypatch.setattr(importing_parts, "IN_A_FILE", 10)
    monkeypatch.setattr(importing_parts, "AT_ONCE", 4)
    lines = "".join(f"PLACES,{number},2026,{number}\n" for number in range(9000))
    (tmp_path / "a.csv").write_text("目标,学校,期间,数值\n" + lines, "utf-8")
    assert import_files(tmp_path / "out", tmp_path / "a.csv")[0].rows == 9000
    assert [row[-1] for row in rows(tmp_path / "out")] == list(range(2, 9002))


TEXTS = st.text(st.sampled_from("a中\",;\t \\'#\n\r\x1e\x1f\x01\x85\u2028\ufeff0ns😀"), max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=30))
def test_every_text_is_kept_as_it_stands(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("带 [方括号]*? 的")
    gathered, writer = Gathered(folder), Writer(folder)
    gathered.add({"2026": [(str(at), *pair) for at, pair in enumerate(texts, 2)]})
    gathered.flush()
    writer.write(gathered.files("2026"), ("value(个)*", "note"), "它's.csv", folder / "a.parquet")
    writer.close()
    (file,) = folder.glob("*.parquet")
    connection = duckdb.connect()
    place = str(file).replace("[", "[[]").replace("*", "[*]").replace("?", "[?]")
    found = connection.execute(f"SELECT * FROM read_parquet('{place}')").fetchall()
    connection.close()
    assert found == [(one or None, two or None, "它's.csv", at) for at, (one, two) in enumerate(texts, 2)]
