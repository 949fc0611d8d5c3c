"""The pages of finding codes, made from the catalogues of messages; their examples are run."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import plancheck
from plancheck.messages.catalogue import fill, term, texts
from plancheck.messages.findings import code_text
from plancheck.model.codes import SEVERITY
from plancheck.sources.headers import FIELDS
from tools.doc_run import run

SOURCE = Path(plancheck.__file__).parent
PLAN = """
plancheck: 1
id: demo
title: {zh: 示例区规划, en: Sample plan}
sample: true
period: {start: 2026-01-01, end: 2028-12-31}
rosters: {schools: {file: schools.csv}}
programmes:
  - id: A
    title: {zh: 示例, en: Sample}
    targets:
      - {id: A1, title: {zh: 新增学位, en: New places}, unit: 个, measure: increment, report: quarterly,
         valid: {min: 0, max: 5000}, rule: {kind: reach, at_least: 6000}}
      - {id: A2, title: {zh: 轮岗教师, en: Teachers rotated}, unit: 人, measure: running_total, report: quarterly,
         rule: {kind: reach, at_least: 1500}}
      - {id: A3, title: {zh: 入园率, en: Enrolment rate}, unit: "%", measure: level, report: yearly,
         rule: {kind: hold, at_least: 95}}
      - {id: A4, title: {zh: 建档率, en: Files kept}, unit: "%", measure: ratio, report: quarterly,
         rule: {kind: coverage, all: true}}
      - {id: A5, title: {zh: 新校, en: New schools}, report: quarterly,
         rule: {kind: checklist, items: [城南小学, 城北中学]}}
      - {id: A6, title: {zh: 优化幼儿园, en: Kindergartens restructured}, unit: 所, measure: increment,
         report: quarterly, by_part: [转, 并], rule: {kind: reach, at_least: 80}}
      - {id: A7, title: {zh: 安全事故, en: Accidents}, unit: 起, measure: level, report: quarterly, roster: schools,
         rule: {kind: hold, at_most: 0}}
"""
ROSTER = "name,aliases\n城关小学,城关\n南塘小学,\n"
Row = Mapping[str, str]


def _row(target: str, period: str = "2026-Q1", **cells: str) -> Row:
    return {"target": target, "period": period, **cells}


EXAMPLES: Mapping[str, tuple[Row, ...]] = {
    "S105": (_row("A1", value="120", 分管="张三"),),
    "S109": (_row("合计", "", value="120"),),
    "C201": (_row("A1", value=""),),
    "C202": (_row("A1", value="—"),),
    "C203": (_row("A1", value="约120"),),
    "C204": (_row("A1", value="0.12万"),),
    "C205": (_row("A1", value="120个"),),
    "C206": (_row("A3", "2026", value="0.95"),),
    "C209": (_row("A1", "去年", value="120"),),
    "C210": (_row("A1", "2026.3", value="120"),),
    "C211": (_row("A1", value="50000"),),
    "C212": (_row("A5", item="城南小学", done="进行中"),),
    "C213": (_row("A1", value="120", unit="所"),),
    "C214": (_row("A1", value=" 120 "),),
    "C215": (_row("A5", item="城南小学", done="是", done_on="2027-03-01"),),
    "C216": (_row("A1", value="已上报"),),
    "R301": (_row("A1", value="120"), _row("A1", value="120")),
    "R302": (_row("A1", value="120"), _row("A1", value="150")),
    "R303": (_row("A7", value="0", entity="城东小学"),),
    "R304": (_row("A9", value="120"),),
    "R305": (_row("A1", "2025-Q4", value="120"),),
    "R307": (_row("A6", item="转", value="3"), _row("A6", item="并", value="2"), _row("A6", value="6")),
    "R309": (_row("A2", value="300"), _row("A2", "2026-Q2", value="280")),
    "R310": (_row("A1", value="120"), _row("A1", "2026-01", value="20")),
    "R311": (_row("A4", numerator="120", denominator="100"),),
    "R313": (_row("A1", "2027-Q1", value="120"),),
    "R314": (_row("A1", value="120"),),
    "R315": (
        _row("A1", value="120", submitted="2026-04-10"),
        _row("A1", value="130", submitted="2026-05-06"),
    ),
}
"""Rows that cause a code on 31 December 2026. A field that is none of ours is a column of that name."""

_FAMILIES = {"F": "file", "S": "structure", "C": "cell", "R": "record", "P": "plan"}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "# Codes of findings",
        "lead": "A finding says something about an input, never about the world. `plancheck code C204` prints the same "
        "on the command line. An **error** means that something was not used; a **warning** that it was used, and "
        "how; a **note** that nothing needs to be done.",
        "file": "F: files",
        "structure": "S: the structure of a table",
        "cell": "C: cells",
        "record": "R: records, one against another and against the plan",
        "plan": "P: plans",
        "do": "What to do: ",
        "example": "Example: ",
        "cases": "| case | what to do |",
        "silent": "No check of this version gives this code.",
        "blank": "blank",
        "stop": ".",
        "comma": ", ",
        "switch": "[中文](../zh/codes.md)",
    },
    "zh": {
        "title": "# 校验提示的代码",
        "lead": "提示说的是输入的文件，不是事情本身。命令 `plancheck code C204` 显示同样的内容。"
        "**错误**：有内容未采用；**警告**：已采用，并说明怎样采用；**提示**：无须处理。",
        "file": "F 文件",
        "structure": "S 表格结构",
        "cell": "C 单元格",
        "record": "R 记录之间、记录与规划之间",
        "plan": "P 规划文件",
        "do": "怎么办：",
        "example": "例：",
        "cases": "| 情形 | 怎么办 |",
        "silent": "本版本没有检查会给出这个代码。",
        "blank": "空白",
        "stop": "。",
        "comma": "，",
        "switch": "[English](../en/codes.md)",
    },
}


def codes_page(lang: str) -> str:
    """The whole page."""
    say = _WORDS[lang]
    parts = [say["title"], say["switch"], say["lead"]]
    given = _given()
    family = ""
    for code in SEVERITY:
        if code[0] != family:
            family = code[0]
            parts.append(f"## {say[_FAMILIES[family]]}")
        parts += _section(lang, code, code in given)
    return "\n\n".join(parts) + "\n"


def _section(lang: str, code: str, given: bool) -> list[str]:
    say = _WORDS[lang]
    message, hint = code_text(lang, code)
    severity = term(lang, f"severity.{SEVERITY[code]}")
    parts = [f"### {code}", f"**{severity}** · {message}{say['stop']}", f"{say['do']}{hint}{say['stop']}"]
    cases = _cases(lang, code)
    if cases:
        parts.append("\n".join([say["cases"], "|---|---|", *cases]))
    if code in EXAMPLES:
        parts.append(_example(lang, code))
    if not given:
        parts.append(f"_{say['silent']}_")
    return parts


def _cases(lang: str, code: str) -> list[str]:
    """What the code says in each of its cases, as lines of a table."""
    found = texts(lang)
    keys = [key for key in found if key.startswith(f"{code}.") and not key.endswith(".do")]
    lines = []
    for key in keys:
        message, hint = fill(found[key], {}), fill(found.get(f"{key}.do", ""), {})
        lines.append(f"| {message or found[key]} | {hint or code_text(lang, code)[1]} |".replace("<<", "`<<`"))
    return lines


def _example(lang: str, code: str) -> str:
    """What stands in the cells, and what the program says to it."""
    say = _WORDS[lang]
    rows = EXAMPLES[code]
    shown = [say["comma"].join(_cell(lang, field, text) for field, text in row.items()) for row in rows]
    return f"{say['example']}{' / '.join(shown)} → {_said(lang, code, rows)}"


def _cell(lang: str, field: str, text: str) -> str:
    return f"{_header(lang, field)} " + (f"`{text}`" if text else _WORDS[lang]["blank"])


def _header(lang: str, field: str) -> str:
    return FIELDS[field][0] if lang == "zh" and field in FIELDS else field


def _said(lang: str, code: str, rows: tuple[Row, ...]) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plans").mkdir()
        (folder / "plans" / "demo.yaml").write_text(PLAN, "utf-8")
        (folder / "plans" / "schools.csv").write_text(ROSTER, "utf-8")
        (folder / "data" / "demo").mkdir(parents=True)
        (folder / "data" / "demo" / "a.csv").write_text(_csv(lang, rows), "utf-8")
        known = ["--known-at", "2026-12-31"] if code == "R314" else []
        printed = run(["status", "--as-of", "2026-12-31", "--format", "json", *known], folder, lang)[1]
    found = json.loads(printed)["findings"]
    messages = [finding["message"] for finding in found if finding["code"] == code]
    assert messages, (code, found)
    return str(messages[0])


def _csv(lang: str, rows: tuple[Row, ...]) -> str:
    fields = list(dict.fromkeys(field for row in rows for field in row))
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow([_header(lang, field) for field in fields])
    writer.writerows([row.get(field, "") for field in fields] for row in rows)
    return table.getvalue()


def _given() -> frozenset[str]:
    """The codes that some module gives."""
    modules = (file for file in SOURCE.rglob("*.py") if file.name != "codes.py" and "messages" not in file.parts)
    text = "\n".join(file.read_text("utf-8") for file in modules)
    return frozenset(code for code in SEVERITY if f'"{code}"' in text or f"'{code}'" in text)
