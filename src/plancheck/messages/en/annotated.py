"""The annotated copy: what stands in its list and its comments."""

from __future__ import annotations

ANNOTATED: dict[str, str] = {
    "annotated.whole_file": "whole file",
    "annotated.line": "{code} {severity}: {message} → {hint}",
    "annotated.more": "{count} more, see the list",
    "annotated.counts": "Errors: {error}, warnings: {warning}, notes: {info}",
    "annotated.how": "Click a place to go to the cell; coloured cells have a comment. Correct them in the sheets and"
    " submit this very file; this list may stay.",
    "annotated.nothing": "Nothing was found.",
    "annotated.place": "Place",
    "annotated.severity": "Severity",
    "annotated.code": "Code",
    "annotated.message": "What was seen",
    "annotated.hint": "What to do",
    "annotated.lost": "How this file differs from the original",
    "annotated.lost.see": "How this file differs from the original is listed at the end.",
    "annotated.lost.text": "A text file cannot be marked, so this is a new workbook with the same contents at"
    " the same places",
    "annotated.lost.signature": "The digital signature holds for the original only and was removed",
    "annotated.lost.hidden": 'Sheet "{sheet}" is hidden: links to it work once it is shown',
    "annotated.lost.threads": "These cells have a conversation, so they are coloured but got no comment: {cells}",
    "annotated.lost.notes": 'On sheet "{sheet}", further cells are coloured but have no comment: {count}',
    "annotated.lost.entries": "Findings that are not listed: {count}; correct the listed ones first",
    "annotated.lost.rebuilt": "A {format} file cannot be marked as it is, so this is a new workbook: values and texts"
    " are the same, formats, formulas and pictures are not kept",
    "annotated.lost.unsafe": "The original workbook cannot be changed safely, so this is a new one: values and texts"
    " are the same, formats, formulas and pictures are not kept",
    "annotated.lost.shared": "The original is a shared workbook, which cannot be marked as it is, so this is a new one:"
    " values and texts are the same, formats, formulas and pictures are not kept",
    "annotated.lost.name": 'Sheet "{sheet}" is called "{name}" here',
    "annotated.lost.merges": 'Merged areas not kept on sheet "{sheet}": {count}',
    "annotated.lost.beyond": 'Cells of sheet "{sheet}" that lie beyond any workbook and were not written: {count}',
    "annotated.lost.long": 'Cells of sheet "{sheet}" whose text is too long and was cut: {count}',
}
