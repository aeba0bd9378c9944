"""Whether the camera works, as the rest of the kiosk is told: by the vision process, or because that one died."""

from __future__ import annotations

from collections.abc import Callable

from devices.clock import Clock
from kiosk.facilities import Facility, FacilityChanged

RENEWED_WITHIN_S = 5.0
"""A planned new process that has not found the camera by then is a fault like any other."""


class CameraFacility:
    """Tells every change once. For one thread.

    Args:
        tell: Given FacilityChanged.
    """

    def __init__(self, tell: Callable[[FacilityChanged], None], clock: Clock) -> None:
        self._tell, self._clock = tell, clock
        self._told: FacilityChanged | None = None
        self._patient_until_s: float | None = None

    @property
    def works(self) -> bool:
        """The camera sends usable pictures, or is believed to when it is opened only in use."""
        return self._told is not None and self._told.works

    def hear(self, change: FacilityChanged) -> None:
        """The vision process says how the camera is."""
        self._patient_until_s = None
        self._change(change)

    def fail(self, fault: str) -> None:
        """There is no camera, for this reason."""
        self._change(FacilityChanged(Facility.CAMERA, False, fault))

    def process_died(self, *, too_often: bool) -> None:
        """The vision process died. That an engine does not load, which it said before, is the better reason."""
        self._patient_until_s = None
        if self._told is None or self._told.fault != "vision-no-engine":
            self.fail("vision-crashing" if too_often else "vision-restarting")

    def process_renewed(self) -> None:
        """The vision process is replaced as planned: nobody is told unless the new one does not find the camera."""
        self._patient_until_s = self._clock.now().monotonic_s + RENEWED_WITHIN_S

    def look_at_clock(self) -> None:
        """To be called several times a second."""
        if self._patient_until_s is not None and self._clock.now().monotonic_s > self._patient_until_s:
            self._patient_until_s = None
            self.fail("vision-restarting")

    def _change(self, change: FacilityChanged) -> None:
        if change != self._told:
            self._told = change
            self._tell(change)
