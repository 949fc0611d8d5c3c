"""`sources.yaml`: every error at once, where it stands, with a text in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from plancheck.messages import finding_text
from plancheck.messages.catalogue import LANGUAGES, texts
from plancheck.sources.binding_file import REASONS, read_bindings
from plancheck.sources.folder import read_folder
from tests.sources.conftest import make_plan

HEAD = "sources: 1\ntables:\n"
GOOD = "  - {file: '*.csv', header: 1, fixed: {target: STAFF}, across: period}\n"


def wrong(text: str) -> list[tuple[str, str, str]]:
    """Code, reason and place of every error."""
    found = read_bindings(text.encode(), make_plan()).findings
    return [(f.code, f.facts["reason"], str(f.origin).removeprefix("sources.yaml:")) for f in found]


def one(keys: str) -> str:
    return f"{HEAD}  - {{file: a.csv, {keys}}}\n"


EXAMPLES = [
    ("", "P401", "sources_empty", "1:1"),
    ("- a\n", "P401", "sources_empty", "1:1"),
    (one("header: 1, fixed: {target: STAFF}, across: '{foo}'"), "P401", "template_expected", "3:62"),
    (one("header: 1, fixed: {target: STAFF}, across: '{period}{unit}'"), "P401", "template_expected", "3:62"),
    (one("header: 3-2, fixed: {target: STAFF}, across: period"), "P401", "rows_expected", "3:27"),
    (one("header: 0, fixed: {target: STAFF}, across: period"), "P401", "rows_expected", "3:27"),
    (
        one("header: 1, fixed: {target: STAFF}, across: {header: period, columns: J-C}"),
        "P401",
        "columns_expected",
        "3:88",
    ),
    (one("header: {levels: 2}, fixed: {target: STAFF}, across: period"), "P401", "header_rows_or_has", "3:27"),
    (one("header: 1, fixed: {target: STAFF, period: 2026}, across: period"), "P401", "field_twice", "3:5"),
    (one("header: 1, across: period"), "P401", "target_nowhere", "3:5"),
    (one("header: 1, across: target"), "P401", "period_nowhere", "3:5"),
    (one("header: 1, fixed: {target: STAFF, period: 2026}"), "P401", "value_nowhere", "3:5"),
    (one("header: 1, fixed: {target: STAFF}, across: period, columns: {x: value}"), "P401", "value_twice", "3:5"),
    (one("header: 1, fixed: {target: STAFF}, across: period, factors: {万人: 0}"), "P401", "factor_zero", "3:84"),
    (one("header: 1, fixed: {target: STAF}, across: period"), "P408", "target_unknown", "3:46"),
    (one("header: 1, across: period, columns: {A: target}, targets: {a: STAF}"), "P408", "target_unknown", "3:81"),
    (one("header: 1, fixed: {target: STAFF, period: 2026.9}, columns: {x: value}"), "P401", "date_expected", "3:61"),
    (one("header: 1, fixed: {target: STAFF, submitted: 五月}, across: period"), "P401", "date_expected", "3:64"),
    (one("header: 1, fixed: {target: STAFF}, across: period, colums: {x: entity}"), "P401", "unknown_key", "3:70"),
    (HEAD + GOOD.replace("file: '*.csv', ", ""), "P401", "missing_key", "3:5"),
    (HEAD + "  - &x {file: a}\n", "P401", "anchor", "3:5"),
]


@pytest.mark.parametrize(("text", "code", "reason", "place"), EXAMPLES)
def test_every_error_is_found_at_its_place(text: str, code: str, reason: str, place: str) -> None:
    assert (code, reason, place) in wrong(text)


def test_every_reason_has_an_example_and_a_text() -> None:
    assert {(code, reason) for code, reasons in REASONS.items() for reason in reasons} <= {e[1:3] for e in EXAMPLES}
    for lang in LANGUAGES:
        missing = [f"{c}.{r}" for c, reasons in REASONS.items() for r in reasons if f"{c}.{r}" not in texts(lang)]
        assert missing == []


def test_all_errors_are_said_at_once() -> None:
    text = HEAD + "  - {file: a, header: x, across: y}\n  - {file: b, foo: 1}\n"
    assert [(reason, place) for _, reason, place in wrong(text)] == [
        ("rows_expected", "3:23"),
        ("template_expected", "3:34"),
        ("missing_key", "4:5"),
        ("unknown_key", "4:15"),
    ]


def test_an_error_names_the_key_and_what_was_meant() -> None:
    (found,) = read_bindings(one("header: 1, across: period, columns: {A: targt}").encode(), make_plan()).findings
    assert found.facts["nearest"] == "target"
    assert found.facts["path"] == "tables[0].columns.A"
    assert "targt" in finding_text("zh", found)[0]


def test_a_file_with_errors_lets_nothing_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("target,period,value\nSTAFF,2026,5\n")
    (tmp_path / "sources.yaml").write_text("nothing")
    submitted = read_folder(tmp_path, make_plan())
    assert submitted.observations == ()
    assert [(f.code, str(f.origin)) for f in submitted.findings] == [("P401", "sources.yaml:1:1")]


def test_files_without_a_binding_are_tidy_tables_and_bindings_without_a_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("target,period,value\nSTAFF,2026,5\n")
    (tmp_path / "子").mkdir()
    (tmp_path / "子" / "年报.CSV").write_text("2026,2027\n6,7\n")
    tables = "".join(GOOD.replace("*.csv", name) for name in ("年报.csv", "子/*", "x*.csv"))
    (tmp_path / "sources.yaml").write_text(HEAD + tables)
    submitted = read_folder(tmp_path, make_plan())
    assert [str(o.origin) for o in submitted.observations] == ["a.csv:2:3", *["子/年报.CSV:2:1", "子/年报.CSV:2:2"] * 2]
    assert [(f.code, str(f.origin), f.facts["seen"]) for f in submitted.findings] == [
        ("P414", "sources.yaml:5:5", "x*.csv")
    ]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "secret.yaml").write_text(HEAD + GOOD)
    (tmp_path / "data" / "sources.yaml").symlink_to(tmp_path / "secret.yaml")
    assert [f.code for f in read_folder(tmp_path / "data", make_plan()).findings] == ["F006"]
