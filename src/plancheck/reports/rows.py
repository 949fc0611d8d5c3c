"""One target as lines of text. Every row says its status in words, its date, and that a sample is one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from plancheck.messages import advice_text, phrase, term, verdict_text
from plancheck.messages.escape import escape
from plancheck.messages.values import decimal_fact, first_filled, words
from plancheck.messages.verdicts import bounds_text, falling, goal_key, passed_unmet
from plancheck.model.frozen import frozen
from plancheck.model.verdict import Status, Verdict
from plancheck.plans.plan import Plan
from plancheck.reports.ansi import Paint
from plancheck.reports.options import Options
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.width import fit, pad, width, wrap

BAR = 8
_GAP = "  "
_INDENT = 4
_LEAST_TITLE = 12
_LEAST_CUT = 6
"""Columns that a title needs to be recognised, beside flags and at all."""
_PACED = ("pace", "recent_trend", "compound")
_SETTLED = ("unmet_at_due", "met", "met_early", "met_late")
_BOUNDED = ("within_cap", "cap_exceeded", "floor_kept", "floor_broken", "wrong_side")


@frozen
class View:
    """What a row needs to know besides its target."""

    report: Report
    plan: PlanReport
    options: Options
    paint: Paint

    @property
    def lang(self) -> str:
        return self.options.lang

    @property
    def source(self) -> Plan:
        return self.plan.loaded.plan


def status_word(lang: str, status: Status, sample: bool) -> str:
    """The status in words, marked where the plan is a sample."""
    word = term(lang, f"status.{status.value}")
    return phrase(lang, "word.status_sample", status=word) if sample else word


def status_columns(view: View, items: Iterable[TargetReport]) -> int:
    """Columns that the widest status of these takes."""
    return max(width(status_word(view.lang, item.verdict.status, view.source.sample)) for item in items)


def flag_words(lang: str, item: TargetReport) -> list[str]:
    """Flags in words, and whether the target is an aspiration."""
    said = [term(lang, f"flag.{flag.value}") for flag in item.verdict.flags]
    return [*said, term(lang, "word.aspirational")] if item.target.aspirational else said


def head_lines(view: View, item: TargetReport, status_columns: int) -> list[str]:
    """`status id title [flags]`, the title cut to what room there is; flags that leave too little stand below."""
    status = status_word(view.lang, item.verdict.status, view.source.sample)
    flags = "".join(f" [{word}]" for word in flag_words(view.lang, item))
    room = view.options.width - status_columns - 1
    first = view.paint(pad(status, status_columns), item.verdict.status) + " "
    least = min(width(item.target.title.get(view.lang)), _LEAST_TITLE)
    if not flags or width(item.target.id) + 1 + least + width(flags) <= room:
        return [first + named(view, item, room - width(flags)) + flags]
    below = wrap(flags.strip(), view.options.width - _INDENT)
    return [first + named(view, item, room), *(" " * _INDENT + line for line in below)]


def named(view: View, item: TargetReport, columns: int) -> str:
    """Id and title of the target. The title is cut, or left out where nothing could be read of it; the id never is."""
    room = columns - width(item.target.id) - 1
    title = escape(item.target.title.get(view.lang))
    return f"{item.target.id} {fit(title, room)}" if room >= min(width(title), _LEAST_CUT) else item.target.id


def figures(view: View, item: TargetReport) -> str:
    """The date and the figures in short: actual / target / expected by then, "" where they would not tell the story."""
    verdict = item.verdict
    said = words(view.lang, item.target, verdict.facts, view.source.thresholds)
    if verdict.reason not in (*_PACED, *_SETTLED, *_BOUNDED) or "actual" not in said or passed_unmet(verdict):
        return ""
    goal = first_filled(view.lang, (goal_key(item.target, verdict.facts),), _without_band(verdict, said))
    parts = [_actual(view, verdict, said), goal, _third(view, item, said)]
    if verdict.reason in _SETTLED and "at_due" in said:
        parts.insert(1, phrase(view.lang, "text.at_due", at_due=said["at_due"]))
    return row_date(view, verdict, said) + _GAP + " / ".join(part for part in parts if part)


def _actual(view: View, verdict: Verdict, said: dict[str, str]) -> str:
    """What was reached; between what it lies where some of it cannot be read."""
    between = bounds_text(view.lang, verdict, said)
    return phrase(view.lang, "text.actual", actual=between or said["actual"])


def _without_band(verdict: Verdict, said: dict[str, str]) -> dict[str, str]:
    """The bounds that decide on an `about` are left to the longer texts."""
    return {name: text for name, text in said.items() if name != "band" or verdict.facts.get("comparator") != "about"}


def _third(view: View, item: TargetReport, said: dict[str, str]) -> str:
    """What should have been reached by then where a pace decides, else the day it is due."""
    if paced(item) and "expected" in said:
        key = "text.expected_down" if falling(item.verdict.facts) else "text.expected"
        return phrase(view.lang, key, expected=said["expected"])
    return phrase(view.lang, "text.due", due=said["due"]) if "due" in said else ""


def row_date(view: View, verdict: Verdict, said: dict[str, str]) -> str:
    """The date that the figures are of, else the day of the verdict."""
    return said.get("data_date") or phrase(view.lang, "text.as_of_row", as_of=view.report.as_of.isoformat())


def pace_shown(item: TargetReport) -> Decimal | None:
    """The ratio where a pace decides, or where it says by how much a target was missed; else it tells nothing."""
    ratio = decimal_fact(item.verdict.facts, "ratio")
    short = item.verdict.status is Status.MISSED and item.verdict.reason in _SETTLED and ratio is not None and ratio < 1
    return ratio if short or item.verdict.reason in _PACED else None


def paced(item: TargetReport) -> bool:
    """A pace decides, so that it matters what should have been reached by now."""
    return item.verdict.reason in _PACED


def pace_bar(view: View, item: TargetReport) -> str:
    """`[#####-----] 52.1%` of the pace, "" where no pace decides. The bar is full at 100 %."""
    ratio = pace_shown(item)
    if ratio is None:
        return ""
    said = words(view.lang, item.target, item.verdict.facts, view.source.thresholds)
    filled = min(BAR, max(0, int(ratio * BAR)))
    return f"[{'#' * filled}{'-' * (BAR - filled)}] {said['ratio']}"


def detail(view: View, item: TargetReport, indent: int) -> list[str]:
    """The lines under the head: figures with the bar, or the verdict's sentence where there are no figures."""
    room = view.options.width - indent
    text = figures(view, item)
    if not text:
        text = _dated(view, item.verdict, verdict_text(view.lang, item, view.source.thresholds))
    bar = pace_bar(view, item)
    if bar and width(text) + len(_GAP) + width(bar) <= room:
        return [" " * indent + text + _GAP + bar]
    return [" " * indent + line for line in (*wrap(text, room), *([bar] if bar else []))]


def _dated(view: View, verdict: Verdict, sentence: str) -> str:
    """The sentence with a date in front, unless it says the date of its data itself."""
    day = verdict.facts.get("data_date")
    if isinstance(day, date) and day.isoformat() in sentence:
        return sentence
    return f"{row_date(view, verdict, {'data_date': day.isoformat()} if isinstance(day, date) else {})}{_GAP}{sentence}"


def advice(view: View, item: TargetReport, indent: int) -> list[str]:
    """The line on what to do next, none when there is nothing to do."""
    text = advice_text(view.lang, item, view.source.thresholds)
    if not text:
        return []
    lines = wrap(phrase(view.lang, "text.next", advice=text), view.options.width - indent)
    return [" " * indent + line for line in lines]
