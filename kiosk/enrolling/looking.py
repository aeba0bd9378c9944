"""The camera: opened by staff after the notice, shut by whatever ends it, and never held longer than it is needed."""

from __future__ import annotations

from dataclasses import replace

from kiosk.enrolling.effects import Compare, ComparePhoto, TakeCamera
from kiosk.enrolling.events import (
    CameraBusy,
    CameraWanted,
    Compared,
    Failed,
    Lost,
    PhotoCompared,
    Seen,
    Taken,
    WithoutFace,
)
from kiosk.enrolling.flow import Look, Step
from kiosk.enrolling.turn import Turn
from kiosk.faces.events import WhyLost
from kiosk.sentences import table
from kiosk.whitelist.consent import ConsentKind

OPENS_WITHIN_S = 20.0
"""A camera that is shut between visits takes some seconds, a second engine some more."""
SILENT_S = 6.0
"""An open camera says how somebody stands twice a second."""
TAKES_S = 45.0
PHOTO_S = 8.0
MOST_RESTARTS = 1
"""So often the vision process may die before staff are told."""


def camera_wanted(turn: Turn, event: CameraWanted) -> None:
    """Open the camera; what was taken before is given up."""
    flow = turn.flow
    may = flow.step in (Step.NOTICE, Step.INTERRUPTED, Step.CHECK)
    if may and ConsentKind.FACE in flow.agreed and flow.rules.takes_faces:
        turn.drop_face()
        turn.go(Step.LOOKING, look=Look(began_s=turn.at.now_s), without_face=False)
        turn.do(TakeCamera(turn.next_session()))


def without_face(turn: Turn, event: WithoutFace) -> None:
    """Save the consents today, take the face another day."""
    if turn.flow.step in (Step.NOTICE, Step.INTERRUPTED) and ConsentKind.FACE in turn.flow.agreed:
        turn.drop_face()
        turn.go(Step.CHECK, without_face=True)


def seen(turn: Turn, event: Seen) -> None:
    """How the person stands."""
    if turn.flow.step is Step.LOOKING and event.session == turn.flow.session:
        look = replace(
            turn.flow.look, hint=event.hint, progress=event.progress, checks=event.checks, heard_s=turn.at.now_s
        )
        turn.set(look=look)


def taken(turn: Turn, event: Taken) -> None:
    """Templates were taken: compared with everybody's, and with the card's picture where that can be read."""
    flow = turn.flow
    if flow.step is not Step.LOOKING or event.session != flow.session or flow.applicant is None:
        return
    turn.go(Step.COMPARING, samples=event.samples, look=replace(flow.look, began_s=turn.at.now_s, progress=1.0))
    turn.do(Compare(turn.next_ticket(), flow.resident_id, event.samples))
    if flow.applicant.photo is not None and not flow.record.templates:
        turn.set(waits_for_photo=True)
        who = flow.resident_id or flow.applicant.id
        turn.do(ComparePhoto(turn.next_session(), who, flow.applicant.photo))
    else:
        turn.shut_camera()


def photo_compared(turn: Turn, event: PhotoCompared) -> None:
    """The card's picture says something, or nothing."""
    if turn.flow.step is Step.COMPARING and event.session == turn.flow.session:
        turn.set(likeness=event.likeness)
        turn.shut_camera()
        _on(turn)


def compared(turn: Turn, event: Compared) -> None:
    """What the list says of the face."""
    if turn.flow.step is not Step.COMPARING or event.ticket != turn.flow.ticket:
        return
    if event.findings.mixed:
        _interrupt(turn, "others-came")
        return
    turn.set(findings=event.findings)
    _on(turn)


def failed(turn: Turn, event: Failed) -> None:
    """Nothing could be taken."""
    if turn.flow.step is Step.LOOKING and event.session == turn.flow.session:
        _interrupt(turn, event.why.value)


def lost(turn: Turn, event: Lost) -> None:
    """The session ended without an answer. A process that died once is asked again."""
    flow = turn.flow
    if event.session != flow.session:
        return
    if flow.step is Step.COMPARING and flow.waits_for_photo:
        turn.shut_camera()
        _on(turn)
    elif flow.step is Step.LOOKING:
        if event.why is WhyLost.PROCESS_DIED and flow.look.restarts < MOST_RESTARTS:
            turn.set(look=Look(began_s=turn.at.now_s, restarts=flow.look.restarts + 1))
            turn.do(TakeCamera(turn.next_session()))
        else:
            _interrupt(turn, "no-camera")


def camera_busy(turn: Turn, event: CameraBusy) -> None:
    """Somebody else has it."""
    if turn.flow.step is Step.LOOKING:
        _interrupt(turn, "busy")


def ticked(turn: Turn) -> None:
    """Nothing waits for ever."""
    flow, now_s = turn.flow, turn.at.now_s
    look = flow.look
    if flow.step is Step.COMPARING and flow.waits_for_photo and now_s - look.began_s >= PHOTO_S:
        turn.shut_camera()
        _on(turn)
    elif flow.step is Step.LOOKING and now_s - look.began_s >= TAKES_S:
        _interrupt(turn, "time")
    elif flow.step is Step.LOOKING and is_silent(look, now_s):
        _interrupt(turn, "no-camera")


def is_silent(look: Look, now_s: float) -> bool:
    """Whether the camera says nothing any more."""
    if look.heard_s is None:
        return now_s - look.began_s >= OPENS_WITHIN_S
    return now_s - look.heard_s >= SILENT_S


def shut_for_now(turn: Turn) -> None:
    """The wing is shut: the camera is given back. Templates that were taken stay, half-taken ones do not."""
    step = turn.flow.step
    if step is Step.LOOKING:
        turn.shut_camera()
        turn.go(Step.NOTICE)
    elif step is Step.COMPARING and turn.flow.waits_for_photo:
        turn.shut_camera()
        _on(turn)
    elif step is Step.ASKING:
        turn.go(Step.CONSENTS, asking=None)


def _on(turn: Turn) -> None:
    if turn.flow.findings is not None and not turn.flow.waits_for_photo:
        turn.go(Step.CHECK)


def _interrupt(turn: Turn, why: str) -> None:
    turn.shut_camera()
    turn.drop_face()
    turn.go(Step.INTERRUPTED, table("enrolling.interrupted")[why])
