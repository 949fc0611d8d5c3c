"""Lists that stand in a plan's types and elsewhere are the same lists."""

from __future__ import annotations

from plancheck.plans.marks import TIDY_FIELDS
from plancheck.sources.headers import FIELDS


def test_a_plan_may_add_headers_to_every_field_that_is_read() -> None:
    assert tuple(FIELDS) == TIDY_FIELDS
