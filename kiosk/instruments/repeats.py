"""Instruments tell a measurement twice, on the wire or after a connection came back. It is one record."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

from devices.events import Reading

REPEAT_WITHIN_S = 5.0
"""Nobody is measured again so soon: the same bytes are the same measurement."""
REMEMBERED = 256


class Repeats:
    """What was heard before, by device, the device's time, and bytes. Not thread-safe.

    Bytes with a time to the second are one measurement whenever they come. A clock that shows whole minutes cannot
    tell two measurements of one minute apart, nor can a device without a clock: there only the moment counts.
    """

    def __init__(self) -> None:
        self._heard: OrderedDict[tuple[str, datetime | None, bytes], float] = OrderedDict()

    def is_new(self, reading: Reading) -> bool:
        """Whether it was not heard before; it counts as heard from now on."""
        what = (reading.device, reading.device_time, reading.raw_frame)
        before = self._heard.pop(what, None)
        self._heard[what] = reading.at.monotonic_s
        while len(self._heard) > REMEMBERED:
            self._heard.popitem(last=False)
        if before is None:
            return True
        exact = reading.device_time is not None and bool(reading.device_time.second)
        return not exact and reading.at.monotonic_s - before > REPEAT_WITHIN_S
