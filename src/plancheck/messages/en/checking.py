"""Words of the reports on checked submissions, and of what only shows when rows are held together."""

from __future__ import annotations

CHECKING: dict[str, str] = {
    "R307.rows": "the total is given as[ {total}], but the rows[ {rows} ]add up to[ {sum}]"
    "[; {unread} more could not be read]",
    "R307.rows.do": "check the rows and the total",
    "R307.cells": "the total is given as[ {total}], but the cells[ {rows} ]add up to[ {sum}]"
    "[; {unread} more could not be read]",
    "R307.cells.do": "check the cells and the total",
    "check.none": "Nothing was found.",
    "check.counts": "errors {error}, warnings {warning}, notes {info}",
    "check.read": "files {files}, values {values}[, of which {unread} could not be read]",
    "check.compared": "compared with {count} files submitted before",
    "check.aside": "rows of totals and notes not read {skipped}, hidden places {hidden}, "
    "columns not read {columns}, superseded {superseded}",
    "check.unreadable": "files that could not be read: {files}",
    "check.left_out": "not listed, as the plan or the options say: {codes}",
    "check.more": "{count} more are not listed (--max-findings {most})",
    "check.as_of": "as of {as_of}[, period {period}]",
    "check.missing.head": "{title}: not submitted ({as_of})",
    "check.missing.head_period": "{title}: not submitted for {period} ({as_of})",
    "check.missing.line": "{group}: {entities}, due by {due}",
    "check.missing.bare": "{entities}, due by {due}",
    "check.missing.days": "{first}, the last by {last}",
    "check.missing.part": "{entity} ({missing} of {owed} targets)",
    "check.missing.whole": "{entity} (all {owed} targets)",
    "check.missing.nobody": "targets without a responsible office: {targets}",
    "check.missing.total": "{entities} reporters, {reports} reports in all",
    "check.missing.none": "Everything owed has been submitted.",
    "check.missing.nothing": "Nothing is owed: check the period.",
    "check.head.plan": "plan",
    "check.head.severity": "severity",
    "check.head.code": "code",
    "check.head.file": "file",
    "check.head.sheet": "sheet",
    "check.head.place": "place",
    "check.head.entity": "entity",
    "check.head.target": "target",
    "check.head.period": "period",
    "check.head.message": "what is wrong",
    "check.head.hint": "what to do",
    "check.head.group": "group",
    "check.head.title": "title",
    "check.head.due": "due by",
    "check.head.count": "count",
    "check.head.sample": "sample",
}
