"""Who has the camera, and what was begun with it. There is one camera; whoever wants it takes a lease.

The rule: who holds the camera keeps it until they release it, and nobody waits. So staff's enrolment is never lost to a
visitor, who is refused at once and goes on with a card; and a visitor at the camera is not robbed: an inner wing sets
the visit aside first, which releases its lease. Only the same owner may take the camera from itself, so that what a
broken page left behind does not shut out the next.
"""

from __future__ import annotations

import base64
import itertools
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from kiosk.faces.client.lease import CameraLease, CameraTaken, Hear, LeasedPreview, Owner
from kiosk.faces.client.members import Members
from kiosk.faces.events import FaceMatched, FaceUnknown, HolderCompared, Likeness, SessionLost, WhyLost
from kiosk.faces.protocol.lines import encode_command
from kiosk.faces.protocol.messages import Report, SessionEvent
from kiosk.faces.protocol.preview import PreviewReader

_NOTHING: Mapping[str, str] = {}
_Lost = tuple[CameraLease, SessionLost]


@dataclass(slots=True, repr=False)
class _Session:
    """What was begun last.

    Attributes:
        number: The owner's own.
        wire_number: By which the vision process knows it; never given twice, so that nothing late is taken for it.
        line: The command, for a process that has not heard it; it may hold a picture.
        is_repeated: A process that follows one that died is asked again.
        is_open: It has had no answer.
    """

    lease: CameraLease
    number: int
    wire_number: int
    line: bytes
    is_repeated: bool
    is_open: bool = True

    def close(self) -> None:
        """It is answered: nothing is asked again, and what was asked is not kept."""
        self.is_open, self.line = False, b""


class Link(Protocol):
    """The way to the vision process (`kiosk.faces.client.supervisor.Supervisor`)."""

    @property
    def lock(self) -> threading.RLock:
        """Held while something is changed and said."""

    def send(self, line: bytes) -> None:
        """To the living process, if there is one."""


class CameraLeases:
    """Gives leases, and passes on what the vision process says to whom it belongs. Thread-safe.

    Owners are called without the lock and on any thread; they must return at once, and may call back.
    """

    def __init__(
        self, link: Link, members: Members, reader: PreviewReader, *, engine: str, compare_holders: bool
    ) -> None:
        self._link, self._members, self._reader = link, members, reader
        self._engine, self._compare_holders = engine, compare_holders
        self._holder: CameraLease | None = None
        self._session: _Session | None = None
        self._wire_numbers = itertools.count(1)
        self._refusal: WhyLost | None = None

    def lease(self, owner: Owner, hear: Hear) -> CameraLease:
        """Take the camera; `hear` is given what is said about the sessions begun with it.

        Raises:
            CameraTaken: another owner has it.
        """
        with self._link.lock:
            if self._holder is not None and self._holder.owner is not owner:
                raise CameraTaken(self._holder.owner)
            lost = self._drop(WhyLost.NOT_HELD)
            self._holder = lease = CameraLease(self, owner, hear, self._reader)
        _tell(lost)
        return lease

    def preview_of(self, *owners: Owner) -> LeasedPreview:
        """The camera's pictures whenever one of these owners has the camera."""
        return LeasedPreview(self._reader, lambda: (held := self._holder) is not None and held.owner in owners)

    @property
    def is_refused(self) -> bool:
        """Whether a session begun now would be lost at once, whoever holds the camera."""
        return self._refusal is not None

    # --- asked by a lease -------------------------------------------------------------------------------------
    def holds(self, lease: CameraLease) -> bool:
        """Whether this is the lease in force."""
        return self._holder is lease

    def begin(
        self,
        lease: CameraLease,
        number: int,
        do: str,
        fields: Mapping[str, str] = _NOTHING,
        *,
        is_repeated: bool = False,
    ) -> None:
        """Begin a session instead of the one before."""
        with self._link.lock:
            refusal = self._refusal_of(lease)
            lost = (lease, SessionLost(number, refusal)) if refusal is not None else self._drop(WhyLost.STOPPED)
            if refusal is None:
                wire_number = next(self._wire_numbers)
                line = encode_command(do, session=wire_number, **fields)
                self._session = _Session(lease, number, wire_number, line, is_repeated)
                self._link.send(line)
        _tell(lost)

    def compare(self, lease: CameraLease, number: int, resident_id: str, photo: bytes | None) -> None:
        """Begin a comparison, if there is anything to compare with."""
        is_known = self._members.knows(resident_id, self._engine)
        if self._compare_holders and (is_known or photo):
            fields = {"resident_id": resident_id}
            if photo is not None and not is_known:
                fields["photo"] = base64.b64encode(photo).decode()
            self.begin(lease, number, "compare", fields)
            return
        self.stop(lease)
        refusal = self._refusal_of(lease)
        lease.hear(HolderCompared(number, Likeness.UNSURE) if refusal is None else SessionLost(number, refusal))

    def stop(self, lease: CameraLease) -> None:
        """End what runs with this lease."""
        with self._link.lock:
            lost = self._drop(WhyLost.STOPPED) if self._holder is lease else None
        _tell(lost)

    def release(self, lease: CameraLease) -> None:
        """Take the lease back."""
        with self._link.lock:
            if self._holder is not lease:
                return
            lost, self._holder = self._drop(WhyLost.STOPPED), None
        _tell(lost)

    # --- told by the keeper of the vision process -------------------------------------------------------------
    def greeting(self) -> tuple[bytes, ...]:
        """What a new process must be asked, if anything waits for an answer."""
        return (self._session.line,) if self._session is not None and self._session.is_open else ()

    def hear(self, event: SessionEvent) -> None:
        """The vision process says something about a session. What is late is dropped."""
        with self._link.lock:
            session = self._session
            if session is None or not session.is_open or session.wire_number != event.session:
                return
            if not isinstance(event, Report):
                session.close()
            if isinstance(event, FaceMatched) and event.resident_id not in self._members:
                event = FaceUnknown(event.session)  # revoked while the answer was on its way
        session.lease.hear(replace(event, session=session.number))

    def process_died(self, *, too_often: bool) -> None:
        """The vision process died. A search waits for the next one, which is asked again; anything else is lost.

        Args:
            too_often: There may be no next one: a search is lost too, and what is begun until `resume` is refused.
        """
        with self._link.lock:
            if self._refusal is not WhyLost.CLOSED:
                self._refusal = WhyLost.NO_CAMERA if too_often else None
            waits = self._session is not None and self._session.is_repeated and not too_often
            lost = None if waits else self._lose(WhyLost.PROCESS_DIED)
        _tell(lost)

    def refuse(self, why: WhyLost) -> None:
        """Nothing can be looked at from now on: what runs is lost, what is begun is refused."""
        with self._link.lock:
            self._refusal = why
            lost = self._lose(why)
        _tell(lost)

    def close(self) -> None:
        """The end: no lease is in force any more."""
        self.refuse(WhyLost.CLOSED)
        self._holder = None

    def resume(self) -> None:
        """The vision process has a camera again, or says why not itself."""
        with self._link.lock:
            if self._refusal is not WhyLost.CLOSED:
                self._refusal = None

    # --- with the lock held -----------------------------------------------------------------------------------
    def _refusal_of(self, lease: CameraLease) -> WhyLost | None:
        return self._refusal or (None if self._holder is lease else WhyLost.NOT_HELD)

    def _drop(self, why: WhyLost) -> _Lost | None:
        """The vision process, too, is to end what was begun last. An answered session still has its preview."""
        lost = self._lose(why)
        if self._session is not None:
            self._session = None
            self._link.send(encode_command("stop"))
        return lost

    def _lose(self, why: WhyLost) -> _Lost | None:
        session = self._session
        if session is None or not session.is_open:
            return None
        session.close()
        return session.lease, SessionLost(session.number, why)


def _tell(lost: _Lost | None) -> None:
    if lost is not None:
        lease, event = lost
        lease.hear(event)
