"""Reports on one plan, as many as asked for and the same for the same number: sorted by period as they come in, 2 % of
them corrected later, 1 % missing, two in 100,000 unreadable."""

from __future__ import annotations

from pathlib import Path

TARGETS, MONTHS = 40, 36
COLUMNS = ("target", "entity", "period", "value", "submitted")
_HEAD = """\
plancheck: 1
id: bulk
title: bulk
sample: true
period: {start: 2026-01-01, end: 2028-12-31}
programmes:
  - id: P
    title: all
    targets:
"""
_ROWS = """
    SELECT 'R' || (t // 5 + 1) || '.' || (t % 5 + 1) AS target,
           '学校' || lpad(CAST(e AS VARCHAR), 6, '0') AS entity,
           strftime(DATE '2026-01-01' + to_months({month}), '%Y-%m') AS period,
           CASE WHEN h % 50000 = 7 THEN '约' ELSE '' END || CAST(h % 100000 AS VARCHAR) AS value,
           strftime(DATE '2026-02-05' + to_months({month}), '%Y-%m-%d') AS submitted, h
    FROM (SELECT t, e, hash(t * 1000003 + e * 97 + {month} * 7919) AS h
          FROM range({targets}) AS b(t), range({entities}) AS c(e))
    WHERE h % 100 <> 11"""


def make(folder: Path, rows: int, forms: tuple[str, ...]) -> None:
    """`plans/bulk.yaml`, and one file of all reports in a folder for each form: csv/all.csv, parquet/all.parquet."""
    import duckdb

    entities = max(1, rows // (TARGETS * MONTHS))
    (folder / "plans").mkdir()
    (folder / "plans/bulk.yaml").write_text(_HEAD + "".join(_target(n, entities) for n in range(TARGETS)), "utf-8")
    con = duckdb.connect()
    con.execute("SET memory_limit = '4GB'")
    con.execute(f"SET temp_directory = '{folder}/spill'")
    parts = []
    for month in range(MONTHS):
        own = _ROWS.format(month=month, targets=TARGETS, entities=entities)
        again = (
            "SELECT target, entity, period, CAST(h % 99991 AS VARCHAR), substr(submitted, 1, 8) || '20', h"
            " FROM made WHERE h % 50 = 13"
        )
        parts.append(f"'{folder}/{month:02d}.parquet'")
        con.execute(
            f"COPY (WITH made AS ({own}) SELECT {', '.join(COLUMNS)} FROM (FROM made UNION ALL {again})"
            f" ORDER BY hash(h), submitted) TO {parts[-1]} (FORMAT parquet)"
        )
    for form in forms:
        (folder / form).mkdir()
        options = "HEADER" if form == "csv" else "FORMAT parquet"
        con.execute(f"COPY (FROM read_parquet([{', '.join(parts)}])) TO '{folder}/{form}/all.{form}' ({options})")
    con.close()
    for part in folder.glob("*.parquet"):
        part.unlink()


def _target(number: int, entities: int) -> str:
    rule = f"{{kind: reach, at_least: {entities * MONTHS * 40_000}, by: 2028-12-31}}"
    named = f"id: R{number // 5 + 1}.{number % 5 + 1}, title: target {number}"
    return f"      - {{{named}, unit: 个, measure: increment, report: monthly, rule: {rule}}}\n"
