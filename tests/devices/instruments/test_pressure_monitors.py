"""The drivers of serial pressure monitors on simulated monitors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from devices.backoff import Backoff
from devices.device import Device
from devices.events import DeviceState, Quality, ReadingTaken
from devices.instruments.pressure_monitors import Hbp9020, Terumo, Tm265x
from devices.instruments.stream_device import StreamDevice
from devices.simulators.speaking_instruments import Hbp9020Simulator, TerumoSimulator, Tm265xSimulator
from tests.contract.serial_instrument_contract import SerialInstrumentContract, values_of
from tests.support.clock import ManualClock
from tests.support.events import EventLog

PATIENT = "31010119500101123X"
NOTHING = {"sys": None, "dia": None, "pulse": None}
NINE_TWENTY = datetime(2026, 11, 22, 9, 20)
Simulator = Hbp9020Simulator | Tm265xSimulator | TerumoSimulator


class MonitorBench:
    def __init__(
        self, folder: Path, simulator: Callable[[Path], Simulator], driver: Callable[[str], Device], noise: bytes
    ) -> None:
        self.simulator = simulator(folder / "monitor")
        self.simulator.start()
        self.device = driver(str(folder / "monitor"))
        self.faults = self.simulator.faults
        self.first: dict[str, float] = {"sys": 128, "dia": 76, "pulse": 70}
        self.second: dict[str, float] = {"sys": 144, "dia": 92, "pulse": 76}
        self.noise = noise

    def measure_first(self) -> None:
        self.simulator.measure(128, 76, 70)

    def measure_second(self) -> None:
        self.simulator.measure(144, 92, 76)

    def unplug(self) -> None:
        self.simulator.unplug()

    def plug(self) -> None:
        self.simulator.plug()


def soon() -> Backoff:
    return Backoff(first_s=0.05, cap_s=0.1)


def hbp9020(folder: Path) -> MonitorBench:
    return MonitorBench(
        folder,
        lambda link: Hbp9020Simulator(link, clock=ManualClock()),
        lambda url: Hbp9020("cuff", url=url, backoff=soon()),
        b"\x00\xfeHBP boot, ok\r\n",
    )


def tm265x(folder: Path) -> MonitorBench:
    return MonitorBench(
        folder,
        lambda link: Tm265xSimulator(link, clock=ManualClock()),
        lambda url: Tm265x("cuff", url=url, backoff=soon()),
        bytes.fromhex("16160130300600FF"),
    )


def terumo(folder: Path) -> MonitorBench:
    return MonitorBench(
        folder,
        lambda link: TerumoSimulator(link, clock=ManualClock()),
        lambda url: Terumo("cuff", url=url, backoff=soon()),
        b"\r\n\x00ES-P",
    )


def made(bench: MonitorBench) -> Iterator[MonitorBench]:
    yield bench
    bench.device.stop()
    bench.simulator.close()


class OfPressure(SerialInstrumentContract):
    units = {"sys": "mm[Hg]", "dia": "mm[Hg]", "pulse": "/min"}  # noqa: RUF012


class TestHbp9020Contract(OfPressure):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[MonitorBench]:
        yield from made(hbp9020(tmp_path))


class TestTm265xContract(OfPressure):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[MonitorBench]:
        yield from made(tm265x(tmp_path))


class TestTerumoContract(OfPressure):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[MonitorBench]:
        yield from made(terumo(tmp_path))


@pytest.fixture(params=[hbp9020, tm265x, terumo])
def started(request: pytest.FixtureRequest, tmp_path: Path, events: EventLog) -> Iterator[MonitorBench]:
    bench: MonitorBench = request.param(tmp_path)
    bench.device.start(events)
    events.wait_state(DeviceState.READY)
    yield from made(bench)


def test_the_monitors_clock_goes_with_the_reading(started: MonitorBench, events: EventLog) -> None:
    started.simulator.measure(128, 76, 70, when=NINE_TWENTY)
    assert events.wait_for(ReadingTaken).reading.device_time == NINE_TWENTY


def test_a_measurement_broken_off_has_no_numbers_and_says_so(started: MonitorBench, events: EventLog) -> None:
    if isinstance(started.simulator, Tm265xSimulator):
        started.simulator.measure(128, 76, 70, error=44)
    else:
        started.simulator.measure(0, 0, 0)
    reading = events.wait_for(ReadingTaken).reading
    assert (values_of(reading), reading.quality) == (NOTHING, Quality.INVALID)
    told = ("device-error", "error-E44") if isinstance(started.simulator, Tm265xSimulator) else ("device-error",)
    assert reading.flags == told


def test_pressures_that_cannot_be_together_are_kept_without_numbers(started: MonitorBench, events: EventLog) -> None:
    started.simulator.measure(76, 128, 70)
    reading = events.wait_for(ReadingTaken).reading
    assert (values_of(reading), reading.flags) == (NOTHING, ("contradicting",))
    assert b"128" in reading.raw_frame


def test_a_pulse_no_heart_has_is_kept_without_numbers(started: MonitorBench, events: EventLog) -> None:
    started.simulator.measure(128, 76, 10)
    reading = events.wait_for(ReadingTaken).reading
    assert (values_of(reading), reading.flags) == (NOTHING, ("out-of-range",))


def test_a_record_that_comes_twice_is_counted_and_told_once(started: MonitorBench, events: EventLog) -> None:
    started.faults.duplicate = True
    started.simulator.measure(128, 76, 70, when=NINE_TWENTY)
    started.measure_second()
    events.wait_for(ReadingTaken, 2)
    assert isinstance(started.device, StreamDevice)
    assert started.device.repeated >= 1
    assert [values_of(event.reading) for event in events.of(ReadingTaken)] == [started.first, started.second]


@pytest.mark.parametrize("watched", [False, True])
@pytest.mark.parametrize("make", [hbp9020, terumo])
def test_who_measured_is_nowhere(
    make: Callable[[Path], MonitorBench], watched: bool, tmp_path: Path, events: EventLog
) -> None:
    bench = make(tmp_path)
    assert not isinstance(bench.simulator, Tm265xSimulator)
    bench.device.wire_log.watched = watched
    bench.device.start(events)
    events.wait_state(DeviceState.READY)
    bench.simulator.measure(128, 76, 70, patient_id=PATIENT)
    raw = events.wait_for(ReadingTaken).reading.raw_frame
    kept = [piece for entry in bench.device.wire_log.entries() for piece in entry.pieces]
    assert PATIENT.encode()[:9] not in raw
    assert not [piece for piece in kept if isinstance(piece, bytes) and PATIENT.encode()[:9] in piece]
    assert any(isinstance(piece, bytes) for piece in kept) == watched
    assert bench.device.stop()
    bench.simulator.close()


def test_movement_of_the_hbp_9020_makes_a_doubtful_reading(tmp_path: Path, events: EventLog) -> None:
    bench = hbp9020(tmp_path)
    assert isinstance(bench.simulator, Hbp9020Simulator)
    bench.device.start(events)
    events.wait_state(DeviceState.READY)
    bench.simulator.measure(128, 76, 70, movement=3)
    reading = events.wait_for(ReadingTaken).reading
    assert (values_of(reading), reading.quality, reading.flags) == (bench.first, Quality.DOUBTFUL, ("movement",))
    assert bench.device.stop()
    bench.simulator.close()
