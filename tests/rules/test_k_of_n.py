"""Every school meets at least k of n indicators, and each of the rest its floor."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plancheck.plans.plan import RosterEntry, Target
from plancheck.rules.k_of_n import Indicator, KOfN
from tests.engine import d, roster, said, target, verdict

ONE = roster("甲校")
BOOKS = Indicator(item="生均图书", at_least=Decimal(25), floor=Decimal(20))
AREA = Indicator(item="生均用房", at_least=Decimal("4.5"), floor=Decimal(4))
CLASS = Indicator(item="班额", at_most=Decimal(45), floor=Decimal(50))


def balanced(k: int = 2, share: str = "100", indicators: tuple[Indicator, ...] = (BOOKS, AREA, CLASS)) -> Target:
    rule = KOfN(k=k, indicators=indicators, share=Decimal(share), by=d("2028"))
    return target(rule, measure="level", report="yearly", unit="")


def school(name: str, books: str, area: str, size: str) -> str:
    values = {"生均图书": books, "生均用房": area, "班额": size}
    return "\n".join(f"2028 {value} entity={name} item={item}" for item, value in values.items() if value)


@pytest.mark.parametrize(
    ("books", "area", "size", "outcome"),
    [
        ("25", "4.5", "45", "achieved met"),
        ("25", "4.5", "50", "achieved met"),  # two of three, and the third keeps its floor
        ("25", "4.5", "51", "missed unmet_at_due"),  # the third does not
        ("25", "4.4", "46", "missed unmet_at_due"),  # one of three
        ("20", "4.5", "45", "achieved met"),
        ("19.9", "4.5", "45", "missed unmet_at_due"),
        ("?", "4.5", "45", "undetermined unreadable"),  # the floor of the books is open
        ("?", "4.4", "46", "missed unmet_at_due"),  # whatever the books are, it is not two
    ],
)
def test_one_school(books: str, area: str, size: str, outcome: str) -> None:
    assert said(balanced(), school("甲校", books, area, size), "2029-02-01", reporters=ONE) == outcome


def test_an_indicator_that_was_not_reported_leaves_the_school_open() -> None:
    v = verdict(balanced(), school("甲校", "25", "", "45"), "2029-06-01", reporters=ONE)
    assert (v.status, v.reason, v.facts["missing"]) == ("undetermined", "missing_reporters", ("甲校",))
    assert v.facts["open_items"] == ("甲校·生均用房",)
    free = balanced(indicators=(BOOKS, CLASS, Indicator(item="生均用房", at_least=Decimal(4))))
    assert said(free, school("甲校", "25", "", "45"), "2029-06-01", reporters=ONE).startswith("achieved met")


def test_a_share_of_the_schools_may_do() -> None:
    both: tuple[RosterEntry, ...] = roster("甲校", "乙校")
    reports = school("甲校", "25", "4.5", "45") + "\n" + school("乙校", "10", "4.5", "45")
    v = verdict(balanced(), reports, "2029-02-01", reporters=both)
    assert (v.status, v.facts["actual"], v.facts["failing"]) == ("missed", 50, ("乙校",))
    assert v.facts["met_by_item"] == {"生均图书": 1, "生均用房": 2, "班额": 2}
    assert (v.facts["k"], v.facts["n"], v.facts["unit"]) == (2, 3, "%")
    assert said(balanced(share="50"), reports, "2029-02-01", reporters=both) == "achieved met"


def test_every_cell_is_named_with_its_indicator() -> None:
    v = verdict(balanced(), school("甲校", "25", "4.5", "45"), "2029-02-01", reporters=ONE)
    assert [(b.entity, b.item, b.value) for b in v.basis] == [
        ("甲校", "生均图书", 25),
        ("甲校", "生均用房", Decimal("4.5")),
        ("甲校", "班额", 45),
    ]


def test_an_unknown_indicator_is_found() -> None:
    from tests.engine import judged

    _, findings = judged(balanced(), "2028 25 entity=甲校 item=生均图画", "2029-02-01", reporters=ONE)
    assert [(f.code, f.facts["nearest"]) for f in findings] == [("C212", "生均图书")]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"at_least": Decimal(25), "floor": Decimal(26)}, "floor_order"),
        ({"at_most": Decimal(45), "floor": Decimal(44)}, "floor_order"),
        ({"between": (Decimal(1), Decimal(2)), "floor": Decimal(1)}, "floor_needs_side"),
    ],
)
def test_a_floor_asks_for_less_in_the_same_direction(fields: dict[str, object], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Indicator(item="x", **fields)  # type: ignore[arg-type]
