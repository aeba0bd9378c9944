"""The camera session: the notice first, guidance, a name that is asked about, a card whenever a face will not do."""

from __future__ import annotations

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
from kiosk.visits import service
from kiosk.visits.draft import Draft
from kiosk.visits.effects import ResolveMatch, SaveVisit
from kiosk.visits.events import MatchResolved
from kiosk.visits.situation import Timer
from kiosk.visits.states import State


def look(d: Draft, reason: str) -> None:
    """What the camera is for is shown; a moment later a camera session begins."""
    if not d.s.works(Facility.CAMERA):
        ask_card(d, "camera", reason)
        return
    d.open_visit()
    d.stop_faces()
    d.set(hint=FaceHint.NOBODY, progress=0.0, checks=None, resident=None, unsure=False)
    d.go(State.LOOKING, reason)


def notice_was_read(d: Draft) -> None:
    """What the camera is for has stood on the screen: now the session begins, never before."""
    if d.s.state is State.LOOKING:
        d.because("notice-shown")
        d.start_faces()


def look_anew(d: Draft) -> None:
    """Nobody is there any more: what was seen so far is not held against whoever comes next."""
    if d.s.state is State.CONFIRM:
        look(d, "person-left")
    elif d.s.faces_on:
        d.set(hint=FaceHint.NOBODY, progress=0.0, checks=None)
        d.stop_faces()
        d.start_faces()


def ask_card(d: Draft, variant: str, reason: str) -> None:
    """Please tap a card; or, where none can be read, please come to the window."""
    d.stop_faces()
    d.set(resident=None, unsure=False)
    if not d.s.card_works:
        variant = "unknown-no-reader" if variant == "unknown" else "no-reader"
    d.go(State.ASK_CARD, reason, variant)


def face_seen(d: Draft, event: FaceSeen) -> None:
    """Guide the person. Whoever is asked to turn their head has the whole time again: it comes after the search."""
    if not _looks(d, event.session):
        return
    if event.hint in TURNS and d.s.hint not in TURNS:
        d.start(Timer.LOOK, d.rules.look_s)
    d.set(hint=event.hint, progress=min(max(event.progress, 0.0), 1.0), checks=event.checks)
    d.because("guided")
    if event.hint is not FaceHint.NOBODY and d.s.gone:
        d.back()


def face_matched(d: Draft, event: FaceMatched) -> None:
    """The camera thinks it knows them; the register is asked, then they are."""
    if _looks(d, event.session):
        d.set(worth=True, unsure=not event.sure)
        d.because("face-matched" if event.sure else "face-unsure")
        d.do(ResolveMatch(event.session, event.resident_id))
        d.start(Timer.LOOK, d.rules.look_s)


def face_unknown(d: Draft, event: FaceUnknown) -> None:
    """Nobody on the whitelist: a card will do."""
    if _looks(d, event.session):
        d.set(worth=True, refusals=0)
        ask_card(d, "unknown", "face-unknown")


def face_needs_card(d: Draft, event: FaceNeedsCard) -> None:
    """A face alone will not do. The words say nothing of why; the record does."""
    if not _looks(d, event.session):
        return
    live = event.why is not CardNeeded.NOT_LIVE
    d.set(worth=True, card_only=live, refusals=0 if live else d.s.refusals + 1)
    if d.s.refusals >= d.rules.refusals:
        d.set(refusals=0)
        d.alert("face")
    ask_card(d, event.why.value, f"face-{event.why.value}")


def _looks(d: Draft, session: int) -> bool:
    """Whether this is the camera session that runs."""
    return d.s.here is State.LOOKING and d.s.faces_on and session == d.s.session


def match_resolved(d: Draft, event: MatchResolved) -> None:
    """Ask whether it is really them."""
    if not _looks(d, event.session):
        return
    if event.person is None:
        ask_card(d, "unknown", "face-unknown")
        return
    d.stop(Timer.LOOK)
    d.set(resident=event.person, refusals=0)
    if d.s.unsure:
        d.go(State.CONFIRM, "face-unsure", "unsure" if d.s.card_works else "unsure-no-reader")
    else:
        d.go(State.CONFIRM, "face-matched")


def look_timed_out(d: Draft) -> None:
    """The camera session gave no answer."""
    if d.s.here is State.LOOKING:
        ask_card(d, "unclear", "face-timed-out")


# --- 您是王奶奶吗？ ------------------------------------------------------------------------------------------------
def confirm_yes(d: Draft) -> None:
    """It is them: welcome them, or go on where they were."""
    person = d.s.resident
    if d.s.covered is not None:
        d.set(left_view=False, gone=False)
        service.resume(d, "confirmed")
    elif person is not None:
        service.welcome(d, person, service.BY_FACE)


def confirm_no(d: Draft) -> None:
    """It is not them: nothing of the other person stays, and a card settles it. The other one's own, where it still
    lies there, is forgotten, and the camera looks past it.
    """
    if d.s.covered is not None and d.s.card_lies:
        d.forget_cards("left")
        if d.s.works(Facility.CAMERA):
            look(d, "not-me")
            return
        d.open_visit()
    elif d.s.covered is not None:
        d.end_visit("left")
        d.open_visit()
    ask_card(d, "denied", "not-me")


# --- one to one ---------------------------------------------------------------------------------------------------
def holder_compared(d: Draft, event: HolderCompared) -> None:
    """Whoever stands before the camera looks like the card's holder, or not. It is noted and nobody is stopped: a
    daughter may bring her mother's card.
    """
    if not d.s.comparing or d.s.resident is None or d.s.visit_id is None or event.session != d.s.session:
        return
    d.set(comparing=False)
    if event.likeness is Likeness.SAME:
        by = f"{d.s.identified_by}+{service.BY_FACE}"
        d.set(identified_by=by)
        d.note("holder-same")
        d.do(SaveVisit(d.s.visit_id, d.s.resident.resident_id, by, None))
    else:
        d.note(f"holder-{event.likeness.value}")
