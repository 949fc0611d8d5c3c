"""Many plan files at once: the same results from the cache, from this process and from others."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from plancheck.plans import crew, many
from plancheck.plans.cache import PlanCache
from plancheck.plans.load import load_plan
from plancheck.plans.many import load_packed
from plancheck.plans.packed import unpack
from plancheck.plans.packing import Named

LONE = """\
plancheck: 1
id: plan-{n}
title: 示例规划{n}
period: {{start: 2026-01-01, end: 2028-12-31}}
sample: true
programmes:
  - id: P
    title: 示例工程
    targets:
      - {{id: R1, title: 示例目标, unit: 个, measure: level, rule: {{kind: hold, at_least: {n}}}}}
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Named]:
    """A hundred plans; every tenth has an error, one is not there."""
    (tmp_path / "plans").mkdir()
    found = []
    for n in range(100):
        name = f"plans/plan-{n:03}.yaml"
        text = LONE.format(n=n)
        (tmp_path / name).write_text(text.replace("measure: level", "measure: lever") if n % 10 == 9 else text, "utf-8")
        found.append((tmp_path / name, name))
    found[42][0].unlink()
    return found


def test_other_processes_give_what_this_one_gives(files: list[Named], tmp_path: Path) -> None:
    alone = load_packed(files)
    shared = load_packed(files, PlanCache(tmp_path / "cache"), processes=2)
    kept = load_packed(files, PlanCache(tmp_path / "cache"), processes=2)
    assert alone == shared == kept
    assert multiprocessing.active_children() == []
    for (path, name), one in zip(files, shared, strict=True):
        read = load_plan(path, name)
        assert one.findings == read.findings
        assert (None if one.packed is None else unpack(one.packed)) == read.loaded
    failed = [name for (_, name), one in zip(files, shared, strict=True) if one.packed is None]
    assert failed == sorted([f"plans/plan-{n:03}.yaml" for n in (9, 19, 29, 39, 42, 49, 59, 69, 79, 89, 99)])


def test_a_handful_starts_no_process(files: list[Named], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plancheck.plans.crew", None)
    assert len(load_packed(files[: many.LEAST_SHARED - 1], processes=2)) == many.LEAST_SHARED - 1
    with pytest.raises(ImportError):
        load_packed(files, processes=2)


def test_what_is_kept_starts_no_process(files: list[Named], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = [file for n, file in enumerate(files) if n % 10 != 9]
    first = load_packed(sound, PlanCache(tmp_path / "cache"), processes=2)
    monkeypatch.setitem(sys.modules, "plancheck.plans.crew", None)
    assert load_packed(sound, PlanCache(tmp_path / "cache"), processes=2) == first


def test_a_file_named_twice_is_given_twice(files: list[Named]) -> None:
    first, again = load_packed([files[0], files[0]])
    assert first == again


def leave(pipe: Connection, folder: Path | None) -> None:
    """Answer once and be gone."""
    pipe.send([crew._answer(file, None) for file in pipe.recv()])
    os._exit(3)


def test_what_a_worker_does_not_answer_is_built_here(files: list[Named], monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the system ends a worker that takes too much memory."""
    alone = load_packed(files)
    monkeypatch.setattr(crew, "_work", leave)
    assert load_packed(files, processes=2) == alone
    assert multiprocessing.active_children() == []


def test_a_fault_leaves_no_worker(files: list[Named], monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(crew, "_taken", fault)
    with pytest.raises(KeyboardInterrupt):
        load_packed(files, processes=2)
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_the_program(files: list[Named], tmp_path: Path, how: int) -> None:
    """Killed or interrupted while workers wait for it: they hold its standard output open as long as they live."""
    script = (
        "import signal, sys, time; from pathlib import Path\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # what runs in the background has it ignored
        "from plancheck.plans import crew\n"
        "crew._taken = lambda *_: (print('begun', flush=True), time.sleep(600))\n"
        "from plancheck.plans.many import load_packed\n"
        f"load_packed([(Path({str(tmp_path)!r}) / f'plans/plan-{{n:03}}.yaml', f'plans/plan-{{n:03}}.yaml') "
        "for n in range(100) if n != 42], None, 2)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"begun\n"
    if how == signal.SIGINT:
        os.killpg(child.pid, how)
    else:
        child.kill()
    printed, complained = child.communicate(timeout=60)  # ends when the last of them has gone
    assert printed == b""
    assert complained.count(b"KeyboardInterrupt") == (1 if how == signal.SIGINT else 0)
