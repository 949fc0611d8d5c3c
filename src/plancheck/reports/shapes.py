"""What every JSON output holds, key by key. `OUTPUTS` is the table of them; tests hold it to what is really written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plancheck.reports.shape import COUNT, DAY, TEXT, Key, Kind, Shape, list_of, of, or_null, schema
from plancheck.reports.shapes_audit import AUDIT_SHAPES
from plancheck.reports.shapes_checked import CHECKED_SHAPES
from plancheck.reports.shapes_common import (
    AS_OF,
    BASIS,
    COUNTS,
    FINDING,
    FINDINGS,
    KNOWN_AT,
    LEFT_OUT,
    SAMPLE,
    SCHEMA,
    TARGET,
    VERSION,
)  # fmt: skip

PLAN: Shape = (
    Key("id", TEXT, "规划编号", "id of the plan"),
    Key("title", TEXT, "规划名称", "its title"),
    SAMPLE,
    Key("data_date", or_null(DAY), "数据截止日", "end of the latest period that any verdict rests on"),
    Key("reporters_in", COUNT, "已报送的单位数", "how many have reported"),
    Key("reporters_expected", COUNT, "应报送的单位数", "how many are to report"),
    Key("counts", COUNTS, "各结论的目标数，零也列", "targets by status, zeros too"),
    LEFT_OUT,
    Key("targets", list_of(of("Target")), "各目标，按规划的次序", "the targets, in the order of the plan"),
)
REPORT: Shape = (
    SCHEMA,
    VERSION,
    AS_OF,
    KNOWN_AT,
    Key("period", or_null(TEXT), "`--period` 的原文", "what was given with `--period`"),
    Key("since", or_null(DAY), "`previous_status` 是哪一天的", "the day that `previous_status` is of"),
    Key("plans", list_of(of("Plan")), "各规划；有规划不能用时为空", "the plans; none where one of them cannot be used"),
    FINDINGS,
)
EXPLAINED: Shape = (
    SCHEMA,
    VERSION,
    AS_OF,
    KNOWN_AT,
    Key("plan", TEXT, "规划编号", "id of the plan"),
    Key("target", of("Target"), "这个目标", "the target"),
    Key("advice", TEXT, "下一步怎么做", "what to do next"),
)

SHAPES: Mapping[str, Shape] = {
    "Report": REPORT, "Plan": PLAN, "Target": TARGET, "Basis": BASIS, "Finding": FINDING, "Fact": (),
    "Explained": EXPLAINED, **CHECKED_SHAPES, **AUDIT_SHAPES,
}  # fmt: skip
OUTPUTS: Mapping[str, Kind] = {
    "report": {"anyOf": [of("Report"), of("Explained")]},
    "findings": of("Checked"),
    "lint": of("Lint"),
    "diff": of("Diff"),
    "verify": of("Verified"),
    "audit": of("Audit"),
    "manifest": of("Manifest"),
    "import": of("Import"),
}
"""Name of the output → its shape."""


def output_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of what the program writes under that name."""
    return schema(f"plancheck.{name}/1", OUTPUTS[name], SHAPES)
