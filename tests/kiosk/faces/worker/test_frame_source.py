"""The camera of the vision process: open always, or only in use."""

from __future__ import annotations

import numpy as np

from devices.cameras.capture import Frame
from devices.errors import WireLost
from kiosk.faces.worker.frame_source import FrameSource
from kiosk.facilities import Facility, FacilityChanged
from tests.support.clock import ManualClock


class Source:
    """A camera that gives what it is told to."""

    def __init__(self) -> None:
        self.fault: str | None = None
        self.is_open, self.opened = False, 0

    def newest(self, timeout_s: float) -> Frame:
        if not self.is_open:
            self.is_open, self.opened = True, self.opened + 1
        if self.fault is not None:
            self.is_open = False
            raise WireLost("gone", code=self.fault)
        return np.zeros((480, 640, 3), np.uint8)

    def close(self) -> None:
        self.is_open = False


def frames_of(source: Source, clock: ManualClock, said: list[FacilityChanged], *, only_in_use: bool) -> FrameSource:
    return FrameSource(source, clock, said.append, only_in_use=only_in_use)  # type: ignore[arg-type]


WORKS = FacilityChanged(Facility.CAMERA, True)


def test_change_is_told_once(clock: ManualClock) -> None:
    source, said = Source(), list[FacilityChanged]()
    frames = frames_of(source, clock, said, only_in_use=False)
    assert not frames.works
    assert frames.newest() is not None
    frames.newest()
    source.fault = "camera-too-large"
    assert frames.newest() is None
    frames.newest()
    assert said == [WORKS, FacilityChanged(Facility.CAMERA, False, "camera-too-large")]
    frames.rest()
    assert said[-1].fault == "camera-too-large"


def test_camera_for_use_only_is_believed_to_work_and_stays_shut(clock: ManualClock) -> None:
    source, said = Source(), list[FacilityChanged]()
    frames = frames_of(source, clock, said, only_in_use=True)
    frames.rest()
    assert (said, source.opened) == ([WORKS], 0)
    frames.newest()
    assert frames.is_open
    frames.rest()
    assert not frames.is_open
    assert said == [WORKS]


def test_camera_for_use_only_that_failed_gets_another_chance_after_a_while(clock: ManualClock) -> None:
    source, said = Source(), list[FacilityChanged]()
    frames = frames_of(source, clock, said, only_in_use=True)
    frames.rest()
    source.fault = "camera-gone"
    frames.newest()
    clock.advance(29)
    frames.rest()
    assert said[-1].fault == "camera-gone"
    clock.advance(2)
    frames.rest()
    assert said[-1] == WORKS
