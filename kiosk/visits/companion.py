"""Somebody helps the person who is served: their card says who they are, the person says that they want it, both are
noted. It stays the person's visit: the helper's card opens nothing of the helper's.
"""

from __future__ import annotations

from dataclasses import replace

from devices.events import CardToken, IdentityRead
from kiosk.visits import service
from kiosk.visits.draft import Draft
from kiosk.visits.effects import LookUpHelper, NoteHelper
from kiosk.visits.events import HelperFound, OwnDone
from kiosk.visits.moves import go
from kiosk.visits.own_visit import Helper, HelperStage, OwnAct, Relation
from kiosk.visits.situation import Situation, Timer
from kiosk.visits.states import State

_TAKES_CARDS = (HelperStage.NONE, HelperStage.READING, HelperStage.ASKED)


def begin(d: Draft) -> None:
    """有人帮我: please, the helper's card."""
    _drop(d)
    go(d, State.COMPANION, "companion")


def back(d: Draft) -> None:
    """They would rather do it alone: of the helper nothing stays."""
    _drop(d)
    go(d, State.ERRANDS, "back")


def _drop(d: Draft) -> None:
    d.stop(Timer.READ)
    d.own = replace(d.own, helper=Helper(), doing=None)


# --- the card -----------------------------------------------------------------------------------------------------
def takes_cards(s: Situation) -> bool:
    """Whether a card that is laid down now is read as a helper's, or as the person's answer: it opens no other wing."""
    return s.state is State.COMPANION and s.current.own.helper.stage in _TAKES_CARDS


def awaits(s: Situation, token: CardToken) -> bool:
    """Whether the card of this token is being read as a helper's."""
    helper = s.current.own.helper
    return s.here is State.COMPANION and helper.stage is HelperStage.READING and helper.token == token


def card_arrived(d: Draft, token: CardToken) -> None:
    """Read it."""
    d.own = replace(d.own, helper=replace(d.own.helper, stage=HelperStage.READING, token=token, is_read=False))
    go(d, State.COMPANION, "helper-card", "reading")
    d.start(Timer.READ, d.rules.read_s)


def identity_read(d: Draft, event: IdentityRead) -> None:
    """Its contents are here: who is it?"""
    if awaits(d.s, event.token) and not d.own.helper.is_read:
        d.own = replace(d.own, helper=replace(d.own.helper, is_read=True))
        d.because("helper-card-read")
        d.do(LookUpHelper(d.visit.id, event.token, event.document))
        d.start(Timer.READ, d.rules.identify_s)


def card_is_of_no_use(d: Draft) -> None:
    """It moved, could not be read, or nobody answered in time."""
    d.stop(Timer.READ)
    stage = HelperStage.ASKED if d.own.helper.is_known else HelperStage.NONE
    d.own = replace(d.own, helper=replace(d.own.helper, stage=stage, token=None))
    go(d, State.COMPANION, "helper-card-unread", "ask" if d.own.helper.is_known else "unread")


def card_left(d: Draft, token: CardToken) -> None:
    """It was taken away while it was being read."""
    if awaits(d.s, token) and not d.own.helper.is_read:
        card_is_of_no_use(d)


def found(d: Draft, event: HelperFound) -> None:
    """Whose card it is. The person's own card says yes to a helper who is known already."""
    if not awaits(d.s, event.token) or event.visit_id != d.s.visit_id or d.visit.resident is None:
        return
    helper = d.own.helper
    if event.resident_id == d.visit.resident.resident_id:
        d.stop(Timer.READ)
        d.own = replace(d.own, by_card=True)
        if helper.is_known:
            _confirmed(d, "card")
        else:
            d.own = replace(d.own, helper=Helper())
            go(d, State.COMPANION, "own-card", "own")
    elif event.resident_id is None and event.account is None:
        card_is_of_no_use(d)
    else:
        d.stop(Timer.READ)
        known = Helper(HelperStage.ASKED, None, False, event.resident_id, event.account, event.name)
        d.own = replace(d.own, helper=known)
        go(d, State.COMPANION, "helper-known", "ask")


def is_helper(d: Draft, resident_id: str) -> bool:
    """Whether this is who helps in this visit."""
    helper = d.own.helper
    return helper.stage is HelperStage.NOTED and helper.resident_id == resident_id


# --- the person's word --------------------------------------------------------------------------------------------
def agreed(d: Draft) -> None:
    """They touched yes."""
    _confirmed(d, "screen")


def _confirmed(d: Draft, by: str) -> None:
    d.own = replace(d.own, helper=replace(d.own.helper, stage=HelperStage.CONFIRMED, token=None, confirmed_by=by))
    if d.own.helper.account is not None:
        related(d, Relation.STAFF)
    else:
        go(d, State.COMPANION, "helper-confirmed", "relation")


def related(d: Draft, relation: Relation) -> None:
    """All is known: it is noted, and only then said."""
    if d.visit.resident is None:
        return
    d.own = replace(d.own, doing=OwnAct.HELPER)
    go(d, State.COMPANION, f"helper-{relation.value}", "noting")
    d.do(NoteHelper(d.visit.id, d.visit.resident.resident_id, d.own.helper, relation))


def noted(d: Draft, event: OwnDone) -> None:
    """It stands in the store: the visit goes on as the person's. Or it does not, and nobody helps."""
    if event.act is not OwnAct.HELPER or event.visit_id != d.s.visit_id or d.own.doing is not OwnAct.HELPER:
        return
    if event.ok:
        d.own = replace(d.own, doing=None, helper=replace(d.own.helper, stage=HelperStage.NOTED))
        if d.s.here is State.COMPANION:
            service.show_result(d, "helper-noted")
        d.because("helper-noted")
    elif d.s.here is State.COMPANION:
        go(d, State.COMPANION, "helper-failed", "failed")
