"""The columns that the CSV and the Markdown table share: one row a target, each complete in itself."""

from __future__ import annotations

from collections.abc import Mapping

from plancheck.messages import advice_text, term, verdict_text
from plancheck.messages.catalogue import join
from plancheck.messages.escape import escape
from plancheck.model.verdict import Fact
from plancheck.reports.json import fact
from plancheck.reports.options import Options
from plancheck.reports.report import PlanReport, Report, TargetReport
from plancheck.reports.rows import flag_words, status_word
from plancheck.reports.select import owner_name

COLUMNS = (
    *("plan", "as_of", "sample", "programme", "id", "target", "owner", "status", "status_code", "flags", "data_date"),
    *("actual", "comparator", "goal", "unit", "expected", "ratio", "due", "previous", "reason", "message", "advice"),
)
_FACTS = {"actual": "actual", "expected": "expected", "ratio": "ratio", "due": "due",
          "data_date": "data_date"}  # fmt: skip


def row(report: Report, plan: PlanReport, item: TargetReport, options: Options) -> dict[str, str]:
    """Every column of one target; "" where there is nothing. Numbers are exact and bare."""
    lang, source, verdict = options.lang, plan.loaded.plan, item.verdict
    word = verdict.facts.get("comparator")
    cells = {
        "plan": source.title.get(lang),
        "as_of": report.as_of.isoformat(),
        "sample": term(lang, "word.sample") if source.sample else "",
        "programme": item.programme.title.get(lang),
        "id": item.target.id,
        "target": item.target.title.get(lang),
        "owner": owner_name(lang, plan.loaded, item.target),
        "status": status_word(lang, verdict.status, source.sample),
        "status_code": verdict.status.value,
        "flags": join(lang, flag_words(lang, item)),
        "comparator": term(lang, f"comparator.{word}") if isinstance(word, str) else "",
        "unit": _unit(item),
        "previous": status_word(lang, item.previous.status, source.sample) if item.previous else "",
        "reason": verdict.reason,
        "message": verdict_text(lang, item, source.thresholds),
        "advice": advice_text(lang, item, source.thresholds),
    }
    cells["goal"] = _goal(verdict.facts)
    cells |= {column: _fact(verdict.facts.get(name)) for column, name in _FACTS.items()}
    return {column: escape(cells[column]) for column in COLUMNS}


def _unit(item: TargetReport) -> str:
    """The unit of the figures beside it, which a derived value has of its own."""
    stated = item.verdict.facts.get("unit")
    return stated if isinstance(stated, str) else item.target.unit


def _goal(facts: Mapping[str, Fact]) -> str:
    """The stated figure, of a range both ends."""
    if "target" in facts:
        return _fact(facts["target"])
    ends = [_fact(facts.get(name)) for name in ("target_low", "target_high")]
    return "..".join(end for end in ends if end)


def _fact(value: Fact | None) -> str:
    return "" if value is None else str(fact(value))
