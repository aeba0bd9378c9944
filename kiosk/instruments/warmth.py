"""For how long each device has been on, as far as the terminal can tell: since it first answered."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from devices.clock import Clock, Instant
from devices.device import Remark
from devices.events import DeviceState, DeviceStateChanged

COLD_AFTER_S = 60.0
"""A device that was gone for less has not cooled down: a cable was touched, a line was opened anew. Ours."""


class Warmth:
    """Hears every change of a device's state. Thread-safe.

    Args:
        needed_s: By device: for how long it must have been on before its readings count.
    """

    def __init__(self, needed_s: Mapping[str, float], clock: Clock) -> None:
        self._needed_s, self._clock = dict(needed_s), clock
        self._since: dict[str, float] = {}
        self._gone: dict[str, float] = {}
        self._lock = threading.Lock()

    def heard(self, event: DeviceStateChanged) -> None:
        """A device announced a state."""
        name, now_s = event.device, event.at.monotonic_s
        with self._lock:
            if event.state is not DeviceState.READY:
                self._gone.setdefault(name, now_s)
                return
            gone_s = self._gone.pop(name, None)
            if name not in self._since or (gone_s is not None and now_s - gone_s >= COLD_AFTER_S):
                self._since[name] = now_s

    def warm_s(self, device: str, at: Instant) -> float | None:
        """For how long a device has been on; None for one that never answered."""
        with self._lock:
            since_s = self._since.get(device)
        return None if since_s is None else max(0.0, at.monotonic_s - since_s)

    def remark(self, device: str) -> Remark | None:
        """What a technician should know of a device that is still warming up; None for every other."""
        warm_s = self.warm_s(device, self._clock.now())
        left_s = 0.0 if warm_s is None else self._needed_s.get(device, 0.0) - warm_s
        return Remark("warming-up", (str(int(left_s // 60) + 1),)) if left_s > 0 else None
