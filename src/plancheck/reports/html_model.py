"""What the template of the web page prints, part by part."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from plancheck.model.frozen import frozen
from plancheck.reports.html_cards import Card


@frozen
class Count:
    """How many targets have a status; `share` is the length of the bar in percent of the longest."""

    status: str
    word: str
    number: str
    share: str


@frozen
class PlanHead:
    """What is said of a plan before its targets."""

    title: str
    sample: bool
    palette: str
    counts: tuple[Count, ...]
    notes: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    changes_head: str
    changed: tuple[str, ...]


@frozen
class Filter:
    """A choice among values of the rows' `data-<name>`."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


@frozen
class Group:
    """Cards under one head."""

    head: str
    palette: str
    cards: tuple[Card, ...]


@frozen
class Page:
    """All that the template prints. `plans`, `rows` and `groups` are markup already, and come once; `listed` says
    whether there are rows. `heads` are (column, words, whether it sorts)."""

    html_lang: str
    title: str
    sample: bool
    several: bool
    dates: str
    plans: Iterable[Markup]
    filters: tuple[Filter, ...]
    heads: tuple[tuple[str, str, bool], ...]
    numeric: tuple[str, ...]
    listed: bool
    rows: Iterable[Markup]
    groups: Iterable[Markup]
    charts_left_out: str
    findings_head: tuple[str, ...]
    findings_heads: tuple[str, ...]
    findings: tuple[tuple[str, ...], ...]
    findings_rest: str
    footer: str
