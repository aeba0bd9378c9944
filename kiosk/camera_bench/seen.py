"""The camera, leased for as long as the technician looks through it, and what is tried on it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from kiosk.faces.client.lease import CameraLease, CameraTaken, Hear, LeaseEvent, Owner
from kiosk.faces.client.tuned import Tuned
from kiosk.faces.events import SessionLost
from kiosk.faces.protocol.messages import CameraFigures, CameraInspected


class Lending(Protocol):
    """The vision process, as far as this room wants it (`kiosk.faces.client.vision_client.VisionClient`)."""

    @property
    def tuned(self) -> Tuned:
        """What is in force just now."""

    def lease(self, owner: Owner, hear: Hear) -> CameraLease:
        """Take the camera. Raises CameraTaken."""

    def tune(self, wanted: Tuned) -> None:
        """Put these in force; nothing is saved."""

    def adjust(self, control: str, value: float) -> None:
        """Set a control of the camera."""


class SeenCamera:
    """At most one lease. On one thread, but for what the camera says.

    Args:
        later: Hands what the camera says over to that thread.
        changed: Called there after every report.

    Attributes:
        state: "live", "waiting", "taken" or "none".
        figures: The newest; None without.
        saved: What is in force without anything tried here.
    """

    def __init__(
        self, vision: Lending, later: Callable[[Callable[[], None]], None], changed: Callable[[], None]
    ) -> None:
        self._vision, self._later, self._changed = vision, later, changed
        self._lease: CameraLease | None = None
        self._session = 0
        self.state = "waiting"
        self.figures: CameraFigures | None = None
        self.saved = self.tried = vision.tuned

    def look(self) -> None:
        """Begin to look, or go on; with what was tried before."""
        if self._lease is None:
            try:
                self._lease = self._vision.lease(Owner.TECHNICIAN, self._hear)
            except CameraTaken:
                self.state = "taken"
                return
        self._tune(self.tried)
        self._inspect()

    def let_go(self) -> None:
        """Give the camera back as it was. What is tried is kept for `look`. Safe to call again."""
        lease, self._lease = self._lease, None
        if lease is not None:
            self._tune(self.saved)
            lease.release()
        self.figures, self.state = None, "waiting"

    def attempt(self, *, rotate: int | None = None, aside: float | None = None, above: float | None = None) -> None:
        """Try another rotation or zone, without saving it."""
        now = self.tried
        self.tried = replace(
            now,
            rotate=now.rotate if rotate is None else rotate,
            guide_aside=now.guide_aside if aside is None else aside,
            guide_above=now.guide_above if above is None else above,
        )
        if self._lease is not None:
            self._tune(self.tried)
            self._inspect()

    def was_saved(self) -> None:
        """What is tried is what is saved now."""
        self.saved = self.tried
        self._tune(self.saved)

    def adjust(self, control: str, value: float) -> None:
        """Set a control of the camera."""
        if self._lease is not None:
            self._vision.adjust(control, value)

    def _tune(self, wanted: Tuned) -> None:
        """The thresholds are not this page's."""
        self._vision.tune(replace(wanted, fpir=self._vision.tuned.fpir))

    def _inspect(self) -> None:
        self._session += 1
        self.state, self.figures = "waiting", None
        if self._lease is not None:
            self._lease.inspect(self._session)

    def _hear(self, said: LeaseEvent) -> None:
        self._later(lambda: self._heard(said))

    def _heard(self, said: LeaseEvent) -> None:
        if self._lease is None or said.session != self._session:
            return
        if isinstance(said, CameraInspected):
            self.state, self.figures = "live", said.figures
        elif isinstance(said, SessionLost):
            self.state, self.figures = "none", None
        self._changed()
