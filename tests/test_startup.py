"""What a report must not load: each of these would be felt at every start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENGINES = {
    *("openpyxl", "python_calamine", "xlsxwriter", "rapidfuzz"),
    *("duckdb", "narwhals", "pandas", "numpy", "polars", "pyarrow"),
}
PARSING = {"pydantic", "pydantic_core", "yaml"}
DISPLAY = {"rich", "markdown_it", "pygments"}
LIST_MODULES = (
    "import sys; from plancheck.cli import main; code = main(sys.argv[1:]); "
    "print(*sorted(sys.modules), file=sys.stderr); sys.exit(code)"
)
STATUS = ("status", "plans/national-education-2021-2025.yaml", "--period", "2025")


def loaded(cache: Path, *args: str) -> set[str]:
    """The modules in memory after the command, packages among them."""
    env = {**os.environ, "PLANCHECK_CACHE": str(cache), "COVERAGE_PROCESS_START": ""}
    done = subprocess.run(
        [sys.executable, "-c", LIST_MODULES, *args], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_status_on_csv_data_loads_no_engine_and_no_workbook_library(tmp_path: Path) -> None:
    assert loaded(tmp_path, *STATUS) & (ENGINES | DISPLAY) == set()


def test_a_plan_from_the_cache_needs_no_parser(tmp_path: Path) -> None:
    assert loaded(tmp_path, *STATUS) >= {"pydantic_core", "yaml"}
    assert loaded(tmp_path, *STATUS) & (ENGINES | DISPLAY | PARSING) == set()


def test_a_few_files_are_hashed_without_openssl_and_no_series_is_loaded_that_no_rule_asks_for(tmp_path: Path) -> None:
    late = {"hashlib", *(f"plancheck.series.{name}" for name in ("derived", "dispersion", "k_of_n", "rank"))}
    loaded(tmp_path, *STATUS)
    assert loaded(tmp_path, *STATUS) & late == set()


def test_the_texts_of_findings_explanations_and_pages_are_left_where_none_is_shown(tmp_path: Path) -> None:
    prefix = "plancheck.messages.zh."
    catalogues = {name.removeprefix(prefix) for name in loaded(tmp_path, *STATUS, "--lang", "zh") if prefix in name}
    assert catalogues == {"words", "verdicts", "kinds", "reports"}


def test_checking_a_csv_file_loads_no_workbook_library_and_no_distance_of_names(tmp_path: Path) -> None:
    args = ("validate", "data/national-education-2021-2025/actuals.csv", "--period", "2025", "--fail-on", "never")
    assert loaded(tmp_path, *args) >= {"pydantic_core", "yaml"}
    assert loaded(tmp_path, *args) & (ENGINES | DISPLAY | PARSING) == set()


@pytest.mark.parametrize("args", [("--help",), ("status", "--help"), ("--version",), ("kinds",), ("code", "C204")])
def test_help_and_reference_load_nothing_heavy(tmp_path: Path, args: tuple[str, ...]) -> None:
    assert loaded(tmp_path, *args) & (ENGINES | DISPLAY | PARSING) == set()


END = """
import atexit, sys, threading
from plancheck.cli import program
class Held:
    def __del__(self):
        print("taken apart")
held = Held()
atexit.register(print, "asked for at the end")
worker = threading.Thread(target=lambda: (print("worked"), waiting.wait(), print("done")))
waiting = threading.Event()
if "busy" in sys.argv:
    worker.start()
    threading._register_atexit(waiting.set)
del sys.argv[1]
program()
"""


def ended(how: str, *args: str) -> tuple[int, list[str]]:
    """How a program ends in which something is held, and something is asked for at the end: its code and last lines."""
    done = subprocess.run([sys.executable, "-c", END, how, *args], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()


def test_at_the_end_memory_is_not_given_back_piece_by_piece() -> None:
    code, lines = ended("idle", "--version")
    assert (code, lines[1:]) == (0, ["asked for at the end"])
    assert ended("idle", "no-such-command") == (2, ["asked for at the end"])


def test_threads_that_are_at_work_are_waited_for() -> None:
    code, lines = ended("busy", "--version")
    assert (code, {"worked", "done", "taken apart"} <= set(lines)) == (0, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is full")
def test_what_cannot_be_written_is_an_error_to_the_end() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "plancheck", "--version"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode != 0
