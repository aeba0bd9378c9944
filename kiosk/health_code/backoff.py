"""When to try again, and when to leave a service alone for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable

from devices.clock import Clock

BASE_S = 0.1
CAP_S = 1.0


def full_jitter_s(failures: int, random: Callable[[], float], base_s: float = BASE_S, cap_s: float = CAP_S) -> float:
    """Seconds to wait after the n-th failure (from 1): uniform between 0 and base·2^(n-1), at most `cap_s`.

    The whole span is drawn from, so that terminals which failed together do not come back together.

    Args:
        random: Gives numbers in [0, 1).
    """
    ceiling: float = min(cap_s, base_s * 2.0 ** min(failures - 1, 30))
    return random() * ceiling


class Breaker:
    """Leaves a service that just failed alone for some seconds; then lets one call through to see.

    Threads may share it.

    Args:
        rest_s: How long it is left alone after the first failure; doubled with each further one up to `longest_s`.
    """

    def __init__(self, clock: Clock, rest_s: float = 5.0, longest_s: float = 30.0) -> None:
        self._clock = clock
        self._rest_s = rest_s
        self._longest_s = longest_s
        self._failures = 0
        self._closed_until_s = 0.0
        self._lock = threading.Lock()

    @property
    def failing(self) -> bool:
        """Whether the last call failed."""
        with self._lock:
            return self._failures > 0

    def rest_left_s(self) -> float:
        """Seconds during which nothing should be asked; 0 when a call may go out."""
        with self._lock:
            if self._failures == 0:
                return 0.0
            return max(0.0, self._closed_until_s - self._clock.now().monotonic_s)

    def succeeded(self) -> None:
        """The service answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The service could not be reached, after all tries of one query."""
        with self._lock:
            self._failures += 1
            rest_s = min(self._longest_s, self._rest_s * 2.0 ** min(self._failures - 1, 10))
            self._closed_until_s = self._clock.now().monotonic_s + rest_s
