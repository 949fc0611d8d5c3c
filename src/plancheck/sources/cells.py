"""A stored cell → what it says: a number in a unit, a period, a day, a yes or no. Nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Context, Decimal

from plancheck.model.numeral import Reading, Refusal, is_percent, plain_decimal, read_number, same_unit
from plancheck.model.pattern import Pattern
from plancheck.model.period import NotAPeriod, Period, day, month, parse_date, parse_period, year
from plancheck.sources.grid import INVISIBLE, UNSEEN, Cell, Kind

_LONGEST_STORED = 400
_STORED_FORM = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d{1,4})?", re.ASCII)
_STORED = Context(prec=15)
"""Excel computes with 15 significant digits; what is stored beyond them is an artefact of binary fractions."""

WIDE = Context(prec=400)
"""Room enough for every product of two numbers that are read."""
_HIGHEST = 10
"""A thousand percent, as a percentage is stored. 95 in a cell shown as 9500 % was pasted there and is hardly meant so;
where the format of a cell cannot be seen, 1.035 may be shown as 103.5 %."""
_UNREADABLE = {Kind.UNCALCULATED: "C207", Kind.ERROR: "C208", Kind.MERGED: "S108"}
_DATED = (Kind.NUMBER, Kind.DATE)
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
_LITERAL = Pattern(r'"([^"]*)"|\\(.)')
_BRACKET = Pattern(r"\[[^\[\]]*\]|[_*].")
_LONGEST_FORMAT = 1024
"""Four times what a spreadsheet program takes. What a longer one shows is not worked out for each of its cells."""
_YES = frozenset(["是", "已完成", "完成", "已", "√", "✓", "✔", "☑", "true", "yes", "y", "done", "completed", "1"])
_NO = frozenset(["否", "未完成", "没完成", "未", "×", "✗", "✘", "x", "false", "no", "n", "0"]) | {
    "not done",
    "not completed",
}
DONE_WORDS = "是/否"


def clean(text: str) -> str:
    """Text as names are compared: NFKC, then `tidied`."""
    return tidied(unicodedata.normalize("NFKC", text))


def tidied(text: str) -> str:
    """A name without what no name has: invisible marks, white space at its ends, in runs and between two Chinese
    characters."""
    bare = " ".join((text if text.isprintable() else text.translate(_UNSEEN)).split())
    return _without_needless(bare.split(" ")) if " " in bare else bare


def _without_needless(words: Sequence[str]) -> str:
    """The words with a space between two of them unless both sides are Chinese."""
    made = words[0]
    for word in words[1:]:
        made += word if _chinese(made[-1]) and _chinese(word[0]) else f" {word}"
    return made


def _chinese(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def stray(text: str) -> bool:
    """There is white space in a name, or an invisible mark, that no name has."""
    return text != tidied(text)


def read_amount(cell: Cell | None, unit: str, placeholders: Mapping[str, str]) -> Reading | Refusal | None:
    """The number in `unit`; None for no data. `placeholders` maps cleaned texts to `missing` or to the number meant."""
    if cell is None:
        return None
    if cell.kind in _UNREADABLE:
        return Refusal(_UNREADABLE[cell.kind])
    if cell.kind is Kind.NUMBER:
        return _stored_amount(cell, unit)
    if cell.kind is not Kind.TEXT:
        return Refusal("C216")
    meant = placeholders.get(clean(cell.text))
    if meant is None:
        return read_number(cell.text, unit)
    if meant == "missing":
        return None
    value = plain_decimal(meant)
    return Refusal("C202") if value is None else Reading(value)


def stored_number(text: str) -> Decimal | None:
    """A number as a workbook stores it, to 15 significant digits and without an exponent."""
    if len(text) > _LONGEST_STORED or not _STORED_FORM.fullmatch(text):
        return None
    value = Decimal(text)
    if abs(value.adjusted()) > 308:
        return None
    if not value:
        value = abs(value)
    if len(value.as_tuple().digits) > 15:
        value = _STORED.plus(value).normalize(WIDE)
    return Decimal(format(value, "f"))


def _stored_amount(cell: Cell, unit: str) -> Reading | Refusal:
    value = stored_number(cell.text)
    if value is None or len(cell.format) > _LONGEST_FORMAT or date_parts(cell.format):
        return Refusal("C216")  # a number shown as a day is not what its author sees
    percent, words = _shown(cell.format)
    if words and not same_unit(words, unit):
        return Refusal("C213")
    if not is_percent(unit):
        return Refusal("C213") if percent else Reading(value)
    if percent:
        return Refusal("C206") if abs(value) > _HIGHEST else Reading(Decimal(format(value.scaleb(2, WIDE), "f")))
    shares = _HIGHEST if cell.format == UNSEEN else 1
    return Refusal("C206") if 0 < abs(value) <= shares else Reading(value)


def _shown(number_format: str) -> tuple[bool, str]:
    """Whether a number format shows a percentage, and the words it puts beside the number."""
    section = number_format.split(";")[0]
    words = "".join(quoted for quoted, _ in _LITERAL.findall(section)).strip()
    return "%" in _LITERAL.sub("", section), words if any(map(str.isalpha, words)) else ""


def date_parts(number_format: str) -> str:
    """Which of y, m and d a number format shows; "" when it does not show a date."""
    if len(number_format) > _LONGEST_FORMAT:
        return ""
    bare = _BRACKET.sub("", _LITERAL.sub("", number_format.split(";")[0])).lower()
    if bare in ("", "general", "@"):
        return ""
    parts = "".join(part for part in "ymd" if part in bare)
    timed = "h" in bare or "s" in bare
    return "" if parts == "m" and timed else parts


def _serial_day(cell: Cell, date1904: bool) -> date | None:
    """The day of a serial number; None outside the calendar, 29 February 1900 (which never was) included."""
    value = stored_number(cell.text)
    if value is None or not 0 <= value < 2_958_466 or (not date1904 and (value < 1 or int(value) == 60)):
        return None
    number = int(value)
    if date1904:
        return date(1904, 1, 1) + timedelta(number) if number < 2_957_004 else None
    return date(1899, 12, 31 if number < 60 else 30) + timedelta(number)


def read_period(cell: Cell | None, date1904: bool) -> Period | Refusal:
    """The period that the cell shows: a date formatted as year and month is that month."""
    if cell is None:
        return Refusal("C201")
    if cell.kind in _UNREADABLE:
        return Refusal(_UNREADABLE[cell.kind])
    parts = date_parts(cell.format) if cell.kind in _DATED else ""
    if not parts:
        read = parse_period(written(cell))
        if cell.kind is Kind.DATE and cell.format == UNSEEN and isinstance(read, Period) and read.end.day == 1:
            return Refusal("C210")  # 2026-09 is stored as its first day
        return read if isinstance(read, Period) else Refusal(_bad_date(read))
    on = _shown_day(cell, date1904)
    if on is None or (cell.kind is Kind.NUMBER and (stored_number(cell.text) or 0) % 1):
        return Refusal("C209")
    if "d" in parts:
        return day(on)
    return month(on.year, on.month) if "m" in parts else year(on.year)


def _shown_day(cell: Cell, date1904: bool) -> date | None:
    """The day of a number or ISO text that is shown as a date; None where it is none."""
    if cell.kind is Kind.NUMBER:
        return _serial_day(cell, date1904)
    read = parse_date(cell.text)
    return None if isinstance(read, NotAPeriod) else read


def read_day(cell: Cell | None, date1904: bool) -> date | Refusal | None:
    """One day; a time of day beside it is left off. None for a blank cell."""
    if cell is None:
        return None
    if cell.kind in _UNREADABLE:
        return Refusal(_UNREADABLE[cell.kind])
    parts = date_parts(cell.format) if cell.kind in _DATED else ""
    if parts:
        on = _shown_day(cell, date1904) if "d" in parts else None
        return on or Refusal("C209" if "d" in parts else "C210")
    read = parse_date(written(cell))
    return Refusal(_bad_date(read)) if isinstance(read, NotAPeriod) else read


def written(cell: Cell) -> str:
    """The text of a cell; a whole number without its decimals (2026.0 is the year 2026)."""
    if cell.kind is Kind.NUMBER:
        value = stored_number(cell.text)
        if value is not None and value == value.to_integral_value():
            return str(int(value))
    return cell.text


def _bad_date(why: NotAPeriod) -> str:
    return "C210" if why.reason == "ambiguous" else "C209"


def read_done(cell: Cell | None) -> bool | Refusal | None:
    """是 or 否 in the words that people use; None for a blank cell, a refusal for any other word (进行中, 50%)."""
    if cell is None:
        return None
    if cell.kind in _UNREADABLE:
        return Refusal(_UNREADABLE[cell.kind])
    word = clean(cell.text).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    return Refusal("C212")
