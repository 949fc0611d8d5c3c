"""An output file is the whole new file, or it is left as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plancheck.cli import output
from plancheck.cli.errors import CommandError
from plancheck.cli.output import deliver, format_of, write_whole


@pytest.mark.parametrize(
    ("asked", "file", "expected"),
    [
        (None, None, "text"),
        ("json", None, "json"),
        (None, "a.csv", "csv"),
        (None, "a.CSV", "csv"),
        (None, "a.md", "markdown"),
        (None, "a.json", "json"),
        (None, "a.txt", "text"),
        (None, "report", "text"),
        ("csv", "a.xlsx", "csv"),
    ],
)
def test_the_suffix_names_the_format(asked: output.Format | None, file: str | None, expected: str) -> None:
    assert format_of(asked, Path(file) if file else None) == expected


def test_a_suffix_that_names_no_format() -> None:
    with pytest.raises(CommandError) as refused:
        format_of(None, Path("a.xlsx"))
    assert ".json" in refused.value.text("en")
    assert "--format" in refused.value.text("zh")


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text("old")
    deliver("新\n", file)
    assert file.read_bytes() == "新\n".encode()
    assert [left.name for left in tmp_path.iterdir()] == ["报告.txt"]


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", full)
    with pytest.raises(CommandError) as refused:
        write_whole(file, b"new")
    assert "No space left on device" in refused.value.text("en")
    assert "原文件未改动" in refused.value.text("zh")
    assert file.read_text() == "old"
    assert [left.name for left in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_open_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(CommandError) as refused:
        write_whole(tmp_path / "a.txt", b"new")
    assert "open elsewhere" in refused.value.text("en")
    assert "正在别处打开" in refused.value.text("zh")
    assert list(tmp_path.iterdir()) == []


def test_no_such_folder_and_a_folder_as_the_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"output\.no_folder"):
        write_whole(tmp_path / "missing" / "a.txt", b"")
    with pytest.raises(CommandError, match=r"output\.is_folder"):
        write_whole(tmp_path, b"")


def test_a_link_keeps_pointing(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_whole(tmp_path / "link.txt", b"new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_what_is_no_ordinary_file_is_written_to() -> None:
    write_whole(Path(os.devnull), b"new")
    assert not Path(os.devnull).is_file()


def test_quiet_writes_files_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deliver("x", None, quiet=True)
    deliver("x", tmp_path / "a", quiet=True)
    assert capsys.readouterr().out == ""
    assert (tmp_path / "a").read_text() == "x"
