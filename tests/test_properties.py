"""What must hold whatever is reported."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plancheck.model.observation import Amount, Observation
from plancheck.model.origin import CellRef
from plancheck.model.period import quarter
from plancheck.model.verdict import Status
from tests.engine import d, reach, verdict

GOAL = {
    m: reach("1000", measure=m, by="2027", baseline=("0", "2026-01-01"))
    for m in ("increment", "running_total", "level")
}
GATING = list(Status)
values = st.lists(st.one_of(st.none(), st.integers(0, 1500)), min_size=1, max_size=8)
measures = st.sampled_from(sorted(GOAL))
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def reports(numbers: list[int | None]) -> list[Observation]:
    """One a quarter from 2026-Q1 on; None is not reported."""
    found = []
    for i, x in enumerate(numbers):
        if x is not None:
            period = quarter(2026 + i // 4, i % 4 + 1)
            origin = CellRef("上报.xlsx", "指标", f"C{i + 2}")
            found.append(Observation("T", "", period, "", Amount(Decimal(x)), None, origin, str(x)))
    return found


def rank(measure: str, numbers: list[int | None], as_of: str) -> int:
    """Place in the gating order, worst first."""
    return GATING.index(verdict(GOAL[measure], reports(numbers), as_of).status)


@given(measures, values, days, st.randoms())
def test_the_order_of_rows_changes_nothing(measure: str, numbers: list[int | None], day: date, dice: object) -> None:
    rows = reports(numbers)
    shuffled = rows.copy()
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert verdict(GOAL[measure], rows, day.isoformat()) == verdict(GOAL[measure], shuffled, day.isoformat())


@given(measures, st.lists(st.integers(0, 1500), min_size=1, max_size=8), st.integers(1, 500), st.data())
def test_more_of_a_good_thing_never_worsens_a_status(
    measure: str, numbers: list[int], more: int, data: st.DataObject
) -> None:
    """Raised at every period from one on, so that a total never falls on the way."""
    ordered = sorted(numbers) if measure == "running_total" else numbers
    since = 0 if measure != "increment" else data.draw(st.integers(0, len(numbers) - 1))
    better = [x + more if i >= since else x for i, x in enumerate(ordered)]
    as_of = quarter(2026 + (len(numbers) - 1) // 4, (len(numbers) - 1) % 4 + 1).end.isoformat()
    assert rank(measure, better, as_of) >= rank(measure, list(ordered), as_of)


@given(measures, values, days, st.integers(1, 400))
def test_without_a_new_value_a_later_day_never_improves_a_status(
    measure: str, numbers: list[int | None], day: date, later: int
) -> None:
    """Once every reported period has closed, time alone can only take a status away."""
    last = max((o.period.end for o in reports(numbers) if o.period is not None), default=date(2026, 1, 1))
    first = max(day, last)
    second = date.fromordinal(first.toordinal() + later)
    settled = {Status.MISSED, Status.ACHIEVED}
    before = verdict(GOAL[measure], reports(numbers), first.isoformat()).status
    after = verdict(GOAL[measure], reports(numbers), second.isoformat()).status
    assert after == before or before not in settled or (before, after) == (Status.ACHIEVED, Status.NO_DATA)
    assert not (after is Status.ACHIEVED and before is not Status.ACHIEVED)
    assert not (after is Status.ON_TRACK and before is not Status.ON_TRACK)


@given(values, days)
def test_missing_is_never_zero(numbers: list[int | None], day: date) -> None:
    """A cap is never achieved while a report is missing."""
    from plancheck.rules.reach import Reach
    from tests.engine import target

    cap = target(Reach(at_most=Decimal(10**6), by=d("2026")), measure="increment")
    v = verdict(cap, reports(numbers), day.isoformat())
    if v.status is Status.ACHIEVED:
        assert all(x is not None for x in (*numbers, *[None] * 4)[:4])
