"""The days a report speaks of. The only place that reads the clock."""

from __future__ import annotations

from datetime import date, timedelta

from plancheck.cli.errors import CommandError
from plancheck.model.frozen import frozen
from plancheck.model.period import Period, parse_period, report_period


@frozen
class Dates:
    """`period` is the label given with --period; `since` is the day from which changes are shown."""

    as_of: date
    known_at: date | None
    since: date
    period: str | None


def today() -> date:
    """The local calendar day."""
    return date.today()


def dates(period: str | None, as_of: str | None, known_at: str | None, changes_since: str | None) -> Dates:
    """Read the date options: a period means its last day, as-of is today when neither is given, and changes count
    from the period before the one given, else from the end of the last whole quarter."""
    if period is not None and as_of is not None:
        raise CommandError("dates.both")
    chosen = None if period is None else _period("--period", period)
    on = chosen.end if chosen else today() if as_of is None else _period("--as-of", as_of).end
    before = chosen.start if chosen else report_period("quarterly", on).start
    since = before - timedelta(days=1) if changes_since is None else _period("--changes-since", changes_since).end
    if since >= on:
        raise CommandError("dates.since", since=since.isoformat(), as_of=on.isoformat())
    known = None if known_at is None else _period("--known-at", known_at).end
    return Dates(on, known, since, chosen.label if chosen else None)


def day(option: str, text: str) -> date:
    """A day, or the last one of a period."""
    return _period(option, text).end


def _period(option: str, text: str) -> Period:
    found = parse_period(text)
    if not isinstance(found, Period):
        raise CommandError("dates.bad", option=option, seen=text)
    return found
