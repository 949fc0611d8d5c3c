"""What is handed on. The last tests look at a finished build: PLANCHECK_DIST names its folder, `.ci/full` makes one."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tools.dist import downloads, parser, sums

WHEEL = Path("dist/plancheck-0.2.0-py3-none-any.whl")
BUILT = Path(os.environ.get("PLANCHECK_DIST", ""))
built = pytest.mark.skipif("PLANCHECK_DIST" not in os.environ, reason="no build to look at: make dist")


def test_without_options_one_wheelhouse_for_this_machine() -> None:
    ((folder, command),) = downloads("python", WHEEL, Path("dist"), (), ()).items()
    assert folder == Path("dist/wheelhouse")
    assert command[-3:] == ["--dest", str(Path("dist/wheelhouse")), str(WHEEL)]
    assert "--only-binary=:all:" in command


def test_one_wheelhouse_for_each_system_and_python() -> None:
    given = parser().parse_args(["--platform", "win_amd64", "--platform", "macosx_11_0_arm64", "--python", "3.12"])
    made = downloads("python", WHEEL, Path("dist"), given.platform, given.python)
    assert [folder.name for folder in made] == ["wheelhouse-win_amd64-3.12", "wheelhouse-macosx_11_0_arm64-3.12"]
    windows, mac = made.values()
    assert str(Path("dist/wheelhouse-win_amd64-3.12")) in windows
    assert windows[-1] == "colorama"
    assert mac[mac.index("--python-version") + 1 :] == [
        "3.12", "--implementation", "cp", "--platform", "macosx_11_0_arm64", str(WHEEL),
    ]  # fmt: skip


def test_a_python_alone_means_this_system() -> None:
    ((folder, command),) = downloads("python", WHEEL, Path("dist"), (), ("3.13",)).items()
    assert folder == Path("dist/wheelhouse-3.13")
    assert "--platform" not in command


def test_every_file_has_its_sum(tmp_path: Path) -> None:
    (tmp_path / "wheelhouse").mkdir()
    (tmp_path / "wheelhouse" / "a.whl").write_bytes(b"a")
    (tmp_path / "SHA256SUMS").write_text("old", "utf-8")
    assert sums(tmp_path) == f"{hashlib.sha256(b'a').hexdigest()}  wheelhouse/a.whl\n"


@built
def test_the_wheel_holds_the_program_its_types_and_its_licence_and_no_plans() -> None:
    (wheel,) = BUILT.glob("plancheck-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
        assert b"Requires-Python: >=3.11" in archive.read(next(name for name in names if name.endswith("METADATA")))
    assert "plancheck/py.typed" in names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"plancheck"}
    inside = {name for name in names if name.startswith("plancheck/")}
    page = {name for name in inside if name.startswith("plancheck/reports/page/")}
    assert {Path(name).suffix for name in page} == {".css", ".jinja", ".js"}
    assert {Path(name).suffix for name in inside - page} == {".py", ".typed", ".yaml", ".csv"}


@built
def test_the_source_archive_holds_what_its_own_tests_need() -> None:
    (archive,) = BUILT.glob("plancheck-*.tar.gz")
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert {"LICENSE", "pyproject.toml", "Makefile", "tests/test_dist.py", "src/plancheck/py.typed"} <= names
    assert {name.partition("/")[0] for name in names} >= {"plans", "data", "docs", "tools", ".ci"}
    assert not {name for name in names if ".venv" in name or "__pycache__" in name}


@built
def test_it_installs_without_a_network_and_runs(tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    scripts = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    install = ["install", "--quiet", "--no-index", "--find-links", str(BUILT / "wheelhouse"), "plancheck"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    clean |= {"PIP_CONFIG_FILE": os.devnull, "PLANCHECK_LANG": "en"}
    subprocess.run([scripts / "python", "-m", "pip", *install], check=True, env=clean)
    desk = tmp_path / "某区 规划"
    desk.mkdir()
    for command in (["init"], ["lint"], ["status", "--as-of", "2026-06-30"]):
        done = subprocess.run([scripts / "plancheck", *command], cwd=desk, env=clean, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
    assert b"SAMPLE" in done.stdout


@built
def test_the_sums_are_those_of_the_files() -> None:
    assert (BUILT / "SHA256SUMS").read_text("utf-8") == sums(BUILT)
