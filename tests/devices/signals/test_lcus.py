"""The LCUS driver on a simulated relay board, and its four bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices import catalogue
from devices.backoff import Backoff
from devices.device import DeviceKind
from devices.events import DeviceState
from devices.signals.lcus import LcusRelay
from devices.signals.lcus_frames import Command, CommandFramer, frame
from devices.signals.signal import AGAIN_S
from devices.simulators.relay import RelaySimulator
from tests.contract.signal_contract import SignalContract
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class RelayBench:
    def __init__(self, folder: Path, channel: int = 1) -> None:
        self.clock = ManualClock()
        self.simulator = RelaySimulator(folder / "relay", channels=2)
        self.simulator.plug()
        self.channel = channel
        self.device = LcusRelay(
            "lamp",
            url=str(folder / "relay"),
            channel=channel,
            clock=self.clock,
            backoff=Backoff(first_s=0.05, cap_s=0.1),
        )

    def is_on(self) -> bool:
        return self.simulator.is_on(self.channel)

    def wait_until(self, on: bool) -> bool:
        return self.simulator.wait_until(on, self.channel)

    def commands(self) -> int:
        return len(self.simulator.history)

    def unplug(self) -> None:
        self.simulator.unplug()

    def plug(self) -> None:
        self.simulator.plug()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[RelayBench]:
    made = RelayBench(tmp_path)
    yield made
    made.device.stop()
    made.simulator.close()


class TestLcusContract(SignalContract):
    @pytest.fixture
    def bench(self, bench: RelayBench) -> RelayBench:
        return bench


def test_the_bytes_are_those_the_board_is_sold_with() -> None:
    assert frame(Command(1, True)) == bytes.fromhex("A0 01 01 A2")
    assert frame(Command(1, False)) == bytes.fromhex("A0 01 00 A1")
    assert frame(Command(2, True)) == bytes.fromhex("A0 02 01 A3")


def test_second_channel_is_switched_and_the_first_left_alone(tmp_path: Path, events: EventLog) -> None:
    bench = RelayBench(tmp_path, channel=2)
    bench.device.start(events)
    events.wait_state(DeviceState.READY)
    bench.device.signal(10)
    assert bench.wait_until(True)
    assert not bench.simulator.is_on(1)
    assert bench.device.stop()
    assert {channel for channel, _ in bench.simulator.history} == {2}
    bench.simulator.close()


def test_a_board_that_lost_its_power_is_lit_again(bench: RelayBench, events: EventLog) -> None:
    bench.device.start(events)
    bench.device.signal(60)
    assert bench.wait_until(True)
    bench.simulator._on[1] = False
    bench.clock.until_waited_on()
    bench.clock.advance(AGAIN_S)
    assert bench.simulator.wait_until(True, bench.channel)


def test_catalogue_makes_it_for_a_lamp(tmp_path: Path) -> None:
    device = catalogue.create("lcus-relay", "lamp", {"url": "/dev/ttyUSB9", "channel": 4}, ManualClock(), UTC)
    assert (device.kind, device.name, device.state) == (DeviceKind.SIGNAL, "lamp", DeviceState.CLOSED)


@given(st.binary(max_size=40))
def test_no_bytes_but_a_whole_frame_switch_anything(noise: bytes) -> None:
    framer = CommandFramer()
    found = [*framer.feed(noise)]
    assert all(frame(command) in noise for command in found)
    assert Command(3, True) in [*framer.feed(bytes(4) + frame(Command(3, True)))]
