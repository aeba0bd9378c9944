"""For how long a sensor has been on."""

from __future__ import annotations

from devices.device import Remark
from devices.events import DeviceState, DeviceStateChanged
from kiosk.instruments.warmth import Warmth
from kiosk.sentences import sentence
from tests.support.clock import ManualClock

READY, FAULT = DeviceState.READY, DeviceState.FAULT


class Room:
    def __init__(self) -> None:
        self.clock = ManualClock()
        self.warmth = Warmth({"forehead": 1800.0}, self.clock)

    def says(self, state: DeviceState, after_s: float = 0.0) -> float | None:
        """The sensor announces a state; for how long it has been on then."""
        self.clock.advance(after_s)
        fault = "wire-lost" if state is FAULT else None
        self.warmth.heard(DeviceStateChanged("forehead", state, fault, self.clock.now()))
        return self.warmth.warm_s("forehead", self.clock.now())


def test_counts_from_when_it_first_answered() -> None:
    room = Room()
    assert room.says(DeviceState.OPENING) is None
    assert room.says(READY, 30) == 0.0
    room.clock.advance(600)
    assert room.warmth.warm_s("forehead", room.clock.now()) == 600.0
    assert room.warmth.warm_s("cuff", room.clock.now()) is None


def test_cable_that_was_touched_leaves_it_warm_and_one_that_was_pulled_does_not() -> None:
    room = Room()
    room.says(READY)
    room.says(FAULT, 1000)
    assert room.says(READY, 59) == 1059.0
    room.says(FAULT, 100)
    room.says(DeviceState.OPENING, 30)
    assert room.says(READY, 30) == 0.0


def test_technician_is_told_how_long_it_still_takes() -> None:
    room = Room()
    assert room.warmth.remark("forehead") is None
    room.says(READY)
    assert room.warmth.remark("forehead") == Remark("warming-up", ("31",))
    room.clock.advance(1799)
    assert room.warmth.remark("forehead") == Remark("warming-up", ("1",))
    room.clock.advance(1)
    assert room.warmth.remark("forehead") is None
    assert "约 12 分钟" in sentence("doctor.remark.warming-up", names="12")
