"""The camera, leased for as long as an enrolment looks through it, and what it says as events of the enrolment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.enrolling import events as e
from kiosk.faces.client.lease import CameraLease, CameraTaken, Hear, LeaseEvent, Owner
from kiosk.faces.events import FaceSeen, HolderCompared, SessionLost
from kiosk.faces.protocol.messages import EnrolmentFailed, EnrolmentTaken


class Lending(Protocol):
    """Gives the camera (`kiosk.faces.client.vision_client.VisionClient`)."""

    def lease(self, owner: Owner, hear: Hear) -> CameraLease:
        """Take it. Raises CameraTaken."""


class EnrolmentCamera:
    """At most one lease. On one thread, but for what the camera says.

    Args:
        tell: Given what the camera says, on any thread; returns at once.
    """

    def __init__(self, vision: Lending, tell: Callable[[e.Event], None]) -> None:
        self._vision, self._tell = vision, tell
        self._lease: CameraLease | None = None

    def enrol(self, session: int) -> None:
        """Begin to take templates of whoever stands there."""
        lease = self._leased()
        if lease is None:
            self._tell(e.CameraBusy())
        else:
            lease.enrol(session)

    def compare(self, session: int, resident_id: str, photo: bytes) -> None:
        """Compare whoever stands there with the picture on a card."""
        lease = self._leased()
        if lease is None:
            self._tell(e.CameraBusy())
        else:
            lease.compare(session, resident_id, photo)

    def let_go(self) -> None:
        """Give the camera back. Safe to call again."""
        lease, self._lease = self._lease, None
        if lease is not None:
            lease.release()

    def _leased(self) -> CameraLease | None:
        if self._lease is None:
            try:
                self._lease = self._vision.lease(Owner.STAFF, self._hear)
            except CameraTaken:
                return None
        return self._lease

    def _hear(self, said: LeaseEvent) -> None:
        event = _as_event(said)
        if event is not None:
            self._tell(event)


def _as_event(said: LeaseEvent) -> e.Event | None:
    match said:
        case FaceSeen():
            return e.Seen(said.session, said.hint, said.progress, said.checks)
        case EnrolmentTaken():
            return e.Taken(said.session, said.samples)
        case EnrolmentFailed():
            return e.Failed(said.session, said.reason)
        case HolderCompared():
            return e.PhotoCompared(said.session, said.likeness)
        case SessionLost():
            return e.Lost(said.session, said.why)
    return None
