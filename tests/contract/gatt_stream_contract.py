"""What a Bluetooth instrument promises that sends samples as long as somebody is at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pytest

from devices.device import Device
from devices.events import DeviceState, Quality, Reading, ReadingTaken
from devices.instruments.gatt_stream import GattStream
from devices.simulators.gatt_air import Air
from devices.simulators.gatt_sampler import GattSampler
from devices.wire_log import Direction
from devices.wires_gatt import Radio
from tests.conftest import AnnouncedLog
from tests.contract.gatt_instrument_contract import tasks_left, until, values_of
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class StreamBench(Protocol):
    """A driver, its instrument, and whoever wears it.

    Attributes:
        first, second: Values of two people, by metric, as the driver must deliver them.
    """

    clock: ManualClock
    radio: Radio
    air: Air
    device: GattStream
    instrument: GattSampler
    first: dict[str, float]
    second: dict[str, float]

    def sample(self, values: dict[str, float]) -> bytes:
        """One sample of these values."""

    def nobody(self) -> bytes | None:
        """A sample without anybody; None where the instrument has none."""


class Logged(Protocol):
    """Whatever has a driver."""

    @property
    def device(self) -> Device: ...


def heard(bench: Logged) -> int:
    """Bytes that have come to the driver."""
    return sum(each.length for each in bench.device.wire_log.entries() if each.direction is Direction.RECEIVED)


def samples(bench: StreamBench, value: bytes, seconds: int, *, arrives: bool = True) -> None:
    """One sample a second, beginning with one now; each has been heard before time goes on."""
    for second in range(seconds + 1):
        before = heard(bench)
        bench.instrument.sample(value)
        if arrives:
            until(lambda before=before: heard(bench) > before)
        if second < seconds:
            bench.clock.advance(1)


def put_on(bench: StreamBench) -> None:
    """Somebody puts it on, and it is listened to."""
    bench.instrument.put_on()
    until(bench.instrument.can_send)


class GattStreamContract:
    """Subclass it, set `units`, and give the `bench` fixture."""

    units: dict[str, str]

    @pytest.fixture
    def bench(self) -> StreamBench:
        raise NotImplementedError

    @pytest.fixture
    def started(self, bench: StreamBench, events: EventLog, announced: AnnouncedLog) -> Iterator[StreamBench]:
        announced.expect("no connection for")  # the simulated air: what was under way when an end was gone
        bench.instrument.switch_on()
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        yield bench
        assert bench.device.stop()
        assert bench.radio.do(tasks_left()) == 0
        bench.instrument.switch_off()

    def readings(self, events: EventLog) -> list[Reading]:
        return [each.reading for each in events.of(ReadingTaken)]

    def test_samples_that_agree_for_six_seconds_are_one_measurement(
        self, started: StreamBench, events: EventLog
    ) -> None:
        put_on(started)
        samples(started, started.sample(started.first), 5)
        assert self.readings(events) == []
        started.clock.advance(1)
        samples(started, started.sample(started.first), 4)
        (reading,) = self.readings(events)
        assert values_of(reading) == started.first
        assert {q.metric: q.unit for q in reading.quantities} == self.units
        assert reading.quality is Quality.GOOD

    def test_the_next_person_is_measured_anew(self, started: StreamBench, events: EventLog) -> None:
        put_on(started)
        samples(started, started.sample(started.first), 7)
        started.instrument.take_off()
        until(lambda: not started.instrument.is_connected())
        put_on(started)
        samples(started, started.sample(started.second), 7)
        events.wait_for(ReadingTaken, 2)
        assert [values_of(each) for each in self.readings(events)] == [started.first, started.second]

    def test_samples_of_two_people_are_never_mixed(self, started: StreamBench, events: EventLog) -> None:
        put_on(started)
        samples(started, started.sample(started.first), 3)
        started.instrument.take_off()
        until(lambda: not started.instrument.is_connected())
        assert events.wait_for(ReadingTaken).reading.flags == ("no-finger",)
        put_on(started)
        samples(started, started.sample(started.second), 5)
        assert len(self.readings(events)) == 1

    def test_each_sample_twice_changes_nothing(self, started: StreamBench, events: EventLog) -> None:
        started.instrument.faults.duplicate = True
        put_on(started)
        samples(started, started.sample(started.first), 7)
        events.wait_for(ReadingTaken)
        assert [values_of(each) for each in self.readings(events)] == [started.first]

    def test_a_corrupt_sample_begins_the_measurement_anew(self, started: StreamBench, events: EventLog) -> None:
        put_on(started)
        samples(started, started.sample(started.first), 4)
        started.clock.advance(1)
        started.instrument.faults.corrupt = True
        samples(started, started.sample(started.first), 0)
        started.instrument.faults.corrupt = False
        started.clock.advance(1)
        samples(started, started.sample(started.first), 5)
        assert self.readings(events) == []
        started.clock.advance(1)
        samples(started, started.sample(started.first), 0)
        assert values_of(events.wait_for(ReadingTaken).reading) == started.first

    def test_power_lost_in_the_middle_is_no_measurement(self, started: StreamBench, events: EventLog) -> None:
        put_on(started)
        samples(started, started.sample(started.first), 3)
        started.clock.advance(1)
        started.instrument.faults.unplug = True
        started.instrument.sample(started.sample(started.first))
        reading = events.wait_for(ReadingTaken).reading
        assert set(values_of(reading).values()) == {None}
        started.instrument.faults.unplug = False
        put_on(started)
        samples(started, started.sample(started.second), 7)
        assert values_of(events.wait_for(ReadingTaken, 2).reading) == started.second

    def test_one_that_connects_and_says_nothing_is_said_after_half_a_minute(
        self, started: StreamBench, events: EventLog
    ) -> None:
        put_on(started)

        def told() -> bool:
            started.clock.advance(1)
            return bool(events.of(ReadingTaken))

        until(told)
        assert self.readings(events)[0].flags == ("nothing-sent",)

    def test_on_nobody_it_says_nothing(self, started: StreamBench, events: EventLog) -> None:
        nobody = started.nobody()
        if nobody is None:
            pytest.skip("its samples cannot say that")
        put_on(started)
        samples(started, nobody, 8)
        assert self.readings(events) == []
