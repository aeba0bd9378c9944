"""What is asked of the camera, the instruments and the code service, and let go again."""

from __future__ import annotations

from dataclasses import replace

from kiosk.facilities import Facility
from kiosk.visits.draft import Draft
from kiosk.visits.effects import CloseInstrument, CompareHolder, OpenInstrument, QueryCode, StartFaces, StopFaces
from kiosk.visits.situation import Timer
from kiosk.visits.visit import CameraUse


def start_search(d: Draft) -> None:
    """Begin a camera session with a number of its own."""
    session = _next_session(d, CameraUse.SEARCHING)
    d.do(StartFaces(session))
    d.start(Timer.LOOK, d.rules.look_s)


def stop_search(d: Draft) -> None:
    """End the camera session if there is one."""
    d.stop(Timer.LOOK)
    if d.s.searching:
        _let_go(d)


def compare_holder(d: Draft) -> None:
    """Compare the holder of the card with whoever stands before the camera, once a welcome."""
    if d.s.visit is not None and d.visit.resident is not None and not d.s.comparing:
        session = _next_session(d, CameraUse.COMPARING)
        d.do(CompareHolder(session, d.visit.resident.resident_id))


def stop_comparing(d: Draft) -> None:
    """End the comparison if there is one."""
    if d.s.comparing:
        _let_go(d)


def _next_session(d: Draft, use: CameraUse) -> int:
    session = d.terminal.camera_session + 1
    d.terminal = replace(d.terminal, camera_session=session)
    d.camera = replace(d.camera, use=use)
    return session


def _let_go(d: Draft) -> None:
    d.camera = replace(d.camera, use=CameraUse.OFF)
    d.do(StopFaces())


def open_instrument(d: Draft, facility: Facility) -> None:
    """What the instrument sends is this visit's from now on."""
    if d.s.visit is not None and d.visit.resident is not None:
        d.self_check = replace(d.self_check, opened=facility)
        d.do(OpenInstrument(facility, d.visit.id, d.visit.resident.resident_id))


def close_instrument(d: Draft) -> None:
    """It is nobody's from now on."""
    if d.self_check.opened is not None:
        d.do(CloseInstrument(d.self_check.opened))
        d.self_check = replace(d.self_check, opened=None)


def query_code(d: Draft) -> None:
    """Ask for the person's code."""
    if d.s.visit is not None and d.visit.resident is not None:
        d.code = replace(d.code, due=False)
        d.do(QueryCode(d.visit.id, d.visit.resident.resident_id))
