"""Short ways to import tables of 示例区 and to look at what is there afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from plancheck.sources.given import expand
from plancheck.sources.importing import Importer, Outcome
from plancheck.sources.importing_given import sources_of
from plancheck.sources.importing_store import opened
from tests.sources.conftest import make_plan

HEAD = "目标编号,填报单位,期间,数值,报送日期\n"
FIRST = (
    HEAD + "PLACES,一小,2026-Q1,3,2026-04-05\nPLACES,二小,2026-Q1,4,2026-04-06\nPLACES,一小,2026-Q2,约5,2026-07-05\n"
)
SECOND = HEAD + "PLACES,三小,2026-Q2,7,2026-07-05\nPLACES,三小,第三季,8,2026-10-05\n"


def import_files(into: Path, *files: Path, plan: str = "sample", most: int = 20, **more: Any) -> list[Outcome]:
    """The files, or folders of them, as a plan of 示例区 reads them; `more` are fields of the plan."""
    made = replace(make_plan(**more), id=plan)
    sources, findings = sources_of(expand(files), made)
    assert findings == ()
    with opened(into) as store:
        importer = Importer(made, store, most, frozenset(), lambda label: None)
        return [importer.take(source) for source in sources]


def two_files(folder: Path) -> Path:
    """A folder with two submissions."""
    folder.mkdir(parents=True)
    (folder / "一.csv").write_text(FIRST, "utf-8")
    (folder / "二.csv").write_text(SECOND, "utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file by its path in the folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(
    folder: Path, columns: Sequence[str] = ("period", "entity", "value", "source", "row")
) -> list[tuple[Any, ...]]:
    """Of all parts, in the order of their paths."""
    import duckdb

    found: list[tuple[Any, ...]] = []
    connection = duckdb.connect()
    for part in sorted(folder.glob("*/*/*.parquet")):
        named = ", ".join(f'"{column}"' for column in columns)
        query = f"SELECT {named} FROM read_parquet('{part}', hive_partitioning = false)"
        found += connection.execute(query).fetchall()
    connection.close()
    return found
