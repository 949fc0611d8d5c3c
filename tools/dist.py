"""Builds what is handed on: the wheel, the source archive, and a wheelhouse with every dependency, from which
plancheck installs on a machine without a network. `python tools/dist.py --help` says how to build one for another
system than this.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOWS_ONLY = ("colorama",)
"""Wanted on Windows alone: pip judges such conditions by the machine it runs on, not by the one it downloads for."""


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(prog="dist.py", description="Build wheel, source archive and offline wheelhouse.")
    made.add_argument("-o", "--output", type=Path, default=ROOT / "dist", metavar="DIR", help="default: dist")
    made.add_argument(
        "--platform",
        action="append",
        default=[],
        metavar="TAG",
        help="a wheelhouse for another system: win_amd64, macosx_11_0_arm64, manylinux2014_x86_64; may be repeated",
    )
    made.add_argument(
        "--python",
        action="append",
        default=[],
        metavar="X.Y",
        help="the Python of that system, default: this one; may be repeated",
    )
    return made


def main(argv: Sequence[str]) -> int:
    """Build into the output folder; each wheelhouse is its own folder there."""
    given = parser().parse_args(argv)
    output: Path = given.output.resolve()
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        python = _tools(Path(scratch))
        wheel = _build(python, output)
        for folder, command in downloads(python, wheel, output, given.platform, given.python).items():
            _empty(folder, "*.whl")
            subprocess.run(command, check=True)
    (output / "SHA256SUMS").write_bytes(sums(output).encode())
    print(f"built: {output}")
    return 0


def _tools(scratch: Path) -> str:
    """An interpreter with `build`, in a virtual environment that goes away again."""
    venv.create(scratch / "venv", with_pip=True)
    python = scratch / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "build"], check=True)
    return str(python)


def _build(python: str, output: Path) -> Path:
    """The wheel, with the source archive beside it."""
    _empty(output, "plancheck-*.whl")
    _empty(output, "plancheck-*.tar.gz")
    subprocess.run([python, "-m", "build", "--outdir", output, ROOT], check=True, stdout=subprocess.DEVNULL)
    return next(output.glob("plancheck-*.whl"))


def _empty(folder: Path, files: str) -> None:
    """What an earlier build left there goes: a folder never holds two versions."""
    for old in folder.glob(files):
        old.unlink()


def downloads(
    python: str, wheel: Path, output: Path, platforms: Sequence[str], versions: Sequence[str]
) -> dict[Path, list[str]]:
    """By wheelhouse the pip command that fills it: plancheck and all it needs, as wheels only."""
    pip = [python, "-m", "pip", "download", "--quiet", "--only-binary=:all:", "--dest"]
    if not platforms and not versions:
        folder = output / "wheelhouse"
        return {folder: [*pip, str(folder), str(wheel)]}
    made = {}
    for platform in platforms or [""]:
        for version in versions or [f"{sys.version_info.major}.{sys.version_info.minor}"]:
            folder = output / "-".join(filter(None, ("wheelhouse", platform, version)))
            target = ["--python-version", version, "--implementation", "cp"]
            target += ["--platform", platform] if platform else []
            extra = WINDOWS_ONLY if platform.startswith("win") else ()
            made[folder] = [*pip, str(folder), *target, str(wheel), *extra]
    return made


def sums(output: Path) -> str:
    """The sha256 of every file in the folder, in the form that `sha256sum --check` reads."""
    files = sorted(file for file in output.rglob("*") if file.is_file() and file.name != "SHA256SUMS")
    lines = (f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.relative_to(output).as_posix()}\n" for f in files)
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
