"""What a forehead thermometer promises whose wire is no serial line: one suite, on the simulator of each.

A driver's test module subclasses `ThermometerContract`, names it `Test…`, and gives the `bench` fixture.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pytest

from devices.events import DeviceState, Quality, ReadingTaken
from devices.thermometers.thermometer import Thermometer
from tests.conftest import AnnouncedLog
from tests.support.events import EventLog


class ThermometerBench(Protocol):
    """A driver and what it looks at. `plug`ged in when it is given; the contract starts and stops the driver."""

    device: Thermometer

    def aim(self, celsius: float) -> None:
        """Point it at a surface."""

    def unplug(self) -> None:
        """Pull it out."""

    def plug(self) -> None:
        """Plug it in again."""

    def rest(self) -> None:
        """Until the simulator has noticed that nobody listens."""

    def close(self) -> None:
        """End the simulator."""


class ThermometerContract:
    """Subclass it, set `raw_length`, and give the `bench` fixture."""

    raw_length: int

    @pytest.fixture
    def bench(self) -> ThermometerBench:
        raise NotImplementedError

    @pytest.fixture
    def started(self, bench: ThermometerBench, events: EventLog) -> Iterator[ThermometerBench]:
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        yield bench
        assert bench.device.stop()
        bench.close()

    def asked(self, bench: ThermometerBench, events: EventLog, celsius: float) -> ReadingTaken:
        count = len(events.of(ReadingTaken))
        bench.aim(celsius)
        bench.device.request()
        return events.wait_for(ReadingTaken, count + 1)

    def test_it_measures_when_it_is_asked_and_not_before(self, started: ThermometerBench, events: EventLog) -> None:
        first = self.asked(started, events, 34.5).reading
        second = self.asked(started, events, 36.2).reading
        assert [each.value("temp_object") for each in (first, second)] == pytest.approx([34.5, 36.2], abs=0.03)
        assert [(q.metric, q.unit) for q in first.quantities] == [("temp_object", "Cel")]
        assert (first.quality, second.quality) == (Quality.GOOD, Quality.GOOD)
        assert len(first.raw_frame) == self.raw_length
        assert len(events.of(ReadingTaken)) == 2

    def test_a_surface_that_cannot_be_has_no_number(self, started: ThermometerBench, events: EventLog) -> None:
        reading = self.asked(started, events, -80.0).reading
        assert (reading.value("temp_object"), reading.quality) == (None, Quality.INVALID)
        assert "out-of-range" in reading.flags

    def test_pulled_out_it_answers_that_it_cannot_and_comes_back_by_itself(
        self, started: ThermometerBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("WireLost")
        started.unplug()
        events.wait_state(DeviceState.FAULT)
        reading = self.asked(started, events, 34.5).reading
        assert (reading.value("temp_object"), reading.flags) == (None, ("no-answer",))
        started.plug()
        events.wait_state(DeviceState.READY, 2)
        assert self.asked(started, events, 34.5).reading.quality is Quality.GOOD

    def test_stopping_may_be_repeated_and_begun_again(self, bench: ThermometerBench, events: EventLog) -> None:
        for times in (1, 2):
            bench.device.start(events)
            events.wait_state(DeviceState.READY, times)
            assert bench.device.stop()
            assert bench.device.stop()
            bench.rest()
        bench.close()

    def test_a_reading_in_a_log_line_shows_no_number(self, started: ThermometerBench, events: EventLog) -> None:
        assert "34" not in repr(self.asked(started, events, 34.5))
