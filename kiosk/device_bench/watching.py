"""What the devices of a terminal told: their states always, what they read only while a technician looks on.

A technician sees no visitor's value: while a page of the bench is open no visitor is served, and at every other time
only that something was read is kept. Of cards it is kept that one was read, how long it took, and why one was not.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

from devices.clock import Instant
from devices.device import Device
from devices.events import (
    CardArrived,
    CardToken,
    DeviceEvent,
    DeviceState,
    DeviceStateChanged,
    IdentityRead,
    Quality,
    ReadFailed,
    ReadingTaken,
)

KEPT = 60
"""Readings of a device, and read times of a card reader."""
STATES = 30


@dataclass(frozen=True, slots=True)
class Told:
    """A device entered a state."""

    state: DeviceState
    fault: str | None
    at: Instant


@dataclass(frozen=True, slots=True, repr=False)
class Heard:
    """One reading: values by metric, None where the device sent an error in their place."""

    values: Mapping[str, float | None]
    good: bool
    flags: tuple[str, ...]
    at: Instant


@dataclass(frozen=True, slots=True)
class Cards:
    """What a card reader did since the terminal started. Nothing of any card.

    Attributes:
        times_s: From a card's arrival till it was read, of the last ones.
        last: When the last one was read or failed.
    """

    read: int = 0
    failed: int = 0
    times_s: tuple[float, ...] = ()
    last: Instant | None = None

    @property
    def median_s(self) -> float | None:
        """None while none was read."""
        return median(self.times_s) if self.times_s else None


@dataclass
class _Of:
    """One device."""

    states: deque[Told] = field(default_factory=lambda: deque(maxlen=STATES))
    heard: deque[Heard] = field(default_factory=lambda: deque(maxlen=KEPT))
    last: Instant | None = None
    arrived: dict[CardToken, float] = field(default_factory=dict)
    read: int = 0
    failed: int = 0
    times_s: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))
    card: Instant | None = None


class DeviceWatch:
    """Thread-safe. `hear` is called on the devices' threads and returns at once."""

    def __init__(self, devices: Mapping[str, Device]) -> None:
        self._devices = devices
        self._lock = threading.Lock()
        self._of: dict[str, _Of] = {}
        self._looking: list[Callable[[], None]] = []

    # --- who looks ------------------------------------------------------------------------------------------------
    def look(self, changed: Callable[[], None]) -> Callable[[], None]:
        """From now on readings are kept, and `changed` is called after each event, on a device's thread. What is given
        back ends it, and may be called again; with the last one the readings are forgotten.
        """
        with self._lock:
            self._looking.append(changed)
        self._mark(True)

        def end() -> None:
            with self._lock:
                if changed not in self._looking:
                    return
                self._looking.remove(changed)
                still = bool(self._looking)
                if not still:
                    for of in self._of.values():
                        of.heard.clear()
            self._mark(still)

        return end

    def _mark(self, watched: bool) -> None:
        for device in self._devices.values():
            device.wire_log.watched = watched

    # --- what devices tell ----------------------------------------------------------------------------------------
    def hear(self, event: DeviceEvent) -> None:
        """A device told something."""
        with self._lock:
            self._take(event)
            looking = tuple(self._looking)
        for changed in looking:
            changed()

    def _take(self, event: DeviceEvent) -> None:
        match event:
            case DeviceStateChanged():
                self._device(event.device).states.append(Told(event.state, event.fault, event.at))
            case ReadingTaken():
                of, reading = self._device(event.reading.device), event.reading
                of.last = reading.at
                if self._looking:
                    values = {quantity.metric: quantity.value for quantity in reading.quantities}
                    of.heard.append(Heard(values, reading.quality is not Quality.INVALID, reading.flags, reading.at))
            case CardArrived():
                of = self._device(event.token.reader)
                of.arrived = {event.token: event.at.monotonic_s}
            case IdentityRead():
                of = self._device(event.token.reader)
                of.read, of.card = of.read + 1, event.at
                began_s = of.arrived.pop(event.token, None)
                if began_s is not None:
                    of.times_s.append(event.at.monotonic_s - began_s)
            case ReadFailed():
                of = self._device(event.token.reader)
                of.failed, of.card = of.failed + 1, event.at

    def _device(self, name: str) -> _Of:
        of = self._of.get(name)
        if of is None:
            of = self._of[name] = _Of()
        return of

    # --- what is known --------------------------------------------------------------------------------------------
    def states(self, name: str) -> tuple[Told, ...]:
        """The oldest first."""
        with self._lock:
            return tuple(self._device(name).states)

    def readings(self, name: str) -> tuple[Heard, ...]:
        """What was read while somebody looked on, the oldest first."""
        with self._lock:
            return tuple(self._device(name).heard)

    def last_read(self, name: str) -> Instant | None:
        """When an instrument read something last, whoever's it was."""
        with self._lock:
            return self._device(name).last

    def cards(self, name: str) -> Cards:
        """Of a card reader."""
        with self._lock:
            of = self._device(name)
            return Cards(of.read, of.failed, tuple(of.times_s), of.card)
