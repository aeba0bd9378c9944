"""The HBP-9030 driver on a simulated monitor."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from devices.backoff import Backoff
from devices.events import DeviceState, Quality, Reading, ReadingTaken
from devices.instruments.hbp9030 import Hbp9030
from devices.simulators.cuff import CuffSimulator
from tests.contract.serial_instrument_contract import SerialInstrumentContract, values_of
from tests.support.clock import ManualClock
from tests.support.events import EventLog

NINE_TWENTY = datetime(2026, 11, 22, 9, 20)
PATIENT = "A1234567890987654321"
NOTHING = {"sys": None, "dia": None, "pulse": None}


class CuffBench:
    def __init__(self, folder: Path) -> None:
        self.simulator = CuffSimulator(folder / "cuff", clock=ManualClock())
        self.simulator.start()
        self.device = Hbp9030("cuff", url=str(folder / "cuff"), backoff=Backoff(first_s=0.05, cap_s=0.1))
        self.faults = self.simulator.faults
        self.first: dict[str, float] = {"sys": 128, "dia": 76, "pulse": 70}
        self.second: dict[str, float] = {"sys": 144, "dia": 92, "pulse": 76}
        self.noise = b"\x00\xfeHBP boot, ok\r\n"

    def measure_first(self) -> None:
        self.simulator.measure(128, 76, 70)

    def measure_second(self) -> None:
        self.simulator.measure(144, 92, 76)

    def unplug(self) -> None:
        self.simulator.unplug()

    def plug(self) -> None:
        self.simulator.plug()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[CuffBench]:
    made = CuffBench(tmp_path)
    yield made
    made.device.stop()
    made.simulator.close()


class TestHbp9030Contract(SerialInstrumentContract):
    units = {"sys": "mm[Hg]", "dia": "mm[Hg]", "pulse": "/min"}  # noqa: RUF012

    @pytest.fixture
    def bench(self, bench: CuffBench) -> CuffBench:
        return bench


def first_reading_as_time_passes(events: EventLog, clock: ManualClock) -> Reading:
    for _ in range(50):
        clock.advance(2)
        with contextlib.suppress(AssertionError):
            return events.wait_for(ReadingTaken, timeout_s=0.1).reading
    raise AssertionError("no reading in 100 s")


@pytest.fixture
def started(bench: CuffBench, events: EventLog) -> CuffBench:
    bench.device.start(events)
    events.wait_state(DeviceState.READY)
    return bench


def test_the_monitors_clock_goes_with_the_reading(started: CuffBench, events: EventLog) -> None:
    started.simulator.measure(128, 76, 70)
    assert events.wait_for(ReadingTaken).reading.device_time == NINE_TWENTY


def test_the_identification_keyed_in_at_the_monitor_goes_nowhere(started: CuffBench, events: EventLog) -> None:
    started.simulator.measure(128, 76, 70, patient_id=PATIENT)
    reading = events.wait_for(ReadingTaken).reading
    assert reading.raw_frame == b"2026,11,22,09,20,00000000000000000000,0,128,076,070,0\r\n"
    assert PATIENT.encode() not in reading.raw_frame


def test_an_error_of_the_monitor_is_an_invalid_reading_without_values(started: CuffBench, events: EventLog) -> None:
    started.simulator.measure(128, 76, 70, error=2)
    reading = events.wait_for(ReadingTaken).reading
    assert (reading.quality, reading.flags, values_of(reading)) == (Quality.INVALID, ("error-2",), NOTHING)


def test_movement_makes_a_reading_doubtful(started: CuffBench, events: EventLog) -> None:
    started.simulator.measure(128, 76, 70, movement=True)
    reading = events.wait_for(ReadingTaken).reading
    assert (reading.quality, reading.flags) == (Quality.DOUBTFUL, ("movement",))
    assert values_of(reading) == started.first


def test_noise_inside_a_record_asks_for_a_repeat_instead_of_a_guess(started: CuffBench, events: EventLog) -> None:
    started.faults.noise = b"7\x80"
    started.simulator.measure(128, 76, 70, patient_id=PATIENT)
    reading = events.wait_for(ReadingTaken).reading
    assert (reading.quality, reading.flags, values_of(reading)) == (Quality.INVALID, ("unreadable",), NOTHING)
    assert reading.raw_frame == b"000000,00,00,00,00,00000000000000000000,0,000,000,000,0\r"
    assert reading.device_time is None


def test_a_record_cut_short_is_told_after_a_second(tmp_path: Path, clock: ManualClock, events: EventLog) -> None:
    simulator = CuffSimulator(tmp_path / "cuff")
    simulator.start()
    device = Hbp9030("cuff", url=simulator.path, clock=clock)
    device.start(events)
    events.wait_state(DeviceState.READY)
    simulator.send_raw(b"2026,11,22,09,20,99999999999999999999,0,128,076")
    assert first_reading_as_time_passes(events, clock).flags == ("unreadable",)
    simulator.measure(144, 92, 76, when=NINE_TWENTY)
    assert events.wait_for(ReadingTaken, 2).reading.value("sys") == 144
    assert device.stop()
    simulator.close()


def test_the_same_values_measured_again_later_are_a_second_measurement(
    tmp_path: Path, clock: ManualClock, events: EventLog
) -> None:
    simulator = CuffSimulator(tmp_path / "cuff", clock=clock)
    simulator.start()
    device = Hbp9030("cuff", url=simulator.path, clock=clock)
    device.start(events)
    events.wait_state(DeviceState.READY)
    simulator.measure(128, 76, 70)
    events.wait_for(ReadingTaken, 1)
    clock.advance(10)
    simulator.measure(128, 76, 70)
    events.wait_for(ReadingTaken, 2)
    simulator.measure(128, 76, 70)
    simulator.measure(144, 92, 76)
    assert events.wait_for(ReadingTaken, 3).reading.value("sys") == 144
    assert device.repeated == 1
    assert device.stop()
    simulator.close()
