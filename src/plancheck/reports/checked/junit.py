"""JUnit XML as Jenkins and GitLab read it: a suite for every plan and file, a case for every entity and target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree

from plancheck.checks.checked import Checked, Validation, subjects
from plancheck.messages import phrase, term
from plancheck.messages.escape import escape
from plancheck.model.codes import ERROR
from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.reports.checked.about import Rows, about, file_of, said, spot
from plancheck.reports.checked.options import CheckOptions


@frozen
class Case:
    """What is held to have passed unless a finding is an error. `owner` groups the cases, `name` tells them apart."""

    file: str
    owner: str
    name: str
    findings: tuple[Finding, ...]


@frozen
class Suite:
    """The cases of one plan and file; `left_out` counts by code the findings that nobody wants to see."""

    name: str
    cases: tuple[Case, ...]
    left_out: Mapping[str, int]


def render(validation: Validation, options: CheckOptions) -> str:
    """The whole file, with every finding in it; without a time of day, so that the same input gives the same bytes."""
    suites = [suite for checked in validation.plans for suite in _suites(options.lang, checked)]
    suites += _by_file("plancheck", _cases_of_files(options.lang, "plancheck", validation.findings, ()), {})
    names = Counter((case.owner, case.name) for suite in suites for case in suite.cases)
    root = ElementTree.Element("testsuites", name="plancheck")
    root.extend(_suite_element(options.lang, suite, names) for suite in suites)
    for attribute in ("tests", "failures", "errors"):
        root.set(attribute, str(sum(int(suite.get(attribute, "0")) for suite in root)))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suites(lang: str, checked: Checked) -> list[Suite]:
    plan, rows = checked.loaded.plan.id, subjects(checked)
    whole = [f for f in checked.findings if not _belongs(f, rows)]
    files = _cases_of_files(lang, plan, whole, [file.name for file in checked.files])
    mark = f"{term(lang, 'word.sample')} {plan}" if checked.loaded.plan.sample else plan
    return _by_file(mark, [*files, *_cases_of_rows(lang, checked, rows)], checked.left_out)


def _belongs(finding: Finding, rows: Rows) -> bool:
    """Whether the finding is about an entity or a target, not about its file."""
    subject = about(finding, rows)
    return bool(subject.entity or subject.target)


def _by_file(plan: str, cases: Iterable[Case], left_out: Mapping[str, int]) -> list[Suite]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(f"{plan}/{case.file}" if case.file else plan, []).append(case)
    return [Suite(name, tuple(each), left_out) for name, each in found.items()]


def _cases_of_files(lang: str, plan: str, findings: Iterable[Finding], files: Iterable[str]) -> list[Case]:
    """A case for each file that was looked at: what concerns no row of it."""
    found: dict[str, list[Finding]] = {name: [] for name in files}
    for finding in findings:
        found.setdefault(file_of(finding.origin), []).append(finding)
    return [Case(name, plan, name or term(lang, "ci.junit.no_file"), tuple(each)) for name, each in found.items()]


def _cases_of_rows(lang: str, checked: Checked, rows: Rows) -> Iterator[Case]:
    """A case for each entity and target that a file speaks of, in the order of the file."""
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for one in checked.observations:
        found.setdefault((file_of(one.origin), one.entity, one.target), [])
    for finding in checked.findings:
        if _belongs(finding, rows):
            subject = about(finding, rows)
            found.setdefault((file_of(finding.origin), subject.entity, subject.target), []).append(finding)
    titles = {target.id: target.title.get(lang) for target in checked.loaded.plan.targets}
    for (file, entity, target), findings in found.items():
        owner = f"{checked.loaded.plan.id}.{entity.replace('.', '_')}" if entity else checked.loaded.plan.id
        yield Case(file, owner, f"{target} {titles.get(target, '')}".strip() or file, tuple(findings))


def _suite_element(lang: str, suite: Suite, names: Mapping[tuple[str, str], int]) -> ElementTree.Element:
    element = ElementTree.Element("testsuite", name=escape(suite.name))
    if suite.left_out:
        properties = ElementTree.SubElement(element, "properties")
        for code, count in sorted(suite.left_out.items()):
            ElementTree.SubElement(properties, "property", name=f"left_out.{code}", value=str(count))
    for case in suite.cases:
        element.append(_case_element(lang, case, repeated=names[case.owner, case.name] > 1))
    element.set("tests", str(len(suite.cases)))
    element.set("failures", str(len(element.findall("testcase/failure"))))
    element.set("errors", "0")
    element.set("skipped", "0")
    return element


def _case_element(lang: str, case: Case, repeated: bool) -> ElementTree.Element:
    """A name that other files have too gets its file: some readers keep only the first case of a name."""
    name = f"{case.name} ({case.file})" if repeated and case.file not in ("", case.name) else case.name
    element = ElementTree.Element("testcase", classname=escape(case.owner), name=escape(name))
    errors = [finding for finding in case.findings if finding.severity == ERROR]
    rest = [finding for finding in case.findings if finding.severity != ERROR]
    if errors:
        more = phrase(lang, "ci.junit.more", count=str(len(errors) - 1)) if len(errors) > 1 else ""
        message = _line(lang, errors[0]) + more
        failure = ElementTree.SubElement(element, "failure", type=errors[0].code, message=message)
        failure.text = "\n".join(_line(lang, finding) for finding in errors)
    if rest:
        ElementTree.SubElement(element, "system-out").text = "\n".join(_line(lang, finding) for finding in rest)
    return element


def _line(lang: str, finding: Finding) -> str:
    where = spot(finding.origin)
    severity = term(lang, f"severity.{finding.severity}")
    return " ".join(filter(None, (escape(where), finding.code, severity, said(lang, finding))))
