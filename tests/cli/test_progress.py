"""The sign of life on standard error."""

from __future__ import annotations

import io

import pytest

from plancheck.cli.progress import _Spinner, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with progress(quiet=False) as say:
        say("sample")
    assert stream.getvalue() == ""


@pytest.mark.parametrize("quiet", [True, False])
def test_nothing_when_the_work_is_quick(monkeypatch: pytest.MonkeyPatch, quiet: bool) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with progress(quiet) as say:
        say("sample")
    assert stream.getvalue() == ""


def test_slow_work_shows_what_is_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    spinner = _Spinner()
    spinner.say("first")
    spinner._show()
    spinner.say("[red]second[/red]")
    spinner.stop()
    assert "[red]second[/red]" in stream.getvalue()


def test_names_of_files_act_on_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rich takes markup off where it is told to, and lets ESC and 0x9B through all the same."""
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    spinner = _Spinner()
    spinner.say("\x1b]0;first\x07.csv")
    spinner._show()
    spinner.say("\x9b31m\u202esecond\n.csv")
    spinner.stop()
    shown = stream.getvalue()
    assert not {"\x07", "\x9b", "\u202e"} & set(shown)
    assert "\x1b]" not in shown
    assert "\\u009b31m\\u202esecond\\n.csv" in shown
