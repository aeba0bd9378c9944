"""Time as the devices and the kiosk see it: one injectable clock, so that no test has to wait."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from devices.clock_proof import is_synchronised


@dataclass(frozen=True, slots=True)
class Instant:
    """One moment on both clocks.

    Attributes:
        utc: Wall time with zone UTC; may jump when the clock is set.
        monotonic_s: Seconds on the monotonic clock of this boot; never jumps. Order and ages are taken from it.
    """

    utc: datetime
    monotonic_s: float


class Clock(Protocol):
    """What every waiting part of the house is given instead of the `time` module."""

    def now(self) -> Instant:
        """This moment on both clocks."""

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        """Block until `event` is set or `timeout_s` has passed; true when it was set."""

    def is_proved(self) -> bool:
        """Whether somebody outside vouches for the wall clock now."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> Instant:
        return Instant(datetime.now(UTC), time.monotonic())

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        return event.wait(timeout_s)

    def is_proved(self) -> bool:
        return is_synchronised()
