"""Who is it, by card: read, looked up, two at once, one in the middle of a visit."""

from __future__ import annotations

from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead, ReadFailed
from kiosk.visits import service
from kiosk.visits.draft import Draft
from kiosk.visits.effects import LookUpHolder
from kiosk.visits.events import HolderFound, HolderUnknown
from kiosk.visits.situation import LyingCard, Timer
from kiosk.visits.states import State

BEFORE = frozenset({State.ATTRACT, State.LOOKING, State.ASK_CARD, State.CARD_PROBLEM, State.CONFIRM})
"""States in which nobody has been welcomed yet: a card begins at once."""


# --- cards ------------------------------------------------------------------------------------------------------
def card_arrived(d: Draft, event: CardArrived) -> None:
    """A card begins a visit, or interrupts one until it is known whose it is. Of two at once the first one counts."""
    if d.s.lies(event.token) or any(card.token == event.token for card in d.s.forgotten):
        return
    d.set(cards=(*d.s.cards, LyingCard(event.token, event.kind)))
    d.back()
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
    d.set(worth=True, resident=None, card=token, card_kind=_lying(d, token), card_read=False)
    d.set(two_cards=len(d.s.cards) > 1)
    d.go(State.READING, "card-arrived")
    d.start(Timer.READ, d.rules.read_s)


def read_second(d: Draft, token: CardToken) -> None:
    """Read a card that came in the middle of a visit; nothing personal is shown meanwhile."""
    d.set(second=token, card_kind=_lying(d, token), card_read=False)
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
        token, kind = d.s.second, d.s.card_kind
        d.end_visit("swapped")
        d.open_visit()
        d.set(card=token, card_kind=kind, worth=True)
        d.go(State.CARD_PROBLEM, f"card-{variant}", variant)


def holder_found(d: Draft, event: HolderFound) -> None:
    """The register knows the holder."""
    if not _reading(d, event.token) or not d.s.card_read:
        return
    d.stop(Timer.READ)
    if d.s.second is None or d.s.resident is None:
        service.welcome(d, event.person, _kind_of(d, event.token))
    elif event.person.resident_id == d.s.resident.resident_id:
        d.set(second=None, card=event.token, left_view=d.s.unseen)
        service.resume(d, "same-person")
    else:
        away = d.s.gone
        if d.s.left_view:
            d.forget_cards("left", but=event.token)
        d.end_visit("swapped")
        d.open_visit()
        d.set(card=event.token, card_read=True, worth=True)
        if away:
            d.away_begins()
        service.welcome(d, event.person, _kind_of(d, event.token))


def _kind_of(d: Draft, token: CardToken) -> str:
    """How the visit says it was identified: by which kind of card, as far as the card still lies there to tell."""
    kind = _lying(d, token)
    return kind.value if kind is not None else "card"


def _lying(d: Draft, token: CardToken) -> CardKind | None:
    """The kind of a card that lies on its reader."""
    return next((card.kind for card in d.s.cards if card.token == token), None)


def holder_unknown(d: Draft, event: HolderUnknown) -> None:
    """The card keeps its holder back, and nobody has said whose it is."""
    if _reading(d, event.token):
        problem(d, "unknown-holder")


def card_left(d: Draft, event: CardLeft) -> None:
    """A card is taken away: while it was being read, at goodbye, or simply into the pocket."""
    take_away(d, event.token)


def take_away(d: Draft, token: CardToken) -> None:
    """See `card_left`."""
    if any(card.token == token for card in d.s.forgotten):
        d.set(forgotten=tuple(card for card in d.s.forgotten if card.token != token))
        d.because("card-left")
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
    if not d.s.card_lies:
        d.stop(Timer.FORGOTTEN)
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
        d.bye_begins()


def read_timed_out(d: Draft) -> None:
    """The reader, or the register, gave no answer."""
    if d.s.state is State.READING or d.s.here is State.READING:
        problem(d, "slow")


def give_up(d: Draft) -> None:
    """Back, before anybody was welcomed."""
    if d.s.second is not None:
        second_card_done(d)
    else:
        d.close("back", "cancelled")
