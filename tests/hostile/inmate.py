"""Run as a program: takes requests as lines of JSON and runs plancheck under guard, in this one process.

`{"argv": […], "cwd": …}` runs a command; `{"read": folder, "plan": file}` reads a folder of submissions.
"""

from __future__ import annotations

import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, TextIO

from tests.hostile.guard import Forbidden, Guard, limit_memory


def main() -> None:
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    guard = Guard(sys.argv[1:])
    limit_memory()
    guard.watch()
    for line in sys.stdin:
        began = time.process_time()
        answer = _answer(json.loads(line), told)
        spent = time.process_time() - began
        print(json.dumps({**answer, "spent": spent, "broken": guard.broken}), file=told, flush=True)
        guard.broken.clear()


def _answer(request: dict[str, Any], told: TextIO) -> dict[str, Any]:
    os.chdir(request["cwd"])
    if request.get("as_nobody"):
        os.seteuid(65534)
    try:
        return _run(request["argv"]) if "argv" in request else _read(Path(request["read"]), Path(request["plan"]))
    finally:
        os.seteuid(os.getuid())


def _run(argv: list[str]) -> dict[str, Any]:
    from plancheck.cli import main as plancheck

    streams = sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in streams)
    sys.stdout, sys.stderr = out, err
    try:
        code = plancheck(argv)
    except Forbidden:
        code = -1
    finally:
        sys.stdout, sys.stderr = streams
    return {"code": code, "out": _text(out), "err": _text(err)}


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def _read(folder: Path, plan: Path) -> dict[str, Any]:
    """Every value and finding in one line each."""
    from plancheck.plans.load import load_plan
    from plancheck.sources.folder import read_folder

    loaded = load_plan(plan, "plans/demo.yaml").loaded
    assert loaded is not None
    given = read_folder(folder, loaded.plan)
    return {
        "values": [[str(one.origin), _value(one)] for one in given.observations],
        "findings": [[one.code, one.facts.get("reason", ""), str(one.origin)] for one in given.findings],
        "files": [one.name for one in given.files],
    }


def _value(one: Any) -> str:
    value = one.value
    shown = f"!{value.code}" if hasattr(value, "code") else getattr(value, "value", None)
    if shown is None:
        shown = "done" if getattr(value, "done", False) else "open"
    return f"{one.target} {one.period.label if one.period else '-'} {shown}"


if __name__ == "__main__":
    main()
