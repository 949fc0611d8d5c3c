"""What several JSON outputs share: targets with their verdicts, findings, dates."""

from __future__ import annotations

from plancheck.model.codes import SEVERITY
from plancheck.model.verdict import Flag, Status
from plancheck.reports.shape import COUNT, DAY, TEXT, TRUE, Key, Shape, by_name, list_of, of, one_of, or_null

SCHEMA = Key("schema", TEXT, "格式的名称和版本", "name and version of the form")
VERSION = Key("plancheck", TEXT, "程序的版本", "version of the program")
AS_OF = Key("as_of", DAY, "评估日：结论说的是哪一天", "the day that the verdicts speak of")
KNOWN_AT = Key("known_at", or_null(DAY), "报送截止日：只用到这一天为止收到的；null 表示全部",
               "only submissions received by then were used; null: all")  # fmt: skip
SAMPLE = Key("sample", TRUE, "虚构的示例才有", "only where the plan is a fictional sample", always=False)
LEFT_OUT = Key("left_out", by_name(COUNT), "按规划未列的校验提示各有几条",
               "how many findings the plan leaves out, by code", always=False)  # fmt: skip
FINDINGS = Key("findings", list_of(of("Finding")), "校验提示，各目标自己的也在内",
               "everything found in the inputs, those that a target carries included")  # fmt: skip
STATUS = one_of(status.value for status in Status)
COUNTS = by_name(COUNT, (status.value for status in Status))

FINDING: Shape = (
    Key("code", one_of(SEVERITY), "代码", "the code"),
    Key("severity", one_of(("error", "warning", "info")), "程度", "how grave it is"),
    Key("file", or_null(TEXT), "文件", "the file"),
    Key("sheet", TEXT, "工作表", "the sheet, in a workbook", always=False),
    Key("cell", TEXT, "单元格", "the cell, in a workbook", always=False),
    Key("line", COUNT, "文本文件的行", "the line, in a text file", always=False),
    Key(
        "column",
        or_null(COUNT),
        "文本文件的第几列；null 表示整行",
        "which field of the line; null: all of it",
        always=False,
    ),
    Key("message", TEXT, "问题是什么", "what is the matter"),
    Key("hint", TEXT, "怎么改", "what to do"),
    Key("target", TEXT, "哪一个目标", "the target it is about, where that is known", always=False),
    Key("plan", TEXT, "哪一个规划", "the plan it is about, where that is known", always=False),
)
TARGET: Shape = (
    Key("id", TEXT, "目标编号", "id of the target"),
    Key("title", TEXT, "目标名称", "its title"),
    SAMPLE,
    Key("programme", TEXT, "工程编号", "id of its programme"),
    Key("programme_title", TEXT, "工程名称", "title of its programme"),
    Key(
        "owner",
        or_null(TEXT),
        "责任单位；规划没有写的为 null",
        "the responsible office; null where the plan names none",
    ),
    Key("owner_id", or_null(TEXT), "责任单位的代码", "key of the responsible office"),
    Key("kind", TEXT, "规则的种类", "kind of its rule"),
    Key("method", TEXT, "测算方法", "how progress is judged before the due date"),
    Key("unit", TEXT, "计量单位", "its unit"),
    Key("status", STATUS, "结论", "the verdict"),
    Key("previous_status", or_null(STATUS), "`since` 那一天的结论", "the verdict on the day named by `since`"),
    Key(
        "flags",
        list_of(one_of(flag.value for flag in Flag)),
        "标记，不改变结论",
        "said beside the verdict, never changing it",
    ),
    Key("reason", TEXT, "理由的代码", "why, as a code"),
    Key("message", TEXT, "理由，带算式的一句话", "why, in a sentence with its arithmetic"),
    Key(
        "facts",
        by_name(of("Fact")),
        "各项数据，未作舍入；只有有的才列",
        "the numbers behind it, unrounded; only those there are",
    ),
    Key("basis", list_of(of("Basis")), "所依据的每一个数值", "every value that the verdict rests on"),
    Key("findings", list_of(of("Finding")), "这个目标的校验提示", "the findings on this target"),
)
BASIS: Shape = (
    Key("period", TEXT, "期间", "the period"),
    Key("entity", TEXT, "填报单位", "who reported it, where that says something", always=False),
    Key("item", TEXT, "事项", "the item, where that says something", always=False),
    Key("value", {"type": ["string", "boolean", "null"]}, "数值；null 表示缺口", "the value; null for a gap"),
    Key("sources", list_of(TEXT), "出自哪些单元格：`文件#工作表!单元格` 或 `文件:行:列`",
        "the cells: `file#sheet!cell` or `file:line:column`"),
)  # fmt: skip
