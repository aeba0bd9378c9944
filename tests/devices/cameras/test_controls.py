"""Which controls a camera has, and that a frame thread sets them."""

from __future__ import annotations

import numpy as np

from devices.cameras.capture import Capture, Frame
from devices.cameras.controls import change, read
from devices.clock import SystemClock


class Webcam:
    """Has an exposure that is automatic, a focus, and nothing else."""

    def __init__(self) -> None:
        self.values = {21: 3.0, 15: 157.0, 28: 40.0}

    def get(self, prop: int) -> float:
        return self.values.get(prop, -1.0)

    def set(self, prop: int, value: float) -> bool:
        if prop not in self.values or (prop == 15 and self.values[21] != 1.0):
            return False
        self.values[prop] = value
        return True


class Stream:
    """A network camera: it tells nought for everything and takes nothing."""

    def get(self, prop: int) -> float:
        return 0.0

    def set(self, prop: int, value: float) -> bool:
        return False


def test_controls_are_those_that_tell_a_value_and_take_it_back() -> None:
    assert read(Webcam()) == {"auto-exposure": 3.0, "focus": 40.0}


def test_exposure_is_a_control_once_it_is_not_automatic() -> None:
    webcam = Webcam()
    assert change(webcam, "auto-exposure", 1.0)
    assert read(webcam) == {"auto-exposure": 1.0, "exposure": 157.0, "focus": 40.0}
    assert change(webcam, "exposure", 80.0)
    assert webcam.values[15] == 80.0


def test_stream_has_no_controls() -> None:
    assert read(Stream()) == {}


def test_unknown_control_is_not_set() -> None:
    webcam = Webcam()
    assert not change(webcam, "zoom", 2.0)
    assert webcam.values == {21: 3.0, 15: 157.0, 28: 40.0}


class Eager:
    """Takes whatever it is given and knows nothing of it."""

    def get(self, prop: int) -> float:
        return -1.0

    def set(self, prop: int, value: float) -> bool:
        return True


def test_camera_that_tells_no_value_has_no_control() -> None:
    assert read(Eager()) == {}


class Filming(Webcam):
    """The same webcam, sending pictures."""

    def grab(self) -> bool:
        return True

    def retrieve(self) -> tuple[bool, Frame]:
        return True, np.full((480, 640, 3), 90, np.uint8)

    def release(self) -> None: ...


def test_control_is_set_and_told_with_the_next_picture() -> None:
    webcam = Filming()
    capture = Capture(webcam, is_file=False, clock=SystemClock())
    try:
        capture.newest(2.0)
        assert capture.controls == {}
        capture.adjust("focus", 55.0)
        for _ in range(200):
            capture.newest(2.0)
            if capture.controls:
                break
        assert (webcam.values[28], capture.controls) == (55.0, {"auto-exposure": 3.0, "focus": 55.0})
        assert capture.grabbed > 1
    finally:
        assert capture.close()
