"""The session gate: the two places where a reading from a wire meets the visit it belongs to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from devices.clock import Clock, Instant
from devices.events import DeviceState, Reading
from devices.thermometers.thermometer import Thermometer
from kiosk.calibration.records import Calibration
from kiosk.measurements.belonging import Belonging, belonging
from kiosk.measurements.builders import from_blood_pressure, from_temperature
from kiosk.measurements.measurement import Measurement
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.visits.events import PressureArrived, TemperatureArrived, VisitEvent

Post = Callable[[VisitEvent], None]
Quarantine = Callable[[tuple[Measurement, ...], str], None]


@dataclass(frozen=True, slots=True)
class _Owner:
    visit_id: str
    resident_id: str
    since: Instant


class TemperatureDesk:
    """Asks a thermometer for one temperature a request, and says whose the answer is. Of several one that works.

    A reading that nobody asked for is dropped: the module measures whatever stands before it, and a temperature of
    nobody is worth nothing. Implements `kiosk.visits.ports.ThermometerDesk`.
    """

    def __init__(
        self,
        thermometers: Sequence[Thermometer],
        *,
        calibration: Callable[[], Calibration],
        settings: TemperatureSettings,
        clock: Clock,
        post: Post,
    ) -> None:
        self._thermometers, self._calibration, self._settings = tuple(thermometers), calibration, settings
        self._clock, self._post = clock, post
        self._waiting: _Owner | None = None
        self._asked = ""
        self._lock = threading.Lock()

    def request(self, visit_id: str, resident_id: str) -> None:
        """Measure for this visit; a request of an earlier visit that is still open is forgotten."""
        there = [t for t in self._thermometers if t.state is not DeviceState.CLOSED]
        if not there:
            self._post(TemperatureArrived(visit_id, ()))
            return
        asked = next((t for t in there if t.state is DeviceState.READY), there[0])
        with self._lock:
            self._waiting, self._asked = _Owner(visit_id, resident_id, self._clock.now()), asked.name
        asked.request()

    def take(self, reading: Reading) -> None:
        """A reading of a thermometer arrived. One begun before the request is an earlier person's, and is dropped."""
        with self._lock:
            owner = self._waiting
            if owner is None or reading.device != self._asked or reading.at.monotonic_s < owner.since.monotonic_s:
                return
            self._waiting = None
        rows = from_temperature(reading, self._calibration(), self._settings)
        theirs = tuple(row.belonging_to(owner.resident_id, owner.visit_id) for row in rows)
        self._post(TemperatureArrived(owner.visit_id, theirs))


class PressureDesk:
    """Decides for each reading of the cuff whether it is the present visitor's. What is not goes to quarantine.

    Implements `kiosk.visits.ports.CuffDesk`.

    Args:
        zone: The hall's, in which the cuff's own clock is set.
    """

    def __init__(self, *, clock: Clock, zone: tzinfo, post: Post, quarantine: Quarantine) -> None:
        self._clock, self._zone, self._post, self._quarantine = clock, zone, post, quarantine
        self._owner: _Owner | None = None
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
        """A reading of the cuff arrived."""
        with self._lock:
            owner = self._owner
        rows = from_blood_pressure(reading)
        if owner is None:
            self._quarantine(rows, "no-visit")
            return
        answer = belonging(reading, owner.since, self._clock.now(), self._zone)
        if answer is not Belonging.BELONGS:
            self._quarantine(rows, answer.value)
            return
        theirs = tuple(row.belonging_to(owner.resident_id, owner.visit_id) for row in rows)
        self._post(PressureArrived(owner.visit_id, theirs))
