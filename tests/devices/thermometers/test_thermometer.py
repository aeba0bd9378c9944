"""What every thermometer promises about requests, on one whose measurements a test holds in its hand."""

from __future__ import annotations

import queue
from collections.abc import Iterator

import pytest

from devices.backoff import Backoff
from devices.errors import DeviceTimeout, WireLost
from devices.events import DeviceState, Quality, Quantity, Reading, ReadingTaken
from devices.thermometers.thermometer import Thermometer
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class HeldThermometer(Thermometer):
    """Measures when the test puts a value, or an error, into `results`; tells in `begun` that it waits for one."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__("held", clock=clock, backoff=Backoff(first_s=60, cap_s=60))
        self.results: queue.Queue[float | Exception] = queue.Queue()
        self.begun: queue.Queue[None] = queue.Queue()
        self.opens = True

    def _open(self) -> None:
        if not self.opens:
            raise WireLost("not plugged in")

    def _close(self) -> None:
        pass

    def _idle(self) -> None:
        self._pause(1.0)

    def _measure(self) -> Reading:
        begun = self.clock.now()
        self.begun.put(None)
        result = self.results.get(timeout=5)
        if isinstance(result, Exception):
            raise result
        return Reading(self.name, (Quantity("temp_object", result, "Cel"),), Quality.GOOD, b"", begun)


@pytest.fixture
def held(clock: ManualClock, events: EventLog) -> Iterator[HeldThermometer]:
    thermometer = HeldThermometer(clock)
    thermometer.start(events)
    events.wait_state(DeviceState.READY)
    yield thermometer
    assert thermometer.stop()


def values(events: EventLog) -> list[float | None]:
    return [e.reading.value("temp_object") for e in events.of(ReadingTaken)]


def test_a_request_is_answered_by_one_reading(held: HeldThermometer, events: EventLog) -> None:
    held.results.put(34.2)
    held.request()
    events.wait_for(ReadingTaken)
    held.results.put(34.3)
    held.request()
    events.wait_for(ReadingTaken, 2)
    assert values(events) == [34.2, 34.3]


def test_the_next_person_never_gets_the_measurement_begun_before_they_asked(
    held: HeldThermometer, events: EventLog, clock: ManualClock
) -> None:
    held.request()
    held.begun.get(timeout=5)
    clock.advance(2)
    asked_at = clock.now().monotonic_s
    held.request()  # the next person's, while the first person's is being taken
    held.results.put(38.9)
    held.results.put(34.2)
    reading = events.wait_for(ReadingTaken).reading
    assert values(events) == [34.2]
    assert reading.at.monotonic_s >= asked_at


def test_a_thermometer_that_fails_answers_without_a_value(
    held: HeldThermometer, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("DeviceTimeout")
    held.request()
    held.begun.get(timeout=5)
    held.results.put(DeviceTimeout("no reply"))
    reading = events.wait_for(ReadingTaken).reading
    assert (reading.quality, reading.flags, values(events)) == (Quality.INVALID, ("no-answer",), [None])
    assert events.wait_state(DeviceState.FAULT).fault == "device-timeout"


def test_a_bug_in_a_driver_still_answers(held: HeldThermometer, events: EventLog, announced: AnnouncedLog) -> None:
    announced.expect("ZeroDivisionError")
    held.request()
    held.results.put(ZeroDivisionError())
    assert events.wait_for(ReadingTaken).reading.flags == ("no-answer",)


def test_a_request_wakes_a_thermometer_that_waits_to_be_reopened(
    clock: ManualClock, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("WireLost")
    thermometer = HeldThermometer(clock)
    thermometer.opens = False
    thermometer.start(events)
    events.wait_state(DeviceState.FAULT)
    thermometer.opens = True
    thermometer.results.put(34.2)
    thermometer.request()  # the clock stands still: the minute of patience never passes by itself
    assert events.wait_for(ReadingTaken).reading.value("temp_object") == 34.2
    assert thermometer.stop()


def test_a_request_that_waits_when_the_device_is_stopped_is_answered(
    clock: ManualClock, events: EventLog, announced: AnnouncedLog
) -> None:
    thermometer = HeldThermometer(clock)
    thermometer.start(events)
    events.wait_state(DeviceState.READY)
    thermometer.request()
    thermometer.begun.get(timeout=5)
    thermometer.request()
    thermometer.results.put(34.2)
    thermometer.results.put(34.2)
    assert thermometer.stop()
    assert len(events.of(ReadingTaken)) >= 1


def test_a_thermometer_that_was_not_started_answers_nothing(clock: ManualClock, events: EventLog) -> None:
    HeldThermometer(clock).request()
    assert events.events == []
