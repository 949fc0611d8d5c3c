"""The one number grammar. Text in, `Decimal` out, exactly; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from functools import lru_cache

from plancheck.model.frozen import frozen, frozen_often
from plancheck.model.pattern import Pattern

LONGEST = 64
"""No number that a person reports is longer; a longer text is refused before any work is done on it."""

_EXACT = Context(prec=400)
"""Room for every number that is read: 309 digits before the point from a workbook, 64 from a person and their scale."""

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_GROUPED = Pattern(r"[+-]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?", re.ASCII, ",，")
_SPACED = Pattern(r"[+-]?\d{1,3}(?: \d{3})+(?:\.\d+)?", re.ASCII, " ")
_EXPONENT = Pattern(r"[+-]?\d+(?:\.\d*)?[Ee][+-]?\d+", re.ASCII, "Ee")
_SCALED = Pattern(r"(?P<n>[^十百千万亿]+)(?P<s>[十百千]?[万亿]|万亿|[百千])", needs="百千万亿")
_SHEET_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_OTHER_UNIT = Pattern(r"[+-]?[0-9][0-9,.]* *(?:[^\W\d_]|[%‰°/]){1,12}[²³]?")
_APPROXIMATE = Pattern(
    r"[~<>≤≥≈±+]|约|左右|上下|近|余|多|几|超|逾|不足|不到|不少于|不低于|不超过|以上|以下|以内|大概|大致|估计|about|approx|circa",
    re.IGNORECASE,
)
_WIDE = {ord(w): ord(n) for w, n in zip("０１２３４５６７８９．＋－−", "0123456789.+--", strict=True)}
_SAME = {ord(w): ord(n) for w, n in zip("％\u3000\u00a0\u202f\u2009～＜＞", "%    ~<>", strict=True)}
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060"))
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億〇两貳參陸", "一二三四五六七八九十百千万亿零二二三六")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DIGITS = "零一二三四五六七八九"
_PERCENT = frozenset({"%", "百分比", "percent", "pct"})
_NOTHING = frozenset(
    [
        "-",
        "--",
        "—",
        "——",
        "–",
        "―",
        "/",
        "//",
        "\\",
        ".",
        "..",
        "…",
        "……",
        "*",
        "**",
        "×",
        "x",
        "无",
        "无数据",
        "没有",
        "空",
        "暂无",
        "暂缺",
        "缺",
        "缺失",
        "未统计",
        "未报",
        "未填",
        "未上报",
        "待定",
        "待统计",
        "不详",
        "不适用",
        "n/a",
        "n.a.",
        "na",
        "nan",
        "null",
        "none",
        "nil",
        "nd",
        "n.d.",
        "tbd",
        "unknown",
        "?",
        "??",
        "?",
        "#n/a",
    ]
)


@frozen_often
class Reading:
    """A number, and what was accepted beside plain digits: C204 words, full width or separators,
    C205 unit, C214 spaces."""

    value: Decimal
    notes: tuple[str, ...] = ()


@frozen
class Refusal:
    """Why a text is not read as a number: the code of its finding."""

    code: str


def plain_decimal(text: str) -> Decimal | None:
    """The value of an ordinary decimal number written in ASCII digits, else None."""
    if len(text) > LONGEST or not _PLAIN.fullmatch(text):
        return None
    value = Decimal(text)
    return value or abs(value)  # no -0


def same_unit(a: str, b: str) -> bool:
    """Two ways of writing one unit: compared after NFKC, without case or spaces; %, ％ and 百分比 are one."""
    a, b = bare_unit(a), bare_unit(b)
    return a == b or (a in _PERCENT and b in _PERCENT)


def is_percent(unit: str) -> bool:
    return bare_unit(unit) in _PERCENT


def read_number(text: str, unit: str = "") -> Reading | Refusal:
    """Read what a person wrote for a number in `unit`. A refusal is never followed by a guess; empty text is C216."""
    percent = is_percent(unit)
    if not percent and (plain := plain_decimal(text)) is not None:
        return Reading(plain)
    bare = text.translate(_INVISIBLE).strip()
    notes = ["C214"] if bare != text else []
    if len(bare) > LONGEST:
        return Refusal("C216")
    narrow = bare.translate(_SAME).translate(_WIDE).strip()
    if narrow.casefold() in _NOTHING:
        return Refusal("C202")
    if bare.translate(_WIDE) != bare:
        notes.append("C204")
    if percent:
        return _percent(narrow, notes)
    number, suffixed = _without_unit(narrow, unit)
    read = _number(number, scalable=not _starts_scaled(unit))
    if isinstance(read, Refusal):
        return read
    return _reading(read.value, [*notes, *read.notes, *(["C205"] if suffixed else [])])


def _percent(text: str, notes: list[str]) -> Reading | Refusal:
    """A percentage: a bare 0.95 may be 95 % or 0.95 %, so within -1..1 only zero is taken without a sign."""
    marked, scale = True, 0
    if text.endswith("%"):
        text = text[:-1]
    elif text.endswith("‰"):
        text, scale = text[:-1], -1
        notes = [*notes, "C205"]
    elif text.startswith("百分之"):
        text = text[3:]
        notes = [*notes, "C204"]
    else:
        marked = False
    if text != text.strip():  # 95 %
        notes = [*notes, "C214"]
    read = _number(text.strip(), scalable=False)
    if isinstance(read, Refusal):
        return read
    if not marked and 0 < abs(read.value) <= 1:
        return Refusal("C206")
    return _reading(read.value.scaleb(scale, _EXACT) if scale else read.value, [*notes, *read.notes])


def _reading(value: Decimal, notes: list[str]) -> Reading:
    return Reading(value, tuple(dict.fromkeys(notes)))


def _number(text: str, *, scalable: bool) -> Reading | Refusal:
    """The number itself, its unit taken off. `scalable`: 万 and its like may follow."""
    plain = plain_decimal(text)
    if plain is not None:
        return Reading(plain)
    if _GROUPED.fullmatch(text):
        return Reading(Decimal(re.sub("[,，]", "", text)), ("C204",))
    if _SPACED.fullmatch(text):
        return Reading(Decimal(text.replace(" ", "")), ("C214",))
    words = text.translate(_FORMAL).replace(" ", "")
    spelled = _spelled(words)
    if spelled is not None:
        return Reading(spelled, ("C204",))
    return _scaled(words, scalable) or Refusal(_why_not(text))


def _scaled(text: str, scalable: bool) -> Reading | Refusal | None:
    """1.2万, 3百万; None when the text has another form."""
    found = _SCALED.fullmatch(text)
    if found is None:
        return None
    head = _number(found["n"], scalable=False)
    if isinstance(head, Refusal):
        return head
    if not scalable:
        return Refusal("C213")
    factor = 1
    for scale in found["s"]:
        factor *= _SCALES[scale]
    return Reading(plainly(_EXACT.multiply(head.value, factor)), ("C204",))


def plainly(value: Decimal) -> Decimal:
    """The same number without an exponent above zero and without the zeros that multiplying left behind."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1), context=_EXACT)
    return value.normalize(_EXACT)


def _why_not(text: str) -> str:
    if text.startswith("="):  # a formula, in a cell or a file that keeps it as text
        return "C216"
    if _APPROXIMATE.search(text) or _EXPONENT.fullmatch(text):  # a spreadsheet rounds what it shows as 1.23E+11
        return "C203"
    if text.upper() in _SHEET_ERRORS:
        return "C208"
    return "C213" if _OTHER_UNIT.fullmatch(text) else "C216"


def _spelled(text: str) -> Decimal | None:
    """三千二百, 十二, 三点五: only in the one standard spelling, so that 一百二 or 一二 is no number."""
    whole, point, fraction = text.partition("点")
    if not whole or any(c not in "零一二三四五六七八九十百千万亿" for c in whole):
        return None
    value = _whole(whole)
    if value >= 10**12 or whole not in _spellings(value):
        return None
    if not point:
        return Decimal(value)
    if not fraction or any(c not in _DIGITS for c in fraction):
        return None
    return Decimal(f"{value}." + "".join(str(_DIGITS.index(c)) for c in fraction))


def _whole(text: str) -> int:
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS.index(c)
        elif c in "万亿":
            total, section, digit = total + (section + digit) * _SCALES[c], 0, 0
        else:
            section, digit = section + (digit or 1) * _SCALES[c], 0
    return total + section + digit


def _spellings(value: int) -> tuple[str, ...]:
    """The standard spelling, and the common one that leaves out the first 一 of 一十."""
    if value == 0:
        return ("零",)
    text, gap = "", False
    for factor, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = value // factor % 10**4
        if part == 0:
            gap = bool(text)
            continue
        text += ("零" if text and (gap or part < 1000) else "") + _section(part) + name
        gap = False
    return (text, text[1:]) if text.startswith("一十") else (text,)


def _section(part: int) -> str:
    text, gap = "", False
    for factor, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = part // factor % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + name
        gap = False
    return text


@lru_cache(maxsize=1024)
def bare_unit(text: str) -> str:
    """A unit as two are compared: NFKC, without case or spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _starts_scaled(unit: str) -> bool:
    return bare_unit(unit)[:1] in _SCALES


def _without_unit(text: str, unit: str) -> tuple[str, bool]:
    """Take the declared unit off the end. A unit that begins with a digit would swallow part of the number: left on."""
    wanted = bare_unit(unit)
    if wanted and not wanted[0].isdigit():
        for at in range(1, len(text)):
            if bare_unit(text[at:]) == wanted:
                return text[:at].strip(), True
    return text, False
