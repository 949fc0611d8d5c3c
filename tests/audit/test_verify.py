"""Whatever was changed, added, removed or renamed is found and named."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from plancheck.audit import bundle as bundles
from plancheck.audit import manifest, verify
from plancheck.audit.canonical import digest, sealed
from plancheck.audit.verify import Difference, keeps_inputs
from tests.audit.conftest import Made

Found = list[tuple[str, str]]


def found(files: dict[str, bytes], root: Path | None) -> Found:
    return [(one.kind, one.what) for one in verify.verify(files, root).differences]


def test_an_untouched_bundle_is_as_it_was(root: Path, bundle: Made) -> None:
    result = verify.verify(bundle(), root)
    assert result.differences == ()
    assert (result.outputs, result.inputs, result.verdicts) == (4, 4, 2)
    assert (result.replayed, result.same_tools) == (True, True)


def test_every_byte_of_the_manifest_counts(bundle: Made) -> None:
    files = bundle()
    data = files["manifest.json"]
    for at in range(len(data)):
        changed = files | {"manifest.json": data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]}
        assert found(changed, None) == [("manifest", "manifest.json")], at


def test_bytes_of_every_other_file_count(bundle: Made) -> None:
    files, rng = bundle(keep_inputs=True), random.Random(7)
    for name, data in files.items():
        if name == "manifest.json":
            continue
        places = {0, len(data) // 2, len(data) - 1, *(rng.randrange(len(data)) for _ in range(200))}
        for at in places:
            changed = files | {name: data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]}
            assert ("output_changed", name) in found(changed, None), (name, at)


@pytest.mark.parametrize("name", ["audit.json", "ledger.xlsx", "report.html", "report.md"])
def test_a_file_that_is_gone_or_cut_short(root: Path, bundle: Made, name: str) -> None:
    files = bundle()
    assert ("output_changed", name) in found(files | {name: files[name][:-1]}, root)
    del files[name]
    assert ("output_missing", name) in found(files, root)


def test_a_file_that_nobody_listed(root: Path, bundle: Made) -> None:
    assert found(bundle() | {"备注.txt": b"x"}, root) == [("output_added", "备注.txt")]


def test_no_manifest_at_all(root: Path) -> None:
    assert found({"audit.json": b"{}"}, root) == [("manifest", "manifest.json")]


def _edit(root: Path) -> None:
    path = root / "data/demo/学位.csv"
    path.write_text(path.read_text("utf-8").replace("2026-Q4,12", "2026-Q4,2"), "utf-8")


def _remove(root: Path) -> None:
    (root / "data/demo/学校.csv").unlink()


def _rename(root: Path) -> None:
    (root / "data/demo/学校.csv").rename(root / "data/demo/学校（新）.csv")


def _add(root: Path) -> None:
    (root / "data/demo/补.csv").write_text("目标编号,期间,数值\n", "utf-8")


def _roster(root: Path) -> None:
    (root / "plans/rosters/schools.csv").write_text("名称,镇街\n甲校,东镇\n", "utf-8")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_edit, ("input_changed", "data/demo/学位.csv")),
        (_remove, ("input_missing", "data/demo/学校.csv")),
        (_rename, ("input_renamed", "data/demo/学校.csv")),
        (_add, ("input_added", "data/demo/补.csv")),
        (_roster, ("input_changed", "plans/rosters/schools.csv")),
    ],
)
def test_inputs_that_are_not_what_they_were(
    root: Path, bundle: Made, change: Callable[[Path], None], expected: tuple[str, str]
) -> None:
    files = bundle()
    change(root)
    assert expected in found(files, root)


def test_the_verdict_that_comes_out_otherwise_is_named_with_both_values(root: Path, bundle: Made) -> None:
    files = bundle()
    _edit(root)
    differences = verify.verify(files, root).differences
    assert Difference("verdict", "demo R1", "on_track pace", "at_risk pace") in differences
    assert Difference("verdict", "demo R1", "actual=52", "actual=42") in differences
    assert Difference("verdict", "demo R1", "2026-Q4=12 学位.csv:5:3", "2026-Q4=2 学位.csv:5:3") in differences
    assert not any(one.what == "demo R2" for one in differences)


def test_a_plan_that_cannot_be_read_any_more(root: Path, bundle: Made) -> None:
    files = bundle()
    (root / "plans/demo.yaml").write_text("plancheck: 1\n", "utf-8")
    result = verify.verify(files, root)
    assert [one.kind for one in result.differences] == ["input_changed", "plan_unusable"]
    assert not result.replayed


def test_without_inputs_it_says_that_nothing_was_replayed(bundle: Made) -> None:
    result = verify.verify(bundle(), None)
    assert [one.kind for one in result.differences] == ["not_replayed"]
    assert not result.replayed


def test_kept_inputs_are_known_by_their_folder(bundle: Made) -> None:
    assert keeps_inputs(bundle(keep_inputs=True))
    assert not keeps_inputs(bundle())


def test_other_versions_are_compared_by_verdict_not_by_byte(
    root: Path, bundle: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = bundle()
    newer = {**manifest.tools(), "plancheck": "99.0"}
    monkeypatch.setattr(bundles, "tools", lambda: newer)
    monkeypatch.setattr(
        verify, "reports_of", lambda report, lang: {"audit.json": files["audit.json"], "report.md": b"-"}
    )
    result = verify.verify(files, root)
    assert (result.differences, result.same_tools) == ((), False)


def test_a_replay_with_the_same_tools_must_give_the_same_bytes(
    root: Path, bundle: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = bundle()
    monkeypatch.setattr(
        verify, "reports_of", lambda report, lang: {"audit.json": files["audit.json"], "report.md": b"-"}
    )
    assert found(files, root) == [("report", "report.md")]


def test_verdicts_that_are_not_there_cannot_be_as_they_were(root: Path, bundle: Made) -> None:
    """Sealed anew with other versions, so that no bytes are compared."""
    files = bundle()
    for data in (b"{}", b'{"plans": [{"id": "demo", "targets": [{"id": "R1", "status": "splendid"}]}]}', None):
        made = json.loads(files["manifest.json"])
        del made["sha256"]
        made["tools"]["plancheck"] = "0.0.1"
        made["outputs"] = [one for one in made["outputs"] if one["path"] != "audit.json"]
        forged = {name: content for name, content in files.items() if name != "audit.json"}
        if data is not None:
            made["outputs"].append({"path": "audit.json", "size": str(len(data)), "sha256": digest(data)})
            forged["audit.json"] = data
        assert found(forged | {"manifest.json": sealed(made)}, root) == [("no_record", "audit.json")]
