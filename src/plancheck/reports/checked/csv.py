"""One row a finding for Excel: UTF-8 with a byte order mark, text that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from io import StringIO

from plancheck.checks.checked import Validation
from plancheck.reports.checked.options import CheckOptions
from plancheck.reports.checked.table import head, rows
from plancheck.reports.csv import inert


def render(validation: Validation, options: CheckOptions) -> str:
    """The table with its header, of findings or of missing reports."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head(options.lang, options))
    for row in rows(validation, options):
        writer.writerow([inert(cell) for cell in row])
    return "\ufeff" + out.getvalue()
