"""When reports are due: plans of calendar years and of school years."""

from datetime import date

import pytest

from plancheck.model.series import Calendar

SCHOOL = Calendar("school_yearly", 90, date(2025, 9, 1), date(2028, 8, 31))
CLIPPED = Calendar("school_yearly", 90, date(2026, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("calendar", "day", "deadline"),
    [
        (SCHOOL, date(2025, 9, 1), date(2026, 11, 29)),
        (SCHOOL, date(2026, 8, 31), date(2026, 11, 29)),
        (SCHOOL, date(2026, 9, 1), date(2027, 11, 29)),
        (CLIPPED, date(2028, 9, 1), date(2029, 3, 31)),
    ],
)
def test_the_report_that_covers_a_day_is_due_after_the_school_year(
    calendar: Calendar, day: date, deadline: date
) -> None:
    assert calendar.deadline(day) == deadline


@pytest.mark.parametrize(
    ("after", "as_of", "overdue"),
    [
        (date(2025, 12, 31), date(2026, 11, 29), []),
        (date(2025, 12, 31), date(2026, 11, 30), ["SY2025-2026"]),
        (date(2025, 12, 31), date(2027, 11, 30), ["SY2025-2026", "SY2026-2027"]),
        (date(2026, 8, 31), date(2027, 11, 30), ["SY2026-2027"]),
        (date(2028, 8, 31), date(2029, 4, 1), ["SY2028-2029"]),
    ],
)
def test_reports_are_overdue_from_the_day_after(after: date, as_of: date, overdue: list[str]) -> None:
    assert [report.label for report in CLIPPED.overdue(after, as_of)] == overdue
