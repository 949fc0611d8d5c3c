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


def shown(monkeypatch: pytest.MonkeyPatch, *labels: str) -> str:
    """What a terminal gets while the work is slow."""
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    spinner = _Spinner()
    spinner.say(labels[0])
    spinner._show()
    for label in labels[1:]:
        spinner.say(label)
    spinner.stop()
    return stream.getvalue()


def test_slow_work_shows_what_is_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "[red]second[/red]" in shown(monkeypatch, "first", "[red]second[/red]")


def test_names_of_files_act_on_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rich takes markup off where it is told to, and lets ESC and 0x9B through all the same."""
    seen = shown(monkeypatch, "\x1b]0;first\x07.csv", "\x9b31m\u202esecond\n.csv")
    assert not {"\x07", "\x9b", "\u202e"} & set(seen)
    assert "\x1b]" not in seen
    assert "\\u009b31m\\u202esecond\\n.csv" in seen
