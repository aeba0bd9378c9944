"""What is done once a day: at an hour of the hall's own clock, when nobody is served, caught up when it was missed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo

from devices.clock import Clock
from kiosk.store.errors import StoreError

log = logging.getLogger("kiosk.daily")

LOOK_EVERY_S = 30.0
ENDS_S = 10.0
AHEAD = timedelta(hours=1)
"""What was noted later than now by more than this was noted under a wrong clock, and does not count."""


def newest_due(now: datetime, at: time, zone: tzinfo) -> datetime:
    """The newest moment, not after `now`, at which the hall's clock showed `at`."""
    today = now.astimezone(zone).date()
    for day in (today, today - timedelta(days=1)):
        due = datetime.combine(day, at, zone).astimezone(UTC)
        if due <= now:
            return due
    return due - timedelta(days=1)  # a zone whose clock was put forward by more than a day


def is_due(now: datetime, last: datetime | None, at: time, zone: tzinfo) -> bool:
    """Whether it has to be done now, given when it was done last."""
    return last is None or last < newest_due(now, at, zone) or last > now + AHEAD


class Daily:
    """One thread that waits for its hour.

    Args:
        name: Of the thread.
        at, zone: The hour by the hall's clock.
        again_s: Not begun anew earlier than this, whatever became of it.
        last: When it was done last.
        is_idle: Whether nobody is served now.
        work: Begins it; may finish after it has returned.
        each_look: Done at every look and after each `wake`, busy or not.
    """

    def __init__(
        self,
        name: str,
        clock: Clock,
        at: time,
        zone: tzinfo,
        *,
        again_s: float,
        last: Callable[[], datetime | None],
        is_idle: Callable[[], bool],
        work: Callable[[], None],
        each_look: Callable[[], None] = lambda: None,
    ) -> None:
        self._name, self._clock, self._at, self._zone, self._again_s = name, clock, at, zone, again_s
        self._last, self._is_idle, self._work, self._each_look = last, is_idle, work, each_look
        self._not_before_s = 0.0
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to wait; what was missed is done as soon as nobody is served. Nothing begins after `stop`."""
        if not self._stopping.is_set():
            self._thread.start()

    def stop(self) -> None:
        """End the wait. Safe to call again, and before `start`."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(ENDS_S)

    def wake(self) -> None:
        """Look now. Any thread may call it; returns at once."""
        self._wake.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._look()
            except (StoreError, TimeoutError) as error:
                self._not_before_s = self._clock.now().monotonic_s + self._again_s
                log.warning("%s was not finished: %s", self._name, getattr(error, "code", "timeout"))
            self._clock.wait(self._wake, LOOK_EVERY_S)
            self._wake.clear()

    def _look(self) -> None:
        self._each_look()
        now = self._clock.now()
        if now.monotonic_s >= self._not_before_s and self._is_idle() and self._is_due(now.utc):
            self._not_before_s = now.monotonic_s + self._again_s
            self._work()

    def _is_due(self, now: datetime) -> bool:
        return is_due(now, self._last(), self._at, self._zone)
