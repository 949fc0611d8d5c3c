"""The days a report speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from plancheck.cli import dates as module
from plancheck.cli.dates import Dates, dates
from plancheck.cli.errors import CommandError


def test_a_period_means_its_last_day_and_changes_since_the_period_before() -> None:
    assert dates("2026-Q3", None, None, None) == Dates(date(2026, 9, 30), None, date(2026, 6, 30), "2026-Q3")
    assert dates("2026年上半年", None, None, None).since == date(2025, 12, 31)
    assert dates("2026", None, None, None).since == date(2025, 12, 31)


def test_without_a_period_changes_count_from_the_end_of_the_last_whole_quarter() -> None:
    assert dates(None, "2026-08-15", None, None) == Dates(date(2026, 8, 15), None, date(2026, 6, 30), None)


def test_today_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "today", lambda: date(2027, 2, 3))
    assert dates(None, None, None, None) == Dates(date(2027, 2, 3), None, date(2026, 12, 31), None)


def test_known_at_and_changes_since() -> None:
    found = dates(None, "2026-08-15", "2026-08-01", "2025")
    assert (found.known_at, found.since) == (date(2026, 8, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("given", "key", "facts"),
    [
        (("2026-Q3", "2026-08-15", None, None), "dates.both", {}),
        (("2026.9", None, None, None), "dates.bad", {"option": "--period", "seen": "2026.9"}),
        ((None, "yesterday", None, None), "dates.bad", {"option": "--as-of", "seen": "yesterday"}),
        ((None, "2026-02-30", None, None), "dates.bad", {"option": "--as-of", "seen": "2026-02-30"}),
        ((None, "2026-08-15", "x", None), "dates.bad", {"option": "--known-at", "seen": "x"}),
        ((None, "2026-08-15", None, "2026"), "dates.since", {"since": "2026-12-31", "as_of": "2026-08-15"}),
    ],
)
def test_what_is_refused(given: tuple[str | None, ...], key: str, facts: dict[str, str]) -> None:
    period, as_of, known_at, since = given
    with pytest.raises(CommandError) as refused:
        dates(period, as_of, known_at, since)
    assert (refused.value.key, refused.value.facts, refused.value.code) == (key, facts, 2)
