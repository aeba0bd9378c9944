"""The life of a device that keeps losing its wire."""

from __future__ import annotations

import threading

from devices.backoff import Backoff
from devices.device import Device, DeviceKind
from devices.errors import WireLost
from devices.events import DeviceEvent, DeviceState, DeviceStateChanged
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock

LOST = "worn: WireLost: a loose plug"


class WaitedClock(ManualClock):
    """Time passes at once when somebody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        self.waits.append(timeout_s)
        self.advance(timeout_s)
        return event.is_set()


class Worn(Device):
    """Works for so long and loses its wire, once for each of `works_s`; then it ends."""

    kind = DeviceKind.THERMOMETER

    def __init__(self, clock: ManualClock, *works_s: float) -> None:
        super().__init__("worn", clock=clock, backoff=Backoff(first_s=1.0, cap_s=3.0))
        self._works_s, self._hand = list(works_s), clock

    def _open(self) -> None:
        if not self._works_s:
            self._stopping.set()

    def _turn(self) -> None:
        self._hand.advance(self._works_s.pop(0))
        raise WireLost("a loose plug")

    def _close(self) -> None: ...


def lived(*works_s: float) -> tuple[list[float], list[DeviceEvent]]:
    """A device's waits and what it told."""
    clock, told = WaitedClock(), list[DeviceEvent]()
    device = Worn(clock, *works_s)
    device.start(told.append)
    assert device._thread is not None
    device._thread.join(5)
    assert device.stop()
    return clock.waits, told


def test_each_loss_in_a_row_is_waited_for_longer(announced: AnnouncedLog) -> None:
    announced.expect(LOST)
    waits, told = lived(0.0, 0.0, 0.0, 0.0)
    assert waits == [1.0, 2.0, 3.0, 3.0]
    states = [event.state for event in told if isinstance(event, DeviceStateChanged)]
    assert states == [
        DeviceState.OPENING,
        *[DeviceState.READY, DeviceState.FAULT] * 4,
        DeviceState.READY,
        DeviceState.CLOSED,
    ]


def test_device_that_worked_for_half_a_minute_is_tried_again_soon(announced: AnnouncedLog) -> None:
    announced.expect(LOST)
    assert lived(0.0, 0.0, 30.0, 0.0)[0] == [1.0, 2.0, 1.0, 2.0]


def test_device_that_worked_a_little_less_is_still_failing(announced: AnnouncedLog) -> None:
    announced.expect(LOST)
    assert lived(0.0, 0.0, 29.9, 0.0)[0] == [1.0, 2.0, 3.0, 3.0]
