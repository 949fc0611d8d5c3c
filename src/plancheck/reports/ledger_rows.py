"""The cells of the ledger: one target a row, in the order in which offices keep it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from plancheck.messages import advice_text, phrase, term, verdict_text
from plancheck.messages.catalogue import join
from plancheck.messages.escape import escape
from plancheck.messages.numbers import percent
from plancheck.messages.values import decimal_fact, first_filled, words
from plancheck.model.frozen import frozen
from plancheck.model.verdict import Fact, Status
from plancheck.plans.plan import Target
from plancheck.reports.report import PlanReport, TargetReport
from plancheck.reports.rows import flag_words, status_word
from plancheck.reports.select import office_name
from plancheck.rules.goal import Goal

COLUMNS = (
    *("seq", "programme", "target", "owner", "due", "measure", "goal", "actual", "done_share", "pace", "status"),
    *("data_date", "reporting", "problem", "next", "basis"),
)
WIDTHS = {"seq": 5, "programme": 14, "target": 26, "owner": 14, "due": 11, "measure": 11, "goal": 14, "actual": 12,
          "done_share": 9, "pace": 16, "status": 14, "data_date": 11, "reporting": 14, "problem": 38, "next": 30,
          "basis": 22}  # fmt: skip
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?", re.ASCII)


@frozen
class Cell:
    """What is shown; `number` is the exact value behind it where a spreadsheet may calculate with it, `places` the
    decimals shown and `around` what stands before and after the digits; of a `share` the text shows the percentage."""

    text: str
    number: Decimal | None = None
    places: int = 0
    around: tuple[str, str] = ("", "")
    share: bool = False
    status: Status | None = None


def row(lang: str, plan: PlanReport, item: TargetReport, seq: int) -> dict[str, Cell]:
    """Every cell of one target, empty ones too."""
    facts, thresholds = item.verdict.facts, plan.loaded.plan.thresholds
    said = words(lang, item.target, facts, thresholds)
    texts = {
        "programme": f"{item.programme.id} {item.programme.title.get(lang)}",
        "target": f"{item.target.id} {item.target.title.get(lang)}",
        "owner": join(lang, list(_offices(lang, plan, item.target))) or term(lang, "word.no_owner"),
        "due": _due(plan, item),
        "measure": term(lang, f"measure.{item.target.measure}") if item.target.measure else "",
        "goal": _goal(lang, item, said),
        "pace": _pace(lang, said) if way(item, "expected") is not None else "",
        "data_date": said.get("data_date", ""),
        "reporting": _reporting(lang, said),
        "problem": verdict_text(lang, item, thresholds),
        "next": advice_text(lang, item, thresholds),
        "basis": _basis(lang, item),
    }
    cells = {name: Cell(escape(text)) for name, text in texts.items()}
    cells["seq"] = numbered(seq)
    cells["actual"] = shown(said.get("actual", ""), decimal_fact(facts, "actual"))
    cells["done_share"] = _done_share(item)
    cells["status"] = Cell(_status(lang, plan, item), status=item.verdict.status)
    return {name: cells[name] for name in COLUMNS}


def numbered(seq: int) -> Cell:
    """The number of a row on its sheet."""
    return Cell(str(seq), Decimal(seq))


def shown(text: str, value: Decimal | None) -> Cell:
    """A figure in words that stays a number: `1,250.5 个` with one decimal and its unit after it."""
    found = _FIGURE.search(text)
    if value is None or found is None:
        return Cell(text)
    places = len(found[0].partition(".")[2])
    return Cell(text, value, places, (text[: found.start()], text[found.end() :]))


def _offices(lang: str, plan: PlanReport, target: Target) -> Iterator[str]:
    """The lead office, its partners, the person."""
    if target.owner is None:
        return
    yield office_name(lang, plan.loaded, target.owner.lead)
    if target.owner.with_:
        names = [office_name(lang, plan.loaded, key) for key in target.owner.with_]
        yield phrase(lang, "ledger.partners", offices=join(lang, names))
    if target.owner.person:
        yield target.owner.person


def _due(plan: PlanReport, item: TargetReport) -> str:
    """The day the verdict was held to, else the last day of what the rule asks for."""
    due = item.verdict.facts.get("due")
    stated = getattr(item.target.rule, "by", None) or getattr(item.target.rule, "until", None)
    day = due if isinstance(due, date) else stated or plan.loaded.plan.period.end
    return "" if item.target.rule.kind == "narrative" else str(day)


def _goal(lang: str, item: TargetReport, said: dict[str, str]) -> str:
    word = item.verdict.facts.get("comparator")
    if isinstance(word, str):
        return first_filled(lang, (f"goal.{word}",), said)
    return term(lang, f"kind.{item.target.rule.kind}") if not isinstance(item.target.rule, Goal) else ""


def _pace(lang: str, said: dict[str, str]) -> str:
    """What should have been reached at the data date, and the share of it that was."""
    if "expected" not in said:
        return ""
    filled = {"expected": said["expected"], "ratio": said.get("ratio", "")}
    return phrase(lang, "ledger.pace" if filled["ratio"] else "ledger.expected", **filled)


def _reporting(lang: str, said: dict[str, str]) -> str:
    """Reports in of reports expected, and who is missing."""
    count = f"{said['reporters_in']}/{said['reporters_expected']}" if "reporters_expected" in said else ""
    missing = phrase(lang, "ledger.missing", names=said["missing"]) if "missing" in said else ""
    return " ".join(filter(None, (count, missing)))


def _done_share(item: TargetReport) -> Cell:
    """Of the way from the baseline to the target, how much is behind us; of named items, how many are done."""
    share = way(item)
    if share is None:
        return Cell("")
    text = percent(share, (Decimal(1), Decimal(0)))
    return Cell(text, share, len(text.rstrip("%").partition(".")[2]), share=True)


def way(item: TargetReport, name: str = "actual") -> Decimal | None:
    """(x − b) ÷ (T − b), where x is the fact `name`; done ÷ total of items. None where it means nothing."""
    facts = item.verdict.facts
    done, total = decimal_fact(facts, "done"), decimal_fact(facts, "total")
    if name == "actual" and done is not None and total:
        return done / total
    x, base, target = (decimal_fact(facts, fact) for fact in (name, "baseline", "target"))
    if x is None or base is None or target is None or not _leads(facts.get("comparator"), base, target):
        return None
    return (x - base) / (target - base)


def _leads(word: Fact | None, base: Decimal, target: Decimal) -> bool:
    """There is a way from the baseline to the target: neither a cap on a total nor a level that was met from the start
    has one."""
    if word in ("at_least", "more_than"):
        return base < target
    return base > target if word in ("at_most", "less_than") else base != target


def _status(lang: str, plan: PlanReport, item: TargetReport) -> str:
    word = status_word(lang, item.verdict.status, plan.loaded.plan.sample)
    flags = flag_words(lang, item)
    return phrase(lang, "ledger.status", status=word, flags=join(lang, flags)) if flags else word


def _basis(lang: str, item: TargetReport) -> str:
    """Where the commitment stands in the document, and how many values the verdict rests on."""
    source = item.target.source
    clause = " ".join(filter(None, (source.section, source.item, source.page))) if source else ""
    count = len(item.verdict.basis)
    return " ".join(filter(None, (clause, phrase(lang, "ledger.values", count=str(count)) if count else "")))
