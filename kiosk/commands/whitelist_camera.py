"""A template taken at the terminal's own camera, for `kiosk whitelist add/enrol --camera`, while the terminal rests."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from kiosk.commands.context import Context, Refused
from kiosk.sentences import fault_sentences, sentence, table

if TYPE_CHECKING:
    from kiosk.faces.client.lease import CameraLease, LeaseEvent
    from kiosk.faces.enrolment.enrol import EnrolledTemplate
    from kiosk.faces.protocol.messages import EnrolmentEnd, HallEvent

OPEN_WITHIN_S = 20.0
TAKEN_WITHIN_S = 45.0
"""Longer than the vision process gives itself."""


def templates_at_camera(context: Context) -> list[EnrolledTemplate]:
    """Templates of whoever stands before the configured camera, of every engine in use; hints go to standard error.

    The camera belongs to a running terminal: this refuses while there is one, and keeps one from starting meanwhile.

    Raises:
        Refused: no camera, a terminal runs, or nothing could be taken; the sentence says which.
    """
    from kiosk.doctor.run_lock import AlreadyRunning, RunLock

    if not context.settings.camera.source:
        raise Refused(sentence("whitelist.camera.none"))
    lock = RunLock(context.data_dir)
    try:
        lock.take()
    except AlreadyRunning:
        raise Refused(sentence("whitelist.camera.in-use")) from None
    try:
        return _Desk(context).take()
    finally:
        lock.release()


class _Desk:
    """One enrolment at the camera; hears the vision process on its client's thread."""

    def __init__(self, context: Context) -> None:
        from kiosk.visits.visitor_words import load_words

        self._context = context
        self._hints = {hint: chip.chip for hint, chip in load_words().guidance.items()}
        self._works, self._done = threading.Event(), threading.Event()
        self._fault: str | None = None
        self._lease: CameraLease | None = None
        self._answer: EnrolmentEnd | None = None
        self._said = ""

    def take(self) -> list[EnrolledTemplate]:
        """See `templates_at_camera`."""
        import msgspec

        from kiosk.faces.client.lease import Owner
        from kiosk.faces.client.vision_client import VisionClient
        from kiosk.faces.enrolment.enrol import EnrolledTemplate
        from kiosk.faces.protocol.messages import EnrolmentFailed

        settings = self._context.settings
        faces = msgspec.structs.replace(settings.faces, enabled=True)
        camera = msgspec.structs.replace(settings.camera, only_in_use=False)
        clock = self._context.clock
        with VisionClient(camera, faces, clock, self._hear) as client:
            if not clock.wait(self._works, OPEN_WITHIN_S):
                raise Refused(sentence("words.stop", said=fault_sentences(self._fault or "camera-gone").staff))
            with client.lease(Owner.STAFF, self._hear_enrolment) as self._lease:
                self._lease.enrol(1)
                if not clock.wait(self._done, TAKEN_WITHIN_S):
                    raise Refused(table("whitelist.camera.why-not")["time"])
        if self._answer is None or isinstance(self._answer, EnrolmentFailed):
            raise Refused(
                table("whitelist.camera.why-not")["no-camera" if self._answer is None else self._answer.reason.value]
            )
        return [EnrolledTemplate(s.engine, s.version, s.vector, s.quality) for s in self._answer.samples]

    def _hear(self, event: HallEvent) -> None:
        from kiosk.facilities import FacilityChanged

        if isinstance(event, FacilityChanged):
            self._fault = event.fault
            if event.works:
                self._works.set()

    def _hear_enrolment(self, event: LeaseEvent) -> None:
        from kiosk.faces.events import FaceSeen, SessionLost, WhyLost
        from kiosk.faces.protocol.messages import EnrolmentEnd

        if isinstance(event, FaceSeen):
            said = sentence("whitelist.camera.hint", hint=self._hints[event.hint], progress=event.progress)
            if said != self._said:
                self._said = said
                print(said, file=sys.stderr, flush=True)
        elif isinstance(event, SessionLost) and event.why is WhyLost.PROCESS_DIED and self._lease is not None:
            self._lease.enrol(event.session + 1)  # of the process that follows, in what time is left
        else:
            self._answer = event if isinstance(event, EnrolmentEnd) else None
            self._done.set()
