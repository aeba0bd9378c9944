"""How a visit ends: staff are told, it is logged, and everything of it goes away at once."""

from __future__ import annotations

from dataclasses import replace

from devices.events import CardToken
from kiosk.visits.asking import close_instrument, stop_comparing, stop_search
from kiosk.visits.draft import Draft
from kiosk.visits.effects import Alert, DropVisit, SaveVisit
from kiosk.visits.moves import go
from kiosk.visits.situation import Situation, Terminal, Timer
from kiosk.visits.states import State
from kiosk.visits.visit import CallStage

QUEUE_NUMBERS = 99


def queue_going_on(day: str, last: int | None) -> Situation:
    """The situation of a terminal that starts on `day` (ISO 8601), where `last` was the number given out last today."""
    if last is None:
        return Situation()
    return Situation(terminal=Terminal(queue_next=last % QUEUE_NUMBERS + 1, queue_day=day))


# --- telling staff ----------------------------------------------------------------------------------------------
def alert(
    d: Draft,
    kind: str,
    words: str = "",
    *,
    queue: bool = False,
    detail: str = "",
    once: str = "",
    again: bool = False,
) -> None:
    """Tell staff, once a visit for each `once` (the words as a rule), or `again` each time it is said."""
    words = words or kind
    once = once or words
    if once in d.visit.alerted and not again:
        return
    number = queue_number(d) if queue else d.visit.queue_no
    if d.s.visit is not None:
        d.visit = replace(d.visit, alerted=d.visit.alerted | {once}, worth_recording=True)
    who = d.visit.resident
    d.do(
        Alert(
            kind=kind,
            words=words,
            visit_id=d.s.visit_id,
            resident_id=who.resident_id if who else None,
            who=who.greeting if who else None,
            queue=number,
            detail=detail,
        )
    )


def call_out(d: Draft) -> None:
    """Whoever stands there calls for somebody: nothing is promised until it is known who has heard it."""
    going = d.visit.call is CallStage.TAKEN
    d.visit = replace(d.visit, help_called=True, call=CallStage.TAKEN if going else CallStage.OUT)


def queue_number(d: Draft) -> int:
    """What this visitor says at the window; the numbers begin anew each day."""
    if d.visit.queue_no is not None:
        return d.visit.queue_no
    number = d.terminal.queue_next if d.terminal.queue_day == d.given.day else 1
    d.terminal = replace(d.terminal, queue_next=number % QUEUE_NUMBERS + 1, queue_day=d.given.day)
    d.visit = replace(d.visit, queue_no=number)
    return number


# --- the end ----------------------------------------------------------------------------------------------------
def farewell(d: Draft, reason: str, outcome: str) -> None:
    """Say goodbye: the summary stays a moment, and while a card lies there. Not to one who may have changed."""
    if d.visit.must_confirm or d.visit.resident is None:
        close(d, reason, outcome)
        return
    d.visit = replace(d.visit, outcome=outcome)
    go(d, State.GOODBYE, reason)


def close(d: Draft, reason: str, outcome: str) -> None:
    """The visit is over and everything of it goes away; 请拿好身份证 stays while a card lies there."""
    end_visit(d, outcome)
    if d.terminal.card_lies:
        go(d, State.GOODBYE, reason)
    else:
        d.terminal = replace(d.terminal, awake=d.terminal.present)
        go(d, State.ATTRACT, reason)


def end_visit(d: Draft, outcome: str) -> None:
    """Log the visit and take away everything of it; the screen is the caller's to change."""
    stop_search(d)
    stop_comparing(d)
    close_instrument(d)
    d.stop(*Timer)
    visit = d.s.visit
    if visit is not None and visit.worth_recording:
        person = visit.resident.resident_id if visit.resident else None
        d.do(SaveVisit(visit.id, person, visit.identified_by, visit.outcome or outcome))
    elif visit is not None:
        d.do(DropVisit(visit.id))
    d.s = replace(d.s, visit=None, covered=None, covered_variant="", warning=False, stays=0)


def forget_cards(d: Draft, outcome: str, but: CardToken | None = None) -> None:
    """The visit is over, and its cards lie there without their holder: staff are told once, and they stop nobody.

    A card of the token `but` is somebody else's and stays.
    """
    alert(d, "device", "card-left")
    end_visit(d, outcome)
    left = tuple(card for card in d.terminal.cards if card.token != but)
    kept = tuple(card for card in d.terminal.cards if card.token == but)
    d.terminal = replace(d.terminal, forgotten=(*d.terminal.forgotten, *left), cards=kept)
