"""What each side of `bulk.py` does, as a program of its own that tells its seconds, processor seconds and peak."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from benchmarks.bulk_data import COLUMNS

MASK = r"[+-]?[0-9]{1,12}(\.[0-9]{1,6})?"
PLANCHECK, SQL = "plancheck status", "SQL by hand"
_RUN = """
import resource, sys, time
began = time.perf_counter()
{work}
took = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_SELF)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(took, used.ru_utime + used.ru_stime, int(peak) / 1024, file=sys.stderr)
"""
_PLANCHECK = """
from plancheck.cli import main
code = main(["status", "--root", {folder!r}, "--data", {data!r}, "--period", "2028-12", "--format", "json",
      "-o", {folder!r} + "/out.json", "--engine", "duckdb", "--memory", {memory!r}, "--quiet"])
assert code == 0, code
"""
_SQL = """
import duckdb
con = duckdb.connect()
con.execute("SET memory_limit = '{memory}'")
con.execute("SET temp_directory = '{folder}/spill'")
source = {source!r}
for (month,) in con.execute("SELECT DISTINCT period FROM " + source).fetchall() if {monthly} else [(None,)]:
    where = f"WHERE period = '{{month}}'" if month else ""
    con.execute(f'''
        WITH read AS (
            SELECT target, entity, period, submitted,
                   CASE WHEN regexp_full_match(value, '{mask}') THEN CAST(value AS DECIMAL(38, 6)) END AS x
            FROM {{source}} {{where}}),
        latest AS (
            SELECT target, entity, period, max(submitted) AS last FROM read GROUP BY ALL HAVING count(*) > 1),
        several AS (
            SELECT read.target, read.entity, read.period, min(x) AS x, count(DISTINCT x) AS ways
            FROM read JOIN latest ON read.target = latest.target AND read.entity = latest.entity
                AND read.period = latest.period AND submitted = last
            GROUP BY ALL),
        alone AS (
            SELECT target, entity, period, min(x) AS x, 1 AS ways FROM read GROUP BY ALL HAVING count(*) = 1)
        SELECT target, period, sum(x) FILTER (ways = 1), count(x), count(*), count(*) FILTER (ways > 1)
        FROM (SELECT * FROM alone UNION ALL SELECT * FROM several) GROUP BY ALL''').fetchall()
"""
FRAMES = {
    "pandas": """
import pandas as pd
f = {read}
f["x"] = pd.to_numeric(f["value"].where(f["value"].str.fullmatch(r"{mask}")))
f = f.sort_values("submitted", kind="stable").drop_duplicates(["target", "entity", "period"], keep="last")
f.groupby(["target", "period"])["x"].agg(["sum", "count"])
""",
    "polars": """
import polars as pl
f = {read}
plain = pl.col("value").str.contains(r"^{mask}$")
f = f.with_columns(x=pl.when(plain).then(pl.col("value")).cast(pl.Decimal(38, 6)))
f = f.sort("submitted").group_by("target", "entity", "period").last()
f.group_by("target", "period").agg(pl.col("x").sum(), pl.len()).collect()
""",
}
_READ = {
    ("pandas", "parquet"): "pd.read_parquet({file!r}, engine='pyarrow')",
    ("pandas", "csv"): "pd.read_csv({file!r}, dtype=str)",
    ("polars", "parquet"): "pl.scan_parquet({file!r})",
    ("polars", "csv"): "pl.scan_csv({file!r}, infer_schema=False)",
}


class Took(NamedTuple):
    """Seconds by the clock and of processors, and MiB at most."""

    seconds: float
    used: float
    peak: float


def took(python: Path, work: str) -> Took:
    """One whole process."""
    env = {**os.environ, "PYTHONPATH": "", "PLANCHECK_LANG": "en"}
    run = [str(python), "-c", _RUN.format(work=work)]
    done = subprocess.run(run, capture_output=True, text=True, env=env, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Took(*map(float, done.stderr.split()[-3:]))


def sides(folder: Path, form: str, memory: str, frames: tuple[str, ...]) -> dict[str, str]:
    """The programs, by what they are called. Both of the first have the same memory."""
    file = f"{folder}/{form}/all.{form}"
    texts = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS) + "}"
    csv = f"read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '\"', columns = {texts})"
    source = f"'{file}'" if form == "parquet" else csv
    facts = {"folder": str(folder), "data": f"{folder}/{form}", "memory": memory, "mask": MASK}
    found = {
        PLANCHECK: _PLANCHECK.format(**facts),
        SQL: _SQL.format(source=source, monthly=form == "parquet", **facts),
    }
    for name in frames:
        found[name] = FRAMES[name].format(read=_READ[name, form].format(file=file), **facts)
    return found
