"""What can happen on any screen: help, silence, walking away, goodbye, and parts of the terminal that fail."""

from __future__ import annotations

from devices.events import CardKind
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.facilities import NOT_THERE, Facility, FacilityChanged
from kiosk.visits import camera_session, identification, self_check, service
from kiosk.visits.draft import NOT_PERSONAL, Draft
from kiosk.visits.events import NetworkChanged, Saved, SaveFailed
from kiosk.visits.situation import Heat, Timer
from kiosk.visits.states import State

_READER_OF = {Facility.ID_CARD: CardKind.ID_CARD, Facility.SOCIAL_CARD: CardKind.CONTACT_CARD}


# --- touch and silence ------------------------------------------------------------------------------------------
def touched(d: Draft) -> None:
    """Any touch: it wakes the attract screen, and gives every other screen its whole time again."""
    d.back()
    if d.s.state is State.ATTRACT:
        wake(d)
        return
    d.because("extended")
    d.set(warning=False, stays=0)
    if d.s.second is None:
        service.retake(d)
    d.silence_begins()
    if d.s.state is State.GOODBYE and d.s.timer(Timer.BYE) is not None:
        d.bye_begins()


def wake(d: Draft) -> None:
    """The attract screen is awake for a while."""
    d.because("woken")
    d.set(awake=True)
    d.start(Timer.AWAKE, d.rules.awake_s)


def fall_asleep(d: Draft) -> None:
    """Nobody touched it: the next touch only wakes, and the next person seen is a new one."""
    if d.s.state is State.ATTRACT:
        d.because("asleep")
        d.set(awake=False, present=False)


def warn(d: Draft) -> None:
    """您还在吗？ Silence is excused a few times while somebody is still seen."""
    if d.s.present and not d.s.gone and d.s.stays < d.rules.stays:
        d.because("still-seen")
        d.set(stays=d.s.stays + 1)
        d.silence_begins()
        return
    d.because("warned")
    d.set(warning=True)
    d.start(Timer.LEAVE, d.rules.warn_s)


def silent_too_long(d: Draft) -> None:
    """Nobody answered: everything of the visit goes away."""
    d.close("silence", {State.WINDOW: "window", State.HELP: "help"}.get(d.s.state, "timed-out"))


# --- presence ---------------------------------------------------------------------------------------------------
def somebody_near(d: Draft, _: SomebodyNear) -> None:
    """Somebody stands before the camera. On the attract screen that begins a camera session."""
    fresh = not d.s.present
    back = d.s.gone
    d.set(present=True)
    d.back()
    if d.s.state is State.ATTRACT and fresh and d.s.works(Facility.CAMERA):
        camera_session.look(d, "somebody-near")
    elif fresh and _only_a_card_is_left(d):
        look_past_the_card(d, "somebody-near")
    elif d.s.second is not None:
        return
    elif back and d.s.resident is not None and not d.s.card_lies:
        _who_came_back(d)
    else:
        service.retake(d)


def _who_came_back(d: Draft) -> None:
    """One who was served left and somebody stands there again: it may be another person, so they are asked."""
    if d.s.state is State.GOODBYE:
        d.close("somebody-else", "served")
        return
    d.set(left_view=True)
    if d.s.state not in NOT_PERSONAL or d.s.measuring:
        d.cover(State.CONFIRM, "somebody-back", "returned")


def _only_a_card_is_left(d: Draft) -> bool:
    """Whether the visit is over and nothing but its card keeps the goodbye on the screen."""
    s = d.s
    return s.state is State.GOODBYE and s.visit_id is None and s.card_lies and s.works(Facility.CAMERA)


def look_past_the_card(d: Draft, reason: str) -> None:
    """The card of the one before was forgotten: it is noted for staff, and stops nobody who comes to the camera."""
    d.forget_cards("served")
    camera_session.look(d, reason)


def person_left(d: Draft, _: PersonLeft) -> None:
    """Nobody is there any more: the screen clears soon, unless they were asked to sit. A card that lies keeps the visit
    a while, unseen: its holder may only have bent down.
    """
    d.set(present=False)
    if d.s.visit_id is None:
        return
    if d.s.resident is None or d.s.unconfirmed:
        camera_session.look_anew(d)
    d.because("person-left")
    d.stop_comparing()
    if d.s.quiet:
        d.set(left_view=d.s.resident is not None)
        return
    d.away_begins()


def walked_away(d: Draft) -> None:
    """They did not come back at once. While their card lies the visit goes on under a screen that shows nobody."""
    if d.s.quiet:
        d.because("person-left")
        d.set(left_view=d.s.resident is not None)
    elif d.s.card_lies and d.s.state is not State.GOODBYE:
        d.because("person-left")
        d.set(left_view=d.s.resident is not None)
        asked_by_name = d.s.state is State.CONFIRM and d.s.covered is not None
        if d.s.state not in NOT_PERSONAL or d.s.measuring or asked_by_name:
            d.cover(State.CONFIRM, "person-left", "card-left")
    elif d.s.state is not State.ATTRACT:
        d.close("walked-away", "left")


def card_forgotten(d: Draft) -> None:
    """They are away for good and their card lies there: it stops nobody, and nothing of theirs stays."""
    if d.s.quiet:
        d.because("person-left")
    else:
        d.forget_cards("left")
        d.close("walked-away", "left")


# --- help -------------------------------------------------------------------------------------------------------
def help_pressed(d: Draft) -> None:
    """请人帮忙, from anywhere; going back continues where it was."""
    if d.s.state is State.HELP:
        touched(d)
        return
    if d.s.second is not None:
        d.end_visit("swapped")
        d.set(state=State.ATTRACT, variant="")
    d.open_visit()
    d.set(help_called=True, worth=True)
    d.alert("help", again=True)  # each time it says that somebody comes
    d.cover(State.HELP, "help")


def back_from_help(d: Draft) -> None:
    """Help is on its way; meanwhile the visit continues."""
    if d.s.here is State.ATTRACT or d.s.here is State.HELP:
        d.close("back", "help")
    else:
        service.resume(d, "back")


# --- goodbye ----------------------------------------------------------------------------------------------------
def bye_is_over(d: Draft) -> None:
    """Goodbye was long enough. The way to the window stays a while for one who is still seen."""
    if d.s.state is not State.GOODBYE:
        return
    if d.s.queue_no is not None and d.s.present and not d.s.gone and d.s.stays < d.rules.stays:
        d.because("still-seen")
        d.set(stays=d.s.stays + 1)
        d.bye_begins()
    else:
        d.close("goodbye-over", "served")


def card_left_behind(d: Draft) -> None:
    """A card lies there and nobody takes it: staff are told, and the terminal is there for the next one."""
    if d.s.state is State.GOODBYE and d.s.card_lies:
        d.forget_cards("served")
        d.close("card-left-behind", "served")


# --- the terminal -----------------------------------------------------------------------------------------------
def facility_changed(d: Draft, event: FacilityChanged) -> None:
    """Something works again, or no longer; who needs it now is told calmly."""
    others = tuple(b for b in d.s.broken if b[0] is not event.facility)
    d.set(broken=others, lacking=d.s.lacking - {event.facility})
    if event.works:
        d.set(told=d.s.told - {event.facility})
        d.because("facility")
        return
    if event.fault in NOT_THERE:
        d.set(lacking=d.s.lacking | {event.facility})
    else:
        d.set(broken=(*others, (event.facility, event.fault or "device")))
    if event.facility in _READER_OF:
        _reader_lost(d, _READER_OF[event.facility])
    elif event.facility is Facility.CAMERA:
        _camera_lost(d)
    elif event.facility is Facility.TEMPERATURE:
        _thermometer_lost(d)
    else:
        self_check.instrument_lost(d, event.facility)
    d.because("facility")


def _reader_lost(d: Draft, kind: CardKind) -> None:
    """A reader that is gone cannot tell that a card was taken: its cards count as taken."""
    d.set(forgotten=tuple(card for card in d.s.forgotten if card.kind is not kind))
    for card in tuple(c for c in d.s.cards if c.kind is kind):
        if d.s.state is State.READING and card.token in (d.s.second, d.s.card) and not d.s.card_read:
            d.set(cards=tuple(c for c in d.s.cards if c.token != card.token))
            identification.problem(d, "reader")
        else:
            identification.take_away(d, card.token)


def _camera_lost(d: Draft) -> None:
    d.set(present=False, gone=False)
    if d.s.here is State.LOOKING:
        camera_session.ask_card(d, "camera", "camera-rests")


def _thermometer_lost(d: Draft) -> None:
    if d.s.here in (State.CHECKING, State.REMEASURE) and d.s.heat in (Heat.WAITING, Heat.AGAIN):
        service.thermometer_rests(d)


def network_changed(d: Draft, event: NetworkChanged) -> None:
    """The banner changes; a code that was missing or old is asked for again once the network is back."""
    back = event.online and not d.s.online
    d.set(online=event.online)
    d.because("network")
    old = d.s.code_failed is not None or (d.s.code is not None and d.s.code.source == "last-known")
    if back and old:
        d.query_code()


def saved(d: Draft, event: Saved) -> None:
    """The store has it: only now may the summary say so."""
    if event.visit_id == d.s.visit_id:
        d.set(committed=d.s.committed | {event.key})
        d.because("saved")


def save_failed(d: Draft, event: SaveFailed) -> None:
    """It is kept and tried again; the summary does not claim it."""
    if event.visit_id == d.s.visit_id:
        d.set(committed=d.s.committed - {event.key})
        d.because("save-failed")
