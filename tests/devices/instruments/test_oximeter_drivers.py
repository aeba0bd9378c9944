"""The drivers of finger oximeters on simulated oximeters."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.backoff import Backoff
from devices.events import DeviceState, Quality, ReadingTaken
from devices.instruments.oximeters import LOOK_S, BciOximeter, Cms50dPlus, Oximeter
from devices.simulators.finger_oximeters import BciSimulator, Cms50dPlusSimulator, FingerOximeter
from tests.contract.serial_instrument_contract import SerialInstrumentContract, values_of
from tests.support.events import EventLog

pytestmark = pytest.mark.waits

NOTHING = {"spo2": None, "pulse": None}


class FingerBench:
    def __init__(self, device: Oximeter, simulator: FingerOximeter, noise: bytes) -> None:
        self.device, self.simulator, self.noise = device, simulator, noise
        self.simulator.start()
        self.faults = simulator.faults
        self.first: dict[str, float] = {"spo2": 97, "pulse": 72}
        self.second: dict[str, float] = {"spo2": 95, "pulse": 138}

    def measure_first(self) -> None:
        self.simulator.measure(97, 72, samples=25)

    def measure_second(self) -> None:
        self.simulator.measure(95, 138, samples=25)

    def unplug(self) -> None:
        self.simulator.unplug()

    def plug(self) -> None:
        self.simulator.plug()


def soon() -> Backoff:
    return Backoff(first_s=0.05, cap_s=0.1)


def cms50d(folder: Path, baudrate: int = 115200) -> FingerBench:
    simulator = Cms50dPlusSimulator(folder / "finger", baudrate=baudrate, pace=5)
    return FingerBench(Cms50dPlus("finger", url=str(folder / "finger"), backoff=soon()), simulator, b"\x0c\x81\x80")


def bci(folder: Path, baudrate: int = 19200) -> FingerBench:
    simulator = BciSimulator(folder / "finger", baudrate=baudrate, pace=5)
    return FingerBench(BciOximeter("finger", url=str(folder / "finger"), backoff=soon()), simulator, b"\x86\x11")


def made(bench: FingerBench) -> Iterator[FingerBench]:
    yield bench
    bench.device.stop()
    bench.simulator.close()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.instruments.steadiness.STEADY_S", 0.05)
    monkeypatch.setattr("devices.instruments.steadiness.FLAT_S", 0.03)


class OfAFinger(SerialInstrumentContract):
    units = {"spo2": "%", "pulse": "/min"}  # noqa: RUF012


class TestCms50dPlusContract(OfAFinger):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[FingerBench]:
        yield from made(cms50d(tmp_path))


class TestBciContract(OfAFinger):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[FingerBench]:
        yield from made(bci(tmp_path))


@pytest.mark.parametrize(("make", "baudrate"), [(cms50d, 115200), (cms50d, 19200), (bci, 19200), (bci, 4800)])
def test_the_speed_is_found_within_three_seconds(
    make: Callable[[Path, int], FingerBench],
    baudrate: int,
    tmp_path: Path,
    events: EventLog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(Cms50dPlus.SPEEDS) * LOOK_S <= 3
    assert len(BciOximeter.SPEEDS) * LOOK_S <= 3
    monkeypatch.setattr("devices.instruments.oximeters.LOOK_S", 0.1)
    for bench in made(make(tmp_path, baudrate)):
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        begun = time.monotonic()
        while bench.device.speed is None and time.monotonic() - begun < 3:
            bench.simulator.measure(97, 72, samples=5)
        assert bench.device.speed == baudrate
        bench.measure_first()
        assert values_of(events.wait_for(ReadingTaken, where=lambda e: e.reading.quality is Quality.GOOD).reading) == (
            bench.first
        )


@pytest.mark.parametrize("make", [cms50d, bci])
def test_numbers_of_a_sensor_on_a_table_are_nobodys(
    make: Callable[[Path], FingerBench], tmp_path: Path, events: EventLog
) -> None:
    for bench in made(make(tmp_path)):
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        bench.simulator.measure(98, 72, samples=60, waves=False)
        reading = events.wait_for(ReadingTaken).reading
        assert (values_of(reading), reading.quality, reading.flags) == (NOTHING, Quality.INVALID, ("no-finger",))


def test_a_finger_taken_out_too_early_is_said(tmp_path: Path, events: EventLog) -> None:
    for bench in made(bci(tmp_path)):
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        bench.simulator.measure(97, 72, samples=3)
        reading = events.wait_for(ReadingTaken).reading
        assert (values_of(reading), reading.flags) == (NOTHING, ("no-finger",))


def test_the_contec_is_asked_to_go_on(tmp_path: Path, events: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cms50dPlus, "KEEP_ALIVE_S", 0.05)
    for bench in made(cms50d(tmp_path)):
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        bench.measure_first()
        events.wait_for(ReadingTaken)
        assert isinstance(bench.simulator, Cms50dPlusSimulator)
        assert bench.simulator.kept_alive >= 1
