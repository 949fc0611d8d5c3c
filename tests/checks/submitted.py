"""Plans of one target and rows on it, checked without a command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from plancheck.checks.checked import Checked
from plancheck.checks.submission import check
from plancheck.model.finding import Finding
from plancheck.model.period import Period, parse_period
from plancheck.plans.load import load_plan
from plancheck.plans.plan import LoadedPlan
from plancheck.sources.given import expand, read_given

HEAD = "填报单位,目标编号,期间,数值,分子,分母,事项,是否完成,佐证\n"
FIELDS = ("value", "numerator", "denominator", "item", "done", "evidence")
AS_OF = date(2026, 12, 31)


def plan(folder: Path, *targets: str, roster: str = "甲校,城区\n乙校,乡镇\n", more: str = "") -> LoadedPlan:
    """A plan of these targets, each the text of a YAML table; with a roster unless that is empty."""
    listed = "".join(f"      - {{title: {text.split(',')[0][4:]}, {text}}}\n" for text in targets)
    rosters = "rosters: {r: {file: r.csv}}\n" if roster else ""
    text = f"plancheck: 1\nid: p\ntitle: 示例\nperiod: {{start: 2026, end: 2028}}\n{rosters}{more}"
    file = folder / "p.yaml"
    file.write_text(f"{text}programmes:\n  - id: P\n    title: 示例\n    targets:\n{listed}", "utf-8")
    (folder / "r.csv").write_text("名称,镇街,起,止\n" + roster, "utf-8")
    result = load_plan(file, "p.yaml")
    assert result.loaded is not None, [f.facts for f in result.findings]
    return result.loaded


def rows(folder: Path, *lines: str, name: str = "a.csv") -> Path:
    """A submission; each line has as many of the columns of HEAD as it needs."""
    width = HEAD.count(",")
    path = folder / name
    path.write_text(HEAD + "".join(line + "," * (width - line.count(",")) + "\n" for line in lines), "utf-8")
    return path


def checked(
    loaded: LoadedPlan,
    *paths: Path,
    before: Path | None = None,
    period: str = "",
    whole: bool = False,
    known_at: date | None = None,
) -> Checked:
    """What comes of checking the files, which findings call by their names alone."""
    asked = parse_period(period) if period else None
    return check(
        loaded,
        read_given(expand(paths), loaded.plan),
        context=read_given(expand([before] if before else []), loaded.plan),
        as_of=AS_OF,
        period=asked if isinstance(asked, Period) else None,
        known_at=known_at,
        whole=whole,
    )


def said(result: Checked, code: str) -> list[Finding]:
    """The findings of one code."""
    return [finding for finding in result.findings if finding.code == code]


def lines(result: Checked, code: str) -> list[str]:
    """Where they stand, line:column."""
    return [str(finding.origin).rpartition("csv:")[2] for finding in said(result, code)]
