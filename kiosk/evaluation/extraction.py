"""Pictures → vectors, on all processors, nothing written anywhere. What cannot be used is counted with its reason.

Pictures come from anybody: they are opened by the reader that checks what a file claims before decoding it, in child
processes, so that a picture which kills the decoder costs one picture.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker
from pathlib import Path

import numpy as np

from kiosk.evaluation.finding import Finding, Plan
from kiosk.evaluation.tools import Tools
from kiosk.faces.engines.engine import Matrix, Vector

CHUNK = 8
"""Pictures handed to a child at once."""
WORTH_CHILDREN = 24
"""Below so many pictures a child costs more time, for loading its models, than it saves."""
CRASHED = "crashed"
"""Reason of a picture that ended the process which looked at it."""


Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Progress nobody is told of."""


def extract(paths: list[Path], plan: Plan, workers: int, progress: Progress = silent) -> list[Finding]:
    """What each picture gave, in order.

    Args:
        workers: Child processes; with 1, or with few pictures, the work is done here.
        progress: Told how many of all are done.

    Raises:
        EngineMissing: an engine or a model does not load.
    """
    here = Tools(plan)  # loaded here in any case: says what is missing before children are started
    if workers <= 1 or len(paths) < WORTH_CHILDREN:
        found = []
        for path in paths:
            found.append(here.examine(path))
            progress(len(found), len(paths))
        return found
    findings: dict[int, Finding] = {}
    numbers = list(range(len(paths)))
    chunks = [numbers[i : i + CHUNK] for i in range(0, len(numbers), CHUNK)]
    _run(chunks, paths, plan, min(workers, len(chunks)), findings, progress)
    _one_by_one([number for number in numbers if number not in findings], paths, plan, findings, progress)
    return [findings[number] for number in numbers]


def default_workers() -> int:
    """As many as there are processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def matrix_of(vectors: list[Vector | None], length: int) -> Matrix:
    """(pictures, length); rows of NaN where a picture gave nothing."""
    matrix = np.full((len(vectors), length), np.nan, np.float32)
    for row, vector in enumerate(vectors):
        if vector is not None:
            matrix[row] = vector
    return matrix


def _run(
    chunks: list[list[int]], paths: list[Path], plan: Plan, workers: int, findings: dict[int, Finding], say: Progress
) -> None:
    """Work through the chunks in children; those of a pool that died are left out of `findings`."""
    waiting: dict[Future[list[Finding]], list[int]] = {}
    with _pool(workers, plan) as pool:
        with _undisturbed(), contextlib.suppress(BrokenProcessPool):
            for chunk in chunks:
                waiting[pool.submit(_examine, [paths[i] for i in chunk])] = chunk
        for future in as_completed(waiting):
            with contextlib.suppress(BrokenProcessPool):
                findings.update(zip(waiting[future], future.result(), strict=True))
                say(len(findings), len(paths))


def _one_by_one(numbers: list[int], paths: list[Path], plan: Plan, findings: dict[int, Finding], say: Progress) -> None:
    """What was left when a child died: alone in a child, a picture takes no other with it, and its end names it."""
    left = list(numbers)
    while left:
        with _pool(1, plan) as pool:
            try:
                while left:
                    with _undisturbed():
                        future = pool.submit(_examine, [paths[left[0]]])
                    findings[left[0]] = future.result()[0]
                    del left[0]
                    say(len(findings), len(paths))
            except BrokenProcessPool:
                findings[left.pop(0)] = Finding(reason=CRASHED)


@contextlib.contextmanager
def _pool(workers: int, plan: Plan) -> Iterator[ProcessPoolExecutor]:
    """Children that are gone when the block ends, however it ends."""
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin, (plan,))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C reaches the whole group of processes; children begun in here leave it to the parent, who gets it after.

    Children inherit the mask of this thread. The mask alone does not hold Ctrl-C back from this one: libraries have
    threads that take it in its place, and Python then interrupts the main thread all the same.
    """
    resource_tracker.ensure_running()  # when it starts, it lets signals through again
    arrived = False

    def note(*_: object) -> None:
        nonlocal arrived
        arrived = True

    usual = signal.getsignal(signal.SIGINT)
    if callable(usual):
        signal.signal(signal.SIGINT, note)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if callable(usual):
            signal.signal(signal.SIGINT, usual)
    if arrived:
        signal.raise_signal(signal.SIGINT)


_tools: Tools | None = None
"""Of a child process, made once when it begins: models take longer to load than a picture to examine."""


def _begin(plan: Plan) -> None:
    global _tools
    _tools = Tools(plan)


def _examine(paths: list[Path]) -> list[Finding]:
    assert _tools is not None
    return [_tools.examine(path) for path in paths]
