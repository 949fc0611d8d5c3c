"""The unit that a table states above its header, for all its figures: 单位：万元.

Such a line speaks of those figures only that can be in such a unit. In a table of money and people, 万元 says nothing
of the people; but a target in 万元 below 单位：亿元 has been reported in another unit than it is counted in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from plancheck.model.numeral import bare_unit, is_percent, same_unit
from plancheck.model.pattern import Pattern
from plancheck.sources.grid import Row

_STATED = Pattern(
    r"(?:^|[\s(\[【〔,;、|])(?:计量|金额|货币|数据)?单位:\s*(?P<unit>[^\s()\[\]【】〔〕,;|]*)", needs="单"
)
_ENGLISH = Pattern(r"(?:^|[\s(\[,;|])units?(?: of measure(?:ment)?)?:\s*(?P<unit>[^()\[\];|]*)", re.IGNORECASE, "Uu")
_SCALE = Pattern(
    r"(?:人民币|rmb|cny)?(?P<scale>(?:\d[\d,.]*|hundred|thousand|million|billion|[十百千万亿])*)(?P<of>.*)"
)
_SHARES = frozenset("‰‱")


def stated_above(rows: Iterable[Row], header: int) -> str:
    """What rows above the header state as the unit of the table; "" where they state none, or several."""
    stated = {found for row in rows if row.number < header for found in _in(row)}
    return stated.pop() if len(stated) == 1 else ""


def _in(row: Row) -> Iterator[str]:
    texts = [unicodedata.normalize("NFKC", row.cells[at].text).strip() for at in sorted(row.cells)]
    for text, beside in zip(texts, [*texts[1:], ""], strict=True):
        for pattern in (_STATED, _ENGLISH):
            if found := pattern.search(text):
                unit = found["unit"].strip().rstrip(".。")
                if unit or text.endswith(":"):
                    yield unit or beside


def measures_otherwise(stated: str, unit: str) -> bool:
    """The unit stated for a table is one that figures in `unit` could be in, and yet is another: 亿元 for 万元, ‰ for
    %, 万 for 人. Of anything else, such as the name of an office behind 单位：, it says nothing."""
    several = [one for one in stated.split("、") if one]
    if not unit or any(same_unit(one, unit) for one in several):
        return False
    return any(_of_another_size(_parts(one), _parts(unit)) for one in several)


def _of_another_size(stated: tuple[str, str], unit: tuple[str, str]) -> bool:
    (scale, of), (own_scale, own) = stated, unit
    if own == "%":
        return of == "%"
    return scale != own_scale and of in ("", own)


def _parts(unit: str) -> tuple[str, str]:
    key = bare_unit(unit)
    if is_percent(key) or key in _SHARES:
        return key, "%"
    found = _SCALE.fullmatch(key)
    return (found["scale"], found["of"]) if found else ("", key)
