"""How sources say what they saw. Facts are plain strings under a few fixed names, so that one text fits each code:

`seen` what the cell or file holds · `used` the value taken from it · `expected` what it should be · `nearest` the
closest known name · `header` the column as written · `unit` the declared unit · `reason` a word that tells cases of one
code apart · `sheet` a sheet · `area` a range of cells or rows.

| codes | facts |
|---|---|
| F001 | reason, seen: zip, xml, missing_part, reference, no_workbook (seen: the part); unopened, no_process (the
system's word); table (the line); html_tables (how many), html_script (the element), calamine_missing (what to run);
binary, encoding, empty, crashed (nothing); or a format that is not read: ole, parquet, docx, pptx, pdf, rtf, xml,
image, archive |
| F002 | reason (password), seen |
| F003 | reason (what it is: text, workbook, html, xls, xlsb, ods, or a format as under F001), seen (the ending of the
name) |
| F004 | reason (gb18030) |
| F005 | reason (file_bytes, unpacked, cells, columns, lines, merges, elements, token, findings, seconds, memory), seen
(the limit) |
| F006 | reason (symlink, special, parts, overlap, duplicate_part, dtd, duplicate_cell, duplicate_sheet,
twice), seen (which) |
| F007 | reason (xls, xlsb, ods), seen (its usual ending) |
| S101 | expected (the sheet of the binding), seen |
| S102 | sheet, seen, nearest; with the reason bound also expected |
| S103 | expected (what is missing), nearest; reason, for bound tables: column, across, title, label |
| S104 S105 | header; reason (bound) |
| S107 | reason (sheet, rows, columns), area (sheet name, row numbers, headers) |
| S108 | area, header, reason (filled, value), seen |
| S109 | reason (total, note, header; for bound tables also unbound, other, sheet), seen |
| S110 | seen (fields found), expected (fields of the header) |
| S111 | reason (quote), seen |
| C201 | header |
| C202 C203 C207 C208 C216 | header, seen, unit |
| C204 C205 C214 | header, seen, used, unit; of C214 also the reason name |
| C206 | header, seen, unit, expected (the two things it may mean) |
| C209 C210 | header, seen |
| C212 | header, seen, nearest, expected |
| C213 | header, seen, unit; reason (above: stated above the table, header, format: also the format, count) |
| C217 | header, seen, used, unit, factor |
| P414 | seen (the pattern) |
| R302 | reason (done, share), seen; of shares also expected (the counts) |
| R304 | seen, nearest, reason (unknown, ambiguous, contradiction, narrative, composite) |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.origin import Origin
from plancheck.sources.limits import Limits, RefusedError


def too_many(findings: Sequence[Finding], limits: Limits) -> RefusedError:
    """The refusal of a file with more findings than anyone reads; names the commonest code."""
    counts = Counter(one.code for one in findings)
    commonest = min(counts, key=lambda code: (-counts[code], code))
    return RefusedError("F005", "findings", f"{limits.findings}, {commonest}")


def finding(code: str, origin: Origin, plan: str | None, target: str | None = None, /, **facts: str) -> Finding:
    """A finding with the severity of its code."""
    return Finding(code, SEVERITY[code], origin, facts, target, plan)


_LONGEST = 200
"""Characters of a text that are compared: no name is longer."""
_NEAR = 50
"""Of 100: the least likeness of two names, by the insertions and deletions between them."""


def nearest(name: str, known: Sequence[str]) -> str:
    """The known name most like this one, "" when none is near; of equally near ones the first in the alphabet."""
    return nearest_of(name, sorted(set(known)))


def nearest_of(name: str, known: Sequence[str]) -> str:
    """The same of different names in the order of the alphabet."""
    from rapidfuzz import fuzz, process  # only mistakes need it

    close = process.extractOne(name[:_LONGEST], known, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return close[0] if close else ""
