"""What kinds share whose value is worked out from the reported ones rather than reported itself."""

from __future__ import annotations

from dataclasses import replace

from plancheck.model.case import Case


def as_level(case: Case, unit: str) -> Case:
    """The case for a derived value in `unit`: whatever is reported, it neither adds up nor can only rise, and nothing
    but a stated baseline is one."""
    start = None if case.start is None or case.start.assumed else case.start
    return replace(case, unit=unit, increments=False, total=False, rising=False, open_count=False, start=start)
