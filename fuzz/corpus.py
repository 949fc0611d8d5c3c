"""Where the search begins: the small files among the attacks, plans, and cells."""

from __future__ import annotations

from tests.hostile import cells, containers, markup, sheets, texts
from tests.hostile.attack import attacks_in
from tests.hostile.test_plans import PLANS

_LARGEST = 1 << 13
_CELLS = (
    "1,234",
    "１２.５",
    "1.2万",
    "三千二百",
    "95%",
    "约300",
    "2026年第三季度",
    "2025-2026学年",
    "2026-09-30 12:30",
    "是",
    "=1+1",
)


def seeds(target: str) -> list[bytes]:
    """Inputs of at most 8 KiB for a target."""
    made = {"workbook": _workbooks, "text": _texts, "cell": _cells, "plan": _plans}[target]()
    return [data for data in made if len(data) <= _LARGEST]


def _workbooks() -> list[bytes]:
    attacks = [*attacks_in(containers, markup, sheets), *cells.days(), *cells.numbers()]
    return [data for one in attacks if not one.heavy for data in one.files().values()]


def _texts() -> list[bytes]:
    attacks = [*attacks_in(texts), *cells.written()]
    return [data for one in attacks if not one.heavy for data in one.files().values()]


def _cells() -> list[bytes]:
    said = [*_CELLS, *(stored for stored, _ in cells.STORED.values()), *(text for text, *_ in cells.WRITTEN.values())]
    return [bytes([kind]) + text.encode() for text in said for kind in range(14)]


def _plans() -> list[bytes]:
    return [text if isinstance(text, bytes) else text.encode() for text in PLANS.values()]
