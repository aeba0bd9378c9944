"""A reading of a wire becomes somebody's measurement only when it was asked for by them, now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from devices.events import DeviceState
from kiosk.calibration.records import IDENTITY
from kiosk.measurements.measurement import Measurement
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.visits.events import PressureArrived, TemperatureArrived, VisitEvent
from kiosk.visits.session_gate import PressureDesk, TemperatureDesk
from tests.kiosk.measurements.readings import cuff, forehead
from tests.support.clock import ManualClock

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Thermometer:
    """Counts what it is asked for."""

    def __init__(self, name: str, state: DeviceState = DeviceState.READY) -> None:
        self.name, self.state, self.asked = name, state, 0

    def request(self) -> None:
        self.asked += 1


class Gate:
    """Both desks, and what came of it."""

    def __init__(self, *thermometers: Thermometer, zone: tzinfo = SHANGHAI) -> None:
        self.clock, self.posted = ManualClock(), list[VisitEvent]()
        self.kept: list[tuple[tuple[Measurement, ...], str]] = []
        self.temperature = TemperatureDesk(
            thermometers,  # type: ignore[arg-type]
            calibration=lambda: IDENTITY,
            settings=TemperatureSettings(),
            clock=self.clock,
            post=self.posted.append,
        )
        self.pressure = PressureDesk(
            clock=self.clock,
            zone=zone,
            post=self.posted.append,
            quarantine=lambda rows, reason: self.kept.append((rows, reason)),
        )

    def warm(self, device: str = "forehead") -> None:
        self.temperature.take(replace(forehead(34.2), device=device, at=self.clock.now()))

    def squeeze(self, **changes: object) -> None:
        reading = replace(cuff(128, 79, 72), at=self.clock.now(), device_time=None)
        self.pressure.take(replace(reading, **changes))  # type: ignore[arg-type]


def test_temperature_that_was_asked_for_is_theirs() -> None:
    gate = Gate(Thermometer("forehead"))
    gate.temperature.request("visit-1", "resident-1")
    gate.clock.advance(1)
    gate.warm()
    (arrived,) = gate.posted
    assert isinstance(arrived, TemperatureArrived)
    assert arrived.visit_id == "visit-1"
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
    gate.temperature.request("visit-2", "resident-2")
    gate.temperature.take(early)
    assert gate.posted == []
    gate.warm()
    assert [event.visit_id for event in gate.posted if isinstance(event, TemperatureArrived)] == ["visit-2"]


def test_one_request_takes_one_reading() -> None:
    gate = Gate(Thermometer("forehead"))
    gate.temperature.request("visit-1", "resident-1")
    gate.warm()
    gate.warm()
    assert len(gate.posted) == 1


def test_newer_request_takes_the_place_of_an_older_one() -> None:
    gate = Gate(Thermometer("forehead"))
    gate.temperature.request("visit-1", "resident-1")
    gate.temperature.request("visit-2", "resident-2")
    gate.warm()
    assert [event.visit_id for event in gate.posted if isinstance(event, TemperatureArrived)] == ["visit-2"]


@pytest.mark.parametrize("thermometers", [(), (Thermometer("forehead", DeviceState.CLOSED),)])
def test_without_a_thermometer_the_answer_is_empty_and_comes_at_once(thermometers: tuple[Thermometer, ...]) -> None:
    gate = Gate(*thermometers)
    gate.temperature.request("visit-1", "resident-1")
    assert gate.posted == [TemperatureArrived("visit-1", ())]


def test_of_two_thermometers_the_one_that_works_is_asked_and_believed() -> None:
    broken, sound = Thermometer("left", DeviceState.FAULT), Thermometer("right")
    gate = Gate(broken, sound)
    gate.temperature.request("visit-1", "resident-1")
    assert (broken.asked, sound.asked) == (0, 1)
    gate.warm("left")
    assert gate.posted == []
    gate.warm("right")
    assert len(gate.posted) == 1


def test_pressure_while_the_cuff_is_open_is_theirs() -> None:
    gate = Gate()
    gate.pressure.open("visit-1", "resident-1")
    gate.clock.advance(30)
    gate.squeeze()
    (arrived,) = gate.posted
    assert isinstance(arrived, PressureArrived)
    assert {(m.resident_id, m.visit_id) for m in arrived.measurements} == {("resident-1", "visit-1")}
    assert gate.kept == []


def test_pressure_without_a_visit_is_nobodys() -> None:
    gate = Gate()
    gate.squeeze()
    gate.pressure.open("visit-1", "resident-1")
    gate.pressure.close()
    gate.squeeze()
    assert [reason for _, reason in gate.kept] == ["no-visit", "no-visit"]
    assert {m.resident_id for rows, _ in gate.kept for m in rows} == {None}
    assert gate.posted == []


def test_pressure_that_was_on_its_way_before_the_cuff_was_opened_is_nobodys() -> None:
    gate = Gate()
    before = gate.clock.now()
    gate.clock.advance(1)
    gate.pressure.open("visit-2", "resident-2")
    gate.squeeze(at=before)
    assert ([reason for _, reason in gate.kept], gate.posted) == (["before-session"], [])


@pytest.mark.parametrize("wrong", [timedelta(hours=-1), timedelta(days=1), timedelta(minutes=5)])
def test_pressure_with_a_wrong_device_clock_is_nobodys(wrong: timedelta) -> None:
    gate = Gate()
    gate.pressure.open("visit-1", "resident-1")
    gate.clock.advance(5)
    wall = (gate.clock.now().utc + timedelta(hours=8) + wrong).replace(tzinfo=None, second=0, microsecond=0)
    gate.squeeze(device_time=wall)
    assert ([reason for _, reason in gate.kept], gate.posted) == (["device-clock"], [])


def test_in_a_hall_of_another_zone_the_cuffs_clock_is_set_there() -> None:
    gate = Gate(zone=ZoneInfo("Asia/Urumqi"))
    gate.pressure.open("visit-1", "resident-1")
    gate.clock.advance(1)
    gate.squeeze(device_time=datetime(2026, 11, 22, 7, 20))
    (arrived,) = gate.posted
    assert isinstance(arrived, PressureArrived)
    assert arrived.visit_id == "visit-1"
    gate.squeeze(device_time=datetime(2026, 11, 22, 9, 20))
    assert [reason for _, reason in gate.kept] == ["device-clock"]
