"""Every attack through the real commands, in a guarded process: read right or refused by name, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from plancheck.sources.volume import beyond_desk
from tests.hostile import cells, containers, filesystem, foreign, markup, sheets, texts
from tests.hostile.attack import Attack, attacks_in
from tests.hostile.conftest import Sandbox
from tests.hostile.project import SOUND, SOUND_VALUE, make_project, snapshot

BEYOND_DESK = ("line_of_a_hundred_megabytes", "empty_lines_without_end")
"""For these `auto` takes DuckDB where it is installed: see `test_bulk_files`. Here the reference has to refuse them."""
ATTACKS = [
    *attacks_in(containers, markup, sheets, texts, foreign, filesystem),
    *(attack for made in (markup.doctypes, markup.encodings, markup.cut_off) for attack in made()),
    *(attack for made in (cells.numbers, cells.written, cells.days) for attack in made()),
]


def _said(answer: list[list[str]]) -> Counter[str]:
    """The findings as attacks name them: the code, with its reason where it has one."""
    return Counter(f"{code} {reason}".strip() for code, reason, _ in answer)


def _arranged(attack: Attack, root: Path) -> Path:
    data = make_project(root, attack.files())
    if attack.arrange is not None:
        attack.arrange(data)
    return data


def prints(text: str) -> bool:
    """Nothing in it acts on a terminal or turns the direction of what follows."""
    return all(c.isprintable() or c in "\n\u3000" for c in text.removeprefix("\ufeff"))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_read_right_or_refused_by_name(attack: Attack, sandbox: Sandbox, tmp_path: Path) -> None:
    root = tmp_path / "p"
    data = _arranged(attack, root)
    before = snapshot(root)
    if not attack.heavy:
        _reads_only_what_it_may(attack, sandbox, root, data)
        _validates(attack, sandbox, root, data)

    assert beyond_desk(data) == (attack.name in BEYOND_DESK)
    engine = ["--engine", "reference"] if attack.name in BEYOND_DESK else []
    argv = ["status", *engine, "--as-of", "2026-10-30", "--format", "json"]
    status = sandbox.ask(cwd=str(root), argv=argv)
    assert (status["code"], status["err"]) == (attack.exit, "")
    report = json.loads(status["out"])
    codes = {finding["code"] for finding in report["findings"]}
    assert {finding.split()[0] for finding in attack.findings} <= codes | _codes_of_targets(report)
    assert prints(status["out"])
    assert status["broken"] == []
    assert snapshot(root) == before
    filesystem.undo_depth(data)


def _validates(attack: Attack, sandbox: Sandbox, root: Path, data: Path) -> None:
    """The command that checks submissions says the same of them as the report."""
    ran = sandbox.ask(cwd=str(root), argv=["validate", str(data), "--as-of", "2026-10-30", "--format", "json"])
    assert ran["code"] in ((3,) if attack.exit else (0, 1)), ran["err"]
    said = Counter(finding["code"] for finding in json.loads(ran["out"])["findings"])
    for code, count in Counter(finding.split()[0] for finding in attack.findings).items():
        assert said[code] >= count
    assert prints(ran["out"])
    assert (ran["err"], ran["broken"]) == ("", [])


def _reads_only_what_it_may(attack: Attack, sandbox: Sandbox, root: Path, data: Path) -> None:
    given = sandbox.ask(cwd=str(root), read=str(data), plan=str(root / "plans" / "demo.yaml"))
    values = sorted(value for place, value in given["values"] if not place.startswith(SOUND))
    assert values == sorted(attack.values)
    assert _said(given["findings"]) == Counter(attack.findings)
    assert SOUND_VALUE in [value for place, value in given["values"] if place.startswith(SOUND)]
    assert given["broken"] == []


def _codes_of_targets(report: dict[str, list[dict[str, list[dict[str, list[dict[str, str]]]]]]]) -> set[str]:
    targets = [target for plan in report["plans"] for target in plan["targets"]]
    return {finding["code"] for target in targets for finding in target["findings"]}
