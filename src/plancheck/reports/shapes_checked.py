"""The JSON of `validate` and of `lint`, key by key."""

from __future__ import annotations

from plancheck.reports.shape import COUNT, DAY, SHA256, TEXT, Key, Shape, by_name, list_of, of, or_null
from plancheck.reports.shapes_common import FINDING, FINDINGS, SAMPLE, SCHEMA, VERSION

_COUNTS_ZH = (
    "各种数目，不论列出多少：`error`、`warning`、`info` 提示；`files` 文件；`values` 数值；`unread` 读不出的数值；"
    "`skipped` 跳过的行；`hidden` 隐藏处；`columns` 未读的列；`superseded` 被取代的数值；"
    "`missing` 缺报；`compared` 用来比较的文件"
)
_COUNTS_EN = (
    "of everything, however little is listed: findings (`error`, `warning`, `info`), `files`, `values`, "
    "`unread` values, `skipped` rows, `hidden` places, `columns` not read, `superseded` values, `missing` reports, "
    "files `compared` with"
)
LISTED: Shape = (
    *FINDING,
    Key("entity", TEXT, "所在行的填报单位", "who its row is from, where that is known", always=False),
    Key("period", TEXT, "所在行的期间", "the period of its row, where that is known", always=False),
    Key("item", TEXT, "所在行的事项", "the item of its row, where that is known", always=False),
)
CHECKED: Shape = (
    SCHEMA,
    VERSION,
    Key("as_of", or_null(DAY), "校验说的是哪一天", "the day that the checks speak of; null where no plan is known"),
    Key("period", or_null(TEXT), "要求的期间", "the period asked for"),
    Key("plans", list_of(of("CheckedPlan")), "有报送的规划", "every plan that something was submitted to"),
    Key("files", list_of(of("File")), "看过的文件", "every file that was looked at"),
    Key("counts", by_name(COUNT), _COUNTS_ZH, _COUNTS_EN),
    Key("statistics", by_name(COUNT), "各代码的条数", "how many findings of each code there are"),
    Key(
        "left_out",
        by_name(COUNT),
        "按规划、`--select`、`--ignore` 未列的条数",
        "how many the plan, `--select` and `--ignore` leave out, by code",
    ),
    Key("unreadable", list_of(TEXT), "完全读不出的文件", "the files of which nothing could be read"),
    Key("missing", list_of(of("Missing")), "应报未报", "reports that are owed and not there"),
    Key("findings", list_of(of("Listed")), "校验提示，最多 `--max-findings` 条", "at most `--max-findings` of them"),
)
CHECKED_PLAN: Shape = (
    Key("id", TEXT, "规划编号", "id of the plan"),
    Key("title", TEXT, "规划名称", "its title"),
    SAMPLE,
    Key("file", TEXT, "规划文件", "its file"),
    Key("sha256", SHA256, "规划文件的 sha256", "sha256 of its file"),
)
FILE: Shape = (
    Key("name", TEXT, "文件名", "name of the file"),
    Key("size", COUNT, "字节数", "its size in bytes"),
    Key("sha256", {"type": "string", "pattern": "^([0-9a-f]{64})?$"}, "sha256；未读的为空", "its sha256, if read"),
    Key("plan", TEXT, "属于哪个规划", "the plan it belongs to"),
)  # fmt: skip
MISSING: Shape = (
    Key("plan", TEXT, "规划编号", "id of the plan"),
    Key("entity", TEXT, "谁应报", "who owes it"),
    Key("group", TEXT, "所在镇街等", "their township or the like; empty where there is none"),
    Key("target", TEXT, "目标编号", "id of the target"),
    Key("period", TEXT, "期间", "the period"),
    Key("due", DAY, "报送期限", "the day by which it was due"),
)
_IDS = list_of(TEXT)
LINTED: Shape = (
    Key("file", TEXT, "规划文件", "the file"),
    Key("targets", _IDS, "全部目标", "every target"),
    Key("checkable", _IDS, "可由程序判断的", "those that can be decided by the program"),
    Key("narrative", _IDS, "不可量化的", "those that cannot"),
    Key("aspirational", _IDS, "力争、争取的", "those the plan only strives for"),
    Key("without_due", _IDS, "没有写明完成时限的", "those without a due date of their own"),
    Key("without_owner", _IDS, "没有写明责任单位的", "those without a responsible office"),
)
LINT: Shape = (
    SCHEMA,
    Key("plans", list_of(of("LintedPlan")), "能用的规划", "the plans that can be used"),
    FINDINGS,
)

CHECKED_SHAPES = {
    "Checked": CHECKED, "CheckedPlan": CHECKED_PLAN, "File": FILE, "Missing": MISSING, "Listed": LISTED,
    "Lint": LINT, "LintedPlan": LINTED,
}  # fmt: skip
