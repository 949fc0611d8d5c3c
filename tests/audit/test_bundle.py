"""A bundle names every byte it rests on, and comes out the same again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plancheck.audit import manifest
from plancheck.audit.bundle import files_of, judged
from plancheck.audit.canonical import seal_of
from plancheck.audit.inputs import ChangedError
from plancheck.audit.project import UnusableError, read_project
from tests.audit.conftest import YEAR, Made


def test_the_five_files(bundle: Made) -> None:
    assert sorted(bundle()) == ["audit.json", "ledger.xlsx", "manifest.json", "report.html", "report.md"]


def test_the_manifest_names_every_input_with_its_sha256(root: Path, bundle: Made) -> None:
    made = manifest.read(bundle()["manifest.json"])
    assert made is not None
    assert [(one.role, one.path) for one in made.inputs] == [
        ("submission", "data/demo/学位.csv"),
        ("submission", "data/demo/学校.csv"),
        ("plan", "plans/demo.yaml"),
        ("roster", "plans/rosters/schools.csv"),
    ]
    for one in made.inputs:
        data = (root / one.path).read_bytes()
        assert (one.size, one.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_manifest_names_every_output_the_tools_and_the_options(bundle: Made) -> None:
    files = bundle(previous="abc")
    made = manifest.read(files["manifest.json"])
    assert made is not None
    assert [(one.path, one.sha256) for one in made.outputs] == [
        (name, hashlib.sha256(files[name]).hexdigest()) for name in sorted(files) if name != "manifest.json"
    ]
    assert made.tools.keys() >= {"plancheck", "python", "XlsxWriter", "pyyaml"}
    assert made.choices == YEAR
    assert made.previous == "abc"


def test_numbers_in_the_manifest_are_strings(bundle: Made) -> None:
    made = json.loads(bundle()["manifest.json"])
    assert made["inputs"][0]["size"].isdigit()
    assert made["options"]["year"] == "2026"


def test_the_same_project_gives_the_same_bytes(bundle: Made) -> None:
    assert bundle() == bundle()


def test_audit_json_has_verdicts_facts_basis_and_what_the_target_said(bundle: Made) -> None:
    audit = json.loads(bundle()["audit.json"])
    assert audit["schema"] == "plancheck.audit/1"
    r1, r2 = audit["plans"][0]["targets"]
    assert (r1["status"], r1["facts"]["actual"]) == ("on_track", "52")
    assert r1["basis"][0]["sources"] == ["学位.csv:2:3"]
    assert r1["definition"]["rule"] == {"kind": "reach", "at_least": "100", "by": "2027-12-31"}
    assert r1["sample"] is True
    assert (r2["status"], r2["reason"]) == ("undetermined", "no_baseline")
    assert [one["name"] for one in audit["plans"][0]["rosters"]["schools"]] == ["甲校", "乙校"]


def test_known_at_leaves_out_what_came_later(bundle: Made) -> None:
    early = json.loads(bundle(replace(YEAR, known_at=date(2026, 12, 31)))["audit.json"])
    assert early["plans"][0]["targets"][0]["facts"]["actual"] == "40"
    assert early["known_at"] == "2026-12-31"


def test_inputs_may_be_kept_in_the_bundle(root: Path, bundle: Made) -> None:
    files = bundle(keep_inputs=True)
    assert files["inputs/data/demo/学位.csv"] == (root / "data/demo/学位.csv").read_bytes()
    assert "inputs/plans/rosters/schools.csv" in files


def test_a_plan_that_changes_while_the_audit_is_made_is_told(root: Path) -> None:
    project = read_project(root, YEAR.plans)
    report = judged(project, YEAR)
    (root / "plans/demo.yaml").write_text("plancheck: 1\n", "utf-8")
    with pytest.raises(ChangedError, match=r"plans/demo\.yaml"):
        files_of(project, YEAR, report, None, keep_inputs=False)


def test_a_submission_that_changes_meanwhile_is_not_kept_as_if_it_were_the_one(root: Path) -> None:
    project = read_project(root, YEAR.plans)
    report = judged(project, YEAR)
    (root / "data/demo/学位.csv").write_text("x\n", "utf-8")
    with pytest.raises(ChangedError, match=r"学位\.csv"):
        files_of(project, YEAR, report, None, keep_inputs=True)


def test_a_plan_with_errors_cannot_be_audited(root: Path) -> None:
    (root / "plans/demo.yaml").write_text("plancheck: 1\n", "utf-8")
    with pytest.raises(UnusableError) as bad:
        read_project(root, YEAR.plans)
    assert bad.value.where == "plans"
    assert {finding.code for finding in bad.value.findings} == {"P401"}


def test_the_seal_changes_with_any_input(root: Path, bundle: Made) -> None:
    before = seal_of(bundle()["manifest.json"])
    (root / "data/demo/学位.csv").write_bytes((root / "data/demo/学位.csv").read_bytes() + b"\n")
    assert seal_of(bundle()["manifest.json"]) != before
