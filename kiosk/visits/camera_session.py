"""The camera session: the notice first, guidance, a name that is asked about, a card whenever a face will not do."""

from __future__ import annotations

from dataclasses import replace

from kiosk.faces.events import (
    TURNS,
    CardNeeded,
    FaceHint,
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
)
from kiosk.facilities import Facility
from kiosk.visits import own_data, service
from kiosk.visits.asking import start_search, stop_search
from kiosk.visits.closing import alert, end_visit, forget_cards
from kiosk.visits.draft import Draft
from kiosk.visits.effects import ResolveMatch, SaveVisit
from kiosk.visits.events import MatchResolved
from kiosk.visits.moves import back_in_view, go
from kiosk.visits.situation import Timer
from kiosk.visits.states import State
from kiosk.visits.visit import CameraUse, VisitCamera


def look(d: Draft, reason: str) -> None:
    """What the camera is for is shown; a moment later a camera session begins."""
    if not d.terminal.works(Facility.CAMERA):
        ask_card(d, "camera", reason)
        return
    d.open_visit()
    stop_search(d)
    d.visit = replace(d.visit, resident=None)
    d.camera = VisitCamera(use=d.camera.use, card_only=d.camera.card_only)
    go(d, State.LOOKING, reason)


def notice_was_read(d: Draft) -> None:
    """What the camera is for has stood on the screen: now the session begins, never before."""
    if d.s.state is State.LOOKING:
        d.because("notice-shown")
        start_search(d)


def look_anew(d: Draft) -> None:
    """Nobody is there any more: what was seen so far is not held against whoever comes next."""
    if d.s.state is State.CONFIRM:
        look(d, "person-left")
    elif d.s.searching:
        d.camera = replace(d.camera, hint=FaceHint.NOBODY, progress=0.0, checks=None)
        stop_search(d)
        start_search(d)


def ask_card(d: Draft, variant: str, reason: str) -> None:
    """Please tap a card; or, where none can be read, please come to the window."""
    stop_search(d)
    d.visit = replace(d.visit, resident=None)
    d.camera = replace(d.camera, unsure=False)
    if not d.terminal.card_works:
        variant = "unknown-no-reader" if variant == "unknown" else "no-reader"
    go(d, State.ASK_CARD, reason, variant)


def face_seen(d: Draft, event: FaceSeen) -> None:
    """Guide the person. Whoever is asked to turn their head has the whole time again: it comes after the search."""
    if not _looks(d, event.session):
        return
    if event.hint in TURNS and d.camera.hint not in TURNS:
        d.start(Timer.LOOK, d.rules.look_s)
    progress = min(max(event.progress, 0.0), 1.0)
    d.camera = replace(d.camera, hint=event.hint, progress=progress, checks=event.checks)
    d.because("guided")
    if event.hint is not FaceHint.NOBODY and d.visit.out_of_view:
        back_in_view(d)


def face_matched(d: Draft, event: FaceMatched) -> None:
    """The camera thinks it knows them; the register is asked, then they are."""
    if _looks(d, event.session):
        d.visit = replace(d.visit, worth_recording=True)
        d.camera = replace(d.camera, unsure=not event.sure)
        d.because("face-matched" if event.sure else "face-unsure")
        d.do(ResolveMatch(event.session, event.resident_id))
        d.start(Timer.LOOK, d.rules.look_s)


def face_unknown(d: Draft, event: FaceUnknown) -> None:
    """Nobody on the whitelist: a card will do."""
    if _looks(d, event.session):
        d.visit = replace(d.visit, worth_recording=True)
        d.terminal = replace(d.terminal, refusals=0)
        ask_card(d, "unknown", "face-unknown")


def face_needs_card(d: Draft, event: FaceNeedsCard) -> None:
    """A face alone will not do. The words say nothing of why; the record does."""
    if not _looks(d, event.session):
        return
    live = event.why is not CardNeeded.NOT_LIVE
    d.visit = replace(d.visit, worth_recording=True)
    d.camera = replace(d.camera, card_only=live)
    refusals = 0 if live else d.terminal.refusals + 1
    if refusals >= d.rules.refusals:
        refusals = 0
        alert(d, "face")
    d.terminal = replace(d.terminal, refusals=refusals)
    ask_card(d, event.why.value, f"face-{event.why.value}")


def _looks(d: Draft, session: int) -> bool:
    """Whether this is the camera session that runs."""
    return d.s.here is State.LOOKING and d.s.searching and session == d.terminal.camera_session


def match_resolved(d: Draft, event: MatchResolved) -> None:
    """Ask whether it is really them."""
    if not _looks(d, event.session):
        return
    if event.person is None:
        ask_card(d, "unknown", "face-unknown")
        return
    d.stop(Timer.LOOK)
    d.visit = replace(d.visit, resident=event.person)
    d.terminal = replace(d.terminal, refusals=0)
    if d.camera.unsure:
        go(d, State.CONFIRM, "face-unsure", "unsure" if d.terminal.card_works else "unsure-no-reader")
    else:
        go(d, State.CONFIRM, "face-matched")


def look_timed_out(d: Draft) -> None:
    """The camera session gave no answer."""
    if d.s.here is State.LOOKING:
        ask_card(d, "unclear", "face-timed-out")


# --- 您是王奶奶吗？ ------------------------------------------------------------------------------------------------
def confirm_yes(d: Draft) -> None:
    """It is them: welcome them, or go on where they were."""
    person = d.visit.resident
    if d.s.covered is not None:
        d.visit = replace(d.visit, must_confirm=False, out_of_view=False)
        own_data.proof_lapses(d)
        service.resume(d, "confirmed")
    elif person is not None:
        service.welcome(d, person, service.BY_FACE)


def confirm_no(d: Draft) -> None:
    """It is not them: nothing of the other person stays, and a card settles it. The other one's own, where it still
    lies there, is forgotten, and the camera looks past it.
    """
    if d.s.covered is not None and d.terminal.card_lies:
        forget_cards(d, "left")
        if d.terminal.works(Facility.CAMERA):
            look(d, "not-me")
            return
        d.open_visit()
    elif d.s.covered is not None:
        end_visit(d, "left")
        d.open_visit()
    ask_card(d, "denied", "not-me")


# --- one to one ---------------------------------------------------------------------------------------------------
def holder_compared(d: Draft, event: HolderCompared) -> None:
    """Whoever stands before the camera looks like the card's holder, or not. It is noted and nobody is stopped: a
    daughter may bring her mother's card.
    """
    resident = d.visit.resident
    if not d.s.comparing or resident is None or event.session != d.terminal.camera_session:
        return
    d.camera = replace(d.camera, use=CameraUse.OFF)
    if event.likeness is Likeness.SAME:
        by = f"{d.visit.identified_by}+{service.BY_FACE}"
        d.visit = replace(d.visit, identified_by=by)
        d.note("holder-same")
        d.do(SaveVisit(d.visit.id, resident.resident_id, by, None))
    else:
        d.note(f"holder-{event.likeness.value}")
