"""The JSON of audits and of comparing them, and the record of an import, key by key."""

from __future__ import annotations

from plancheck.reports.diff import KINDS
from plancheck.reports.shape import COUNT, DAY, SHA256, TEXT, TRUTH, Key, Shape, by_name, list_of, of, one_of, or_null
from plancheck.reports.shapes_common import (
    AS_OF,
    COUNTS,
    FINDINGS,
    KNOWN_AT,
    LEFT_OUT,
    SAMPLE,
    SCHEMA,
    STATUS,
    TARGET,
    VERSION,
)

DIFFERENCES = (
    "manifest", "output_changed", "output_missing", "output_added", "output_strange",
    "input_changed", "input_missing", "input_added", "input_renamed",
    "plan_unusable", "no_record", "verdict", "report", "not_replayed",
)  # fmt: skip
_WAS = Key("before", or_null(TEXT), "原来的值", "what it was")
_NOW = Key("after", or_null(TEXT), "现在的值", "what it is now")
_MESSAGE = Key("message", TEXT, "一句话", "the same in a sentence")
_SIZE = Key("size", COUNT, "字节数", "its size in bytes")
_SHA256 = Key("sha256", SHA256, "sha256", "its sha256")

DIFF: Shape = (
    SCHEMA,
    VERSION,
    Key("before", of("Side"), "两边之一", "the one side"),
    Key("after", of("Side"), "另一边", "the other side"),
    Key("same", COUNT, "没有变化的目标数", "how many targets are the same"),
    Key("changes", list_of(of("Change")), "变化，每个目标一条", "the changes, one for each target"),
)
SIDE: Shape = (
    Key("label", TEXT, "用户给的名称", "as it was named"),
    Key("as_of", TEXT, "评估日", "the day that it speaks of"),
    Key("known_at", or_null(TEXT), "报送截止日", "only submissions received by then were used"),
    Key("plancheck", TEXT, "所用的版本", "the version that made it"),
)
CHANGE: Shape = (
    Key("plan", TEXT, "规划编号", "id of the plan"),
    Key("target", TEXT, "目标编号", "id of the target"),
    Key("title", TEXT, "目标名称", "its title"),
    SAMPLE,
    Key(
        "verdict_changed",
        TRUTH,
        "结论变了没有；false 表示只是依据变了",
        "whether the verdict is another; false: only what it rests on",
    ),
    Key("before", of("Seen"), "原来的结论", "the verdict before"),
    Key("after", of("Seen"), "现在的结论", "the verdict now"),
    Key("causes", list_of(of("Cause")), "原因", "why"),
)
SEEN: Shape = (
    Key("status", or_null(STATUS), "结论；没有这个目标时为 null", "the verdict; null where there was no such target"),
    Key("flags", list_of(TEXT), "标记", "the flags"),
)
CAUSE: Shape = (
    Key("kind", one_of(KINDS), "原因的种类", "kind of the cause"),
    Key("what", TEXT, "规划的字段、期间或名称", "a field of the plan, a period or a name"),
    _WAS,
    _NOW,
    Key("count", COUNT, "有几个数值", "how many values, where there are several", always=False),
    Key("places", list_of(TEXT), "在哪些单元格", "the cells"),
    Key(
        "places_before",
        list_of(TEXT),
        "原来在哪些单元格",
        "the cells of the old value, where they are others",
        always=False,
    ),
    _MESSAGE,
)
VERIFIED: Shape = (
    SCHEMA,
    Key("replayed", TRUTH, "结论是否重算过", "whether the verdicts were made again"),
    Key("same_tools", TRUTH, "所用的版本是否相同", "whether the same versions did it"),
    Key("outputs", COUNT, "核对了几个输出文件", "how many output files were compared"),
    Key("inputs", COUNT, "核对了几个输入文件", "how many inputs were compared"),
    Key("verdicts", COUNT, "重算了几个结论", "how many verdicts were made again"),
    Key("unread", COUNT, "当时拒绝读取、因而没有存入的输入", "inputs that were refused unread and so are not kept"),
    Key("differences", list_of(of("Difference")), "不同之处；没有则一切如初", "what differs; none: all is as it was"),
)
DIFFERENCE: Shape = (
    Key("kind", one_of(DIFFERENCES), "种类", "kind of difference"),
    Key("what", TEXT, "文件，或规划和目标", "a file, or a plan and target"),
    _WAS,
    _NOW,
    _MESSAGE,
)
AUDIT: Shape = (
    SCHEMA,
    VERSION,
    AS_OF,
    KNOWN_AT,
    Key("plans", list_of(of("AuditedPlan")), "各规划", "the plans"),
    FINDINGS,
)
AUDITED_PLAN: Shape = (
    Key("id", TEXT, "规划编号", "id of the plan"),
    Key("title", TEXT, "规划名称", "its title"),
    SAMPLE,
    Key("thresholds", of("Fact"), "序时进度分界", "the ratios between on track, at risk and off track"),
    Key("grace_days", of("Fact"), "报送宽限天数", "days after a period by which its report is due"),
    Key("period", of("Fact"), "规划期", "first and last day of the plan"),
    Key("placeholders", of("Fact"), "占位符的含义", "what placeholders mean, where the plan says so", always=False),
    Key("headers", of("Fact"), "另外认可的列名", "more headers, where the plan names any", always=False),
    Key("rosters", by_name(of("Fact")), "名册的全部内容", "every entry of the rosters"),
    Key("counts", COUNTS, "各结论的目标数", "targets by status"),
    LEFT_OUT,
    Key("targets", list_of(of("AuditedTarget")), "各目标", "the targets"),
)
AUDITED_TARGET: Shape = (
    *TARGET,
    Key("definition", by_name(of("Fact")), "规划对它的规定", "what the plan says of it"),
    Key("amendments", list_of(of("Amended")), "已生效的调整", "the amendments in force"),
)
AMENDED: Shape = (
    Key("date", DAY, "自哪一天起", "from which day"),
    Key("reason", or_null(TEXT), "理由", "why"),
    Key("changes", by_name(of("Fact")), "改了哪些字段，`before` 和 `after`", "what it changed, `before` and `after`"),
)
MANIFEST: Shape = (
    SCHEMA,
    Key("options", of("Fact"), "审计时的要求", "what the audit was asked for"),
    Key("inputs", list_of(of("Input")), "所用的每一个文件", "every file that was used"),
    Key("outputs", list_of(of("Output")), "所写的每一个文件", "every file that was written"),
    Key("tools", by_name(TEXT), "各程序的版本", "the versions of the tools"),
    Key("previous", or_null(SHA256), "上一年清单的 `sha256`", "`sha256` of the manifest of the year before"),
    Key("sha256", SHA256, "本清单其余内容的 sha256", "sha256 of the rest of this manifest"),
)
INPUT: Shape = (
    Key("path", TEXT, "从项目根算起的路径", "path from the project root"),
    Key("role", one_of(("plan", "roster", "binding", "submission")), "用途", "what it is"),
    _SIZE,
    _SHA256,
)
OUTPUT: Shape = (Key("path", TEXT, "文件名", "its name"), _SIZE, _SHA256)
IMPORT: Shape = (
    SCHEMA,
    Key("source", TEXT, "来源文件", "the file that was imported"),
    _SHA256,
    Key("plan", TEXT, "规划编号", "id of the plan"),
    Key("encoding", TEXT, "编码", "its encoding"),
    Key("columns", by_name(TEXT), "原列名 → 存为", "its headers → the names they are kept under"),
    Key("rows", COUNT, "行数", "how many rows it had"),
    Key("findings", by_name(COUNT), "各代码的条数", "how many findings of each code"),
    Key("parts", list_of(of("Part")), "写成的文件", "the files that were written"),
)
PART: Shape = (
    Key("path", TEXT, "从文件夹算起的路径", "path from the folder"),
    Key("rows", COUNT, "行数", "how many rows it has"),
    _SHA256,
)
AUDIT_SHAPES = {
    "Diff": DIFF, "Side": SIDE, "Change": CHANGE, "Seen": SEEN, "Cause": CAUSE, "Verified": VERIFIED,
    "Difference": DIFFERENCE, "Audit": AUDIT, "AuditedPlan": AUDITED_PLAN, "AuditedTarget": AUDITED_TARGET,
    "Amended": AMENDED, "Manifest": MANIFEST, "Input": INPUT, "Output": OUTPUT, "Import": IMPORT, "Part": PART,
}  # fmt: skip
