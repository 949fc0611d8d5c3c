"""Named items that are done or not: a building is not a third built because a third of the time has passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from plancheck.model.case import Case
from plancheck.model.frozen import frozen
from plancheck.model.series import ItemState
from plancheck.model.verdict import Fact, Flag, Status, Verdict
from plancheck.rules.attain import ordered


@frozen
class Node:
    """An item with its own date and weight."""

    item: str
    by: date
    weight: Decimal = Decimal(1)


def judge_items(case: Case, nodes: Sequence[Node], due: date) -> Verdict:
    """All done: achieved. Past due, only a report that says 否 and covers due proves a miss."""
    reported = {state.item: state for state in case.series.items}
    states = [(node, reported.get(node.item, ItemState(node.item, done=False))) for node in nodes]
    facts = _facts(states, due)
    basis = tuple(basis for _, state in states for basis in state.basis)
    if case.series.unread:
        return Verdict(Status.UNDETERMINED, "unreadable", (), facts | _awaited(case, due), basis)
    status, reason, flags = _settled(case, states, due)
    facts |= _awaited(case, due) if status is Status.NO_DATA else {}
    facts |= {} if case.series.last_end is None else {"data_date": case.series.last_end}
    return Verdict(status, reason, ordered(set(flags)), facts, basis)


Pair = tuple[Node, ItemState]


def _settled(case: Case, states: Sequence[Pair], due: date) -> tuple[Status, str, tuple[Flag, ...]]:
    """One answer whether the unreadable items are done or not, else `undetermined`."""
    answers = {_answer(case, [_assumed(pair, done) for pair in states], due) for done in (False, True)}
    if len({status for status, _, _ in answers}) > 1:
        return Status.UNDETERMINED, "unreadable", ()
    return _answer(case, states, due)


def _assumed(pair: Pair, done: bool) -> Pair:
    node, state = pair
    return (node, replace(state, done=done)) if state.unread else pair


def _answer(case: Case, states: Sequence[Pair], due: date) -> tuple[Status, str, tuple[Flag, ...]]:
    pending = [(node, state) for node, state in states if not state.done]
    if not pending:
        return _all_done(case, states, due)
    if any(_shown_undone(state, due) for _, state in pending):
        return Status.MISSED, "undone_at_due", ()
    if case.as_of > due:
        return Status.NO_DATA, "final_report_awaited", ()
    if any(node.by <= case.as_of and _shown_undone(state, node.by) for node, state in pending):
        return Status.AT_RISK, "item_overdue", ()
    return Status.NOT_DUE, "items_pending", ()


def _all_done(case: Case, states: Sequence[Pair], due: date) -> tuple[Status, str, tuple[Flag, ...]]:
    if any(_late(state, due) for _, state in states):
        return Status.ACHIEVED, "met_late", (Flag.LATE,)
    if not all(_in_time(state, due) for _, state in states):
        return Status.ACHIEVED, "date_met_unknown", ()
    early = case.series.last_end is not None and case.series.last_end < due
    return (Status.ACHIEVED, "met_early", (Flag.EARLY,)) if early else (Status.ACHIEVED, "all_done", ())


def _in_time(state: ItemState, due: date) -> bool:
    day = state.done_on or state.known_by
    return day is not None and day <= due


def _late(state: ItemState, due: date) -> bool:
    """Shown undone at due: by the day on which it was done, or by a report that covers due."""
    return (state.done_on is not None and state.done_on > due) or _shown_undone(state, due)


def _shown_undone(state: ItemState, day: date) -> bool:
    return any(end >= day for end in state.undone)


def _facts(states: Sequence[Pair], due: date) -> dict[str, Fact]:
    done = [node for node, state in states if state.done and not state.unread]
    pending = tuple(node.item for node, state in states if not state.done or state.unread)
    facts: dict[str, Fact] = {"done": len(done), "total": len(states), "due": due}
    facts |= {"pending": pending} if pending else {}
    named: Mapping[str, list[str]] = {
        "overdue_items": [n.item for n, s in states if not s.done and n.by < due and _shown_undone(s, n.by)],
        "late_items": [n.item for n, s in states if s.done and _late(s, n.by)],
        "unread_items": [n.item for n, s in states if s.unread],
    }
    facts |= {name: tuple(items) for name, items in named.items() if items}
    weights = sum((node.weight for node, _ in states), Decimal(0))
    if any(node.weight != 1 for node, _ in states):
        facts["weighted"] = sum((node.weight for node in done), Decimal(0)) * 100 / weights
    return facts


def _awaited(case: Case, due: date) -> dict[str, Fact]:
    deadline = case.calendar.deadline(due)
    return {"report_due": deadline, "overdue": case.as_of > deadline}
