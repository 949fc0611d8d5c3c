"""The JSON Schema by which editors check and complete a `sources.yaml`."""

from __future__ import annotations

from typing import Any

from plancheck.plans.schema import schema_of
from plancheck.sources.binding import Sources

FIELD_DOCS: dict[str, str] = {
    "Sources.sources": "格式版本，写 1。Version of the format: 1.",
    "Sources.tables": "每个表一条。One entry for each table.",
    "Binding.file": "文件名，* 和 ? 代表任意文字；含 / 时按 data/<规划编号>/ 以下的路径比对。"
    "File name with * and ?; with a / it is held against the path below data/<plan-id>/.",
    "Binding.sheet": "工作表名，不写则每张表都读。Name of the sheet; every sheet without it.",
    "Binding.header": "表头所在行，如 4 或 3-4；或 {has: [列名]}。Row or rows of the header, or the texts it has.",
    "Binding.rows": "数据行，如 5-35、5-；不写则到表尾。Rows of data; to the end without it.",
    "Binding.titles": "表头以上的文字。Texts above the header.",
    "Binding.fixed": "全表相同的字段。Fields that are the same for the whole table.",
    "Binding.columns": "列名或列号 → 字段。Header or letter → field.",
    "Binding.across": "数值列的表头。The header of the columns of values.",
    "Binding.targets": "表中的名称 → 目标编号；没有列出的跳过。"
    "Name in the table → id of the target; others are passed over.",
    "Binding.factors": "计量单位 → 系数，如 {万人: 10000}。Unit as written → what to multiply by.",
    "Binding.fill": "空格沿用上一行的列。Columns in which a blank repeats the cell above.",
    "Binding.only": "只读哪些行：列 → 文字。Which rows to read: column → texts.",
    "Binding.skip": "首格是这些文字的行跳过。Rows that begin with one of these texts are passed over.",
    "Binding.placeholders": "占位符的含义：missing 或一个数。Placeholders: missing, or a number.",
    "Binding.note": "备注。A note.",
    "HeaderRows.rows": "行号，如 4 或 3-4。Rows, such as 4 or 3-4.",
    "HeaderRows.has": "表头须有的文字。Texts that the header has.",
    "HeaderRows.levels": "表头层数，默认 1。Levels of the header, 1 by default.",
    "HeaderRows.fill": "right：上层空格沿用左边一格。A blank in an upper level continues the cell to its left.",
    "Title.text": "模板，如 指标：{target}({unit})。A template with {field}.",
    "Title.row": "行号；不写则取第一处相符的。Row; the first that fits without it.",
    "Across.header": "模板，如 period、{period}/实际。A template, or the name of a field.",
    "Across.columns": "只看哪些列，如 C-J、E-。Keeps to some columns.",
}


def sources_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a `sources.yaml`, made from the types that read it: it accepts every one that can be used.
    Whether its targets are in the plan is found when it is read."""
    return schema_of(Sources, "plancheck sources 1", FIELD_DOCS)
