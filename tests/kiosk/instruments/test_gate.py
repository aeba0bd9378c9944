"""A reading of a wire becomes somebody's measurement only when it was asked for by them, now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from devices.decoding import LIVE
from devices.device import DeviceKind
from devices.events import DeviceState, Reading
from kiosk.calibration.in_force import Uncalibrated
from kiosk.facilities import Facility
from kiosk.instruments.instruments import Instruments
from kiosk.measurements.measurement import Measurement
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.visits.events import ReadingsArrived
from tests.kiosk.instruments.readings import cuff, forehead
from tests.support.clock import ManualClock

SHANGHAI = ZoneInfo("Asia/Shanghai")
TEMPERATURE, PRESSURE = Facility.TEMPERATURE, Facility.BLOOD_PRESSURE


class Device:
    """A device as the gate sees it."""

    def __init__(self, name: str, kind: DeviceKind, state: DeviceState = DeviceState.READY) -> None:
        self.name, self.kind, self.state = name, kind, state


class Thermometer(Device):
    """Counts what it is asked for."""

    def __init__(self, name: str, state: DeviceState = DeviceState.READY) -> None:
        super().__init__(name, DeviceKind.THERMOMETER, state)
        self.asked = 0

    def request(self) -> None:
        self.asked += 1


class Gate:
    """Instruments with a cuff, and what came of what they read."""

    def __init__(self, *thermometers: Thermometer, zone: tzinfo = SHANGHAI) -> None:
        self.clock, self.posted = ManualClock(), list[ReadingsArrived]()
        self.kept: list[tuple[tuple[Measurement, ...], str]] = []
        arms = [Device(name, DeviceKind.BLOOD_PRESSURE) for name in ("cuff", "other-cuff")]
        self.instruments = Instruments(
            [*thermometers, *arms],  # type: ignore[list-item]
            calibrations=Uncalibrated(),
            temperature=TemperatureSettings(),
            zone=zone,
            clock=self.clock,
            post=self.posted.append,
            quarantine=lambda rows, reason: self.kept.append((rows, reason)),
        )

    @property
    def visits(self) -> list[str]:
        return [event.visit_id for event in self.posted]

    def ask(self, visit: str = "visit-1", resident: str = "resident-1") -> None:
        self.instruments.request(TEMPERATURE, visit, resident)

    def warm(self, device: str = "forehead") -> None:
        self.instruments.take(replace(forehead(34.2), device=device, at=self.clock.now()))

    def squeezed(self, **changes: object) -> Reading:
        reading = replace(cuff(128, 79, 72), at=self.clock.now(), device_time=None)
        return replace(reading, **changes)  # type: ignore[arg-type]

    def squeeze(self, **changes: object) -> None:
        self.instruments.take(self.squeezed(**changes))


# --- asked once -------------------------------------------------------------------------------------------------
def test_temperature_that_was_asked_for_is_theirs() -> None:
    gate = Gate(Thermometer("forehead"))
    gate.ask()
    gate.clock.advance(1)
    gate.warm()
    (arrived,) = gate.posted
    assert (arrived.facility, arrived.visit_id) == (TEMPERATURE, "visit-1")
    assert [(m.metric, m.value, m.resident_id, m.visit_id) for m in arrived.measurements] == [
        ("temp_body", 36.5, "resident-1", "visit-1"),
        ("temp_device_body", 36.5, "resident-1", "visit-1"),
    ]


def test_temperature_that_nobody_asked_for_is_dropped() -> None:
    gate = Gate(Thermometer("forehead"))
    gate.warm()
    assert gate.posted == []


def test_reading_begun_before_the_request_is_an_earlier_persons() -> None:
    gate = Gate(Thermometer("forehead"))
    early = replace(forehead(38.9), at=gate.clock.now())
    gate.clock.advance(1)
    gate.ask("visit-2", "resident-2")
    gate.instruments.take(early)
    assert gate.posted == []
    gate.warm()
    assert gate.visits == ["visit-2"]


@pytest.mark.parametrize("apart_s", [0.0, 0.2])  # two replies glued together, and one that is repeated
def test_one_request_takes_one_reading(apart_s: float) -> None:
    gate = Gate(Thermometer("forehead"))
    gate.ask()
    gate.warm()
    gate.clock.advance(apart_s)
    gate.warm()
    assert gate.visits == ["visit-1"]


def test_newer_request_takes_the_place_of_an_older_one() -> None:
    gate = Gate(Thermometer("forehead"))
    gate.ask()
    gate.ask("visit-2", "resident-2")
    gate.warm()
    assert gate.visits == ["visit-2"]


@pytest.mark.parametrize("thermometers", [(), (Thermometer("forehead", DeviceState.CLOSED),)])
def test_without_a_thermometer_the_answer_is_empty_and_comes_at_once(thermometers: tuple[Thermometer, ...]) -> None:
    gate = Gate(*thermometers)
    gate.ask()
    assert gate.posted == [ReadingsArrived(TEMPERATURE, "visit-1", ())]


def test_of_two_thermometers_the_one_that_works_is_asked_and_believed() -> None:
    broken, sound = Thermometer("left", DeviceState.FAULT), Thermometer("right")
    gate = Gate(broken, sound)
    gate.ask()
    assert (broken.asked, sound.asked) == (0, 1)
    gate.warm("left")
    assert gate.posted == []
    gate.warm("right")
    assert len(gate.posted) == 1


# --- while it is open -------------------------------------------------------------------------------------------
def test_pressure_while_the_cuff_is_open_is_theirs() -> None:
    gate = Gate()
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    gate.clock.advance(30)
    gate.squeeze()
    (arrived,) = gate.posted
    assert (arrived.facility, arrived.visit_id) == (PRESSURE, "visit-1")
    assert {(m.resident_id, m.visit_id) for m in arrived.measurements} == {("resident-1", "visit-1")}
    assert gate.kept == []


def test_pressure_without_a_visit_is_nobodys() -> None:
    gate = Gate()
    gate.squeeze()
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    gate.instruments.close(PRESSURE)
    gate.clock.advance(30)
    gate.squeeze()
    assert [reason for _, reason in gate.kept] == ["no-visit", "no-visit"]
    assert {m.resident_id for rows, _ in gate.kept for m in rows} == {None}
    assert gate.posted == []


def test_pressure_that_was_on_its_way_before_the_cuff_was_opened_is_nobodys() -> None:
    gate = Gate()
    before = gate.clock.now()
    gate.clock.advance(1)
    gate.instruments.open(PRESSURE, "visit-2", "resident-2")
    gate.squeeze(at=before)
    assert ([reason for _, reason in gate.kept], gate.posted) == (["before-session"], [])


@pytest.mark.parametrize("wrong", [timedelta(hours=-1), timedelta(days=1), timedelta(minutes=5)])
def test_pressure_with_a_wrong_device_clock_is_nobodys(wrong: timedelta) -> None:
    gate = Gate()
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    gate.clock.advance(5)
    wall = (gate.clock.now().utc + timedelta(hours=8) + wrong).replace(tzinfo=None, second=0, microsecond=0)
    gate.squeeze(device_time=wall)
    assert ([reason for _, reason in gate.kept], gate.posted) == (["device-clock"], [])


def test_in_a_hall_of_another_zone_the_cuffs_clock_is_set_there() -> None:
    gate = Gate(zone=ZoneInfo("Asia/Urumqi"))
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    gate.clock.advance(1)
    gate.squeeze(device_time=datetime(2026, 11, 22, 7, 20))
    assert gate.visits == ["visit-1"]
    gate.squeeze(device_time=datetime(2026, 11, 22, 9, 20))
    assert [reason for _, reason in gate.kept] == ["device-clock"]


def test_the_same_frame_six_times_is_one_record() -> None:
    gate = Gate()
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    for _ in range(6):
        gate.squeeze()
        gate.clock.advance(0.5)
    assert (gate.visits, gate.kept) == (["visit-1"], [])
    gate.clock.advance(30)
    gate.squeeze()  # the same numbers half a minute later are another measurement
    assert gate.visits == ["visit-1", "visit-1"]


def test_a_value_told_by_two_callbacks_is_one_record() -> None:
    gate = Gate()
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    taken = datetime(2026, 11, 22, 9, 20, 7)
    gate.squeeze(device_time=taken)
    gate.clock.advance(20)
    gate.squeeze(device_time=taken)
    assert gate.visits == ["visit-1"]
    gate.squeeze(device_time=taken, raw_frame=b"other")
    assert gate.visits == ["visit-1", "visit-1"]


def test_the_same_record_on_another_day_is_not_stored_again() -> None:
    gate = Gate()
    taken = datetime(2026, 11, 22, 9, 20, 7)
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    gate.squeeze(device_time=taken)
    gate.instruments.close(PRESSURE)
    gate.clock.advance(86400)
    gate.instruments.open(PRESSURE, "visit-2", "resident-2")
    gate.squeeze(device_time=taken, flags=(LIVE,))
    assert (gate.visits, gate.kept) == (["visit-1"], [])


@pytest.mark.parametrize(
    "flag", ["stored-reading", "demonstration-reading", "testing-reading", "control-solution", "empty-record"]
)
def test_what_was_not_measured_of_a_person_now_never_counts(flag: str) -> None:
    gate = Gate()
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    gate.squeeze(flags=(flag,))
    assert ([reason for _, reason in gate.kept], gate.posted) == ([flag], [])
    assert {m.resident_id for rows, _ in gate.kept for m in rows} == {None}


@pytest.mark.parametrize("told", [datetime(2021, 1, 1, 0, 4), datetime(1970, 1, 1), datetime(2026, 11, 22, 12, 20)])
def test_a_wrong_clock_of_what_was_just_measured_is_kept_apart_and_the_time_of_arrival_used(told: datetime) -> None:
    gate = Gate()
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    gate.clock.advance(30)
    arrived = gate.clock.now()
    gate.squeeze(device_time=told, flags=(LIVE,))
    assert gate.kept == []
    assert {(m.taken_at, m.device_time) for m in gate.posted[0].measurements} == {(arrived, told)}


def test_a_clock_that_was_never_set_leaves_the_time_of_arrival() -> None:
    gate = Gate()
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    gate.squeeze(flags=("clock-unset",))
    assert gate.visits == ["visit-1"]


def test_what_was_measured_before_the_step_began_is_dropped() -> None:
    gate = Gate()
    for minute in (2, 11, 40):
        gate.squeeze(device_time=datetime(2026, 11, 22, 8, minute), raw_frame=bytes([minute]))
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    for minute in (2, 11, 40):
        gate.clock.advance(10)
        gate.squeeze(device_time=datetime(2026, 11, 22, 8, minute), raw_frame=bytes([minute]))
    assert (gate.posted, [reason for _, reason in gate.kept]) == ([], ["no-visit"] * 3 + ["device-clock"] * 3)


def test_either_of_two_cuffs_may_be_used() -> None:
    gate = Gate()
    gate.instruments.open(PRESSURE, "visit-1", "resident-1")
    gate.squeeze(device="other-cuff")
    assert [m.device for m in gate.posted[0].measurements] == ["other-cuff"] * 3


def test_closing_one_instrument_leaves_a_request_to_another_open() -> None:
    gate = Gate(Thermometer("forehead"))
    gate.ask()
    gate.instruments.close(PRESSURE)
    gate.warm()
    assert gate.visits == ["visit-1"]
