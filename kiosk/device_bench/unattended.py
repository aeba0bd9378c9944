"""What can be tried of a device without anybody before it: it opens, it is heard, it names itself, it measures.

For a terminal that is stopped: a device has one owner.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from devices import catalogue
from devices.clock import Clock
from devices.device import Device
from devices.errors import DeviceNotAvailable
from devices.events import DeviceEvent, DeviceState, DeviceStateChanged, Quality, Reading, ReadingTaken
from devices.wire_log import Direction
from kiosk.device_bench.live import Requestable
from kiosk.device_bench.standing import METRICS, NOT_MADE
from kiosk.measurements.catalogue import metrics
from kiosk.measurements.plausibility import implausible
from kiosk.settings import DeviceEntry

READING_S = 6.0
"""A device that measures when it is asked has answered by then."""
TIMEOUT, NO_READING, IMPLAUSIBLE = "device-timeout", "no-answer", "out-of-range"


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one device.

    Attributes:
        fault: Error code; "" where nothing was found wrong.
        opened: It entered READY.
        heard: Bytes came from it. A device that speaks only when somebody uses it may be well and not heard.
        serial: As it told it itself; "" where its protocol has none.
        reading: Raw, by metric; empty for a device that measures only when somebody uses it.
    """

    fault: str = ""
    opened: bool = False
    heard: bool = False
    serial: str = ""
    reading: Mapping[str, float] = field(default_factory=dict, repr=False)


def try_all(entries: Sequence[DeviceEntry], clock: Clock, zone: tzinfo, wait_s: float) -> dict[str, Tried]:
    """Try devices beside one another, by name; none is open afterwards. Takes `wait_s` and `READING_S` at most."""
    trials = [_Trial(entry, clock, zone) for entry in entries]
    try:
        begun_s = clock.now().monotonic_s
        for trial in trials:
            trial.opens(begun_s + wait_s)
        begun_s = clock.now().monotonic_s
        for trial in trials:
            trial.asks()
        for trial in trials:
            trial.reads(begun_s + READING_S)
    finally:
        for trial in trials:
            trial.ends()
    return {trial.name: trial.tried() for trial in trials}


class _Trial:
    """One device, begun."""

    def __init__(self, entry: DeviceEntry, clock: Clock, zone: tzinfo) -> None:
        self.name, self._clock = entry.name, clock
        self._settled, self._read = threading.Event(), threading.Event()
        self._fault: str | None = None
        self._opened = self._asked = False
        self._reading: Reading | None = None
        self._device: Device | None = None
        try:
            self._device = catalogue.create(entry.model, entry.name, dict(entry.options), clock, zone)
        except DeviceNotAvailable:
            self._fault = NOT_MADE
        else:
            self._device.start(self._told)

    def _told(self, event: DeviceEvent) -> None:
        if isinstance(event, ReadingTaken):
            self._reading = event.reading
            self._read.set()
        elif isinstance(event, DeviceStateChanged) and event.state in (DeviceState.READY, DeviceState.FAULT):
            self._opened |= event.state is DeviceState.READY
            self._fault = (event.fault or "device") if event.state is DeviceState.FAULT else None
            self._settled.set()

    def opens(self, until_s: float) -> None:
        """Wait for it."""
        if self._device is not None:
            self._clock.wait(self._settled, max(0.0, until_s - self._clock.now().monotonic_s))

    def asks(self) -> None:
        """Have it measure, where it does so when it is asked."""
        if self._opened and isinstance(self._device, Requestable):
            self._asked = True
            self._device.request()

    def reads(self, until_s: float) -> None:
        """Wait for what it measured."""
        if self._asked:
            self._clock.wait(self._read, max(0.0, until_s - self._clock.now().monotonic_s))

    def ends(self) -> None:
        """Let it go."""
        if self._device is not None:
            self._device.stop()

    def tried(self) -> Tried:
        """What came of it."""
        device = self._device
        if device is None:
            return Tried(fault=self._fault or NOT_MADE)
        reading = _values(self._reading, METRICS.get(device.kind, ())) if self._asked else {}
        heard = any(one.direction is Direction.RECEIVED for one in device.wire_log.entries())
        return Tried(self._what_is_wrong(reading), self._opened, heard, device.serial or "", reading)

    def _what_is_wrong(self, reading: Mapping[str, float]) -> str:
        if self._fault:
            return self._fault
        if not self._opened:
            return TIMEOUT
        if not self._asked:
            return ""
        if self._reading is None or self._reading.quality is Quality.INVALID or not reading:
            return NO_READING
        wrong = any(implausible(metric, value) for metric, value in reading.items() if metric in metrics())
        return IMPLAUSIBLE if wrong else ""


def _values(reading: Reading | None, wanted: tuple[str, ...]) -> dict[str, float]:
    """Not what a device works out of them: a thermometer that looks at a wall has no body's temperature to tell."""
    found = {} if reading is None else {metric: reading.value(metric) for metric in wanted}
    return {metric: value for metric, value in found.items() if value is not None}
