"""Plans built by other processes, a batch at a time.

A worker waits for batches on a pipe of its own and ends when the pipe does, so none outlives this process, however it
ends. An interrupt from the keyboard concerns this process alone. What a worker did not answer is simply missing: the
caller builds it himself and meets whatever stopped the worker.
"""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from plancheck.plans.cache import PlanCache
from plancheck.plans.codec import decode, encode
from plancheck.plans.packed import from_bytes, to_bytes
from plancheck.plans.packing import Named, PackedResult, build_packed

BATCH = 16
_AHEAD = 2
"""Batches that a worker is given before it has answered, so that it never waits for us."""
_PATIENCE = 1.0
"""Seconds in which a worker is to end by itself."""
_MANY = 200_000
"""Things made before memory is searched for cycles: plans have none."""
Answer = list[tuple[bool, bytes]]


def build_shared(files: Sequence[Named], cache: Path | None, processes: int) -> dict[Named, PackedResult]:
    """What each of these files gives, as far as a worker could tell."""
    waiting = deque(files[i : i + BATCH] for i in range(0, len(files), BATCH))
    built: dict[Named, PackedResult] = {}
    with _workers(min(processes, len(waiting)), cache) as pipes:
        given: dict[Connection, deque[Sequence[Named]]] = {pipe: deque() for pipe in pipes}
        for pipe in [*pipes] * _AHEAD:
            _give(pipe, given, waiting)
        while busy := [pipe for pipe, batches in given.items() if batches]:
            for pipe in [pipe for pipe in wait(busy) if isinstance(pipe, Connection)]:
                built.update(_taken(pipe, given))
                _give(pipe, given, waiting)
    return built


def _give(pipe: Connection, given: dict[Connection, deque[Sequence[Named]]], waiting: deque[Sequence[Named]]) -> None:
    """The next batch, unless there is none or the worker has gone."""
    if not waiting or pipe not in given:
        return
    try:
        pipe.send(list(waiting[0]))
    except OSError:
        given.pop(pipe)
    else:
        given[pipe].append(waiting.popleft())


def _taken(pipe: Connection, given: dict[Connection, deque[Sequence[Named]]]) -> Iterator[tuple[Named, PackedResult]]:
    """The answer to the worker's oldest batch; of one that has gone, nothing."""
    try:
        answer: Answer = pipe.recv()
    except (EOFError, OSError):
        given.pop(pipe)
        return
    for file, (usable, data) in zip(given[pipe].popleft(), answer, strict=True):
        packed = from_bytes(data) if usable else None
        yield file, PackedResult(packed, decode(data) if packed is None else packed.findings)


@contextmanager
def _workers(count: int, cache: Path | None) -> Iterator[list[Connection]]:
    """Pipes to so many workers, which are gone afterwards."""
    context = get_context("spawn")  # the same on every system, and safe beside threads
    started: list[tuple[SpawnProcess, Connection]] = []
    try:
        for _ in range(count):
            ours, theirs = context.Pipe()
            worker = context.Process(target=_work, args=(theirs, cache), daemon=True)
            with _no_interrupts():
                worker.start()
            theirs.close()
            started.append((worker, ours))
        yield [pipe for _, pipe in started]
    finally:
        for _, pipe in started:
            pipe.close()
        for worker, _ in started:
            worker.join(_PATIENCE)
            worker.terminate()
            worker.join()


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """What is started meanwhile never hears of Ctrl-C; Windows has no such mask, there `_work` sees to it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would take the mask off again when the first is started
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection, folder: Path | None) -> None:
    """Build batch after batch until nobody gives any more. A fault ends the worker without a word."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_MANY)
    cache = None if folder is None else PlanCache(folder)
    try:
        while True:
            pipe.send([_answer(file, cache) for file in pipe.recv()])
    except Exception:
        return


def _answer(file: Named, cache: PlanCache | None) -> tuple[bool, bytes]:
    result = build_packed(*file, cache)
    if result.packed is None:
        return False, encode(result.findings).encode()
    return True, to_bytes(result.packed)
