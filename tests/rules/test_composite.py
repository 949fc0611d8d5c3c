"""What several targets come to together."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest

from plancheck.model.verdict import Verdict
from plancheck.plans.plan import Target
from plancheck.rules.composite import Composite
from plancheck.rules.narrative import Narrative
from tests.engine import d, reach
from tests.plan import bare, named, verdicts

YEAR_END = d("2026")
How = Literal["all", "worst", "weighted"]
VALUES = {"achieved": "100", "on_track": "40", "at_risk": "20"}
"""Of 100 by the end of 2028, at the end of 2026."""


def whole(statuses: str, how: How = "all", as_of: str = "2027-01-20", **fields: object) -> Verdict:
    """Parts A, B, C … with these statuses, and what they come to."""
    parts: list[Target] = []
    reports: dict[str, str] = {}
    for name, status in zip("ABCDE", statuses.split(), strict=False):
        if status == "words":
            parts.append(bare(name, Narrative()))
            continue
        parts.append(named(name, reach("100", measure="running_total")))
        if status in VALUES:
            reports[name] = f"2026-Q4 {VALUES[status]}"
        elif status == "undetermined":
            reports[name] = "2026-Q4 ?"
    rule = Composite(of=tuple(part.id for part in parts), how=how, **fields)  # type: ignore[arg-type]
    return verdicts([bare("W", rule), *parts], reports, as_of)["W"]


@pytest.mark.parametrize("how", ["all", "worst"])
@pytest.mark.parametrize(
    ("statuses", "status", "decisive"),
    [
        ("achieved achieved", "achieved", None),
        ("achieved on_track", "on_track", ("B",)),
        ("at_risk on_track at_risk", "at_risk", ("A", "C")),
        ("undetermined no_data", "undetermined", ("A",)),
        ("at_risk undetermined", "at_risk", ("A",)),
        ("no_data on_track", "no_data", ("A",)),
    ],
)
def test_the_worst_part_decides(how: How, statuses: str, status: str, decisive: tuple[str, ...] | None) -> None:
    v = whole(statuses, how)
    assert (v.status, v.reason, v.facts.get("worst_parts")) == (status, "parts", decisive)
    assert v.facts["parts"] == dict(zip("ABC", statuses.split(), strict=False))


def test_words_are_counted_and_never_gate() -> None:
    v = whole("achieved words", "worst")
    assert (v.status, v.facts["not_checkable_parts"], v.facts["achieved_parts"]) == ("achieved", 1, 1)
    assert whole("at_risk words").status == "at_risk"
    every = whole("achieved words", "all")
    assert (every.status, every.reason) == ("undetermined", "parts_not_checkable")
    assert whole("words words").status == "not_checkable"


def test_weighted_before_due_is_the_worst_part() -> None:
    v = whole("achieved at_risk", "weighted", at_least=Decimal(50))
    assert (v.status, v.facts["actual"], v.facts["target"]) == ("at_risk", 50, 50)


@pytest.mark.parametrize(
    ("weights", "at_least", "status", "reason"),
    [
        ({"A": 3}, "75", "achieved", "share_of_parts"),
        ({"A": 3}, "75.1", "missed", "share_of_parts"),
        ({}, "50", "achieved", "share_of_parts"),
        ({}, "51", "missed", "share_of_parts"),
    ],
)
def test_weighted_at_due(weights: dict[str, int], at_least: str, status: str, reason: str) -> None:
    given = {name: Decimal(weight) for name, weight in weights.items()}
    rule = Composite(of=("A", "B"), how="weighted", weights=given, at_least=Decimal(at_least))
    parts = [named(name, reach("100", measure="running_total")) for name in "AB"]
    v = verdicts([*parts, bare("W", rule)], {"A": "2028-Q4 100", "B": "2028-Q4 99"}, "2029-02-01")["W"]
    assert (v.status, v.reason) == (status, reason)


def test_a_part_that_is_due_later_does_not_save_a_share_that_is_too_small() -> None:
    rule = Composite(of=("A", "B"), how="weighted", at_least=Decimal(100), by=YEAR_END)
    parts = [named(name, reach("100", measure="running_total")) for name in "AB"]
    v = verdicts([*parts, bare("W", rule)], {"A": "2026-Q4 100", "B": "2026-Q4 60"}, "2027-01-20")["W"]
    assert (v.status, v.reason) == ("missed", "share_of_parts")


def test_what_is_open_may_still_make_up_the_share() -> None:
    rule = Composite(of=("A", "B"), how="weighted", at_least=Decimal(100), by=YEAR_END)
    parts = [named(name, reach("100", measure="running_total")) for name in "AB"]
    v = verdicts([*parts, bare("W", rule)], {"A": "2026-Q4 100", "B": "2026-Q4 ?"}, "2027-01-20")["W"]
    assert (v.status, v.reason) == ("undetermined", "parts")


def test_a_composite_of_composites_whatever_their_order() -> None:
    top, middle = bare("TOP", Composite(of=("MIDDLE", "A"))), bare("MIDDLE", Composite(of=("B", "C")))
    parts = [named(name, reach("100", measure="running_total")) for name in "ABC"]
    found = verdicts([top, middle, *parts], {"A": "2026-Q4 100", "B": "2026-Q4 100", "C": "2026-Q4 20"}, "2027-01-20")
    assert (found["MIDDLE"].status, found["TOP"].status) == ("at_risk", "at_risk")
    assert list(found) == ["TOP", "MIDDLE", "A", "B", "C"]


def test_deeply_nested_ones_are_judged() -> None:
    nested = [bare(f"N{n}", Composite(of=(f"N{n + 1}",))) for n in range(1500)]
    last = named("N1500", reach("100", measure="running_total"))
    assert verdicts([*nested, last], {"N1500": "2026-Q4 20"}, "2027-01-20")["N0"].status == "at_risk"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"of": ()}, "items_distinct"),
        ({"of": ("A", "A")}, "items_distinct"),
        ({"of": ("A",), "how": "weighted"}, "weighted_needs_share"),
        ({"of": ("A",), "at_least": Decimal(1)}, "weights_need_weighted"),
        ({"of": ("A",), "how": "weighted", "at_least": Decimal(1), "weights": {"B": Decimal(1)}}, "weights_of_parts"),
        ({"of": ("A",), "how": "weighted", "at_least": Decimal(1), "weights": {"A": Decimal(0)}}, "weight_positive"),
    ],
)
def test_what_it_cannot_be(fields: dict[str, object], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Composite(**fields)  # type: ignore[arg-type]
