"""The session gate: where a reading from a wire meets the visit it belongs to. One way for each manner of measuring."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Protocol, runtime_checkable

from devices.clock import Clock, Instant
from devices.decoding import RefusalCode
from devices.events import DeviceState, Reading
from kiosk.instruments.belonging import Belonging, belonging
from kiosk.instruments.repeats import Repeats
from kiosk.measurements.measurement import Measurement

Build = Callable[[Reading, str | None], tuple[Measurement, ...]]
"""Makes measurements of a reading for a resident; None where it is nobody's."""
Arrived = Callable[[str, tuple[Measurement, ...]], None]
"""Told of what belongs to a visit: its id, and the measurements, empty when none can be had."""
Quarantine = Callable[[tuple[Measurement, ...], str], None]
Unfit = Callable[[str, Instant], str | None]
"""Why a device may not be used for people at a moment; None where it may."""


NOBODYS = (
    RefusalCode.STORED.value,
    RefusalCode.DEMONSTRATION.value,
    RefusalCode.TESTING.value,
    RefusalCode.CONTROL_SOLUTION.value,
    RefusalCode.EMPTY.value,
)
"""Flags of what was never measured on whoever sits there; the reason written beside it in quarantine."""


@runtime_checkable
class Requestable(Protocol):
    """A device that measures when it is asked to, such as a thermometer."""

    name: str

    @property
    def state(self) -> DeviceState:
        """The state last announced."""

    def request(self) -> None:
        """Ask for one measurement now. Returns at once."""


@dataclass(frozen=True, slots=True)
class _Owner:
    visit_id: str
    resident_id: str
    since: Instant

    def of(self, rows: tuple[Measurement, ...]) -> tuple[Measurement, ...]:
        return tuple(row.belonging_to(self.resident_id, self.visit_id) for row in rows)


class OnRequest:
    """Asks for one reading a request, and says whose the answer is. Of several devices one that works is asked; never
    one that may not be used for people.

    A reading that nobody asked for is dropped: such a device measures whatever stands before it, and a value of nobody
    is worth nothing.
    """

    def __init__(
        self,
        devices: Sequence[Requestable],
        *,
        build: Build,
        clock: Clock,
        arrived: Arrived,
        unfit: Unfit = lambda _name, _at: None,
    ) -> None:
        self._devices, self._build, self._clock, self._arrived = tuple(devices), build, clock, arrived
        self._unfit = unfit
        self._waiting: _Owner | None = None
        self._asked = ""
        self._lock = threading.Lock()

    def request(self, visit_id: str, resident_id: str) -> None:
        """Measure for this visit; a request of an earlier visit that is still open is forgotten."""
        now = self._clock.now()
        there = [
            device
            for device in self._devices
            if device.state is not DeviceState.CLOSED and self._unfit(device.name, now) is None
        ]
        if not there:
            self._arrived(visit_id, ())
            return
        asked = next((device for device in there if device.state is DeviceState.READY), there[0])
        with self._lock:
            self._waiting, self._asked = _Owner(visit_id, resident_id, now), asked.name
        asked.request()

    def take(self, reading: Reading) -> None:
        """A reading arrived. One begun before the request is an earlier person's, and is dropped."""
        with self._lock:
            owner = self._waiting
            if owner is None or reading.device != self._asked or reading.at.monotonic_s < owner.since.monotonic_s:
                return
            self._waiting = None
        unfit = self._unfit(reading.device, reading.at) is not None
        self._arrived(owner.visit_id, () if unfit else owner.of(self._build(reading, owner.resident_id)))


class WhileOpen:
    """Takes what an instrument sends by itself. It is the visit's for which the instrument is open; else nobody's."""

    def __init__(
        self,
        *,
        build: Build,
        clock: Clock,
        zone: tzinfo,
        arrived: Arrived,
        quarantine: Quarantine,
        unfit: Unfit = lambda _name, _at: None,
    ) -> None:
        self._build, self._clock, self._zone, self._unfit = build, clock, zone, unfit
        self._arrived, self._quarantine = arrived, quarantine
        self._owner: _Owner | None = None
        self._repeats = Repeats()
        self._lock = threading.Lock()

    def open(self, visit_id: str, resident_id: str) -> None:
        """From now on a reading belongs to this visit."""
        with self._lock:
            self._owner = _Owner(visit_id, resident_id, self._clock.now())

    def close(self) -> None:
        """From now on a reading belongs to nobody."""
        with self._lock:
            self._owner = None

    def take(self, reading: Reading) -> None:
        """A reading arrived. What was heard before is one record, whoever it was heard for."""
        with self._lock:
            owner = self._owner
            if not self._repeats.is_new(reading):
                return
        rows = self._build(reading, None if owner is None else owner.resident_id)
        if owner is None:
            self._quarantine(rows, "no-visit")
            return
        why = self._unfit(reading.device, reading.at) or next((flag for flag in NOBODYS if flag in reading.flags), None)
        if why is not None:
            self._quarantine(rows, why)
            return
        answer = belonging(reading, owner.since, self._clock.now(), zone=self._zone)
        if answer is Belonging.BELONGS:
            self._arrived(owner.visit_id, owner.of(rows))
        else:
            self._quarantine(rows, answer.value)
