"""All instruments of a terminal, by facility: what the visit asks of them, and what their devices read."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Protocol, TypeVar

from devices.clock import Clock, Instant
from devices.device import Device, DeviceKind, where_it_broke
from devices.events import Reading
from kiosk.calibration.channels import channel
from kiosk.calibration.in_force import Calibrations
from kiosk.calibration.records import Calibration
from kiosk.facilities import Facility
from kiosk.instruments.builders import Terms
from kiosk.instruments.gate import Build, OnRequest, Quarantine, Requestable, Unfit, WhileOpen
from kiosk.instruments.rows import ROWS, Instrument, Manner, Row
from kiosk.measurements.about import NOBODY, About
from kiosk.measurements.bands import USUAL, BandChoice
from kiosk.measurements.baseline import BASELINE_FOR, Baseline
from kiosk.measurements.measurement import Measurement
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.visits.events import ReadingsArrived

log = logging.getLogger("kiosk.instruments")

T = TypeVar("T")


class People(Protocol):
    """What is known of those who are measured; asked on the devices' threads."""

    def about(self, resident_id: str, at: Instant) -> About:
        """As far as bands ask, at a moment."""

    def baseline(self, resident_id: str, metric: str, since: datetime) -> Baseline | None:
        """What is usual for them by their own values since then; None where they are too few, or are not to be used."""


class Instruments:
    """Implements `kiosk.visits.ports.Instruments`. Thread-safe.

    What a device of one kind reads reaches the facility of that kind and no other.

    Args:
        devices: All devices of the terminal; those that do not measure are left alone.
        zone: In which the clocks of instruments are set.
        post: Where the visit hears of readings.
        quarantine: Keeps measurements that are nobody's, with the reason.
        unfit: Why a device may not be used for people at a moment.
        people: None: everybody is judged as one of whom nothing is known.
        choice: What the hall chose among the bands.
        warm_s: For how long a device has been on at a moment; None where nobody knows.
    """

    def __init__(
        self,
        devices: Iterable[Device],
        *,
        calibrations: Calibrations,
        temperature: TemperatureSettings,
        zone: tzinfo,
        clock: Clock,
        post: Callable[[ReadingsArrived], None],
        quarantine: Quarantine,
        rows: Mapping[DeviceKind, Row] = ROWS,
        unfit: Unfit = lambda _name, _at: None,
        people: People | None = None,
        choice: BandChoice = USUAL,
        warm_s: Callable[[str, Instant], float | None] = lambda _name, _at: None,
    ) -> None:
        self._calibrations, self._temperature = calibrations, temperature
        self._zone, self._clock, self._post, self._quarantine = zone, clock, post, quarantine
        self._unfit, self._people, self._choice, self._warm_s = unfit, people, choice, warm_s
        self._on_request: dict[Facility, OnRequest] = {}
        self._while_open: dict[Facility, WhileOpen] = {}
        self._takers: dict[str, Callable[[Reading], None]] = {}
        """Who takes the readings of a device, by its name."""
        devices = tuple(devices)
        for kind, row in rows.items():
            if row.instrument is not None:
                self._add(row.facility, row.instrument, [device for device in devices if device.kind is kind])

    # --- what the visit asks --------------------------------------------------------------------------------------
    def request(self, facility: Facility, visit_id: str, resident_id: str) -> None:
        """Take one reading for this visit → ReadingsArrived, empty when there is nothing to take it with.

        Raises KeyError for a facility whose instruments are not asked; `open` and `close` for one whose are.
        """
        self._on_request[facility].request(visit_id, resident_id)

    def open(self, facility: Facility, visit_id: str, resident_id: str) -> None:
        """From now on a reading is this visit's → ReadingsArrived."""
        self._while_open[facility].open(visit_id, resident_id)

    def close(self, facility: Facility) -> None:
        """From now on a reading is nobody's."""
        self._while_open[facility].close()

    # --- what devices read ----------------------------------------------------------------------------------------
    def take(self, reading: Reading) -> None:
        """A reading arrived. On its device's thread."""
        take = self._takers.get(reading.device)
        if take is not None:
            take(reading)

    def _add(self, facility: Facility, instrument: Instrument, devices: list[Device]) -> None:
        def arrived(visit_id: str, measurements: tuple[Measurement, ...]) -> None:
            self._post(ReadingsArrived(facility, visit_id, measurements))

        build = self._builder(instrument)
        gate: OnRequest | WhileOpen
        if instrument.manner is Manner.ON_REQUEST:
            asked = [device for device in devices if isinstance(device, Requestable)]
            gate = self._on_request[facility] = OnRequest(
                asked, build=build, clock=self._clock, arrived=arrived, unfit=self._unfit
            )
        else:
            gate = self._while_open[facility] = WhileOpen(
                build=build,
                clock=self._clock,
                zone=self._zone,
                arrived=arrived,
                quarantine=self._quarantine,
                unfit=self._unfit,
            )
        self._takers |= {device.name: gate.take for device in devices}

    def _builder(self, instrument: Instrument) -> Build:
        def build(reading: Reading, resident_id: str | None) -> tuple[Measurement, ...]:
            strange = {q.metric for q in reading.quantities} - instrument.metrics
            if strange:
                raise ValueError(f"{reading.device} sends {', '.join(sorted(strange))}: not of its kind")
            return instrument.build(reading, self._terms(reading, resident_id))

        return build

    def _terms(self, reading: Reading, resident_id: str | None) -> Terms:
        def in_force(metric: str) -> Calibration:
            return self._calibrations.in_force(reading.device, channel(metric), reading.at)

        at, people = reading.at, self._people
        about, usual = NOBODY, _nothing_usual
        if people is not None and resident_id is not None:
            about = _looked_up(lambda: people.about(resident_id, at)) or NOBODY
            usual = lambda: _looked_up(  # noqa: E731 - asked only when a number could be shown
                lambda: people.baseline(resident_id, "temp_body", at.utc - BASELINE_FOR)
            )
        return Terms(
            in_force,
            self._temperature,
            self._choice,
            about,
            warm_s=self._warm_s(reading.device, at),
            usual_temperature=usual,
        )


def _nothing_usual() -> Baseline | None:
    """Of nobody."""
    return None


def _looked_up(ask: Callable[[], T | None]) -> T | None:
    """A reading is worth more than what it is judged by: a register that cannot be asked costs the latter only."""
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - see above
        log.error("whose reading it is cannot be looked up: %s", where_it_broke(error))
        return None
