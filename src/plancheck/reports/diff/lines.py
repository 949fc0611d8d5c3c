"""The words of a comparison that every format shares."""

from __future__ import annotations

from plancheck.messages import phrase, term
from plancheck.messages.catalogue import join
from plancheck.messages.escape import escape
from plancheck.reports.diff import Cause, Change, Comparison, Side

_PLACES, _LONGEST, _CAUSES = 3, 200, 20
_OF_DATA = ("revised", "late_report", "withdrawn", "new_period", "now_used", "left_out")


def name(lang: str, change: Change) -> str:
    """`R1.1 新增学位`, marked where the plan is an example."""
    mark = f" [{term(lang, 'word.sample')}]" if change.sample else ""
    return f"{escape(change.target)} {escape(change.title)}{mark}"


def verdicts(lang: str, change: Change) -> str:
    """`达到序时进度 → 滞后（严重滞后）`; the one label where the verdict is the same."""
    was, now = _label(lang, change.was, change.was_flags), _label(lang, change.now, change.now_flags)
    return phrase(lang, "diff.same" if was == now else "diff.from_to", was=was, now=now)


def _label(lang: str, status: str, flags: tuple[str, ...]) -> str:
    if not status:
        return term(lang, "diff.none")
    words = term(lang, "join.list").join(term(lang, f"flag.{flag}") for flag in flags)
    label = term(lang, f"status.{status}")
    return phrase(lang, "diff.flagged", label=label, flags=words) if words else label


def cause(lang: str, one: Cause) -> str:
    """One cause in a sentence, with the cells it stands in."""
    said = _value if one.kind in _OF_DATA else _status if one.kind == "parts" else _word
    shown = {"what": _word(lang, one.what), "was": said(lang, one.was), "now": said(lang, one.now)}
    if one.count:
        shown |= dict.fromkeys(("was", "now"), phrase(lang, "diff.values", count=str(one.count)))
    places = {"places": _joined(lang, one.places), "was_places": _joined(lang, one.was_places)}
    return phrase(lang, f"diff.cause.{one.kind}" + ("_moved" if one.was_places else ""), **shown, **places)


def causes(lang: str, change: Change) -> list[str]:
    """Every cause in a sentence; of very many the first, and how many there are."""
    said = [cause(lang, one) for one in change.causes[:_CAUSES]]
    more = len(change.causes) - len(said)
    return [*said, phrase(lang, "diff.more", count=str(more))] if more else said


def notes(lang: str, comparison: Comparison) -> list[str]:
    """What has to be said about the two records as a whole."""
    was, now = comparison.before.version, comparison.after.version
    label = escape(comparison.before.label)
    return [phrase(lang, "diff.versions", was=was, now=now, label=label)] if was != now else []


def _word(lang: str, text: str) -> str:
    return _short(escape(text)) or term(lang, "diff.nothing")


def _value(lang: str, text: str) -> str:
    """A value, or that there is none that could be used."""
    words = {"true": "word.yes", "false": "word.no", "": "diff.gap"}
    return term(lang, words[text]) if text in words else _word(lang, text)


def _status(lang: str, text: str) -> str:
    return term(lang, f"status.{text}")


def _joined(lang: str, places: tuple[str, ...]) -> str:
    return join(lang, [escape(place) for place in places], _PLACES) or term(lang, "diff.nothing")


def heading(lang: str, comparison: Comparison) -> str:
    """What is compared with what."""
    sides = {"before": _side(lang, comparison.before), "after": _side(lang, comparison.after)}
    return phrase(lang, "diff.heading", **sides)


def _side(lang: str, side: Side) -> str:
    known = phrase(lang, "diff.known_at", known_at=side.known_at) if side.known_at else ""
    return phrase(lang, "diff.side", label=escape(side.label), as_of=side.as_of, known=known, version=side.version)


def counts(lang: str, comparison: Comparison) -> str:
    """How many verdicts changed, how many only rest on something else, and how many are the same."""
    changed = sum(change.verdict for change in comparison.changes)
    rest = len(comparison.changes) - changed
    return phrase(lang, "diff.counts", changed=str(changed), ground=str(rest), same=str(comparison.same))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."
