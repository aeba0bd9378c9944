"""The LU90614 driver on a simulated module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.backoff import Backoff
from devices.clock import SystemClock
from devices.events import DeviceState, Quality, ReadingTaken
from devices.simulators.forehead_module import ForeheadModuleSimulator
from devices.simulators.pty_port import PtyPort
from devices.thermometers.lu90614 import Lu90614, Pace
from tests.conftest import AnnouncedLog
from tests.contract.serial_instrument_contract import SerialInstrumentContract, values_of
from tests.support.events import EventLog

QUICK = Pace(reply_s=0.25, burst_s=3.0, ping_s=0.15)
IMPATIENT = Backoff(first_s=0.05, cap_s=0.1)


class ModuleBench:
    def __init__(self, folder: Path) -> None:
        self.simulator = ForeheadModuleSimulator(folder / "thermometer", noise_c=0.0)
        self.simulator.start()
        self.device = Lu90614("forehead", url=str(folder / "thermometer"), backoff=IMPATIENT, pace=QUICK)
        self.faults = self.simulator.faults
        self.first = {"temp_object": 34.2, "temp_device_body": 36.54}
        self.second = {"temp_object": 35.9, "temp_device_body": 38.24}
        self.noise = b"\x00\xfe\xfe\xaa\x13\xff"

    def measure_first(self) -> None:
        self.simulator.aim((34.2,))
        self.device.request()

    def measure_second(self) -> None:
        self.simulator.aim((35.9,))
        self.device.request()

    def unplug(self) -> None:
        self.simulator.unplug()

    def plug(self) -> None:
        self.simulator.plug()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ModuleBench]:
    made = ModuleBench(tmp_path)
    yield made
    made.device.stop()
    made.simulator.close()


class TestLu90614Contract(SerialInstrumentContract):
    units = {"temp_object": "Cel", "temp_device_body": "Cel"}  # noqa: RUF012
    answers_requests = True

    @pytest.fixture
    def bench(self, bench: ModuleBench) -> ModuleBench:
        return bench


@pytest.fixture
def started(bench: ModuleBench, events: EventLog) -> ModuleBench:
    bench.device.start(events)
    events.wait_state(DeviceState.READY)
    return bench


def test_a_person_with_two_temperatures_gives_one_per_request(started: ModuleBench, events: EventLog) -> None:
    started.simulator.aim((35.9, 35.8))
    seen = []
    for nth in (1, 2, 3):
        started.device.request()
        seen.append(events.wait_for(ReadingTaken, nth).reading.value("temp_object"))
    assert seen == [35.9, 35.8, 35.8]


def test_nobody_before_the_module_reads_as_the_wall(started: ModuleBench, events: EventLog) -> None:
    started.simulator.aim((34.2,))
    started.simulator.away()
    started.device.request()
    assert events.wait_for(ReadingTaken).reading.value("temp_object") == 24.0


def test_impossible_values_are_thrown_away_and_counted(started: ModuleBench, events: EventLog) -> None:
    started.simulator.aim((34.2,))
    started.simulator.glitch_every = 3
    started.device.request()
    reading = events.wait_for(ReadingTaken).reading
    assert reading.value("temp_object") == 34.2
    assert reading.quality is Quality.GOOD
    assert any(flag.startswith("glitches-") for flag in reading.flags)


def test_a_module_that_only_sends_impossible_values_gives_none(started: ModuleBench, events: EventLog) -> None:
    started.simulator.glitch_every = 1
    started.device.request()
    reading = events.wait_for(ReadingTaken).reading
    assert values_of(reading) == {"temp_object": None, "temp_device_body": None}
    assert reading.quality is Quality.INVALID
    assert reading.flags == ("glitches-8", "unsteady", "no-device-body")


def test_samples_that_wander_are_doubtful(started: ModuleBench, events: EventLog) -> None:
    started.simulator.aim((34.2,))
    started.simulator.noise_c = 0.6  # seeded: the same walk every time
    started.device.request()
    reading = events.wait_for(ReadingTaken).reading
    assert reading.quality is not Quality.GOOD
    assert "unsteady" in reading.flags


def test_the_raw_frame_holds_all_replies(started: ModuleBench, events: EventLog) -> None:
    started.simulator.aim((34.2,))
    started.device.request()
    raw = events.wait_for(ReadingTaken).reading.raw_frame
    assert len(raw) == 6 * 9
    assert raw[:9] == bytes.fromhex("FEAA221422140000") + bytes([0xFE + 0xAA + 2 * (0x22 + 0x14) & 0xFF])
    assert raw[45:47] == b"\xfe\xac"


def test_an_idle_module_that_loses_its_cable_is_noticed(
    started: ModuleBench, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("WireLost")
    started.unplug()
    assert events.wait_state(DeviceState.FAULT).fault == "wire-lost"


def test_an_idle_module_that_falls_silent_is_noticed(
    started: ModuleBench, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("DeviceTimeout")
    started.faults.silent = True
    assert events.wait_state(DeviceState.FAULT).fault == "device-timeout"


def test_a_module_at_another_line_speed_is_a_protocol_fault(
    started: ModuleBench, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("ProtocolError")
    started.faults.corrupt = True
    assert events.wait_state(DeviceState.FAULT).fault == "protocol"


def test_a_request_to_a_module_in_fault_is_answered_at_once(
    bench: ModuleBench, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("WireLost")
    bench.unplug()
    patient = Lu90614("forehead", url=str(bench.simulator.path), backoff=Backoff(first_s=60, cap_s=60), pace=QUICK)
    patient.start(events)
    events.wait_state(DeviceState.FAULT)
    patient.request()
    reading = events.wait_for(ReadingTaken, timeout_s=3).reading
    assert reading.flags == ("no-answer",)
    bench.plug()
    bench.simulator.aim((34.2,))
    patient.request()  # wakes it long before the minute is over
    assert events.wait_for(ReadingTaken, 2, timeout_s=3).reading.value("temp_object") == 34.2
    assert patient.stop()


def test_requests_made_together_are_answered_once(started: ModuleBench, events: EventLog) -> None:
    started.simulator.aim((34.2, 35.0))
    started.faults.split = True  # slows the first answer down
    for _ in range(5):
        started.device.request()
    events.wait_for(ReadingTaken)
    started.simulator.aim((35.0,))
    started.device.request()
    last = events.wait_for(ReadingTaken, 2).reading
    assert last.value("temp_object") == 35.0
    assert len(events.of(ReadingTaken)) == 2


def test_stopping_in_the_middle_of_a_measurement_answers_it_and_ends(started: ModuleBench, events: EventLog) -> None:
    started.faults.split = True
    started.device.request()
    assert started.device.stop(2.0)
    assert len(events.of(ReadingTaken)) == 1


OBJECT_34_20 = bytes.fromhex("FEAA22142214000014")
OBJECT_20_00 = bytes.fromhex("FEAA140014000000D0")
BODY_36_52 = bytes.fromhex("FEAC24342212000036")


class ScriptedModule:
    """A module whose answers a test writes itself; one measurement is taken by a driver that never pings meanwhile."""

    def __init__(self, folder: Path, object_answer: bytes, body_answer: bytes) -> None:
        self._answers = {b"\xfa\xc6\xc0\xfa\xca\xc4": object_answer, b"\xfa\xc5\xbf\xfa\xca\xc4": body_answer}
        self.port = PtyPort(lambda asked: self.port.send(self._answers[asked]), link=folder / "port")
        self.port.plug()
        self.device = Lu90614("forehead", url=self.port.path, pace=Pace(reply_s=0.5, ping_s=60))

    def measured(self, events: EventLog, before: bytes = b"") -> tuple[float | None, tuple[str, ...]]:
        self.device.start(events)
        events.wait_state(DeviceState.READY)
        self.port.send(before)
        self.device.request()
        reading = events.wait_for(ReadingTaken).reading
        assert self.device.stop()
        self.port.close()
        return reading.value("temp_object"), reading.flags


def test_an_answer_that_was_late_is_not_taken_for_the_next(tmp_path: Path, events: EventLog) -> None:
    module = ScriptedModule(tmp_path, OBJECT_34_20, BODY_36_52)
    assert module.measured(events, before=OBJECT_20_00) == (34.2, ("spread-0.00",))


def test_a_body_answer_is_never_taken_for_a_surface(tmp_path: Path, events: EventLog) -> None:
    module = ScriptedModule(tmp_path, BODY_36_52 + OBJECT_34_20, OBJECT_34_20 + BODY_36_52)
    assert module.measured(events) == (34.2, ("spread-0.00",))


def test_the_beginning_of_an_old_answer_does_not_eat_the_next(tmp_path: Path, events: EventLog) -> None:
    torn = bytes.fromhex("FEAA14008E")  # with the first four bytes of 34.20 it would be a reply of 20.00
    assert sum(torn + OBJECT_34_20[:3]) & 0xFF == OBJECT_34_20[3]
    module = ScriptedModule(tmp_path, OBJECT_34_20, BODY_36_52 + torn)
    assert module.measured(events) == (34.2, ("spread-0.00",))


def test_the_driver_asks_in_the_modules_own_bytes(tmp_path: Path, events: EventLog, announced: AnnouncedLog) -> None:
    announced.expect("DeviceTimeout")
    asked: list[bytes] = []
    port = PtyPort(asked.append, link=tmp_path / "port")
    port.plug()
    driver = Lu90614("forehead", url=port.path, clock=SystemClock(), backoff=IMPATIENT, pace=QUICK)
    driver.start(events)
    driver.request()
    events.wait_state(DeviceState.FAULT)
    driver.stop()
    port.close()
    assert b"".join(asked).startswith(bytes.fromhex("FAC5BF FACAC4"))
