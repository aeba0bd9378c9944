"""The visit's camera: every camera session of a visit is a lease of its own, given back when the session is over."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from kiosk.faces.client.lease import CameraLease, CameraTaken, Hear, LeasedPreview, LeaseEvent, Owner
from kiosk.faces.events import (
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
    SessionLost,
    WhyLost,
)

FaceEvent = FaceSeen | FaceMatched | FaceUnknown | FaceNeedsCard | HolderCompared


class Camera(Protocol):
    """`kiosk.faces.client.vision_client.VisionClient`, as far as a visit needs it."""

    def lease(self, owner: Owner, hear: Hear) -> CameraLease: ...

    def preview_of(self, owner: Owner) -> LeasedPreview: ...

    def wants_photo(self, resident_id: str) -> bool: ...


class LeasedFaceFinder:
    """Implements `kiosk.visits.ports.FaceFinder`. `start`, `stop` and `compare` are for one thread.

    A visitor never waits for the camera. When an inner wing has it, or there is no vision process, the answer comes at
    once and is the one of a camera that does not know them: a card is the way on.

    Args:
        post: Given what the camera answers, on any thread.

    Attributes:
        preview: The camera's pictures, while a visit has the camera.
    """

    def __init__(self, camera: Camera, post: Callable[[FaceEvent], None]) -> None:
        self._camera, self._post = camera, post
        self._lock = threading.Lock()
        self._held: tuple[int, CameraLease] | None = None
        self.preview = camera.preview_of(Owner.VISIT)

    def start(self, session: int) -> None:
        """Look for whoever stands there → FaceSeen, then FaceMatched, FaceUnknown or FaceNeedsCard."""
        lease = self._take(session, FaceUnknown(session))
        if lease is not None:
            lease.search(session)

    def compare(self, session: int, resident_id: str, photo: bytes | None = None) -> None:
        """Compare whoever stands there with one member → HolderCompared; the camera is given back then."""
        lease = self._take(session, HolderCompared(session, Likeness.UNSURE))
        if lease is not None:
            lease.compare(session, resident_id, photo)

    def stop(self) -> None:
        """End the session, or the comparison."""
        with self._lock:
            held, self._held = self._held, None
        if held is not None:
            held[1].release()

    def wants_photo(self, resident_id: str) -> bool:
        """Whether the picture on this resident's chip would be of use to `compare`. From any thread; fast."""
        return self._camera.wants_photo(resident_id)

    def _take(self, session: int, refusal: FaceUnknown | HolderCompared) -> CameraLease | None:
        self.stop()
        try:
            lease = self._camera.lease(Owner.VISIT, lambda event: self._hear(event, refusal))
        except CameraTaken:
            self._post(refusal)
            return None
        with self._lock:
            self._held = (session, lease)
        return lease

    def _hear(self, event: LeaseEvent, refusal: FaceUnknown | HolderCompared) -> None:
        if isinstance(event, SessionLost):
            if event.why in (WhyLost.STOPPED, WhyLost.CLOSED):
                return  # by the visit itself; and a terminal that ends asks nobody for a card any more
            event = refusal
        if isinstance(event, HolderCompared):
            self._comparison_is_over(event.session)
        if isinstance(event, FaceEvent):
            self._post(event)

    def _comparison_is_over(self, session: int) -> None:
        with self._lock:
            if self._held is None or self._held[0] != session:
                return
            lease, self._held = self._held[1], None
        lease.release()
