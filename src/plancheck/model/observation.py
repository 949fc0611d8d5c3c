"""One reported value as it stands in a submission, before anything is decided about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from plancheck.model.frozen import frozen_often
from plancheck.model.origin import Origin
from plancheck.model.period import Period


@frozen_often
class Amount:
    """A number in the unit of the target. `weight` is the row's denominator, for weighted means."""

    value: Decimal
    weight: Decimal | None = None


@frozen_often
class Share:
    """A numerator over a denominator, both counts."""

    numerator: Decimal
    denominator: Decimal


@frozen_often
class Done:
    """是 or 否, and the day on which it was done where one is given."""

    done: bool
    done_on: date | None = None


@frozen_often
class Unread:
    """A cell that holds something which cannot be read as the value; `code` is the finding that says why."""

    code: str


Value = Amount | Share | Done | Unread


@frozen_often
class Observation:
    """`target` is the id in the plan; `entity` and `item` are as written ("" where absent); `period` is None when the
    period cell could not be read (then `value` is Unread); `origin` is the value's cell; `raw` is its text."""

    target: str
    entity: str
    period: Period | None
    item: str
    value: Value
    submitted: date | None
    origin: Origin
    raw: str
