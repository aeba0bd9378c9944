"""What every serial instrument promises, whatever it measures: one suite, passed by each driver on its simulator.

A driver's test module subclasses `SerialInstrumentContract`, names it `Test…`, and gives the `bench` fixture: a driver
that is made but not started, its simulator, plugged in, and the hands that make it measure.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Protocol

import pytest

from devices.device import Device
from devices.events import DeviceState, Quality, Reading, ReadingTaken
from devices.simulators.pty_port import WireFaults
from tests.conftest import AnnouncedLog
from tests.support.events import EventLog


class InstrumentBench(Protocol):
    """A driver and the person measuring with it.

    Attributes:
        device: The driver under test, not started; the contract starts and stops it.
        faults: Of the simulator's wire.
        first, second: The values of two measurements, by metric, as the driver must deliver them.
        noise: Bytes this instrument's format allows a receiver to skip.
    """

    device: Device
    faults: WireFaults
    first: dict[str, float]
    second: dict[str, float]
    noise: bytes

    def measure_first(self) -> None:
        """Take the measurement with the first values."""

    def measure_second(self) -> None:
        """Take the measurement with the second values."""

    def unplug(self) -> None:
        """Pull the instrument's cable."""

    def plug(self) -> None:
        """Plug it in again."""


def values_of(reading: Reading) -> dict[str, float | None]:
    return {q.metric: q.value for q in reading.quantities}


def good(event: ReadingTaken) -> bool:
    return event.reading.quality is Quality.GOOD


class SerialInstrumentContract:
    """Subclass it, set `units`, and give the `bench` fixture."""

    units: dict[str, str]
    answers_requests = False

    @pytest.fixture
    def bench(self) -> InstrumentBench:
        raise NotImplementedError

    @pytest.fixture
    def started(self, bench: InstrumentBench, events: EventLog) -> Iterator[InstrumentBench]:
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        yield bench
        assert bench.device.stop()

    def readings(self, events: EventLog) -> list[dict[str, float | None]]:
        return [values_of(e.reading) for e in events.of(ReadingTaken) if good(e)]

    def measure_both(self, bench: InstrumentBench, events: EventLog) -> None:
        """An instrument that answers requests is given the time to answer the first; the other is not."""
        bench.measure_first()
        if self.answers_requests:
            events.wait_for(ReadingTaken, 1)
        bench.measure_second()
        events.wait_for(ReadingTaken, 2, where=good)
        assert self.readings(events) == [bench.first, bench.second]

    def test_a_measurement_is_told_with_its_units_and_bytes(self, started: InstrumentBench, events: EventLog) -> None:
        started.measure_first()
        reading = events.wait_for(ReadingTaken).reading
        assert values_of(reading) == started.first
        assert {q.metric: q.unit for q in reading.quantities} == self.units
        assert reading.quality is Quality.GOOD
        assert reading.device == started.device.name
        assert reading.raw_frame

    def test_a_reading_in_a_log_line_shows_no_number(self, started: InstrumentBench, events: EventLog) -> None:
        started.measure_first()
        shown = repr(events.wait_for(ReadingTaken))
        assert not [v for v in started.first.values() if f"{v:g}" in shown]

    def test_two_measurements_come_in_order(self, started: InstrumentBench, events: EventLog) -> None:
        self.measure_both(started, events)

    def test_answers_in_two_pieces_are_put_together(self, started: InstrumentBench, events: EventLog) -> None:
        started.faults.split = True
        self.measure_both(started, events)

    def test_answers_glued_together_are_taken_apart(self, started: InstrumentBench, events: EventLog) -> None:
        started.faults.glue = True
        self.measure_both(started, events)

    def test_answers_sent_twice_are_one_measurement(self, started: InstrumentBench, events: EventLog) -> None:
        started.faults.duplicate = True
        self.measure_both(started, events)

    def test_noise_between_answers_is_skipped(self, started: InstrumentBench, events: EventLog) -> None:
        started.faults.noise = started.noise
        self.measure_both(started, events)

    def test_a_damaged_answer_never_becomes_another_number(
        self, started: InstrumentBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("ProtocolError")
        started.faults.corrupt = True
        started.measure_first()
        reading = events.wait_for(ReadingTaken).reading
        assert reading.quality is Quality.INVALID or values_of(reading) == started.first
        started.faults.corrupt = False
        events.wait_state(DeviceState.READY)
        started.measure_second()
        events.wait_for(ReadingTaken, where=lambda e: values_of(e.reading) == started.second)

    def test_silence_is_not_filled_with_numbers(
        self, started: InstrumentBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("DeviceTimeout")
        started.faults.silent = True
        started.measure_first()
        if self.answers_requests:
            reading = events.wait_for(ReadingTaken).reading
            assert reading.quality is Quality.INVALID
            assert set(values_of(reading).values()) == {None}
        started.faults.silent = False
        started.measure_second()
        events.wait_for(ReadingTaken, where=good)
        assert self.readings(events) == [started.second]

    def test_a_pulled_cable_is_a_fault_and_mends_itself(
        self, started: InstrumentBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("WireLost")
        started.unplug()
        assert events.wait_state(DeviceState.FAULT).fault == "wire-lost"
        started.plug()
        events.wait_state(DeviceState.READY, 2)
        started.measure_first()
        events.wait_for(ReadingTaken, where=lambda e: values_of(e.reading) == started.first)

    def test_an_instrument_plugged_in_late_is_found(
        self, bench: InstrumentBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("WireLost")
        bench.unplug()
        bench.device.start(events)
        assert events.wait_state(DeviceState.FAULT).fault == "wire-lost"
        bench.plug()
        events.wait_state(DeviceState.READY)
        bench.measure_first()
        events.wait_for(ReadingTaken, where=good)
        assert bench.device.stop()

    def test_stopping_is_quick_and_may_be_repeated(self, bench: InstrumentBench, events: EventLog) -> None:
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        begun = time.monotonic()
        assert bench.device.stop()
        assert time.monotonic() - begun < 2
        assert bench.device.stop()
        assert bench.device.state is DeviceState.CLOSED
