"""Who is it, by card: read, looked up, two at once, one in the middle of a visit."""

from __future__ import annotations

from dataclasses import replace

from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead, ReadFailed
from kiosk.visits import companion, own_data, service
from kiosk.visits.asking import stop_comparing
from kiosk.visits.closing import close, end_visit, forget_cards
from kiosk.visits.draft import Draft
from kiosk.visits.effects import LookUpHolder
from kiosk.visits.events import HolderFound, HolderUnknown
from kiosk.visits.moves import back_in_view, bye_begins, cover, go, out_of_view
from kiosk.visits.situation import LyingCard, Timer
from kiosk.visits.states import State
from kiosk.visits.visit import VisitCard

BEFORE = frozenset({State.ATTRACT, State.LOOKING, State.ASK_CARD, State.CARD_PROBLEM, State.CONFIRM})
"""States in which nobody has been welcomed yet: a card begins at once."""


# --- a card comes -------------------------------------------------------------------------------------------------
def card_arrived(d: Draft, event: CardArrived) -> None:
    """A card begins a visit, or interrupts one until it is known whose it is. Of two at once the first one counts."""
    if d.terminal.lying(event.token) is not None or d.terminal.is_forgotten(event.token):
        return
    d.terminal = replace(d.terminal, cards=(*d.terminal.cards, LyingCard(event.token, event.kind)))
    back_in_view(d)
    if d.s.state is State.HELP:
        _lay_help_aside(d)
    if companion.takes_cards(d.s):
        companion.card_arrived(d, event.token)
    elif d.s.state is State.READING:
        d.card = replace(d.card, two_lie=True)
        d.because("two-cards")
    elif d.visit.resident is not None and d.s.state is not State.GOODBYE and not d.s.unconfirmed:
        read_second(d, event.token)
    else:
        if d.s.state is State.GOODBYE:
            end_visit(d, "swapped")
        read_first(d, event.token)


def _lay_help_aside(d: Draft) -> None:
    """A card is laid down while help is on its way: what help covered comes first."""
    if d.s.covered is not None:
        d.s = replace(d.s, state=d.s.covered, variant=d.s.covered_variant, covered=None, covered_variant="")


def read_first(d: Draft, token: CardToken) -> None:
    """Read a card that opens a visit."""
    d.open_visit()
    d.visit = replace(d.visit, worth_recording=True, resident=None)
    d.card = VisitCard(token, _kind_of(d, token), second=d.card.second, two_lie=len(d.terminal.cards) > 1)
    go(d, State.READING, "card-arrived")
    d.start(Timer.READ, d.rules.read_s)


def read_second(d: Draft, token: CardToken) -> None:
    """Read a card that came in the middle of a visit; nothing personal is shown meanwhile."""
    d.card = replace(d.card, second=token, kind=_kind_of(d, token), is_read=False)
    stop_comparing(d)
    cover(d, State.READING, "another-card")
    d.start(Timer.READ, d.rules.read_s)


# --- it is read and looked up -------------------------------------------------------------------------------------
def _reading(d: Draft, token: CardToken) -> bool:
    """Whether this card is the one being read now."""
    if d.card.second is not None:
        return d.s.state is State.READING and d.card.second == token
    return d.s.here is State.READING and d.card.token == token


def identity_read(d: Draft, event: IdentityRead) -> None:
    """The card's contents are here: ask the register."""
    companion.identity_read(d, event)
    lies = d.terminal.lying(event.token) is not None
    waiting = d.s.here is State.CARD_PROBLEM and d.card.second is None and lies
    if waiting and event.token != d.card.token:
        read_first(d, event.token)
    if _reading(d, event.token) and not d.card.is_read:
        d.card = replace(d.card, is_read=True)
        d.because("card-read")
        d.do(LookUpHolder(event.token, event.document))
        d.start(Timer.READ, d.rules.identify_s)


def read_failed(d: Draft, event: ReadFailed) -> None:
    """Say what to do, in words of this very failure."""
    if _reading(d, event.token):
        problem(d, event.reason.value)
    elif companion.awaits(d.s, event.token):
        companion.card_is_of_no_use(d)


def read_timed_out(d: Draft) -> None:
    """The reader, or the register, gave no answer."""
    if d.s.state is State.READING or d.s.here is State.READING:
        problem(d, "slow")
    elif d.s.here is State.COMPANION:
        companion.card_is_of_no_use(d)


def problem(d: Draft, variant: str) -> None:
    """The card being read is of no use."""
    d.stop(Timer.READ)
    if d.card.second is None:
        go(d, State.CARD_PROBLEM, f"card-{variant}", variant)
    elif d.terminal.lying(d.card.token) is not None:
        cover(d, State.CARD_PROBLEM, f"card-{variant}", variant)
    else:
        card = VisitCard(d.card.second, d.card.kind)
        end_visit(d, "swapped")
        d.open_visit()
        d.visit = replace(d.visit, card=card, worth_recording=True)
        go(d, State.CARD_PROBLEM, f"card-{variant}", variant)


def holder_found(d: Draft, event: HolderFound) -> None:
    """The register knows the holder."""
    if not _reading(d, event.token) or not d.card.is_read:
        return
    d.stop(Timer.READ)
    resident = d.visit.resident
    if d.card.second is None or resident is None:
        service.welcome(d, event.person, _by_card(d, event.token))
    elif event.person.resident_id == resident.resident_id:
        d.card = replace(d.card, second=None, token=event.token)
        d.visit = replace(d.visit, must_confirm=d.s.unseen)
        service.resume(d, "same-person")
        own_data.card_was_read(d)
    elif companion.is_helper(d, event.person.resident_id):
        d.card = replace(d.card, second=None)
        service.resume(d, "helper-card")
    else:
        _other_person(d, event)


def _other_person(d: Draft, event: HolderFound) -> None:
    """The visit of the first one is over, and that of the second card's holder begins."""
    away = d.visit.out_of_view
    if d.visit.must_confirm:
        forget_cards(d, "left", but=event.token)
    end_visit(d, "swapped")
    d.open_visit()
    d.visit = replace(d.visit, card=VisitCard(event.token, is_read=True), worth_recording=True)
    if away:
        out_of_view(d)
    service.welcome(d, event.person, _by_card(d, event.token))


def _by_card(d: Draft, token: CardToken) -> str:
    """How the visit says it was identified: by which kind of card, as far as the card still lies there to tell."""
    kind = _kind_of(d, token)
    return kind.value if kind is not None else "card"


def _kind_of(d: Draft, token: CardToken) -> CardKind | None:
    """The kind of a card that lies on its reader."""
    card = d.terminal.lying(token)
    return card.kind if card is not None else None


def holder_unknown(d: Draft, event: HolderUnknown) -> None:
    """The card keeps its holder back, and nobody has said whose it is."""
    if _reading(d, event.token):
        problem(d, "unknown-holder")


# --- it is taken away ---------------------------------------------------------------------------------------------
def card_left(d: Draft, event: CardLeft) -> None:
    """A card is taken away: while it was being read, at goodbye, or simply into the pocket."""
    take_away(d, event.token)


def take_away(d: Draft, token: CardToken) -> None:
    """See `card_left`."""
    if d.terminal.is_forgotten(token):
        left = tuple(card for card in d.terminal.forgotten if card.token != token)
        d.terminal = replace(d.terminal, forgotten=left)
        d.because("card-left")
    if d.terminal.lying(token) is None:
        return
    being_read = _reading(d, token) and not d.card.is_read
    second_problem = d.card.second == token and d.s.state is State.CARD_PROBLEM
    d.terminal = replace(d.terminal, cards=tuple(c for c in d.terminal.cards if c.token != token))
    if d.card.two_lie:
        d.card = replace(d.card, two_lie=len(d.terminal.cards) > 1)
    companion.card_left(d, token)
    if being_read:
        problem(d, "moved")
    elif second_problem:
        second_card_done(d)
    elif d.s.state is State.GOODBYE and not d.terminal.card_lies:
        _taken_at_goodbye(d)
    if not d.terminal.card_lies:
        d.stop(Timer.FORGOTTEN)
    if d.visit.out_of_view and not d.terminal.card_lies and d.s.state is not State.ATTRACT:
        d.start(Timer.AWAY, d.rules.walked_away_s)
    d.because("card-left")


def second_card_done(d: Draft) -> None:
    """The second card is out of the way: the visit goes on, if its own card is still there."""
    d.card = replace(d.card, second=None)
    if d.terminal.lying(d.card.token) is not None:
        service.resume(d, "card-taken")
    else:
        close(d, "card-taken", "swapped")


def _taken_at_goodbye(d: Draft) -> None:
    d.stop(Timer.LEFT_BEHIND)
    if d.s.visit is None:
        close(d, "card-taken", "")
    else:
        d.because("card-taken")
        bye_begins(d)


def give_up(d: Draft) -> None:
    """Back, before anybody was welcomed."""
    if d.card.second is not None:
        second_card_done(d)
    else:
        close(d, "back", "cancelled")
