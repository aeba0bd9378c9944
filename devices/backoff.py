"""How long to wait before the next try of something that failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MOST_DOUBLINGS = 30
"""A part that is away for a month fails a million times: 2 to that power is no float."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """`first_s` after the first failure in a row, twice as long after each further one, never longer than `cap_s`."""

    first_s: float = 0.5
    cap_s: float = 10.0

    def wait_s(self, failures: int) -> float:
        """Seconds to wait after the n-th failure in a row, n counted from 1."""
        return min(self.cap_s, self.first_s * 2.0 ** min(failures - 1, MOST_DOUBLINGS))

    def jittered_s(self, failures: int, random: Callable[[], float]) -> float:
        """Uniform between 0 and `wait_s`: terminals which failed together do not come back together.

        Args:
            random: Gives numbers in [0, 1).
        """
        return random() * self.wait_s(failures)
