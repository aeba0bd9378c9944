"""The camera as the loop of the vision process uses it: a frame or none, and one word when that changes."""

from __future__ import annotations

from collections.abc import Callable

from devices.cameras.camera import Camera, CameraStuck
from devices.clock import Clock
from devices.errors import WireLost
from kiosk.faces.engines.engine import Image
from kiosk.faces.protocol.messages import SourceFigures
from kiosk.facilities import Facility, FacilityChanged

FRAME_TIMEOUT_S = 1.2
FORGIVEN_AFTER_S = 30.0
"""A camera that is opened only in use and was found broken is not looked at until somebody uses it: after so long it
is believed to work again, or nobody would ever try."""


class FrameSource:
    """Opens, reads and closes the camera.

    Args:
        only_in_use: Open it only while somebody uses it; it is believed to work until a use shows otherwise.
        tell: Given FacilityChanged whenever that changes.
    """

    def __init__(
        self, camera: Camera, clock: Clock, tell: Callable[[FacilityChanged], None], *, only_in_use: bool = False
    ) -> None:
        self._camera, self._clock, self._tell, self.only_in_use = camera, clock, tell, only_in_use
        self._state: tuple[bool, str | None] | None = None
        self._broken_s = 0.0

    @property
    def works(self) -> bool:
        """The last frame came, or none was wanted yet."""
        return self._state is not None and self._state[0]

    @property
    def is_open(self) -> bool:
        """The camera is on."""
        return self._camera.is_open

    def newest(self) -> Image | None:
        """The newest frame, None when there is none to be had now.

        Raises:
            CameraStuck: the capture library hangs.
        """
        try:
            image = self._camera.newest(FRAME_TIMEOUT_S if self.is_open and self.works else 2 * FRAME_TIMEOUT_S)
        except CameraStuck:
            raise
        except WireLost as error:
            self._broken_s = self._clock.now().monotonic_s
            self._set(False, error.code)
            return None
        self._set(True, None)
        return image

    def turn(self, rotate_deg: int) -> None:
        """Turn every picture clockwise from now on."""
        self._camera.turn(rotate_deg)

    def adjust(self, name: str = "", value: float = 0.0) -> None:
        """Set a control of the camera; without a name, only look which it has."""
        self._camera.adjust(name, value)

    def told(self) -> SourceFigures:
        """What the camera itself tells."""
        return SourceFigures(self._camera.grabbed, self._camera.controls)

    def rest(self) -> None:
        """Nobody uses it: closed when that is how it is wanted. Raises CameraStuck."""
        if not self.only_in_use:
            return
        if self.is_open:
            self._camera.close()
        forgiven = self._clock.now().monotonic_s - self._broken_s >= FORGIVEN_AFTER_S
        if self._state is None or (not self.works and forgiven):
            self._set(True, None)

    def _set(self, works: bool, fault: str | None) -> None:
        if (works, fault) != self._state:
            self._state = (works, fault)
            self._tell(FacilityChanged(Facility.CAMERA, works, fault))
