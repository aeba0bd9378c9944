"""The drivers of infrared modules that send on and on, on simulated modules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.backoff import Backoff
from devices.events import DeviceState, Quality, ReadingTaken
from devices.simulators.streaming_modules import Gy614vSimulator, Gymcu90640Simulator, StreamingModule
from devices.thermometers.streaming import Gy614v, Gymcu90640, StreamingThermometer
from tests.conftest import AnnouncedLog
from tests.contract.serial_instrument_contract import SerialInstrumentContract, values_of
from tests.support.events import EventLog

pytestmark = pytest.mark.waits


class ModuleBench:
    def __init__(self, device: StreamingThermometer, simulator: StreamingModule, body: bool) -> None:
        self.device, self.simulator = device, simulator
        self.simulator.start()
        self.faults = simulator.faults
        self.first = self._expected(34.5, body)
        self.second = self._expected(35.2, body)
        self.noise = b"\x5a\xa4\x03"

    def _expected(self, surface_c: float, body: bool) -> dict[str, float]:
        own = {"temp_device_body": round(surface_c + 2, 2), "temp_ambient": 24.0} if body else {}
        return {"temp_object": surface_c, **own}

    def measure_first(self) -> None:
        self.simulator.aim(34.5)
        self.device.request()

    def measure_second(self) -> None:
        self.simulator.aim(35.2)
        self.device.request()

    def unplug(self) -> None:
        self.simulator.unplug()

    def plug(self) -> None:
        self.simulator.plug()


def soon() -> Backoff:
    return Backoff(first_s=0.05, cap_s=0.1)


def gy614v(folder: Path) -> ModuleBench:
    device = Gy614v("forehead", url=str(folder / "module"), backoff=soon())
    return ModuleBench(device, Gy614vSimulator(folder / "module", period_s=0.01), body=True)


def array(folder: Path, rule: str = "words") -> ModuleBench:
    device = Gymcu90640("forehead", url=str(folder / "module"), backoff=soon())
    return ModuleBench(device, Gymcu90640Simulator(folder / "module", period_s=0.02, rule=rule), body=False)


def made(bench: ModuleBench) -> Iterator[ModuleBench]:
    yield bench
    bench.device.stop()
    bench.simulator.close()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.thermometers.streaming.BURST_S", 0.5)
    monkeypatch.setattr("devices.thermometers.streaming.SILENT_S", 0.6)


class OfAModule(SerialInstrumentContract):
    answers_requests = True


class TestGy614vContract(OfAModule):
    units = {"temp_object": "Cel", "temp_device_body": "Cel", "temp_ambient": "Cel"}  # noqa: RUF012

    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[ModuleBench]:
        yield from made(gy614v(tmp_path))


class TestGymcu90640Contract(OfAModule):
    units = {"temp_object": "Cel"}  # noqa: RUF012

    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[ModuleBench]:
        yield from made(array(tmp_path))


def measured(bench: ModuleBench, events: EventLog, surface_c: float) -> ReadingTaken:
    bench.device.start(events)
    events.wait_state(DeviceState.READY)
    bench.simulator.aim(surface_c)
    bench.device.request()
    return events.wait_for(ReadingTaken)


def test_a_wall_has_no_body(tmp_path: Path, events: EventLog) -> None:
    for bench in made(gy614v(tmp_path)):
        reading = measured(bench, events, 22.0).reading
        assert values_of(reading) == {"temp_object": 22.0, "temp_device_body": None, "temp_ambient": 24.0}
        assert reading.flags == ("spread-0.00", "no-device-body")
        assert (reading.quality, len(reading.raw_frame)) == (Quality.GOOD, 5 * 12)


def test_a_surface_that_cannot_be_has_no_number_and_says_so(tmp_path: Path, events: EventLog) -> None:
    for bench in made(gy614v(tmp_path)):
        reading = measured(bench, events, -12.0).reading
        assert {name for name, value in values_of(reading).items() if value is None} >= {"temp_object"}
        assert reading.quality is Quality.INVALID
        assert "out-of-range" in reading.flags


@pytest.mark.parametrize("rule", ["words", "bytes"])
def test_an_array_is_read_whatever_its_check_sums(rule: str, tmp_path: Path, events: EventLog) -> None:
    for bench in made(array(tmp_path, rule)):
        reading = measured(bench, events, 34.5).reading
        assert values_of(reading) == {"temp_object": 34.5}
        assert len(reading.raw_frame) == 1544
        assert "filled-1.00" in reading.flags


def test_a_module_that_falls_silent_is_gone_even_when_nobody_asks(
    tmp_path: Path, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("DeviceTimeout")
    for bench in made(gy614v(tmp_path)):
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        bench.faults.silent = True
        assert events.wait_state(DeviceState.FAULT).fault == "device-timeout"


class WireWithLeftovers:
    """A line on which five frames of somebody before still wait when a measurement is asked for."""

    def __init__(self, *_: object, **__: object) -> None:
        simulator = Gy614vSimulator()
        self._waiting = [simulator.frame(36.0)] * 5
        self._coming = simulator.frame(22.0)

    def write(self, data: bytes) -> None:
        raise AssertionError("a GY-614V is not spoken to")

    def discard_input(self) -> None:
        self._waiting.clear()

    def read_some(self) -> bytes:
        return self._waiting.pop() if self._waiting else self._coming

    def close(self) -> None:
        self._waiting.clear()


def test_what_still_waits_on_the_line_is_of_somebody_before(monkeypatch: pytest.MonkeyPatch, events: EventLog) -> None:
    monkeypatch.setattr("devices.thermometers.streaming.Wire", WireWithLeftovers)
    device = Gy614v("forehead", url="/dev/none")
    device.request()
    device.start(events)
    assert events.wait_for(ReadingTaken).reading.value("temp_object") == 22.0
    assert device.stop()
