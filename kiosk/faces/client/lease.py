"""The camera as one owner has it: a lease, with which sessions are begun. Who gets one: `kiosk.faces.client.leases`."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from kiosk.faces.events import SessionLost
from kiosk.faces.protocol.messages import SessionEvent
from kiosk.faces.protocol.preview import Frame, PreviewReader

LeaseEvent = SessionEvent | SessionLost
Hear = Callable[[LeaseEvent], None]


class Owner(StrEnum):
    """Who may take the camera."""

    VISIT = "visit"
    STAFF = "staff"
    TECHNICIAN = "technician"


class CameraTaken(Exception):
    """Somebody else has the camera.

    Attributes:
        holder: Who.
    """

    def __init__(self, holder: Owner) -> None:
        super().__init__(f"the camera is taken: {holder}")
        self.holder = holder


class Leases(Protocol):
    """What a lease goes by (`kiosk.faces.client.leases.CameraLeases`)."""

    def holds(self, lease: CameraLease) -> bool: ...

    def begin(self, lease: CameraLease, number: int, do: str, *, is_repeated: bool = False) -> None: ...

    def compare(self, lease: CameraLease, number: int, resident_id: str, photo: bytes | None) -> None: ...

    def stop(self, lease: CameraLease) -> None: ...

    def release(self, lease: CameraLease) -> None: ...


class LeasedPreview:
    """The camera's pictures for as long as they are somebody's; see `PreviewReader`, which it reads. For one thread."""

    def __init__(self, reader: PreviewReader, is_theirs: Callable[[], bool]) -> None:
        self._reader, self._is_theirs = reader, is_theirs

    def latest(self) -> Frame | None:
        """The newest picture; None without one, and when the camera is not theirs."""
        return self._reader.latest() if self._is_theirs() else None

    def forget(self) -> None:
        """Let go of the last picture."""
        self._reader.forget()


class CameraLease:
    """The camera, until it is released. All calls return at once, from any thread; also usable in a `with`.

    A session is a search, a comparison, an enrolment or an inspection. There is one at a time: beginning another ends
    the one before.
    Every session begun ends with exactly one answer, or with SessionLost and why; nothing of it comes after that but
    what was on its way already. The caller gives each session a number, which everything said about it carries.
    """

    def __init__(self, leases: Leases, owner: Owner, hear: Hear, reader: PreviewReader) -> None:
        self._leases = leases
        self.owner, self.hear = owner, hear
        self.preview = LeasedPreview(reader, lambda: self.is_held)

    @property
    def is_held(self) -> bool:
        """Whether it still is the lease in force."""
        return self._leases.holds(self)

    def search(self, session: int) -> None:
        """Look for who stands there. Answers by FaceSeen, then FaceMatched, FaceUnknown or FaceNeedsCard."""
        self._leases.begin(self, session, "search", is_repeated=True)

    def compare(self, session: int, resident_id: str, photo: bytes | None = None) -> None:
        """Compare whoever stands there with one member, without a preview. Answers by HolderCompared within 6 s.

        UNSURE at once when there is nothing to compare with, or comparing is switched off.

        Args:
            photo: The picture on the card's chip, for a member without a template; with one it is not looked at.
                That the member agreed to it is for the caller to know.
        """
        self._leases.compare(self, session, resident_id, photo)

    def enrol(self, session: int) -> None:
        """Take a template of whoever stands there. Answers by FaceSeen, then EnrolmentTaken or EnrolmentFailed."""
        self._leases.begin(self, session, "enrol")

    def inspect(self, session: int) -> None:
        """Tell of every picture in figures, CameraInspected, with the preview. It has no answer: it goes on until it
        is stopped, in the next vision process too.
        """
        self._leases.begin(self, session, "inspect", is_repeated=True)

    def stop(self) -> None:
        """End the session, if there is one; the preview goes blank."""
        self._leases.stop(self)

    def release(self) -> None:
        """Give the camera back; what still runs is ended. Safe to call again."""
        self._leases.release(self)

    def __enter__(self) -> CameraLease:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
