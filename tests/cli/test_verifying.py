"""`plancheck audit --verify` on bundles and projects that somebody has been at."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., tuple[int, str, str]]
DATA = Path("data/demo-2026-2028")
PLAN = Path("plans/demo-2026-2028.yaml")
BUNDLE = Path("审计包")
posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and odd names")


@pytest.fixture
def audited(cli: Cli, project: Path) -> Path:
    """A project with the bundle of 2026."""
    assert cli("audit", "--year", "2026", "-o", str(BUNDLE))[0] == 0
    return project


def verify(cli: Cli, *more: str) -> tuple[int, list[tuple[str, str]]]:
    """Exit code, and kind and place of every difference."""
    code, out, _ = cli("audit", "--verify", str(BUNDLE), "--format", "json", *more)
    return code, [(one["kind"], one["what"]) for one in json.loads(out)["differences"]]


def swap(one: str, other: str) -> None:
    a, b = BUNDLE / one, BUNDLE / other
    held = a.read_bytes()
    a.write_bytes(b.read_bytes())
    b.write_bytes(held)


def test_two_files_swapped(cli: Cli, audited: Path) -> None:
    swap("report.md", "report.html")
    assert verify(cli) == (1, [("output_changed", "report.html"), ("output_changed", "report.md")])


@pytest.mark.parametrize("name", ["报告.md", "REPORT.MD", "inner/report.md"])
def test_a_file_under_another_name(cli: Cli, audited: Path, name: str) -> None:
    (BUNDLE / name).parent.mkdir(exist_ok=True)
    (BUNDLE / "report.md").rename(BUNDLE / name)
    assert verify(cli) == (1, [("output_missing", "report.md"), ("output_added", name)])


def test_a_folder_where_a_file_was(cli: Cli, audited: Path) -> None:
    (BUNDLE / "report.md").unlink()
    (BUNDLE / "report.md").mkdir()
    (BUNDLE / "report.md" / "x").write_bytes(b"")
    assert verify(cli) == (1, [("output_missing", "report.md"), ("output_added", "report.md/x")])


def test_an_empty_folder_that_nobody_listed(cli: Cli, audited: Path) -> None:
    (BUNDLE / "附件" / "一").mkdir(parents=True)
    assert verify(cli) == (1, [("output_added", "附件/一/")])
    _, out, _ = cli("audit", "--verify", str(BUNDLE), "--lang", "zh")
    assert "附件/一/：清单中没有此项" in out
    assert "附件/一/: not in the manifest" in cli("audit", "--verify", str(BUNDLE), "--lang", "en")[1]
    assert cli("audit", "--year", "2026", "-o", str(BUNDLE))[0] == 0
    assert verify(cli) == (0, [])


def test_a_folder_whose_files_are_gone_is_told_by_the_files(cli: Cli, project: Path) -> None:
    assert cli("audit", "--year", "2026", "-o", str(BUNDLE), "--with-inputs")[0] == 0
    kept = sorted((BUNDLE / "inputs" / "data").rglob("*.*"))
    for path in kept:
        path.unlink()
    missing = [one for one in verify(cli)[1] if one[0].startswith("output")]
    assert missing == [("output_missing", path.relative_to(BUNDLE).as_posix()) for path in kept]


@posix
def test_a_link_to_the_very_same_bytes_is_no_file_of_the_bundle(cli: Cli, audited: Path) -> None:
    (BUNDLE / "report.md").rename("moved.md")
    (BUNDLE / "report.md").symlink_to(Path("moved.md").absolute())
    code, found = verify(cli)
    assert (code, found) == (1, [("output_strange", "report.md"), ("output_missing", "report.md")])
    _, out, _ = cli("audit", "--verify", str(BUNDLE), "--lang", "zh")
    assert "report.md：不是普通文件" in out


@posix
@pytest.mark.parametrize("target", ["/dev/zero", "nowhere", ".", "pipe"])
def test_what_would_never_end_is_not_read(cli: Cli, audited: Path, target: str) -> None:
    if target == "pipe":
        os.mkfifo(BUNDLE / "x")
    else:
        (BUNDLE / "x").symlink_to(target)
    assert verify(cli) == (1, [("output_strange", "x")])


@posix
def test_other_modes_and_times_are_no_difference(cli: Cli, audited: Path) -> None:
    (BUNDLE / "report.md").chmod(0o600)
    os.utime(BUNDLE / "report.md", (0, 0))
    assert verify(cli) == (0, [])


def test_without_its_manifest_or_with_one_of_another_bundle(cli: Cli, audited: Path) -> None:
    cli("audit", "--year", "2026", "--as-of", "2026-06-30", "-o", "other")
    shutil.copy("other/manifest.json", BUNDLE / "manifest.json")
    code, found = verify(cli)
    assert code == 1
    assert ("output_changed", "audit.json") in found
    (BUNDLE / "manifest.json").unlink()
    assert verify(cli) == (1, [("manifest", "manifest.json")])


def test_another_bundle_as_a_whole_is_sound_in_itself(cli: Cli, audited: Path) -> None:
    """No chain of digests tells that; the digest of the manifest, kept elsewhere, does."""
    shutil.rmtree(BUNDLE)
    cli("audit", "--year", "2026", "--as-of", "2026-06-30", "-o", str(BUNDLE))
    assert verify(cli) == (0, [])


def test_bytes_of_every_file_through_the_command(cli: Cli, audited: Path) -> None:
    rng = random.Random(5)
    for path in sorted(BUNDLE.iterdir()):
        data = path.read_bytes()
        for at in {0, len(data) // 2, len(data) - 1, rng.randrange(len(data))}:
            path.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
            kind = "manifest" if path.name == "manifest.json" else "output_changed"
            code, found = verify(cli)
            assert (code, found[:1]) == (1, [(kind, path.name)]), at
        path.write_bytes(data)
    assert verify(cli) == (0, [])


def test_an_input_of_which_nothing_is_read(cli: Cli, audited: Path) -> None:
    (DATA / "空.csv").write_text("", "utf-8")
    code, found = verify(cli)
    assert (code, found[0]) == (1, ("input_added", "data/demo-2026-2028/空.csv"))
    assert {kind for kind, _ in found[1:]} == {"report"}  # it is named among the findings now


def test_a_binding_that_nobody_can_use(cli: Cli, audited: Path) -> None:
    (DATA / "sources.yaml").write_text("bindings: []\n", "utf-8")
    assert verify(cli) == (1, [("plan_unusable", "sources.yaml:1:1 P401")])


def test_an_input_whose_name_differs_in_case_only(cli: Cli, audited: Path) -> None:
    (DATA / "上半年.csv").rename(DATA / "上半年.CSV")
    code, found = verify(cli)
    assert (code, found[0]) == (1, ("input_renamed", "data/demo-2026-2028/上半年.csv"))


def test_the_plan_is_gone_or_has_another_name(cli: Cli, audited: Path) -> None:
    PLAN.rename("plans/moved.yaml")
    _, out, _ = cli("audit", "--verify", str(BUNDLE), "--lang", "zh")
    assert "plans/demo-2026-2028.yaml：输入文件已改名为 plans/moved.yaml\n" in out
    assert "无法重算" in out
    Path("plans/moved.yaml").unlink()
    code, found = verify(cli)
    assert (code, [kind for kind, _ in found]) == (1, ["input_missing", "plan_unusable"])


def test_nothing_outside_is_read_or_written(cli: Cli, audited: Path) -> None:
    from plancheck.audit.canonical import sealed

    made = json.loads((BUNDLE / "manifest.json").read_text("utf-8"))
    del made["sha256"]
    made["options"]["plans"] = ["../secret.yaml"]
    Path("../secret.yaml").write_text("plancheck: 1\nsecret: x\n", "utf-8")
    (BUNDLE / "manifest.json").write_bytes(sealed(made))
    code, out, err = cli("audit", "--verify", str(BUNDLE))
    assert code == 1
    assert "secret" not in out + err


def held(*folders: Path) -> dict[str, tuple[bytes, int]]:
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in found}


def test_verifying_changes_no_byte(cli: Cli, project: Path) -> None:
    cli("audit", "--year", "2026", "--with-inputs", "-o", str(BUNDLE))
    before = held(project)
    assert verify(cli)[0] == verify(cli, "--against", ".")[0] == 0
    (BUNDLE / "x").write_bytes(b"")
    (BUNDLE / "x").unlink()
    assert held(project) == before


def test_a_bundle_that_was_being_replaced_is_read_where_it_was_set_aside(cli: Cli, audited: Path) -> None:
    BUNDLE.rename(f".{BUNDLE}.old")
    assert verify(cli) == (0, [])
    assert not BUNDLE.exists()


def test_several_plans_of_which_one_is_changed(cli: Cli, audited: Path) -> None:
    text = PLAN.read_text("utf-8").replace("id: demo-2026-2028", "id: second")
    Path("plans/second.yaml").write_text(text, "utf-8")
    Path("data/second").mkdir()
    shutil.copy(DATA / "上半年.csv", "data/second/一.csv")
    assert cli("audit", "--year", "2026", "-o", str(BUNDLE))[0] == 0
    assert verify(cli) == (0, [])
    rows = Path("data/second/一.csv").read_text("utf-8").replace("Q1,700", "Q1,7000")
    Path("data/second/一.csv").write_text(rows, "utf-8")
    code, found = verify(cli)
    assert code == 1
    assert {what for kind, what in found if kind == "verdict"} == {"second R1.1"}


@posix
def test_what_was_refused_unread_does_not_make_kept_inputs_look_tampered_with(cli: Cli, project: Path) -> None:
    Path("outside.csv").write_text("目标编号,期间,数值\n", "utf-8")
    (DATA / "链接.csv").symlink_to(Path("outside.csv").absolute())
    assert cli("audit", "--year", "2026", "--with-inputs", "-o", str(BUNDLE))[0] == 3
    code, out, _ = cli("audit", "--verify", str(BUNDLE), "--lang", "zh")
    assert code == 0
    assert "有 1 个输入在审计时就被拒绝读取，审计包中没有它们" in out
    assert verify(cli, "--against", ".") == (0, [])


@posix
def test_a_file_whose_name_is_no_text_is_kept_under_its_escapes(cli: Cli, project: Path) -> None:
    name = os.fsencode(DATA) + b"/\xb1\xa8.csv"
    try:
        with open(name, "wb") as file:  # noqa: PTH123
            file.write("目标编号,期间,数值,报送日期\nR1.1,2026-Q3,5,2026-10-01\n".encode())
    except OSError:
        pytest.skip("this file system has no such names")
    assert cli("audit", "--year", "2026", "--with-inputs", "-o", str(BUNDLE))[0] == 0
    assert (BUNDLE / "inputs" / DATA / "\\udcb1\\udca8.csv").is_file()
    assert verify(cli) == verify(cli, "--against", ".") == (0, [])


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--verify", "b", "-o", "x"), "do not go with --verify"),
        (("--verify", "b", "--previous", "x"), "do not go with --verify"),
        (("demo", "--verify", "b"), "do not go with --verify"),
        (("--year", "2026", "--against", "."), "do not go with --year"),
        (("--year", "2026", "-o", "data/demo-2026-2028/b"), "would be read as a submission"),
        (("--year", "2026", "-o", "data"), "would be read as a submission"),
        (("--year", "2026", "-o", "b", "--previous", "./b"), "would be replaced"),
        (("--year", "2026", "-o", str(PLAN)), "is a file, not a folder"),
    ],
)
def test_what_would_mean_nothing_or_do_harm(cli: Cli, project: Path, args: tuple[str, ...], said: str) -> None:
    before = held(project)
    code, out, err = cli("audit", *args, "--lang", "en")
    assert (code, out) == (2, "")
    assert said in err
    assert held(project) == before
