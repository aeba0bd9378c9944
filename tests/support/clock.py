"""A clock that moves only when a test says so."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from devices.clock import Instant

START = datetime(2026, 11, 22, 1, 20, 0, tzinfo=UTC)  # 9:20 in Shanghai


class ManualClock:
    """Implements `devices.clock.Clock`. A thread waiting on it wakes when the event is set or the time is reached."""

    def __init__(self, utc: datetime = START, monotonic_s: float = 1000.0) -> None:
        self._utc = utc
        self._monotonic_s = monotonic_s
        self._moved = threading.Condition()
        self._waiting = 0
        self.proved = False

    def now(self) -> Instant:
        with self._moved:
            return Instant(self._utc, self._monotonic_s)

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        with self._moved:
            deadline = self._monotonic_s + timeout_s
            self._waiting += 1
            self._moved.notify_all()
            while not event.is_set() and self._monotonic_s < deadline:
                self._moved.wait(0.005)
            self._waiting -= 1
            return event.is_set()

    def until_waited_on(self) -> None:
        """Until a thread has begun to wait: its deadline stands, and the time may be set past it."""
        with self._moved:
            assert self._moved.wait_for(lambda: self._waiting > 0, 5.0), "nobody waits on this clock"

    def is_proved(self) -> bool:
        return self.proved

    def advance(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        with self._moved:
            self._utc += timedelta(seconds=seconds)
            self._monotonic_s += seconds
            self._moved.notify_all()

    def set_wall(self, utc: datetime) -> None:
        """Set the wall clock alone, as a technician or NTP would."""
        with self._moved:
            self._utc = utc
