"""Values flow while a page of the bench is open: what is asked is asked once a second, and never while a visitor may be
served.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol, runtime_checkable

from devices.device import Device
from devices.events import DeviceState
from kiosk.desk.page import Context
from kiosk.device_bench.parts import BenchParts

SHOW_EVERY_S = 0.1
"""However many devices tell something: the page is drawn anew at most so often for it."""


@runtime_checkable
class Requestable(Protocol):
    """A device that measures when it is asked to."""

    def request(self) -> None:
        """Ask for one measurement now; any thread."""


class Live:
    """Of one page; on the desk's thread, but for what devices tell."""

    def __init__(self, context: Context, parts: BenchParts) -> None:
        self._context, self._parts = context, parts
        self._end: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._shown_s = 0.0

    def begin(self) -> None:
        """Somebody looks."""
        if self._end is None:
            self._end = self._parts.watch.look(self._changed)

    def end(self) -> None:
        """Nobody looks any more, or a visitor comes."""
        if self._end is not None:
            self._end()
            self._end = None

    def ask(self, *names: str) -> None:
        """About once a second: have these devices measure, where they measure when they are asked."""
        for name in names:
            device = self._parts.devices.get(name)
            if self._end is not None and device is not None and device.state is DeviceState.READY:
                request(device)

    def _changed(self) -> None:
        now_s = self._context.clock.now().monotonic_s
        with self._lock:
            if now_s - self._shown_s < SHOW_EVERY_S:
                return  # the desk looks at the page several times a second by itself
            self._shown_s = now_s
        self._context.later(lambda: None)


def request(device: Device) -> bool:
    """Have it measure; False where it does so by itself."""
    if not isinstance(device, Requestable):
        return False
    device.request()
    return True
