"""`plancheck import`: what it says, how it ends, and that the verdicts are the same afterwards."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plancheck.sources import importing_parts
from tests.cli.conftest import PLAN, Program

pytest.importorskip("duckdb", reason="import needs the extra [bulk]")
Cli = Callable[..., tuple[int, str, str]]
DIRTY = """\
目标编号,期间,数值,报送日期
R1.1,2026-Q1,7百,2026-04-05
R1.1,2026-Q2,800,2026-07-05
R9,2026-Q1,1,2026-04-05
"""


def parts(folder: Path) -> list[str]:
    return sorted(path.parent.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))


def test_a_folder_of_a_plan(cli: Cli, project: Path) -> None:
    code, out, err = cli("--lang", "en", "import", "data/demo-2026-2028", "-o", "parquet")
    assert (code, err) == (0, "")
    assert out == "data/demo-2026-2028/上半年.csv: imported, 4 rows in 2 parts\n"
    assert parts(project / "parquet") == ["plan=demo-2026-2028/period=2026-Q1", "plan=demo-2026-2028/period=2026-Q2"]


def test_a_second_run_has_nothing_to_do(cli: Cli, project: Path) -> None:
    cli("import", "data", "-o", "parquet")
    code, out, _ = cli("--lang", "zh", "import", "data", "-o", "parquet")
    assert (code, out) == (0, "data/demo-2026-2028/上半年.csv：此前已导入且完好（4 行，2 个分区文件），未重做\n")


def test_findings_are_counted_and_the_first_are_named(cli: Cli, project: Path) -> None:
    (project / "dirty.csv").write_text(DIRTY, "utf-8")
    code, out, _ = cli("--lang", "en", "import", "dirty.csv", "-o", "parquet", "--max-findings", "1")
    assert code == 1
    assert out.splitlines() == [
        "dirty.csv:2:3: C204 an unusual way to write a number: “7百”; read as 700",
        "    -> write it in plain digits: 700",
        "dirty.csv: imported, 3 rows in 2 parts",
        "    C204 x1  warning  an unusual way to write a number",
        "    R304 x1  error  no such target",
    ]


@pytest.mark.parametrize(("fail_on", "expected"), [("never", 0), ("error", 1), ("warning", 1)])
def test_exit_codes_on_findings(cli: Cli, project: Path, fail_on: str, expected: int) -> None:
    (project / "dirty.csv").write_text(DIRTY, "utf-8")
    for _ in ("imported", "there"):
        assert cli("import", "dirty.csv", "-o", "parquet", "--fail-on", fail_on, "--quiet")[:2] == (expected, "")


def test_what_the_plan_makes_of_a_code(cli: Cli, project: Path, plan_file: Path) -> None:
    plan_file.write_text(PLAN + "severities: {C204: ignore, R304: warning}\n", "utf-8")
    (project / "dirty.csv").write_text(DIRTY, "utf-8")
    code, out, _ = cli("--lang", "en", "import", "dirty.csv", "-o", "parquet", "--max-findings", "0")
    assert code == 0
    assert out.splitlines()[1:] == ["    R304 x1  warning  no such target"]


def test_what_is_not_imported_is_named(cli: Cli, project: Path) -> None:
    (project / "data" / "demo-2026-2028" / "照片.csv").write_bytes(b"\x89PNG")
    (project / "data" / "demo-2026-2028" / "表.xlsx").write_bytes(b"PK\x03\x04")
    code, out, _ = cli("--lang", "en", "import", "data", "-o", "parquet")
    assert code == 3
    named = "data/demo-2026-2028/"
    assert f"{named}照片.csv: not imported" in out.splitlines()
    assert f"{named}照片.csv: F001 this is a picture, not a table" in out.splitlines()
    assert any(
        line.startswith(f"{named}表.xlsx: not imported; it is no text table (CSV).") for line in out.splitlines()
    )
    assert f"{named}上半年.csv: imported, 4 rows in 2 parts" in out.splitlines()


def test_the_output_is_no_input(cli: Cli, project: Path) -> None:
    cli("import", "data", "-o", "data/demo-2026-2028/parquet")
    code, out, _ = cli("import", "data", "-o", "data/demo-2026-2028/parquet")
    assert (code, out.count("\n")) == (0, 1)


def test_an_empty_folder(cli: Cli, project: Path) -> None:
    (project / "empty").mkdir()
    assert cli("--lang", "en", "import", "empty", "-o", "parquet")[:2] == (0, "There is nothing to import.\n")


def test_without_the_extra(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    code, out, err = cli("--lang", "en", "import", "data", "-o", "parquet")
    assert (code, out) == (2, "")
    assert err == 'import needs DuckDB, which is not installed. To install it: pip install "plancheck[bulk]"\n'


def test_a_place_that_is_a_file(cli: Cli, project: Path) -> None:
    (project / "parquet").write_text("mine", "utf-8")
    code, _, err = cli("--lang", "en", "import", "data", "-o", "parquet")
    assert (code, err.split(";")[0]) == (
        2,
        f"parquet: could not be written ({os.strerror(errno.EEXIST)}). What is done is whole",
    )


def test_a_full_disk(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path, text: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(importing_parts, "append", full)
    code, out, err = cli("--lang", "zh", "import", "data", "-o", "parquet")
    assert (code, out) == (2, "")
    assert err.startswith("parquet：写入失败（No space left on device）。")
    assert list((project / "parquet").iterdir()) == []


def test_an_import_that_is_under_way(cli: Cli, project: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="this system does not lock folders")
    (project / "parquet").mkdir()
    handle = os.open(project / "parquet", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    code, _, err = cli("--lang", "en", "import", "data", "-o", "parquet")
    os.close(handle)
    assert (code, err) == (2, "parquet: another import is writing to it; try again when that has ended.\n")


def test_the_verdicts_are_those_on_the_source(cli: Cli, project: Path) -> None:
    pytest.importorskip("narwhals", reason="bulk reading needs the extra [bulk]")
    (project / "data" / "demo-2026-2028" / "乱.csv").write_text(DIRTY, "utf-8")
    cli("import", "data", "-o", "parquet")
    read = cli("--lang", "en", "status", "--period", "2026-Q2", "--format", "csv")
    imported = cli("--lang", "en", "status", "--period", "2026-Q2", "--format", "csv", "--data", "parquet")
    assert imported == read


def test_two_plans_in_one_folder(cli: Cli, project: Path) -> None:
    pytest.importorskip("narwhals", reason="bulk reading needs the extra [bulk]")
    (project / "plans" / "other.yaml").write_text(PLAN.replace("demo-2026-2028", "other"), "utf-8")
    data = project / "data"
    (data / "other").mkdir()
    (data / "other" / "a.csv").write_text("目标编号,期间,数值\nR1.1,2026-Q1,9\n", "utf-8")
    assert cli("import", "data", "-o", "parquet")[0] == 0
    assert {name.split("/")[0] for name in parts(project / "parquet")} == {"plan=demo-2026-2028", "plan=other"}
    read = cli("status", "--period", "2026-Q1", "--format", "csv")
    assert cli("status", "--period", "2026-Q1", "--format", "csv", "--data", "parquet") == read


@pytest.mark.parametrize("env", [{"TZ": "Pacific/Kiritimati"}, {"LC_ALL": "C", "PYTHONHASHSEED": "7"}])
def test_the_same_bytes_everywhere(program: Program, project: Path, env: dict[str, str]) -> None:
    (project / "乱.csv").write_text(DIRTY, "utf-8")
    plan = ("--plan", "demo-2026-2028")
    assert program("import", "data", "乱.csv", "-o", "one", *plan).stderr == b""
    program("import", "乱.csv", "data", "-o", "two", *plan, env=env)
    one, two = ({p.relative_to(project / name): p.read_bytes() for p in (project / name).rglob("*.*") if p.is_file()}
                for name in ("one", "two"))  # fmt: skip
    assert len(one) > 4
    assert one == two
