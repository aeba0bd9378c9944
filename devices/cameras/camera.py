"""The camera as the vision process sees it: the newest frame, or an error code; it comes back by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np

from devices.backoff import Backoff
from devices.cameras.capture import GONE, Frame, open_capture
from devices.cameras.naming import StableName
from devices.cameras.sight import Sight
from devices.clock import Clock, SystemClock
from devices.errors import WireLost

FRAME_TIMEOUT_S = 3.0


class _Source(Protocol):
    def newest(self, timeout_s: float) -> Frame: ...

    def adjust(self, name: str = "", value: float = 0.0) -> None: ...

    def close(self, timeout_s: float = 3.0) -> bool: ...

    @property
    def grabbed(self) -> int: ...

    @property
    def controls(self) -> dict[str, float]: ...


class CameraStuck(WireLost):
    """The capture library hangs in its driver: the process has to be replaced."""

    code = GONE


class Camera:
    """A source that is opened on the first call and reopened, with growing patience, after it was lost.

    Black and frozen pictures are reported as long as they last; the source stays open under them (a frozen one is
    reopened once, which cures some webcams).

    Args:
        source: Device index ("0"), device path, URL, or a recorded file, which is played over and over. A camera given
            by its index is found again under another one, if it has a name of its own; a path under
            `/dev/v4l/by-id` is the safer setting.
        width, height: Asked of the device, px; it may answer with another size.
        rotate_deg: How far clockwise every picture is turned: 0, 90, 180 or 270.
    """

    def __init__(
        self,
        source: str,
        width: int = 1280,
        height: int = 720,
        *,
        rotate_deg: int = 0,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
        opener: Callable[[str, int, int, Clock], _Source] = open_capture,
        name: StableName | None = None,
    ) -> None:
        self._name = name or StableName(source)
        self._quarters = rotate_deg // 90 % 4
        self._source, self._width, self._height = source, width, height
        self._clock: Clock = clock or SystemClock()
        self._backoff = backoff or Backoff(first_s=0.25, cap_s=3.0)
        self._opener = opener
        self._capture: _Source | None = None
        self._sight = Sight()
        self._failures = 0
        self._not_before_s = 0.0
        self._why = GONE
        self._reopened_frozen = False

    @classmethod
    def open(cls, source: str, width: int = 1280, height: int = 720, *, clock: Clock | None = None) -> Camera:
        """A camera whose source has been opened.

        Raises:
            WireLost: it cannot be opened now.
        """
        camera = cls(source, width, height, clock=clock)
        camera._ensure()
        return camera

    def newest(self, timeout_s: float = FRAME_TIMEOUT_S) -> Frame:
        """The next frame to come, (height, width, 3) BGR.

        Raises:
            WireLost: with code "camera-gone", "camera-too-large", "camera-black" or "camera-frozen". Call again later:
                while the source is gone a call fails at once until it is time for the next attempt.
            CameraStuck: the capture library hangs.
        """
        capture = self._ensure()
        try:
            frame = capture.newest(timeout_s)
        except WireLost as error:
            self._lost(error.code)
            raise
        fault = self._sight.judge(frame, self._clock.now().monotonic_s)
        if fault == "camera-frozen" and not self._reopened_frozen:
            self._reopened_frozen = True
            self._drop()
            raise WireLost("the same picture over and over", code=fault)
        if fault is not None:
            raise WireLost("no usable picture", code=fault)
        self._failures, self._reopened_frozen = 0, False
        return turned(frame, self._quarters) if self._quarters else frame

    def turn(self, rotate_deg: int) -> None:
        """Turn every picture from now on: 0, 90, 180 or 270 degrees clockwise."""
        self._quarters = rotate_deg // 90 % 4

    def adjust(self, name: str = "", value: float = 0.0) -> None:
        """See `Capture.adjust`; nothing while the source is not open."""
        if self._capture is not None:
            self._capture.adjust(name, value)

    @property
    def grabbed(self) -> int:
        """Pictures the source sent since it was opened."""
        return 0 if self._capture is None else self._capture.grabbed

    @property
    def controls(self) -> dict[str, float]:
        """The controls it has, with their values, as last asked for by `adjust`."""
        return {} if self._capture is None else self._capture.controls

    @property
    def is_open(self) -> bool:
        """The source is held open: a camera's own light is on."""
        return self._capture is not None

    def close(self) -> None:
        """Release the source; it opens again with the next `newest`. Raises CameraStuck."""
        self._drop()

    def _ensure(self) -> _Source:
        if self._capture is not None:
            return self._capture
        if self._clock.now().monotonic_s < self._not_before_s:
            raise WireLost("waiting before the next attempt", code=self._why)
        try:
            node = self._name.resolve()
            self._capture = self._opener(node, self._width, self._height, self._clock)
        except FileNotFoundError:
            self._lost()
            raise WireLost("no such device", code=GONE) from None
        except WireLost as error:
            self._lost(error.code)
            raise
        self._name.opened(node)
        if not self._reopened_frozen:
            self._sight = Sight(may_repeat=Path(self._source).is_file())
        return self._capture

    def _lost(self, why: str = GONE) -> None:
        self._failures += 1
        self._why = why
        self._not_before_s = self._clock.now().monotonic_s + self._backoff.wait_s(self._failures)
        self._drop()

    def _drop(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None and not capture.close():
            raise CameraStuck("the capture library does not return")


def turned(frame: Frame, quarters: int) -> Frame:
    """The picture turned clockwise by so many quarters."""
    return np.ascontiguousarray(np.rot90(frame, -quarters))
