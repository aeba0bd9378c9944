"""While an inner wing is shown: nobody is served unseen, and the wing is told who waits."""

from __future__ import annotations

from dataclasses import replace

from devices.events import CardArrived, CardLeft, IdentityRead, ReadFailed
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.facilities import Facility, FacilityChanged
from kiosk.visits import camera_session, ending, identification
from kiosk.visits.closing import end_visit, forget_cards
from kiosk.visits.draft import Draft
from kiosk.visits.effects import VisitorWaits, Waiting
from kiosk.visits.events import Pressed, Resumed, SetAside
from kiosk.visits.moves import show
from kiosk.visits.situation import LyingCard
from kiosk.visits.states import Button, State


def set_aside(d: Draft, _: SetAside) -> None:
    """An inner wing is shown. A visit ends as when its person walks away; a card that lies counts as forgotten."""
    d.because("set-aside")
    if d.terminal.card_lies:
        forget_cards(d, "left")
    else:
        end_visit(d, "left")
    d.terminal = replace(d.terminal, aside=True, awake=False)
    d.s = replace(d.s, state=State.ATTRACT, variant="", serial=d.s.serial + 1)


def resumed(d: Draft, _: Resumed) -> None:
    """The visitor's screen is shown again. A card that was laid down meanwhile and still lies there is read at
    once; who came before the camera meanwhile and still stands there is looked at.
    """
    d.because("resumed")
    reads, came = d.terminal.reads, d.terminal.came
    d.terminal = replace(d.terminal, aside=False, came=False, reads=(), awake=True)
    if not d.terminal.cards:
        show(d, State.ATTRACT)
        if came and d.terminal.works(Facility.CAMERA):
            camera_session.look(d, "resumed")
        return
    identification.read_first(d, d.terminal.cards[0].token)
    for read in reads:
        if isinstance(read, IdentityRead):
            identification.identity_read(d, read)
        else:
            identification.read_failed(d, read)


# --- what goes on meanwhile ---------------------------------------------------------------------------------------
def card_arrived(d: Draft, event: CardArrived) -> None:
    """A card is laid down: the wing is told."""
    if d.terminal.lying(event.token) is None and not d.terminal.is_forgotten(event.token):
        d.terminal = replace(d.terminal, cards=(*d.terminal.cards, LyingCard(event.token, event.kind)))
        _tell(d, Waiting.CARD)


def card_said(d: Draft, event: IdentityRead | ReadFailed) -> None:
    """A reader reads a card once, so what it said is kept as long as the card lies there."""
    if d.terminal.lying(event.token) is not None:
        d.terminal = replace(d.terminal, reads=(*d.terminal.reads, event))
        d.because("card-waits")


def card_left(d: Draft, event: CardLeft) -> None:
    """It is taken away again, and nothing of it stays."""
    identification.card_left(d, event)
    _drop_reads(d)


def facility_changed(d: Draft, event: FacilityChanged) -> None:
    """As ever; what a reader that is gone had read is gone."""
    ending.facility_changed(d, event)
    _drop_reads(d)


def _drop_reads(d: Draft) -> None:
    lying = tuple(read for read in d.terminal.reads if d.terminal.lying(read.token) is not None)
    d.terminal = replace(d.terminal, reads=lying)


def pressed(d: Draft, event: Pressed) -> None:
    """请人帮忙 is told; no other button of the visitor's is on the screen."""
    if event.button == Button.HELP:
        _tell(d, Waiting.HELP)


def somebody_near(d: Draft, _: SomebodyNear) -> None:
    """Somebody has come."""
    fresh = not d.terminal.present
    d.terminal = replace(d.terminal, present=True, came=d.terminal.came or fresh)
    if fresh:
        _tell(d, Waiting.NEAR)


def person_left(d: Draft, _: PersonLeft) -> None:
    """Nobody is there any more."""
    d.terminal = replace(d.terminal, present=False, came=False)
    d.because("person-left")


def _tell(d: Draft, how: Waiting) -> None:
    d.because(f"{how.value}-waits")
    d.do(VisitorWaits(how))
