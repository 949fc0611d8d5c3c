"""No output takes the place of a plan, a roster or a submission."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import ACTUALS, PLAN

Cli = Callable[..., tuple[int, str, str]]
DAY = ("--period", "2026-Q2", "--lang", "en")
ROSTER = "name,from\n示例一中,2026-01-01\n"
PLAN_FILE, DATA_FILE = "plans/demo-2026-2028.yaml", "data/demo-2026-2028/上半年.csv"


@pytest.fixture(autouse=True)
def roster(project: Path) -> Path:
    """The project has a roster beside its plan."""
    file = project / "plans" / "rosters" / "schools.csv"
    file.parent.mkdir()
    file.write_text(ROSTER, "utf-8")
    return file


def kept(project: Path) -> None:
    """Nothing that is read has changed, and nothing was left beside it."""
    assert (project / PLAN_FILE).read_text("utf-8") == PLAN
    assert (project / DATA_FILE).read_text("utf-8") == ACTUALS
    assert (project / "plans/rosters/schools.csv").read_text("utf-8") == ROSTER
    assert not [*project.rglob("*.tmp")]


@pytest.mark.parametrize("output", [PLAN_FILE, DATA_FILE, "plans/rosters/schools.csv"])
@pytest.mark.parametrize(
    "command",
    [
        ("status", *DAY, "--format", "csv", "-o"),
        ("brief", *DAY, "-o"),
        ("explain", "R1.1", *DAY, "-o"),
        ("lint", "--lang", "en", "-o"),
        ("validate", "other.csv", *DAY, "-o"),
        ("validate", "other.csv", *DAY, "--format", "csv", "--output"),
    ],
)
def test_an_input_is_not_replaced(cli: Cli, project: Path, command: tuple[str, ...], output: str) -> None:
    (project / "other.csv").write_text(ACTUALS, "utf-8")
    code, out, err = cli(*command, output)
    assert (code, out) == (2, "")
    assert err == (
        f"{output} is a plan, a roster or a submission, or stands among them; an output must not replace it. "
        "Choose another name.\n"
    )
    kept(project)


def test_not_by_a_further_report_either(cli: Cli, project: Path) -> None:
    (project / "other.csv").write_text(ACTUALS, "utf-8")
    for output in (PLAN_FILE, DATA_FILE, "plans/rosters/schools.csv"):
        code, _, err = cli("--lang", "zh", "validate", "other.csv", *DAY[:2], "--report", f"csv={output}")
        assert code == 2
        assert err.startswith(f"{output} 是规划、名册或报送文件，或与它们放在一起；输出不能取代它")
    kept(project)


def test_not_under_another_name_either(cli: Cli, project: Path) -> None:
    (project / "ledger.csv").hardlink_to(project / PLAN_FILE)
    (project / "table.csv").symlink_to(project / DATA_FILE)
    for output in ("ledger.csv", "table.csv"):
        assert cli("status", *DAY, "-o", output)[0] == 2
    kept(project)


def test_the_web_page_replaces_no_submission(cli: Cli, project: Path) -> None:
    table = project / "data/demo-2026-2028/table.html"
    table.write_text("<table></table>", "utf-8")
    assert cli("report", *DAY, "-o", str(table))[0] == 2
    assert table.read_text("utf-8") == "<table></table>"


def test_nor_what_stands_in_another_folder_of_submissions(cli: Cli, project: Path) -> None:
    shutil.copytree(project / "data", project / "elsewhere")
    assert cli("status", *DAY, "--data", "elsewhere", "-o", "elsewhere/demo-2026-2028/上半年.csv")[0] == 2
    assert (project / "elsewhere/demo-2026-2028/上半年.csv").read_text("utf-8") == ACTUALS


def test_the_roster_of_a_plan_that_stands_elsewhere(cli: Cli, tmp_path: Path) -> None:
    rosters = "rosters: {schools: {file: schools.csv}}\nprogrammes:"
    (tmp_path / "demo.yaml").write_text(PLAN.replace("programmes:", rosters), "utf-8")
    (tmp_path / "schools.csv").write_text(ROSTER, "utf-8")
    assert cli("status", str(tmp_path / "demo.yaml"), *DAY, "-o", str(tmp_path / "schools.csv"))[0] == 2
    assert (tmp_path / "schools.csv").read_text("utf-8") == ROSTER


def test_the_roster_named_on_the_command_line(cli: Cli, project: Path) -> None:
    (project / "other.csv").write_text(ACTUALS, "utf-8")
    (project / "all.csv").write_text(ROSTER, "utf-8")
    assert cli("validate", "other.csv", *DAY, "--roster", "all.csv", "-o", "all.csv")[0] == 2
    assert (project / "all.csv").read_text("utf-8") == ROSTER


def test_a_proposal_replaces_not_the_table_it_is_about(cli: Cli, project: Path) -> None:
    assert cli("bind", DATA_FILE, "-o", DATA_FILE)[0] == 2
    kept(project)


def test_a_comparison_replaces_nothing_of_the_audits_compared(cli: Cli, project: Path) -> None:
    cli("audit", "--year", "2026", "--as-of", "2026-06-30", "-o", "a")
    before = (project / "a" / "audit.json").read_bytes()
    assert cli("diff", "a", "2026-06-30", "-o", "a/audit.json")[0] == 2
    assert (project / "a" / "audit.json").read_bytes() == before


def test_a_report_replaces_the_report_before(cli: Cli, project: Path) -> None:
    (project / "ledger.csv").write_text("old", "utf-8")
    assert cli("status", *DAY, "-o", "ledger.csv")[0] == 0
    assert "R1.1" in (project / "ledger.csv").read_text("utf-8-sig")
