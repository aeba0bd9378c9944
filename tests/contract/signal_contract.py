"""What every lamp and buzzer for staff promises: one suite, passed by each driver on its simulator.

A driver's test module subclasses `SignalContract`, names it `Test…`, and gives the `bench` fixture.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Protocol

import pytest

from devices.events import DeviceState
from devices.signals.signal import AGAIN_S, Signal
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class SignalBench(Protocol):
    """A driver, not started, on a clock that stands still, and its simulator, plugged in."""

    device: Signal
    clock: ManualClock

    def is_on(self) -> bool:
        """Whether the lamp is lit now."""

    def wait_until(self, on: bool) -> bool:
        """Wait until it is as wanted; whether it came to that."""

    def commands(self) -> int:
        """How many commands have arrived."""

    def unplug(self) -> None: ...

    def plug(self) -> None: ...


class Heard:
    """What a driver told of one signal."""

    def __init__(self) -> None:
        self.answers: list[bool] = []
        self._new = threading.Condition()

    def __call__(self, ok: bool) -> None:
        with self._new:
            self.answers.append(ok)
            self._new.notify_all()

    def wait(self, ok: bool) -> bool:
        with self._new:
            return self._new.wait_for(lambda: bool(self.answers) and self.answers[-1] is ok, 5.0)


class SignalContract:
    @pytest.fixture
    def bench(self) -> SignalBench:
        raise NotImplementedError

    @pytest.fixture
    def started(self, bench: SignalBench, events: EventLog) -> Iterator[SignalBench]:
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        yield bench
        assert bench.device.stop()

    def test_it_is_dark_until_it_is_asked(self, started: SignalBench) -> None:
        assert not started.is_on()

    def test_it_is_on_for_its_time_and_then_off(self, started: SignalBench) -> None:
        heard = Heard()
        started.device.signal(20, heard)
        assert started.wait_until(True)
        assert heard.wait(True)
        self._time_passes(started, 19)
        self._until_told(started)
        assert started.is_on()
        self._time_passes(started, 1)
        assert started.wait_until(False)
        assert heard.answers == [True]

    def _time_passes(self, bench: SignalBench, seconds: float) -> None:
        """For a driver that has done what it was asked and waits; before that its deadline would lie later."""
        bench.clock.until_waited_on()
        bench.clock.advance(seconds)

    def _until_told(self, bench: SignalBench) -> None:
        heard = Heard()
        bench.device.signal(0.1, heard)
        assert heard.wait(True)

    def test_a_longer_call_is_not_cut_short_by_a_shorter_one(self, started: SignalBench) -> None:
        started.device.signal(60)
        assert started.wait_until(True)
        self._time_passes(started, 2)
        self._until_told(started)
        self._time_passes(started, 30)
        self._until_told(started)
        assert started.is_on()

    def test_it_is_off_at_once_when_somebody_goes(self, started: SignalBench) -> None:
        started.device.signal(60)
        assert started.wait_until(True)
        started.device.quiet()
        assert started.wait_until(False)

    def test_it_is_off_when_the_terminal_ends(self, bench: SignalBench, events: EventLog) -> None:
        bench.device.start(events)
        bench.device.signal(600)
        assert bench.wait_until(True)
        assert bench.device.stop()
        assert bench.wait_until(False)

    def test_what_another_process_left_on_is_switched_off_at_the_start(
        self, bench: SignalBench, events: EventLog
    ) -> None:
        before = bench.commands()
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        assert bench.wait_until(False)
        assert bench.device.stop()
        ends_s = time.monotonic() + 5  # the far end reads on a thread of its own
        while bench.commands() == before and time.monotonic() < ends_s:
            time.sleep(0.01)
        assert bench.commands() > before

    def test_a_pulled_cable_is_a_fault_and_a_call_that_still_runs_lights_it_again(
        self, started: SignalBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("WireLost")
        heard = Heard()
        started.unplug()
        self._time_passes(started, AGAIN_S)
        assert events.wait_state(DeviceState.FAULT).fault == "wire-lost"
        started.device.signal(600, heard)
        assert heard.answers == [False]
        started.plug()
        self._as_time_passes(started, heard)
        assert started.wait_until(True)
        assert heard.answers[-1] is True

    def _as_time_passes(self, bench: SignalBench, heard: Heard) -> None:
        for _ in range(100):
            if heard.answers[-1]:
                return
            bench.clock.advance(0.5)
            time.sleep(0.01)

    def test_a_call_that_finds_the_wire_gone_is_told_so(
        self, started: SignalBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("WireLost")
        heard = Heard()
        started.unplug()
        started.device.signal(5, heard)
        assert heard.wait(False)
        events.wait_state(DeviceState.FAULT)

    def test_stopping_is_quick_and_may_be_repeated(self, bench: SignalBench, events: EventLog) -> None:
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        begun = time.monotonic()
        assert bench.device.stop()
        assert time.monotonic() - begun < 2
        assert bench.device.stop()
        assert bench.device.state is DeviceState.CLOSED
