"""How far a job on another thread is; and the word that it is to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

LEAST_S = 2.0
"""Before so long nobody knows how fast it goes."""


class Phase(StrEnum):
    """What is done row by row."""

    READING = "reading"
    CHECKING = "checking"
    COMPARING = "comparing"
    FACES = "faces"
    SAVING = "saving"


class Stopped(Exception):
    """It was given up."""


@dataclass(frozen=True, slots=True)
class Went:
    """How far it is. `total` is 0 while nobody knows; `per_s` and `left_s` are None before they can be told."""

    phase: Phase
    done: int = 0
    total: int = 0
    per_s: float | None = None
    left_s: float | None = None

    @property
    def part(self) -> float:
        """0..1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class Meter:
    """Thread-safe; the newest figures count.

    Args:
        now_s: Monotonic seconds.

    Attributes:
        stopped: Set when it was given up.
    """

    def __init__(self, phase: Phase, now_s: Callable[[], float]) -> None:
        self._lock = threading.Lock()
        self._now_s, self._phase, self._began_s = now_s, phase, now_s()
        self._done = self._total = 0
        self.stopped = threading.Event()

    def turn(self, phase: Phase) -> None:
        """Another thing is done row by row from now on. Raises Stopped."""
        with self._lock:
            self._phase, self._began_s, self._done, self._total = phase, self._now_s(), 0, 0
        self.told(0, 0)

    def told(self, done: int, total: int) -> None:
        """So many are done of so many. Raises Stopped."""
        with self._lock:
            if self.stopped.is_set():
                raise Stopped
            self._done, self._total = done, total

    def stop(self) -> None:
        """Whoever works hears of it when it tells the next time."""
        self.stopped.set()

    def went(self) -> Went:
        """How far it is now."""
        with self._lock:
            took_s = self._now_s() - self._began_s
            if not self._done or took_s < LEAST_S:
                return Went(self._phase, self._done, self._total)
            per_s = self._done / took_s
            left_s = (self._total - self._done) / per_s if self._total else None
            return Went(self._phase, self._done, self._total, per_s, left_s)
