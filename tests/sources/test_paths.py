"""Paths that may not be looked at: a name that no system takes stands for all of them."""

from __future__ import annotations

from pathlib import Path

from plancheck.sources.paths import is_file, is_folder, is_named, may_hold, same_file

NEVER = Path("x" * 300)


def test_what_cannot_be_seen_is_no_file_and_no_folder(tmp_path: Path) -> None:
    assert not is_file(NEVER)
    assert not is_folder(NEVER)
    assert not is_named(NEVER)
    assert not same_file(NEVER, tmp_path)


def test_but_it_is_not_taken_for_an_empty_folder(tmp_path: Path) -> None:
    assert may_hold(NEVER)
    assert may_hold(tmp_path)
    assert not may_hold(tmp_path / "nowhere")


def test_what_can_be_seen_is_what_it_is(tmp_path: Path) -> None:
    file, link = tmp_path / "a", tmp_path / "b"
    file.write_text("", "utf-8")
    link.symlink_to(file)
    assert (is_file(file), is_folder(tmp_path), same_file(file, link)) == (True, True, True)
    link.unlink()
    link.symlink_to(tmp_path / "nowhere")
    assert (is_named(link), is_file(link)) == (True, False)
