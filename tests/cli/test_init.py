"""`plancheck init`: a project to start from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., tuple[int, str, str]]


def test_the_new_project_lints_clean(cli: Cli, project: Path, tmp_path: Path) -> None:
    new = tmp_path / "新 项目"
    code, out, _ = cli("init", str(new), "--lang", "en")
    assert code == 0
    assert "plans/example-2026-2028.yaml" in out
    code, out, _ = cli("lint", "--root", str(new), "--strict", "--lang", "en")
    assert code == 0
    assert "can be used, warnings: 0. Targets 3: checkable 3" in out


def test_the_table_opens_in_excel_and_its_header_is_known(cli: Cli, project: Path, tmp_path: Path) -> None:
    cli("init", str(tmp_path / "new"))
    table = tmp_path / "new" / "data" / "example-2026-2028" / "2026-Q1.csv"
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    with table.open("a", encoding="utf-8") as file:
        file.write("P1.1,2026-Q1,600,,,2026-04-10,\nP1.3,2026-Q1,,城南小学,是,2026-04-10,\n")
    code, out, _ = cli("status", "--root", str(tmp_path / "new"), "--period", "2026-Q1", "--lang", "zh", "--all")
    assert code == 0
    assert "600 个" in out
    assert "示例数据" in out


def test_nothing_is_overwritten(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "plancheck.yaml").write_text("mine")
    code, out, err = cli("init", str(tmp_path), "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith(f"{tmp_path / 'plancheck.yaml'} is there already; nothing was written.")
    assert [file.name for file in tmp_path.iterdir()] == ["plancheck.yaml"]
    assert (tmp_path / "plancheck.yaml").read_text() == "mine"


@pytest.mark.parametrize(("lang", "words"), [("zh", "是文件，不能作为文件夹"), ("en", "is a file, not a folder")])
def test_a_file_where_the_folder_should_be(cli: Cli, tmp_path: Path, lang: str, words: str) -> None:
    (tmp_path / "plans").write_text("")
    code, _, err = cli("init", str(tmp_path), "--lang", lang)
    assert code == 2
    assert words in err
