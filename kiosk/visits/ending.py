"""What can happen on any screen: help, silence, walking away, goodbye, and parts of the terminal that fail."""

from __future__ import annotations

from dataclasses import replace

from devices.events import CardKind
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.facilities import NOT_THERE, Facility, FacilityChanged
from kiosk.visits import camera_session, follow_ups, identification, self_check_measuring, service, slips
from kiosk.visits.asking import query_code, stop_comparing
from kiosk.visits.closing import alert, call_out, close, end_visit, forget_cards
from kiosk.visits.draft import Draft
from kiosk.visits.events import CallStands, NetworkChanged, Saved, SaveFailed
from kiosk.visits.moves import NOT_PERSONAL, back_in_view, bye_begins, cover, out_of_view, silence_begins
from kiosk.visits.situation import Timer
from kiosk.visits.states import State

_READER_OF = {Facility.ID_CARD: CardKind.ID_CARD, Facility.SOCIAL_CARD: CardKind.CONTACT_CARD}


# --- touch and silence ------------------------------------------------------------------------------------------
def touched(d: Draft) -> None:
    """Any touch: it wakes the attract screen, and gives every other screen its whole time again."""
    back_in_view(d)
    if d.s.state is State.ATTRACT:
        wake(d)
        return
    d.because("extended")
    d.s = replace(d.s, warning=False, stays=0)
    if d.card.second is None:
        service.retake(d)
    silence_begins(d)
    if d.s.state is State.GOODBYE and d.s.timer(Timer.BYE) is not None:
        bye_begins(d)


def wake(d: Draft) -> None:
    """The attract screen is awake for a while."""
    d.because("woken")
    d.terminal = replace(d.terminal, awake=True)
    d.start(Timer.AWAKE, d.rules.awake_s)


def fall_asleep(d: Draft) -> None:
    """Nobody touched it: the next touch only wakes, and the next person seen is a new one."""
    if d.s.state is State.ATTRACT:
        d.because("asleep")
        d.terminal = replace(d.terminal, awake=False, present=False)


def warn(d: Draft) -> None:
    """您还在吗？ Silence is excused a few times while somebody is still seen."""
    if d.terminal.present and not d.visit.out_of_view and d.s.stays < d.rules.stays:
        d.because("still-seen")
        d.s = replace(d.s, stays=d.s.stays + 1)
        silence_begins(d)
        return
    d.because("warned")
    d.s = replace(d.s, warning=True)
    d.start(Timer.LEAVE, d.rules.warn_s)


def silent_too_long(d: Draft) -> None:
    """Nobody answered: everything of the visit goes away. One who may be unwell and says nothing is looked after."""
    if d.s.state is State.SYMPTOMS:
        self_check_measuring.no_answer(d)
        return
    close(d, "silence", {State.WINDOW: "window", State.HELP: "help"}.get(d.s.state, "timed-out"))


# --- presence ---------------------------------------------------------------------------------------------------
def somebody_near(d: Draft, _: SomebodyNear) -> None:
    """Somebody stands before the camera. On the attract screen that begins a camera session."""
    fresh = not d.terminal.present
    back = d.visit.out_of_view
    d.terminal = replace(d.terminal, present=True)
    back_in_view(d)
    if d.s.state is State.ATTRACT and fresh and d.terminal.works(Facility.CAMERA):
        camera_session.look(d, "somebody-near")
    elif fresh and _only_a_card_is_left(d):
        look_past_the_card(d, "somebody-near")
    elif d.card.second is not None:
        return
    elif back and d.visit.resident is not None and not d.terminal.card_lies:
        _who_came_back(d)
    else:
        service.retake(d)


def _who_came_back(d: Draft) -> None:
    """One who was served left and somebody stands there again: it may be another person, so they are asked."""
    if d.s.state is State.GOODBYE:
        close(d, "somebody-else", "served")
        return
    d.visit = replace(d.visit, must_confirm=True)
    if d.s.state not in NOT_PERSONAL or d.s.measuring:
        cover(d, State.CONFIRM, "somebody-back", "returned")


def _only_a_card_is_left(d: Draft) -> bool:
    """Whether the visit is over and nothing but its card keeps the goodbye on the screen."""
    lies, sees = d.terminal.card_lies, d.terminal.works(Facility.CAMERA)
    return d.s.state is State.GOODBYE and d.s.visit is None and lies and sees


def look_past_the_card(d: Draft, reason: str) -> None:
    """The card of the one before was forgotten: it is noted for staff, and stops nobody who comes to the camera."""
    forget_cards(d, "served")
    camera_session.look(d, reason)


def person_left(d: Draft, _: PersonLeft) -> None:
    """Nobody is there any more: the screen clears soon, unless they were asked to sit. A card that lies keeps the visit
    a while, unseen: its holder may only have bent down.
    """
    d.terminal = replace(d.terminal, present=False)
    if d.s.visit is None:
        return
    if d.visit.resident is None or d.s.unconfirmed:
        camera_session.look_anew(d)
    d.because("person-left")
    stop_comparing(d)
    if d.s.quiet:
        d.visit = replace(d.visit, must_confirm=d.visit.resident is not None)
        return
    out_of_view(d)


def walked_away(d: Draft) -> None:
    """They did not come back at once. While their card lies the visit goes on under a screen that shows nobody."""
    if d.s.quiet:
        d.because("person-left")
        d.visit = replace(d.visit, must_confirm=d.visit.resident is not None)
    elif d.terminal.card_lies and d.s.state is not State.GOODBYE:
        d.because("person-left")
        d.visit = replace(d.visit, must_confirm=d.visit.resident is not None)
        asked_by_name = d.s.state is State.CONFIRM and d.s.covered is not None
        if d.s.state not in NOT_PERSONAL or d.s.measuring or asked_by_name:
            cover(d, State.CONFIRM, "person-left", "card-left")
    elif d.s.state is not State.ATTRACT:
        close(d, "walked-away", "left")


def card_forgotten(d: Draft) -> None:
    """They are away for good and their card lies there: it stops nobody, and nothing of theirs stays."""
    if d.s.quiet:
        d.because("person-left")
    else:
        forget_cards(d, "left")
        close(d, "walked-away", "left")


# --- help -------------------------------------------------------------------------------------------------------
def help_pressed(d: Draft) -> None:
    """请人帮忙, from anywhere; going back continues where it was."""
    if d.s.state is State.HELP:
        touched(d)
        return
    if d.card.second is not None:
        end_visit(d, "swapped")
        d.s = replace(d.s, state=State.ATTRACT, variant="")
    d.open_visit()
    d.visit = replace(d.visit, worth_recording=True)
    call_out(d)
    alert(d, "help", again=True)
    cover(d, State.HELP, "help")


def call_stands(d: Draft, event: CallStands) -> None:
    """The call has reached staff, or somebody goes, or nobody does; whoever waits has the whole time again."""
    if event.visit_id != d.s.visit_id or event.stage is d.visit.call:
        return
    d.because(f"call-{event.stage.value}")
    d.visit = replace(d.visit, call=event.stage)
    if d.s.state is State.HELP or (d.s.state is State.WINDOW and d.self_check.red):
        silence_begins(d)


def back_from_help(d: Draft) -> None:
    """Help is on its way; meanwhile the visit continues."""
    if d.s.here is State.ATTRACT or d.s.here is State.HELP:
        close(d, "back", "help")
    else:
        service.resume(d, "back")


# --- goodbye ----------------------------------------------------------------------------------------------------
def bye_is_over(d: Draft) -> None:
    """Goodbye was long enough. The way to the window stays a while for one who is still seen."""
    if d.s.state is not State.GOODBYE:
        return
    if d.visit.queue_no is not None and d.terminal.present and not d.visit.out_of_view and d.s.stays < d.rules.stays:
        d.because("still-seen")
        d.s = replace(d.s, stays=d.s.stays + 1)
        bye_begins(d)
    else:
        close(d, "goodbye-over", "served")


def card_left_behind(d: Draft) -> None:
    """A card lies there and nobody takes it: staff are told, and the terminal is there for the next one."""
    if d.s.state is State.GOODBYE and d.terminal.card_lies:
        forget_cards(d, "served")
        close(d, "card-left-behind", "served")


# --- the terminal -----------------------------------------------------------------------------------------------
def facility_changed(d: Draft, event: FacilityChanged) -> None:
    """Something works again, or no longer; who needs it now is told calmly."""
    broken = tuple(b for b in d.terminal.broken if b[0] is not event.facility)
    lacking, reported = d.terminal.lacking - {event.facility}, d.terminal.reported
    if event.works:
        reported = reported - {event.facility}
        if event.facility is Facility.PRINTER and d.s.visit is not None:
            slips.printer_works(d)
    elif event.fault in NOT_THERE:
        lacking = lacking | {event.facility}
    else:
        broken = (*broken, (event.facility, event.fault or "device"))
    d.terminal = replace(d.terminal, broken=broken, lacking=lacking, reported=reported)
    if not event.works:
        _lost(d, event.facility)
    d.because("facility")


def _lost(d: Draft, facility: Facility) -> None:
    if facility in _READER_OF:
        _reader_lost(d, _READER_OF[facility])
    elif facility is Facility.CAMERA:
        _camera_lost(d)
    elif facility is Facility.TEMPERATURE:
        _thermometer_lost(d)
    else:
        self_check_measuring.instrument_lost(d, facility)


def _reader_lost(d: Draft, kind: CardKind) -> None:
    """A reader that is gone cannot tell that a card was taken: its cards count as taken."""
    left = tuple(card for card in d.terminal.forgotten if card.kind is not kind)
    d.terminal = replace(d.terminal, forgotten=left)
    for card in tuple(c for c in d.terminal.cards if c.kind is kind):
        in_question = card.token in (d.card.second, d.card.token)
        if d.s.state is State.READING and in_question and not d.card.is_read:
            cards = tuple(c for c in d.terminal.cards if c.token != card.token)
            d.terminal = replace(d.terminal, cards=cards)
            identification.problem(d, "reader")
        else:
            identification.take_away(d, card.token)


def _camera_lost(d: Draft) -> None:
    d.terminal = replace(d.terminal, present=False)
    if d.visit.out_of_view:
        d.visit = replace(d.visit, out_of_view=False)
    if d.s.here is State.LOOKING:
        camera_session.ask_card(d, "camera", "camera-rests")


def _thermometer_lost(d: Draft) -> None:
    if d.s.here in (State.CHECKING, State.REMEASURE) and d.temperature.stage.is_open:
        service.without_thermometer(d)


def network_changed(d: Draft, event: NetworkChanged) -> None:
    """The banner changes; a code that was missing or old is asked for again once the network is back."""
    back = event.online and not d.terminal.online
    d.terminal = replace(d.terminal, online=event.online)
    d.because("network")
    code = d.code.result
    old = d.code.failed is not None or (code is not None and code.source == "last-known")
    if back and old:
        query_code(d)


def saved(d: Draft, event: Saved) -> None:
    """The store has it: only now may the summary say so."""
    if event.visit_id == d.s.visit_id:
        d.visit = replace(d.visit, committed=d.visit.committed | {event.key})
        d.because("saved")
        if any(value.key == event.key for value in d.self_check.values):
            follow_ups.look_up(d)


def save_failed(d: Draft, event: SaveFailed) -> None:
    """It is kept and tried again; the summary does not claim it."""
    if event.visit_id == d.s.visit_id:
        d.visit = replace(d.visit, committed=d.visit.committed - {event.key})
        d.because("save-failed")
