"""The tables of the documentation that are made from the program itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from plancheck.messages.catalogue import term, texts
from plancheck.messages.patterns import SENTENCES
from plancheck.model.numeral import Reading, read_number
from plancheck.model.period import Period, parse_period
from plancheck.model.verdict import Flag, Status
from plancheck.sources.headers import FIELDS

Run = Callable[[list[str]], str]

_HEADS: Mapping[str, tuple[str, ...]] = {
    "reasons.en": ("status", "reason", "what it says"),
    "reasons.zh": ("状态", "理由", "含义"),
    "flags.en": ("flag", "shown as", "why it is set"),
    "flags.zh": ("标记", "显示为", "为何出现"),
    "facts.en": ("fact", "shown in explain as"),
    "facts.zh": ("数据", "在 explain 中显示为"),
    "headers.en": ("field", "headers"),
    "headers.zh": ("字段", "可用的表头"),
    "numbers.en": ("unit", "written", "read as", "finding"),
    "numbers.zh": ("单位", "写的是", "读作", "提示"),
    "periods.en": ("written", "read as", "from", "to"),
    "periods.zh": ("写的是", "读作", "起", "止"),
    "timeline.en": ("day", "verdict", "what the report says"),
    "timeline.zh": ("日期", "结论", "报告怎么说"),
}
_NUMBERS = (
    ("个", "1200"),
    ("个", "1,200"),
    ("个", "１２００"),
    ("个", "1.2万"),
    ("个", "一千二百"),
    ("个", "1200个"),
    ("个", " 1200 "),
    ("个", "1200人"),
    ("个", "约1200"),
    ("个", "1200+"),
    ("个", "1.2E3"),
    ("个", "—"),
    ("个", "未统计"),
    ("个", "已上报"),
    ("%", "95"),
    ("%", "95%"),
    ("%", "95.0％"),
    ("%", "950‰"),
    ("%", "百分之九十五"),
    ("%", "0.95"),
    ("%", "0.95%"),
    ("%", "109.2"),
)
_PERIODS = (
    "2026",
    "2026年",
    "2026-H1",
    "2026年上半年",
    "2026-Q3",
    "2026年第三季度",
    "2026-09",
    "2026/9",
    "2026年9月",
    "2026-09-30",
    "2026年9月30日",
    "2025-2026学年",
    "2026财年",
    "2026.9",
    "202609",
    "第三季度",
    "45930",
    "去年",
)


def row(line: str) -> list[str]:
    """The cells of one line of a Markdown table."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _table(head: str, rows: Iterable[Iterable[str]]) -> str:
    names = _HEADS[head]
    lines = [names, ["---"] * len(names), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def reasons(lang: str) -> str:
    """Every reason under its status, worst first."""
    order = [status.value for status in Status]
    keys = sorted((key.split(".", 1) for key in SENTENCES), key=lambda key: order.index(key[0]))
    rows = ([f"`{status}`", f"`{why}`", term(lang, f"reason.{status}.{why}")] for status, why in keys)
    return _table(f"reasons.{lang}", rows)


def flags(lang: str) -> str:
    """Every flag in the order in which they are shown."""
    rows = ([f"`{flag}`", term(lang, f"flag.{flag}"), term(lang, f"why.{flag}")] for flag in Flag)
    return _table(f"flags.{lang}", rows)


def facts(lang: str) -> str:
    """Every fact that `explain` has words for."""
    names = {key.removeprefix("fact."): text for key, text in texts(lang).items() if key.startswith("fact.")}
    return _table(f"facts.{lang}", ([f"`{name}`", text] for name, text in names.items()))


def headers(lang: str) -> str:
    """Every header that is always accepted."""
    return _table(f"headers.{lang}", ([f"`{field}`", " · ".join(names)] for field, names in FIELDS.items()))


def numbers(lang: str) -> str:
    """What is made of the ways in which people write a number."""
    return _table(f"numbers.{lang}", (_number(lang, unit, text) for unit, text in _NUMBERS))


def _number(lang: str, unit: str, text: str) -> list[str]:
    read = read_number(text, unit)
    codes = read.notes if isinstance(read, Reading) else (read.code,)
    value = f"{read.value:f}" if isinstance(read, Reading) else "—"
    return [unit, f"`{text}`", value, ", ".join(f"[{code}](codes.md#{code.lower()})" for code in codes)]


def periods(lang: str) -> str:
    """What is made of the ways in which people write a period."""
    return _table(f"periods.{lang}", map(_period, _PERIODS))


def _period(text: str) -> list[str]:
    read = parse_period(text)
    if isinstance(read, Period):
        return [f"`{text}`", read.label, read.start.isoformat(), read.end.isoformat()]
    code = "C210" if read.reason == "ambiguous" else "C209"
    return [f"`{text}`", f"[{code}](codes.md#{code.lower()})", "", ""]


def timeline(lang: str, run: Run, args: list[str]) -> str:
    """One target on several days, each with what was submitted by then: `args` are its id and the days."""
    target, *days = args
    return _table(f"timeline.{lang}", (_day(lang, run, target, day) for day in days))


def _day(lang: str, run: Run, target: str, day: str) -> list[str]:
    printed = run(["explain", target, "--as-of", day, "--known-at", day, "--format", "json"])
    found = json.loads(printed)["target"]
    words = [term(lang, f"status.{found['status']}"), *(term(lang, f"flag.{flag}") for flag in found["flags"])]
    return [day, term(lang, "join.list").join(words), found["message"]]


GENERATED: Mapping[str, Callable[[str], str]] = {
    "reasons": reasons,
    "flags": flags,
    "facts": facts,
    "headers": headers,
    "numbers": numbers,
    "periods": periods,
}
