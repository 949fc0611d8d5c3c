"""SARIF 2.1.0: results that a code-scanning page shows, and recognises again after rows have moved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Literal
from urllib.parse import quote

from plancheck import __version__
from plancheck.checks.checked import Checked, Validation
from plancheck.messages import code_text, term
from plancheck.messages.escape import escape
from plancheck.model.codes import ERROR, SEVERITY, WARNING
from plancheck.model.origin import CellRef, TextRef
from plancheck.reports.checked.about import file_of, said, spot
from plancheck.reports.checked.fingerprint import Fingerprints
from plancheck.reports.checked.listing import Listed, left_out, listed
from plancheck.reports.checked.options import CheckOptions

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LANGUAGE = {"zh": "zh-CN", "en": "en-US"}
_PLACEHOLDER = re.compile(r"\{(\d+)\}")

Level = Literal["error", "warning", "note"]
Node = str | int | list["Node"] | dict[str, "Node"]


def render(validation: Validation, options: CheckOptions) -> str:
    """One run with every finding in it, whatever the options leave out of other formats."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(validation, options.lang)]}
    return json.dumps(log, ensure_ascii=False) + "\n"  # unbroken: a fifth of the time; every text has been escaped


def _run(validation: Validation, lang: str) -> Node:
    found, seen = listed(validation, CheckOptions()), Fingerprints()
    codes = sorted({one.finding.code for one in found})
    return {
        "tool": {
            "driver": {
                "name": "plancheck",
                "version": __version__,
                "semanticVersion": __version__,
                "language": _LANGUAGE[lang],
                "rules": [_rule(lang, code) for code in codes],
            }
        },
        "language": _LANGUAGE[lang],
        "columnKind": "unicodeCodePoints",
        "artifacts": _artifacts(validation.plans),
        "results": [_result(lang, codes, seen, one) for one in found],
        "properties": {"leftOut": dict(left_out(validation))},
    }


def _rule(lang: str, code: str) -> Node:
    what, do = (_plain(text) for text in code_text(lang, code))
    return {
        "id": code,
        "shortDescription": {"text": what},
        "fullDescription": {"text": what},
        "help": {"text": do},
        "defaultConfiguration": {"level": _level(SEVERITY[code])},
    }


def _level(severity: str) -> Level:
    return "error" if severity == ERROR else "warning" if severity == WARNING else "note"


def _artifacts(plans: Iterable[Checked]) -> Node:
    """Every file that was looked at, by the digest of its bytes; one that was refused unread has none."""
    files = {file.name: file for checked in plans for file in checked.files}
    found: list[Node] = []
    for name, file in files.items():
        artifact: dict[str, Node] = {"location": {"uri": uri(name)}}
        if file.sha256:
            artifact |= {"hashes": {"sha-256": file.sha256}}
        found.append(artifact)
    return found


def _result(lang: str, codes: Sequence[str], seen: Fingerprints, one: Listed) -> Node:
    finding = one.finding
    result: dict[str, Node] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _level(finding.severity),
        "message": {"text": _plain(said(lang, finding))},
    }
    if location := _location(one):
        result["locations"] = [location]
    fingerprint = seen.of(finding, one.subject)
    result["partialFingerprints"] = {"plancheck/v1": fingerprint, "primaryLocationLineHash": fingerprint}
    if one.checked is not None:
        plan = one.checked.loaded.plan
        sample: dict[str, Node] = {"sample": term(lang, "word.sample")} if plan.sample else {}
        target: dict[str, Node] = {"target": one.subject.target} if one.subject.target else {}
        result["properties"] = {"plan": plan.id, **target, **sample}
    return result


def _location(one: Listed) -> dict[str, Node]:
    """The file; in a text its line, in a workbook the address, because a workbook has no lines. The column of a table
    is the number of a field, not of a character, and so is part of the address too. What stands in no file is placed
    on the plan that asks for it: GitHub refuses the whole log for one result without a file."""
    origin = one.finding.origin
    file = file_of(origin) or (one.checked.loaded.file if one.checked is not None else "")
    if not file:
        return {}
    physical: dict[str, Node] = {"artifactLocation": {"uri": uri(file)}}
    if isinstance(origin, TextRef):
        table = not file.endswith((".yaml", ".yml"))
        region: dict[str, Node] = {"startLine": max(origin.line, 1)}
        physical["region"] = region if table or not origin.column else region | {"startColumn": origin.column}
    location: dict[str, Node] = {"physicalLocation": physical}
    if isinstance(origin, CellRef) or (isinstance(origin, TextRef) and origin.column):
        address = escape(spot(origin))
        location["logicalLocations"] = [{"name": address, "fullyQualifiedName": address, "kind": "member"}]
    return location


def uri(file: str) -> str:
    """A relative reference: every character that means something in one, or is not ASCII, is percent-encoded."""
    return quote(file.encode("utf-8", "backslashreplace"), safe="/")


def _plain(text: str) -> str:
    """Text in which a reader of the format finds neither a link nor a placeholder."""
    if "](" in text:
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return _PLACEHOLDER.sub(r"{{\1}}", text)
