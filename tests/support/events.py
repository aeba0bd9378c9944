"""Collects what a device says, and waits for what a test expects."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from devices.events import DeviceEvent, DeviceState, DeviceStateChanged

E = TypeVar("E")


class EventLog:
    """A sink that keeps every event in order."""

    def __init__(self) -> None:
        self.events: list[DeviceEvent] = []
        self._came = threading.Condition()

    def __call__(self, event: DeviceEvent) -> None:
        with self._came:
            self.events.append(event)
            self._came.notify_all()

    def of(self, kind: type[E]) -> list[E]:
        """All events of one type so far."""
        with self._came:
            return [e for e in self.events if isinstance(e, kind)]

    def wait_for(
        self, kind: type[E], count: int = 1, timeout_s: float = 15.0, where: Callable[[E], bool] = lambda _: True
    ) -> E:
        """The count-th event of a type that fits. Fails the test when it does not come in time."""
        deadline = time.monotonic() + timeout_s
        with self._came:
            while True:
                fitting = [e for e in self.events if isinstance(e, kind) and where(e)]
                if len(fitting) >= count:
                    return fitting[count - 1]
                left = deadline - time.monotonic()
                if left <= 0:
                    seen = ", ".join(type(e).__name__ for e in self.events[-12:]) or "nothing"
                    raise AssertionError(f"no {count}. {kind.__name__} within {timeout_s} s; saw {seen}")
                self._came.wait(left)

    def wait_state(self, state: DeviceState, count: int = 1, timeout_s: float = 15.0) -> DeviceStateChanged:
        """The count-th time a device announced a state."""
        return self.wait_for(DeviceStateChanged, count, timeout_s, lambda e: e.state is state)
