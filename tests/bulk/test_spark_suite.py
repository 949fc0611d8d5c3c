"""Spark through Connect: what every engine is held to."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("duckdb", reason="the extra plancheck[bulk] is not installed")
pytest.importorskip("pyspark", reason="the extra plancheck[spark] is not installed")
pytest.importorskip("pyarrow", reason="the extra plancheck[spark] is not installed")

from plancheck.series.engines.spark import Spark
from tests.bulk import test_comings as comings
from tests.bulk import test_conformance as suite
from tests.bulk.conformance import compare
from tests.bulk.dirty import plan, write

pytestmark = pytest.mark.spark
Open = Callable[[], Spark]


@pytest.mark.parametrize(("seed", "dirt"), [(1, 0.01), (2, 0.05)])
def test_dirty_folders(opened: Open, seed: int, dirt: float, tmp_path: Path) -> None:
    write(tmp_path, seed, dirt, months=5)
    known_at = date(2026, 9, 1) if seed == 1 else None
    compare(opened, tmp_path, plan(), suite.DAYS[seed % 3], known_at)


@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(suite.cells, min_size=1, max_size=25))
def test_any_rows(opened: Open, rows: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines = [",".join(suite.HEADERS), *(",".join(row) for row in rows)]
        (Path(folder) / "a.csv").write_text("\n".join(lines) + "\n", "utf-8")
        compare(opened, Path(folder), plan(), date(2026, 3, 31), None)


STRANGE = "".join(comings.STRANGE_LINES.values())
CASES: dict[str, Callable[..., None]] = {
    "an earlier day, from the same sums": suite.test_what_is_known_on_an_earlier_day_comes_from_the_same_sums,
    "an earlier day, after a later one": partial(suite.test_an_earlier_day_right_after_a_later_one, seed=1),
    "more corrections than are listed": suite.test_more_corrections_than_are_listed_are_counted,
    "files for the reference": suite.test_files_that_only_the_reference_can_read,
    "numbers read in two ways": suite.test_what_engines_take_for_numbers_each_in_its_own_way,
    "a unit above the table": partial(suite.test_a_unit_above_the_table, unit="万个"),
    "percentages beside their counts": suite.test_percentages_beside_their_counts,
    "a late report": suite.test_a_late_report_of_an_older_month_overwrites_no_newer_total,
    "names that differ in width": partial(suite.test_names_that_differ_in_width_are_of_one_school, known_at=None),
    "a name of its own": suite.test_a_name_of_its_own_on_a_row_that_does_not_count_is_nobodys,
    "more periods than bits": partial(comings.test_more_periods_than_a_number_has_bits, seed=0),
    "fewer reports, on an earlier day": partial(comings.test_more_periods_than_a_number_has_bits, seed=1),
    "some report on some targets": comings.test_some_report_on_some_targets,
    "what the silent had": comings.test_what_the_silent_had_counts_until_they_come_back,
    "several rows of one cell": comings.test_three_and_four_rows_of_one_cell,
    "an alias of two": comings.test_an_alias_that_two_bear_is_nobodys,
    "numbers at the edge": comings.test_numbers_at_the_edge_of_what_is_added_up,
    "strange lines": partial(comings.test_lines_that_are_no_plain_rows, line=STRANGE, ends="\n"),
    "strange lines, ended otherwise": partial(comings.test_lines_that_are_no_plain_rows, line=STRANGE, ends="\r\n"),
    "bytes that are no text": comings.test_bytes_that_are_no_text_are_told_as_ever,
    "names that look like patterns": comings.test_names_of_files_are_no_patterns,
    "Parquet of several types": comings.test_parquet_files_of_one_layout_may_differ_in_type,
}


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_as_every_engine(case: Callable[..., None], tmp_path: Path) -> None:
    case(engine="spark", tmp_path=tmp_path)
