"""A few threads for calls that may block, so that the visit never waits for one."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from devices.clock import Clock

log = logging.getLogger("kiosk.visits")

Job = Callable[[], None]


class Executor(Protocol):
    """Runs jobs somewhere."""

    def submit(self, job: Job, late: Job, deadline_s: float) -> None:
        """Run `job`; run `late` on the caller's next `check` when the job is not done within the deadline."""

    def check(self) -> None:
        """Look for jobs past their deadline."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Inline:
    """Runs each job at once, on the caller's thread. For tests of whole visits without threads."""

    def submit(self, job: Job, late: Job, deadline_s: float) -> None:
        """Run it now."""
        job()

    def check(self) -> None:
        """Nothing can be late."""

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""


@dataclass(slots=True)
class _Task:
    job: Job
    late: Job
    deadline_s: float
    done: bool = False
    worker: threading.Thread | None = field(default=None)


class Workers:
    """A pool of daemon threads. A thread whose call does not come back is given up and replaced, up to a limit."""

    def __init__(self, clock: Clock, count: int = 3, most: int = 12, name: str = "visit") -> None:
        self._clock, self._count, self._most, self._name = clock, count, most, name
        self._jobs: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._open: list[_Task] = []
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start the threads."""
        for _ in range(self._count):
            self._add_thread()

    def submit(self, job: Job, late: Job, deadline_s: float) -> None:
        """See `Executor`."""
        task = _Task(job, late, self._clock.now().monotonic_s + deadline_s)
        with self._lock:
            self._open.append(task)
        self._jobs.put(task)

    def check(self) -> None:
        """See `Executor`. A late job's own answer may still come; whoever takes it must drop it by its token."""
        now_s = self._clock.now().monotonic_s
        with self._lock:
            late = [t for t in self._open if now_s >= t.deadline_s and not t.done]
            self._open = [t for t in self._open if t not in late and not t.done]
            stuck = [t.worker for t in late if t.worker is not None]
        for task in late:
            log.warning("a call of the visit did not come back in time")
            task.late()
        for _ in stuck:
            self._add_thread()

    def stop(self, timeout_s: float = 2.0) -> None:
        """End the threads; one that hangs in a call is left behind, it is a daemon."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(timeout_s)

    def _add_thread(self) -> None:
        if len(self._threads) >= self._most:
            log.error("too many calls of the visit hang; no further thread is started")
            return
        thread = threading.Thread(target=self._work, name=f"{self._name}-worker-{len(self._threads) + 1}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while (task := self._jobs.get()) is not None:
            task.worker = threading.current_thread()
            task.job()
            with self._lock:
                task.done = True
                self._open = [t for t in self._open if t is not task]
