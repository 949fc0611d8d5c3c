"""SARIF 2.1.0: results that a code-scanning page shows, and recognises again after rows have moved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote

from plancheck import __version__
from plancheck.checks.checked import Checked, Validation, subjects
from plancheck.messages import code_text
from plancheck.messages.escape import escape
from plancheck.model.codes import ERROR, SEVERITY, WARNING
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.origin import CellRef, TextRef
from plancheck.reports.checked.about import about, file_of, said, spot
from plancheck.reports.checked.fingerprint import Fingerprints
from plancheck.reports.checked.options import CheckOptions

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LANGUAGE = {"zh": "zh-CN", "en": "en-US"}
_PLACEHOLDER = re.compile(r"\{(\d+)\}")

Level = Literal["error", "warning", "note"]
Node = str | int | list["Node"] | dict[str, "Node"]


@frozen
class Rules:
    """The codes that were used, in their own order, each with its number in the list."""

    codes: tuple[str, ...]

    def index(self, code: str) -> int:
        """Where the code stands in the list."""
        return self.codes.index(code)


def render(validation: Validation, options: CheckOptions) -> str:
    """One run with every finding in it, whatever the options leave out of other formats."""
    every = [*(finding for checked in validation.plans for finding in checked.findings), *validation.findings]
    rules = Rules(tuple(sorted({finding.code for finding in every})))
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(validation, options.lang, rules)]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"  # every text in it has been escaped


def _run(validation: Validation, lang: str, rules: Rules) -> Node:
    seen = Fingerprints()
    results: list[Node] = [one for checked in validation.plans for one in _results(lang, rules, seen, checked)]
    results += [_result(lang, rules, seen.of(f, about(f, {})), f, None) for f in validation.findings]
    return {
        "tool": {
            "driver": {
                "name": "plancheck",
                "version": __version__,
                "semanticVersion": __version__,
                "language": _LANGUAGE[lang],
                "rules": [_rule(lang, code) for code in rules.codes],
            }
        },
        "language": _LANGUAGE[lang],
        "columnKind": "unicodeCodePoints",
        "artifacts": _artifacts(validation.plans),
        "results": results,
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


def _results(lang: str, rules: Rules, seen: Fingerprints, checked: Checked) -> Iterable[Node]:
    rows, plan = subjects(checked), checked.loaded.plan.id
    return [_result(lang, rules, seen.of(f, about(f, rows)), f, plan) for f in checked.findings]


def _result(lang: str, rules: Rules, fingerprint: str, finding: Finding, plan: str | None) -> Node:
    result: dict[str, Node] = {
        "ruleId": finding.code,
        "ruleIndex": rules.index(finding.code),
        "level": _level(finding.severity),
        "message": {"text": _plain(said(lang, finding))},
    }
    if location := _location(finding):
        result["locations"] = [location]
    result["partialFingerprints"] = {"plancheck/v1": fingerprint, "primaryLocationLineHash": fingerprint}
    if plan is not None:
        result["properties"] = {"plan": plan, **({"target": finding.target} if finding.target else {})}
    return result


def _location(finding: Finding) -> dict[str, Node]:
    """The file; in a text its line, in a workbook the address, because a workbook has no lines. The column of a table
    is the number of a field, not of a character, and so is part of the address too."""
    origin = finding.origin
    file = file_of(origin)
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
