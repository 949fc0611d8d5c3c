"""The exit code of a report."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from plancheck.cli.gate import _reached, _unreadable
from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.verdict import Fact, Flag, Status, Verdict


def verdict(status: Status, *flags: Flag, adopted: str | None = None) -> Verdict:
    facts: Mapping[str, Fact] = {"as_adopted": {"status": adopted}} if adopted else {}
    return Verdict(status, "pace", flags, facts)


@pytest.mark.parametrize(
    ("given", "reached"),
    [
        (verdict(Status.MISSED), True),
        (verdict(Status.AT_RISK), False),
        (verdict(Status.ON_TRACK, Flag.AMENDED, adopted="missed"), True),
        (verdict(Status.ON_TRACK, Flag.AMENDED, Flag.WAIVED, adopted="missed"), False),
        (verdict(Status.ON_TRACK, Flag.AMENDED, adopted="at_risk"), False),
    ],
)
def test_fail_on_missed(given: Verdict, reached: bool) -> None:
    assert _reached(given, (Status.MISSED,)) is reached


def test_missed_as_adopted_counts_only_when_missed_is_asked_for() -> None:
    assert not _reached(verdict(Status.ON_TRACK, adopted="missed"), (Status.AT_RISK,))
    assert not _reached(verdict(Status.ON_TRACK, adopted="missed"), ())


@pytest.mark.parametrize(("code", "unread"), [("F001", True), ("S102", True), ("F004", False), ("S103", False)])
def test_a_file_of_which_nothing_could_be_read(code: str, unread: bool) -> None:
    assert _unreadable(Finding(code, SEVERITY[code], None)) is unread
    assert _unreadable(Finding(code, "warning", None)) is unread
