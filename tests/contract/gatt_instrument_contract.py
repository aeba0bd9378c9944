"""What every Bluetooth instrument promises: one suite over a virtual air, with the simulator at its far end.

A driver's test module subclasses `GattInstrumentContract`, names it `Test…`, and gives the `bench` fixture.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest

from devices.device import Remark
from devices.events import DeviceState, Quality, Reading, ReadingTaken
from devices.gatt.octets import date_time
from devices.instruments.gatt_instrument import GattInstrument
from devices.simulators.gatt_air import Air
from devices.simulators.gatt_peripheral import GattPeripheral
from devices.wires_gatt import Radio
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.events import EventLog

BOUND = "C0:26:DA:00:12:34"
ANOTHER = "C0:26:DA:00:99:99"
HALL = ZoneInfo("Asia/Kathmandu")
"""Where the instruments of the suite stand: five hours and three quarters from UTC, and not where tests are run."""


class GattBench(Protocol):
    """A driver, its instrument, and whoever measures.

    Attributes:
        first, second: The values of two measurements, by metric, as the driver must deliver them.
    """

    clock: ManualClock
    radio: Radio
    air: Air
    device: GattInstrument
    instrument: GattPeripheral
    first: dict[str, float]
    second: dict[str, float]

    def measure_first(self) -> None:
        """Take the measurement with the first values."""

    def measure_second(self) -> None:
        """Take the measurement with the second values."""

    def kept_from(self, ago: timedelta) -> bytes:
        """A value of somebody else, taken so long ago."""

    def another(self, address: str) -> GattPeripheral:
        """One more instrument of the kind, switched off."""


def values_of(reading: Reading) -> dict[str, float | None]:
    return {q.metric: q.value for q in reading.quantities}


class GattInstrumentContract:
    """Subclass it, set `units`, and give the `bench` fixture."""

    units: dict[str, str]
    sets_clock = True
    """Its clock can be set, and tells how old its values are; else that is left to who takes the readings."""

    @pytest.fixture
    def bench(self) -> GattBench:
        raise NotImplementedError

    @pytest.fixture
    def started(self, bench: GattBench, events: EventLog, announced: AnnouncedLog) -> Iterator[GattBench]:
        announced.expect("no connection for")  # the simulated air: what was under way when an end was gone
        bench.instrument.switch_on()
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        yield bench
        assert bench.device.stop()
        assert bench.radio.do(tasks_left()) == 0
        bench.instrument.switch_off()

    def good(self, events: EventLog) -> list[dict[str, float | None]]:
        return [values_of(e.reading) for e in events.of(ReadingTaken) if e.reading.quality is Quality.GOOD]

    def refused(self, events: EventLog, count: int = 1) -> Reading:
        reading = events.wait_for(ReadingTaken, count).reading
        assert reading.quality is Quality.INVALID
        assert set(values_of(reading).values()) == {None}
        return reading

    def only_with_a_clock(self) -> None:
        if not self.sets_clock:
            pytest.skip("its clock cannot be set")

    def test_a_measurement_is_told_with_its_units_and_bytes(self, started: GattBench, events: EventLog) -> None:
        started.measure_first()
        reading = events.wait_for(ReadingTaken).reading
        assert values_of(reading) == started.first
        assert {q.metric: q.unit for q in reading.quantities} == self.units
        assert reading.quality is Quality.GOOD
        assert reading.raw_frame

    def test_a_reading_in_a_log_line_shows_no_number(self, started: GattBench, events: EventLog) -> None:
        started.measure_first()
        shown = repr(events.wait_for(ReadingTaken))
        assert not [v for v in started.first.values() if f"{v:g}" in shown]

    def test_it_is_let_go_and_found_again_for_the_next(self, started: GattBench, events: EventLog) -> None:
        started.measure_first()
        events.wait_for(ReadingTaken, 1)
        started.measure_second()
        events.wait_for(ReadingTaken, 2)
        assert self.good(events) == [started.first, started.second]
        assert started.instrument.connections == 2

    def test_one_that_stays_connected_is_let_go(self, started: GattBench, events: EventLog) -> None:
        started.instrument.faults.stays = True
        started.measure_first()
        as_time_goes_by(started, lambda: len(events.of(ReadingTaken)) == 1)
        started.measure_second()
        as_time_goes_by(started, lambda: len(events.of(ReadingTaken)) == 2)
        assert self.good(events) == [started.first, started.second]

    def test_a_value_sent_twice_is_one_measurement(self, started: GattBench, events: EventLog) -> None:
        started.instrument.faults.duplicate = True
        started.measure_first()
        events.wait_for(ReadingTaken, 1)
        started.measure_second()
        events.wait_for(ReadingTaken, 2)
        assert self.good(events) == [started.first, started.second]

    def test_a_value_sent_again_over_the_next_connection_is_not_told_again(
        self, started: GattBench, events: EventLog
    ) -> None:
        again = started.kept_from(timedelta(0))
        started.instrument.send(again)
        events.wait_for(ReadingTaken, 1)
        started.instrument.send(again)
        until(lambda: started.instrument.connections == 2 and not started.instrument.is_connected())
        started.measure_second()
        events.wait_for(ReadingTaken, 2)
        assert self.good(events)[1:] == [started.second]

    def test_what_it_keeps_of_others_is_not_told(self, started: GattBench, events: EventLog) -> None:
        started.instrument.memory = [started.kept_from(timedelta(days=2)), started.kept_from(timedelta(hours=1))]
        started.measure_first()
        events.wait_for(ReadingTaken, 1)
        started.measure_second()
        events.wait_for(ReadingTaken, 2)
        assert self.good(events) == [started.first, started.second]

    def test_nothing_but_memory_is_refused_without_its_bytes(self, started: GattBench, events: EventLog) -> None:
        self.only_with_a_clock()
        started.instrument.send(started.kept_from(timedelta(minutes=10)))
        reading = self.refused(events)
        assert reading.flags == ("stored-reading",)
        assert reading.raw_frame == b""

    def test_memory_is_known_by_a_wrong_clock_too(self, started: GattBench, events: EventLog) -> None:
        self.only_with_a_clock()
        started.instrument.faults.clock_ahead = -timedelta(days=2000)
        started.instrument.send(started.kept_from(timedelta(minutes=10)))
        assert self.refused(events).flags == ("stored-reading",)

    def test_a_wrong_clock_is_set_right_for_the_next(self, started: GattBench, events: EventLog) -> None:
        self.only_with_a_clock()
        started.instrument.faults.clock_ahead = timedelta(hours=7)
        started.measure_first()
        events.wait_for(ReadingTaken, 1)
        assert abs(started.instrument.faults.clock_ahead) < timedelta(seconds=2)
        assert started.device.remark is None

    def test_its_clock_is_set_to_the_time_of_the_hall(self, started: GattBench, events: EventLog) -> None:
        self.only_with_a_clock()
        started.measure_first()
        events.wait_for(ReadingTaken, 1)
        set_to = date_time(started.instrument.written[0])
        assert isinstance(set_to, datetime)
        assert set_to == datetime(2026, 11, 22, 7, 5)  # 1:20 by UTC

    def test_a_clock_that_is_not_kept_is_remarked_upon(self, started: GattBench, events: EventLog) -> None:
        self.only_with_a_clock()
        started.instrument.faults.clock_ahead = timedelta(hours=7)
        started.instrument.faults.forgets_clock = True
        started.measure_first()
        events.wait_for(ReadingTaken, 1)
        assert started.device.remark == Remark("device-clock", (started.device.name,))

    def test_a_value_with_bits_no_format_knows_is_no_measurement(self, started: GattBench, events: EventLog) -> None:
        started.instrument.faults.corrupt = True
        started.measure_first()
        assert self.refused(events).flags == ("unreadable",)

    def test_a_value_cut_at_twenty_bytes_is_no_measurement(self, started: GattBench, events: EventLog) -> None:
        started.instrument.faults.truncate = True
        started.instrument.send(started.kept_from(timedelta(0)) + bytes(8))
        assert self.refused(events).flags == ("unreadable",)

    def test_power_lost_while_it_sends_is_no_measurement(self, started: GattBench, events: EventLog) -> None:
        started.instrument.faults.unplug = True
        started.measure_first()
        events.wait_for(ReadingTaken, 1)
        assert [v for v in self.good(events) if v != started.first] == []
        started.instrument.faults.unplug = False
        started.measure_second()
        events.wait_for(ReadingTaken, where=lambda e: values_of(e.reading) == started.second)

    def test_one_that_connects_and_says_nothing_is_said(self, started: GattBench, events: EventLog) -> None:
        started.instrument.faults.silent = True
        started.measure_first()
        assert self.refused(events).flags == ("nothing-sent",)

    def test_another_instrument_in_the_room_is_ignored(
        self, started: GattBench, events: EventLog, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO", "kiosk")
        other = started.another(ANOTHER)
        other.switch_on()
        other.send(started.kept_from(timedelta(0)))
        started.measure_first()
        events.wait_for(ReadingTaken, 1)
        other.switch_off()
        assert self.good(events) == [started.first]
        assert started.radio.ignored > 0
        assert "ignored" in caplog.text
        assert BOUND not in caplog.text
        assert ANOTHER not in caplog.text

    def test_stopping_may_be_repeated_and_begun_again(self, bench: GattBench, events: EventLog) -> None:
        bench.instrument.switch_on()
        for times in (1, 2):
            bench.device.start(events)
            events.wait_state(DeviceState.READY, times)
            assert bench.device.stop()
            assert bench.device.stop()
        assert bench.device.state is DeviceState.CLOSED
        bench.instrument.switch_off()


def as_time_goes_by(bench: GattBench, true: Callable[[], bool]) -> None:
    """Time passes until it has come to that."""

    def passes() -> bool:
        bench.clock.advance(0.1)
        return true()

    until(passes)


def until(true: Callable[[], bool]) -> None:
    """Fails the test when it does not come to that."""
    waiting = threading.Event()
    for _ in range(500):
        if true():
            return
        waiting.wait(0.01)
    raise AssertionError("it did not come to that")


async def tasks_left() -> int:
    """Tasks of the radio's loop besides the one that counts, after those that were about to end have ended."""
    for _ in range(50):
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task() and not task.done()]
        ours = [task for task in left if "devices" in str(getattr(task.get_coro(), "cr_code", ""))]
        if not ours:
            return 0
        await asyncio.sleep(0.01)
    return len(ours)
