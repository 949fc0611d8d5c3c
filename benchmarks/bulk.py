"""Submissions beyond the desk: plancheck from end to end beside hand-written SQL that does the same adding up.

Makes one plan of 40 targets and as many reports on it as asked for (the same for the same number), as CSV and as
Parquet. The SQL has the same mask for numbers, the same rule of supersession and the same check for conflicts;
plancheck also reads names, periods and days, says what is wrong with which row, knows who is missing, and gives
verdicts. Each side runs in a process of its own, in turns, and the least of its times counts.

    python benchmarks/bulk.py [ROWS] [TURNS] [csv|parquet]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

TARGETS, MONTHS = 40, 36
DEFAULT_ROWS, DEFAULT_TURNS = 5_000_000, 3
MEMORY = "2GB"
MASK = r"[+-]?[0-9]{1,12}(\.[0-9]{1,6})?"
_RUN = """
import sys, time
began = time.perf_counter()
{work}
took = time.perf_counter() - began
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(took, int(peak) / 1024, file=sys.stderr)
"""
_PLANCHECK = """
from plancheck.cli import main
code = main(["status", "--root", {folder!r}, "--data", {data!r}, "--period", "2028-12", "--format", "json",
      "-o", {folder!r} + "/out.json", "--engine", "duckdb", "--memory", {memory!r}, "--quiet"])
assert code in (0, 3), code
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
_FRAMES = {
    "pandas": """
import pandas as pd
f = pd.read_parquet({file!r}, engine="pyarrow")
f["x"] = pd.to_numeric(f["value"].where(f["value"].str.fullmatch(r"{mask}")))
f = f.sort_values("submitted").drop_duplicates(["target", "entity", "period"], keep="last")
f.groupby(["target", "period"])["x"].agg(["sum", "count"])
""",
    "polars": """
import polars as pl
f = pl.scan_parquet({file!r})
f = f.with_columns(x=pl.when(pl.col("value").str.contains(r"^{mask}$")).then(pl.col("value")).cast(pl.Decimal(38, 6)))
f = f.sort("submitted").group_by("target", "entity", "period").last()
f.group_by("target", "period").agg(pl.col("x").sum(), pl.len()).collect()
""",
}


def make(folder: Path, rows: int) -> None:
    """The plan and its submissions: sorted by period as they come in, 2 % corrected later, 1 % of the reports missing,
    two in 100,000 unreadable."""
    import duckdb

    entities = max(1, rows // (TARGETS * MONTHS))
    (folder / "plans").mkdir()
    targets = "\n".join(
        f"      - {{id: R{n // 5 + 1}.{n % 5 + 1}, title: target {n}, unit: 个, measure: increment, report: monthly,"
        f" rule: {{kind: reach, at_least: {entities * MONTHS * 40_000}, by: 2028-12-31}}}}"
        for n in range(TARGETS)
    )
    head = (
        "plancheck: 1\nid: bulk\ntitle: bulk\nsample: true\nperiod: {start: 2026-01-01, end: 2028-12-31}\nprogrammes:\n"
    )
    (folder / "plans/bulk.yaml").write_text(f"{head}  - id: P\n    title: all\n    targets:\n{targets}\n", "utf-8")
    con = duckdb.connect(str(folder / "made.db"))
    con.execute("SET preserve_insertion_order = true")
    con.execute(
        f"""CREATE TABLE made AS
        SELECT 'R' || (t // 5 + 1) || '.' || (t % 5 + 1) AS target,
               '学校' || lpad(CAST(e AS VARCHAR), 6, '0') AS entity,
               strftime(DATE '2026-01-01' + to_months(CAST(m AS INTEGER)), '%Y-%m') AS period,
               CASE WHEN h % 50000 = 7 THEN '约' ELSE '' END || CAST(h % 100000 AS VARCHAR) AS value,
               strftime(DATE '2026-02-05' + to_months(CAST(m AS INTEGER)), '%Y-%m-%d') AS submitted, h
        FROM (SELECT m, t, e, hash(t * 1000003 + e * 97 + m * 7919) AS h
              FROM range({MONTHS}) AS a(m), range({TARGETS}) AS b(t), range({entities}) AS c(e))
        WHERE h % 100 <> 11"""
    )
    con.execute(
        """INSERT INTO made
        SELECT target, entity, period, CAST(h % 99991 AS VARCHAR), substr(submitted, 1, 8) || '20', h
        FROM made WHERE h % 50 = 13"""
    )
    columns = "target, entity, period, value, submitted"
    for name, options in (("csv", "HEADER"), ("parquet", "FORMAT parquet")):
        (folder / name).mkdir()
        order = f"SELECT {columns} FROM made ORDER BY period, hash(h)"
        con.execute(f"COPY ({order}) TO '{folder / name}/all.{name}' ({options})")
    con.close()
    (folder / "made.db").unlink()


def seconds(work: str) -> tuple[float, float]:
    """Seconds and MiB of a whole process."""
    env = {**os.environ, "PYTHONPATH": "", "PLANCHECK_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN.format(work=work)], capture_output=True, text=True, env=env, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    spent, peak = done.stderr.split()[-2:]
    return float(spent), float(peak)


def contenders(folder: Path, form: str) -> dict[str, str]:
    """What each side does."""
    file = f"{folder}/{form}/all.{form}"
    texts = (
        "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in ("target", "entity", "period", "value", "submitted")) + "}"
    )
    csv = f"read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '\"', columns = {texts})"
    source = f"'{file}'" if form == "parquet" else csv
    facts = {"folder": str(folder), "data": f"{folder}/{form}", "file": file, "memory": MEMORY, "mask": MASK}
    found = {
        "plancheck status": _PLANCHECK.format(**facts),
        "SQL by hand": _SQL.format(source=source, monthly=form == "parquet", **facts),
    }
    if form == "parquet" and find_spec("pyarrow"):
        found |= {name: work.format(**facts) for name, work in _FRAMES.items() if find_spec(name)}
    return found


def main(rows: int, turns: int, forms: tuple[str, ...]) -> int:
    """Prints a table for each form."""
    folder = Path(tempfile.mkdtemp(prefix="bulk-"))
    try:
        make(folder, rows)
        for form in forms:
            sides = contenders(folder, form)
            taken: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
            for _ in range(turns):
                for name, work in sides.items():
                    taken[name].append(seconds(work))
            base = min(taken["SQL by hand"])[0]
            print(f"\n{rows:,} rows, {form}\n")
            print("| | seconds | of SQL by hand | peak MiB |\n|---|---|---|---|")
            for name, found in taken.items():
                least = min(found)[0]
                print(
                    f"| {name} | {least:.1f} | {least / base:.2f} | {max(peak for _, peak in found):.0f} |", flush=True
                )
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    given = sys.argv[1:]
    asked = tuple(given[2:]) or ("parquet", "csv")
    raise SystemExit(
        main(int(given[0]) if given else DEFAULT_ROWS, int(given[1]) if given[1:] else DEFAULT_TURNS, asked)
    )
