"""When to leave a service alone for a while."""

from __future__ import annotations

import threading

from devices.backoff import Backoff
from devices.clock import Clock


class Breaker:
    """Leaves a service that just failed alone for some seconds; then lets one call through to see.

    Threads may share it.

    Args:
        rest_s: How long it is left alone after the first failure; doubled with each further one up to `longest_s`.
    """

    def __init__(self, clock: Clock, rest_s: float = 5.0, longest_s: float = 30.0) -> None:
        self._clock = clock
        self._rests = Backoff(rest_s, longest_s)
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
            self._closed_until_s = self._clock.now().monotonic_s + self._rests.wait_s(self._failures)
