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
