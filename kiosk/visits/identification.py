"""Who is it: cards, faces, and the question whether it is really them."""

from __future__ import annotations

from devices.events import CardArrived, CardLeft, CardToken, IdentityRead, ReadFailed
from kiosk.visits import service
from kiosk.visits.draft import Draft
from kiosk.visits.effects import LookUpHolder, ResolveMatch
from kiosk.visits.events import (
    TURNS,
    CardNeeded,
    FaceHint,
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    Facility,
    HolderFound,
    HolderUnknown,
    MatchResolved,
)
from kiosk.visits.situation import LyingCard, Timer
from kiosk.visits.states import State

BEFORE = frozenset({State.ATTRACT, State.LOOKING, State.ASK_CARD, State.CARD_PROBLEM, State.CONFIRM})
"""States in which nobody has been welcomed yet: a card begins at once."""


# --- cards ------------------------------------------------------------------------------------------------------
def card_arrived(d: Draft, event: CardArrived) -> None:
    """A card begins a visit, or interrupts one until it is known whose it is. Of two at once the first one counts."""
    if d.s.lies(event.token):
        return
    d.set(cards=(*d.s.cards, LyingCard(event.token, event.kind)), gone=False)
    d.stop(Timer.AWAY)
    if d.s.state is State.HELP:
        _lay_help_aside(d)
    if d.s.state is State.READING:
        d.set(two_cards=True)
        d.because("two-cards")
    elif d.s.resident is not None and d.s.state is not State.GOODBYE and not d.s.unconfirmed:
        read_second(d, event.token)
    else:
        if d.s.state is State.GOODBYE:
            d.end_visit("swapped")
        read_first(d, event.token)


def _lay_help_aside(d: Draft) -> None:
    """A card is laid down while help is on its way: what help covered comes first."""
    if d.s.covered is not None:
        d.set(state=d.s.covered, variant=d.s.covered_variant, covered=None, covered_variant="")


def read_first(d: Draft, token: CardToken) -> None:
    """Read a card that opens a visit."""
    d.open_visit()
    d.set(worth=True, resident=None, card=token, card_read=False, two_cards=len(d.s.cards) > 1)
    d.go(State.READING, "card-arrived")
    d.start(Timer.READ, d.rules.read_s)


def read_second(d: Draft, token: CardToken) -> None:
    """Read a card that came in the middle of a visit; nothing personal is shown meanwhile."""
    d.set(second=token, card_read=False)
    d.stop_comparing()
    d.cover(State.READING, "another-card")
    d.start(Timer.READ, d.rules.read_s)


def _reading(d: Draft, token: CardToken) -> bool:
    """Whether this card is the one being read now."""
    if d.s.second is not None:
        return d.s.state is State.READING and d.s.second == token
    return d.s.here is State.READING and d.s.card == token


def identity_read(d: Draft, event: IdentityRead) -> None:
    """The card's contents are here: ask the register."""
    waiting_card = d.s.here is State.CARD_PROBLEM and d.s.second is None and d.s.lies(event.token)
    if waiting_card and event.token != d.s.card:
        read_first(d, event.token)
    if _reading(d, event.token) and not d.s.card_read:
        d.set(card_read=True)
        d.because("card-read")
        d.do(LookUpHolder(event.token, event.document))
        d.start(Timer.READ, d.rules.identify_s)


def read_failed(d: Draft, event: ReadFailed) -> None:
    """Say what to do, in words of this very failure."""
    if _reading(d, event.token):
        problem(d, event.reason.value)


def problem(d: Draft, variant: str) -> None:
    """The card being read is of no use."""
    d.stop(Timer.READ)
    if d.s.second is None:
        d.go(State.CARD_PROBLEM, f"card-{variant}", variant)
    elif d.s.lies(d.s.card):
        d.cover(State.CARD_PROBLEM, f"card-{variant}", variant)
    else:
        token = d.s.second
        d.end_visit("swapped")
        d.open_visit()
        d.set(card=token, worth=True)
        d.go(State.CARD_PROBLEM, f"card-{variant}", variant)


def holder_found(d: Draft, event: HolderFound) -> None:
    """The register knows the holder."""
    if not _reading(d, event.token) or not d.s.card_read:
        return
    d.stop(Timer.READ)
    if d.s.second is None or d.s.resident is None:
        service.welcome(d, event.person, _kind_of(d, event.token))
    elif event.person.resident_id == d.s.resident.resident_id:
        d.set(second=None, card=event.token, left_view=False)
        service.resume(d, "same-person")
    else:
        d.end_visit("swapped")
        d.open_visit()
        d.set(card=event.token, card_read=True, worth=True)
        service.welcome(d, event.person, _kind_of(d, event.token))


def _kind_of(d: Draft, token: CardToken) -> str:
    """How the visit says it was identified: by which kind of card, as far as the card still lies there to tell."""
    return next((card.kind.value for card in d.s.cards if card.token == token), "card")


def holder_unknown(d: Draft, event: HolderUnknown) -> None:
    """The card keeps its holder back, and nobody has said whose it is."""
    if _reading(d, event.token):
        problem(d, "unknown-holder")


def card_left(d: Draft, event: CardLeft) -> None:
    """A card is taken away: while it was being read, at goodbye, or simply into the pocket."""
    take_away(d, event.token)


def take_away(d: Draft, token: CardToken) -> None:
    """See `card_left`."""
    if not d.s.lies(token):
        return
    being_read = _reading(d, token) and not d.s.card_read
    second_problem = d.s.second == token and d.s.state is State.CARD_PROBLEM
    d.set(cards=tuple(c for c in d.s.cards if c.token != token))
    d.set(two_cards=d.s.two_cards and len(d.s.cards) > 1)
    if being_read:
        problem(d, "moved")
    elif second_problem:
        second_card_done(d)
    elif d.s.state is State.GOODBYE and not d.s.card_lies:
        _taken_at_goodbye(d)
    if d.s.gone and not d.s.card_lies and d.s.state is not State.ATTRACT:
        d.start(Timer.AWAY, d.rules.walked_away_s)
    d.because("card-left")


def second_card_done(d: Draft) -> None:
    """The second card is out of the way: the visit goes on, if its own card is still there."""
    d.set(second=None)
    if d.s.lies(d.s.card):
        service.resume(d, "card-taken")
    else:
        d.close("card-taken", "swapped")


def _taken_at_goodbye(d: Draft) -> None:
    d.stop(Timer.LEFT_BEHIND)
    if d.s.visit_id is None:
        d.close("card-taken", "")
    else:
        d.because("card-taken")
        d.start(Timer.BYE, d.rules.goodbye_s)


def read_timed_out(d: Draft) -> None:
    """The reader, or the register, gave no answer."""
    if d.s.state is State.READING or d.s.here is State.READING:
        problem(d, "slow")


# --- faces ------------------------------------------------------------------------------------------------------
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
    d.go(State.ASK_CARD, reason, variant if d.s.card_works else "no-reader")


def face_seen(d: Draft, event: FaceSeen) -> None:
    """Guide the person. Whoever is asked to turn their head has the whole time again: it comes after the search."""
    if not _looks(d, event.session):
        return
    if event.hint in TURNS and d.s.hint not in TURNS:
        d.start(Timer.LOOK, d.rules.look_s)
    d.set(hint=event.hint, progress=min(max(event.progress, 0.0), 1.0), checks=event.checks)
    d.because("guided")
    if event.hint is not FaceHint.NOBODY and d.s.gone:
        d.set(gone=False)
        d.stop(Timer.AWAY)


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
        ask_card(d, "unknown", "face-timed-out")


# --- buttons ----------------------------------------------------------------------------------------------------
def confirm_yes(d: Draft) -> None:
    """It is them: welcome them, or go on where they were."""
    person = d.s.resident
    if d.s.covered is not None:
        d.set(left_view=False, gone=False)
        service.resume(d, "confirmed")
    elif person is not None:
        service.welcome(d, person, service.BY_FACE)


def confirm_no(d: Draft) -> None:
    """It is not them: nothing of the other person stays, and a card settles it."""
    if d.s.covered is not None:
        d.end_visit("left")
        d.open_visit()
    ask_card(d, "denied", "not-me")


def give_up(d: Draft) -> None:
    """Back, before anybody was welcomed."""
    if d.s.second is not None:
        second_card_done(d)
    else:
        d.close("back", "cancelled")
