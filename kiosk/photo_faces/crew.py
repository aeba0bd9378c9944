"""Several processes that look at photos at once, one a core as far as the memory goes round."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from devices.clock import Clock
from kiosk.photo_faces.looking import COMMAND, Looker, Stopped
from kiosk.photo_faces.protocol import Told

T = TypeVar("T")
R = TypeVar("R")

EACH_BYTES = 512 << 20
"""Memory that must be left for each process."""
JOIN_S = 15.0
"""A stick that hangs in a read keeps its thread, which is nobody's any more, for longer."""
MEMORY = Path("/proc/meminfo")


def at_once(cores: int | None = None, memory: Path = MEMORY) -> int:
    """How many processes may look at photos: one a core of this process, and for each as much memory as it may take.

    Args:
        memory: What the kernel says of it (proc(5)); where there is no such file the cores alone count.
    """
    if cores is None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    left = _available(memory)
    return max(1, cores if left is None else min(cores, left // EACH_BYTES))


class Crew(Generic[T, R]):
    """Use as a context: leaving it ends all processes. One thread uses it; `stop` is set by any.

    Args:
        do: Has one of the photos looked at; called on a thread for each process.
        size: How many processes at most.
    """

    def __init__(
        self, told: Told, clock: Clock, stop: threading.Event, do: Callable[[Looker, T], R], size: int,
        command: Sequence[str] = COMMAND,
    ) -> None:  # fmt: skip
        self._stop, self._do, self._ended = stop, do, threading.Event()
        self._lookers = [Looker(told, clock, self._is_over, command) for _ in range(size)]
        self._threads: list[threading.Thread] = []
        self._answers: queue.SimpleQueue[tuple[T, R] | BaseException] = queue.SimpleQueue()

    def __enter__(self) -> Crew[T, R]:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(JOIN_S)

    @property
    def pids(self) -> tuple[int, ...]:
        """Of the processes that run now."""
        return tuple(pid for looker in self._lookers if (pid := looker.pid) is not None)

    def look(self, photos: Sequence[T]) -> Iterator[tuple[T, R]]:
        """Each photo with what came of it, as they are done, in no order.

        Raises:
            Stopped: `stop` was set.
            Exception: whatever `do` raised first.
        """
        waiting, lock = iter(photos), threading.Lock()
        self._threads = [
            threading.Thread(target=self._work, args=(looker, waiting, lock), name=f"photo-faces-{at}", daemon=True)
            for at, looker in enumerate(self._lookers[: len(photos)], start=1)
        ]
        for thread in self._threads:
            thread.start()
        for _ in photos:
            answer = self._answers.get()  # each photo has one: what waits for a process has a deadline
            if self._stop.is_set():
                raise Stopped
            if isinstance(answer, BaseException):
                raise answer
            yield answer

    def _work(self, looker: Looker, waiting: Iterator[T], lock: threading.Lock) -> None:
        with looker:
            while not self._is_over():
                with lock:
                    photo = next(waiting, None)
                if photo is None:
                    return
                try:
                    self._answers.put((photo, self._do(looker, photo)))
                except BaseException as error:  # noqa: BLE001 - raised again where the answers are taken
                    self._answers.put(error)
                    return
        self._answers.put(Stopped())

    def _is_over(self) -> bool:
        return self._stop.is_set() or self._ended.is_set()


def _available(memory: Path) -> int | None:
    """Bytes that programs can have without any being swapped out."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in memory.read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None
