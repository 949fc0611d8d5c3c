"""Plans and `sources.yaml` from strangers: refused with the place of what is wrong, never obeyed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.conftest import Sandbox
from tests.hostile.project import PLAN, make_project, snapshot
from tests.hostile.test_attacks import prints

_BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
_MERGES = "a: &a {x: 1}\n" + "".join(f"b{at}: &b{at} {{<<: [*a, *a]}}\n" for at in range(200))
PLANS = {
    "python_tag": "!!python/object/apply:os.system [id]",
    "unknown_tag": "!x {plancheck: 1}",
    "alias_bomb": _BOMB + PLAN,
    "merge_bomb": _MERGES + PLAN,
    "alias_to_itself": "&a [*a]",
    "nested_lists": "[" * 100_000,
    "nested_tables": "{a: " * 100_000,
    "nested_by_indentation": "".join(" " * at + "a:\n" for at in range(2000)),
    "nested_dashes": "- " * 100_000,
    "huge_scalar": PLAN.replace("学位, en", "学" * 3_000_000 + ", en"),
    "huge_key": PLAN + "k" * 3_000_000 + ": 1\n",
    "five_megabytes": PLAN + "#" * (5 << 20),
    "many_keys": PLAN + "".join(f"k{at}: 1\n" for at in range(100_000)),
    "duplicate_keys": PLAN + "id: other\n",
    "two_documents": PLAN + "---\n" + PLAN,
    "directive": "%YAML 9.9\n---\n" + PLAN,
    "number_that_is_infinite": PLAN.replace("10000", ".inf"),
    "number_of_a_thousand_digits": PLAN.replace("10000", "9" * 1000),
    "number_with_an_exponent": PLAN.replace("10000", "1e99999999"),
    "date_that_is_none": PLAN.replace("2028-12-31}\nsample", "9999-99-99}\nsample"),
    "roster_elsewhere": PLAN + "rosters: {r: {file: ../../../../etc/passwd}}\n",
    "roster_absolute": PLAN + "rosters: {r: {file: /etc/passwd}}\n",
    "roster_of_zeros": PLAN + "rosters: {r: {file: zeros.csv}}\n",
    "roster_pipe": PLAN + "rosters: {r: {file: pipe.csv}}\n",
    "escape_in_a_title": PLAN.replace("学位, en: Places", '"\\e[31m", en: x'),
    "bidi_in_a_title": PLAN.replace("学位, en", "\u202e学位, en"),
    "zero_byte": PLAN + "\0",
    "no_utf8": PLAN.encode("gb18030"),
    "utf16": PLAN.encode("utf-16"),
    "empty": "",
    "only_tabs": "\t\t\t",
}
GOOD = ("escape_in_a_title",)
SOURCES = {name: PLANS[name] for name in ("python_tag", "alias_bomb", "merge_bomb", "nested_lists", "two_documents")}
SOURCES |= {"patterns": "sources: 1\ntables:\n- file: '" + "*a" * 200 + "'\n  header: {rows: [1, 1]}\n"}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_refused_with_the_place(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    root = tmp_path / "p"
    make_project(root, {}, PLANS[name])
    os.mkfifo(root / "plans" / "pipe.csv")
    (root / "plans" / "zeros.csv").symlink_to("/dev/zero")
    before = snapshot(root)
    for argv in (["lint"], ["status", "--as-of", "2026-10-30"], ["status", "--format", "json"]):
        ran = sandbox.ask(cwd=str(root), argv=argv)
        assert ran["code"] == (0 if name in GOOD else 2), ran["err"]
        assert name in GOOD or "plans/demo.yaml:" in ran["out"] + ran["err"] or '"plans/demo.yaml"' in ran["out"]
        assert prints(ran["out"] + ran["err"])
        assert ran["broken"] == []
    assert snapshot(root) == before


@pytest.mark.parametrize("name", SOURCES)
def test_bindings_are_read_as_strictly(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    text = SOURCES[name]
    make_project(tmp_path / "p", {"sources.yaml": text.encode() if isinstance(text, str) else text})
    ran = sandbox.ask(cwd=str(tmp_path / "p"), argv=["status", "--as-of", "2026-10-30"])
    assert ran["code"] == 2
    assert "sources.yaml:" in ran["err"] + ran["out"]
    assert ran["broken"] == []


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("put", [_pipe, _zeros, _folder])
@pytest.mark.parametrize("where", ["plans/demo.yaml", "data/demo/sources.yaml"])
def test_what_is_no_file_is_never_waited_for(
    put: Callable[[Path], None], where: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    root = tmp_path / "p"
    make_project(root, {})
    (root / where).unlink(missing_ok=True)
    put(root / where)
    ran = sandbox.ask(cwd=str(root), argv=["status", "--as-of", "2026-10-30"])
    assert ran["code"] == (2 if "plans" in where else 3)
    assert "F001" in ran["out"] + ran["err"] or "F006" in ran["out"]
