"""The visit as a table: (situation, event) → (situation, effects, reason). Pure: no clock, no thread, no wire.

Four tables make it: what is done for each kind of event, the same while an inner wing is shown, for each timer, and for
each button of each state. An event that means nothing where the visit stands leaves it as it is, with the reason
"ignored".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from devices.events import CardArrived, CardLeft, IdentityRead, ReadFailed
from kiosk.faces.events import (
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    PersonLeft,
    SomebodyNear,
)
from kiosk.facilities import Facility, FacilityChanged
from kiosk.measurements.red import Symptom
from kiosk.visits import (
    aside,
    camera_session,
    companion,
    ending,
    follow_ups,
    identification,
    own_data,
    own_history,
    renewing,
    repeats,
    self_check,
    self_check_measuring,
    self_check_typing,
    self_check_values,
    service,
    slips,
)
from kiosk.visits.buttons import listed
from kiosk.visits.draft import Draft, Given
from kiosk.visits.effects import Effect
from kiosk.visits.events import (
    CallStands,
    CodeArrived,
    CodeFailed,
    EntryMade,
    EntryRefused,
    EntryTaken,
    FollowUpsFound,
    HelperFound,
    HistoryFound,
    HolderFound,
    HolderUnknown,
    LastFound,
    MatchResolved,
    NetworkChanged,
    OwnDone,
    OwnFound,
    Pressed,
    ReadingsArrived,
    RenewalsFound,
    Resumed,
    Saved,
    SaveFailed,
    SetAside,
    SlipFailed,
    SlipPrinted,
    TimerFired,
    Touched,
    VisitEvent,
)
from kiosk.visits.moves import go
from kiosk.visits.own_buttons import OWN_PRESSES
from kiosk.visits.rules import Rules
from kiosk.visits.situation import Situation, Timer
from kiosk.visits.states import Button, State

IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Step:
    """What an event leads to."""

    situation: Situation
    effects: tuple[Effect, ...]
    reason: str


def step(situation: Situation, event: VisitEvent, rules: Rules, given: Given) -> Step:
    """The step an event leads to."""
    draft = Draft(situation, rules, given)
    (WHILE_ASIDE if situation.terminal.aside else EVENTS)[type(event)](draft, event)
    after = draft.s
    if after.serial == situation.serial and listed(after, rules) != listed(situation, rules):
        draft.s = replace(after, serial=after.serial + 1)
    return Step(draft.s, tuple(draft.effects), draft.reason or IGNORED)


def _timer_fired(d: Draft, event: TimerFired) -> None:
    if d.s.timer(event.timer) != event.serial:
        return
    timer = Timer(event.timer)
    d.s = replace(d.s, timers=tuple(t for t in d.s.timers if t[0] is not timer))
    TIMERS[timer](d)


def _pressed(d: Draft, event: Pressed) -> None:
    """A press on what is shown now acts; help acts always; anything else is a touch."""
    if event.button == Button.HELP:
        ending.touched(d)
        d.reason = ""
        ending.help_pressed(d)
        return
    known = event.serial == d.s.serial and event.button in listed(d.s, d.rules)
    act = act_of(d.s, d.rules, event.button) if known else None
    ending.touched(d)
    if act is not None:
        d.reason = ""
        act(d)
        d.because("pressed")


def act_of(s: Situation, rules: Rules, button: str) -> Callable[[Draft], None] | None:
    """What a button does that is listed now: of the table below, a tile of the menu, or another pad."""
    tile, asked = rules.step(button), rules.step(s.current.self_check.step)
    if s.state is State.MENU and tile is not None:
        return lambda draft: self_check.choose(draft, tile)
    if s.state is State.ENTRY and asked is not None and button in asked.typed:
        return lambda draft: self_check_typing.switch(draft, button)
    return PRESSES.get((s.state, button))


def _entry_made(d: Draft, event: EntryMade) -> None:
    ending.touched(d)
    self_check_typing.entry_made(d, event)


def _readings_arrived(d: Draft, event: ReadingsArrived) -> None:
    """The temperature belongs to the service, everything else to the self-check."""
    if event.facility is Facility.TEMPERATURE:
        service.temperature_arrived(d, event)
    else:
        self_check_measuring.readings_arrived(d, event)


def _own_done(d: Draft, event: OwnDone) -> None:
    companion.noted(d, event)
    own_data.done(d, event)


def _touched(d: Draft, _: Touched) -> None:
    ending.touched(d)


def _ignored(_: Draft, __: VisitEvent) -> None:
    """It means nothing here."""


Handler = Callable[[Draft, Any], None]

EVENTS: dict[type, Handler] = {
    CardArrived: identification.card_arrived,
    CardLeft: identification.card_left,
    IdentityRead: identification.identity_read,
    ReadFailed: identification.read_failed,
    HolderFound: identification.holder_found,
    HolderUnknown: identification.holder_unknown,
    SomebodyNear: ending.somebody_near,
    PersonLeft: ending.person_left,
    FaceSeen: camera_session.face_seen,
    FaceMatched: camera_session.face_matched,
    FaceUnknown: camera_session.face_unknown,
    FaceNeedsCard: camera_session.face_needs_card,
    HolderCompared: camera_session.holder_compared,
    MatchResolved: camera_session.match_resolved,
    Touched: _touched,
    Pressed: _pressed,
    EntryMade: _entry_made,
    CodeArrived: service.code_arrived,
    CodeFailed: service.code_failed,
    ReadingsArrived: _readings_arrived,
    EntryTaken: self_check_typing.entry_taken,
    EntryRefused: self_check_typing.entry_refused,
    LastFound: self_check_values.last_found,
    FollowUpsFound: follow_ups.found,
    HistoryFound: own_history.found,
    OwnFound: own_data.found,
    OwnDone: _own_done,
    RenewalsFound: renewing.found,
    HelperFound: companion.found,
    Saved: ending.saved,
    SaveFailed: ending.save_failed,
    SlipPrinted: slips.slip_printed,
    SlipFailed: slips.slip_failed,
    CallStands: ending.call_stands,
    FacilityChanged: ending.facility_changed,
    NetworkChanged: ending.network_changed,
    TimerFired: _timer_fired,
    SetAside: aside.set_aside,
    Resumed: _ignored,
}

WHILE_ASIDE: dict[type, Handler] = {
    **dict.fromkeys(EVENTS, _ignored),
    CardArrived: aside.card_arrived,
    CardLeft: aside.card_left,
    IdentityRead: aside.card_said,
    ReadFailed: aside.card_said,
    SomebodyNear: aside.somebody_near,
    PersonLeft: aside.person_left,
    Pressed: aside.pressed,
    ReadingsArrived: _readings_arrived,
    FacilityChanged: aside.facility_changed,
    NetworkChanged: ending.network_changed,
    TimerFired: _timer_fired,
    Resumed: aside.resumed,
}
"""What is done while an inner wing is shown; late answers of the visit that ended belong to nobody."""

TIMERS: dict[Timer, Callable[[Draft], None]] = {
    Timer.WARN: ending.warn,
    Timer.LEAVE: ending.silent_too_long,
    Timer.READ: identification.read_timed_out,
    Timer.NOTICE: camera_session.notice_was_read,
    Timer.LOOK: camera_session.look_timed_out,
    Timer.CHECK: service.check_timed_out,
    Timer.REPEAT: repeats.due,
    Timer.REST: service.pause_is_over,
    Timer.CODE: service.code_ran_out,
    Timer.AWAY: ending.walked_away,
    Timer.FORGOTTEN: ending.card_forgotten,
    Timer.AWAKE: ending.fall_asleep,
    Timer.BYE: ending.bye_is_over,
    Timer.LEFT_BEHIND: ending.card_left_behind,
}

PRESSES: dict[tuple[State, str], Callable[[Draft], None]] = {
    (State.ATTRACT, Button.LOOK): lambda d: camera_session.look(d, "look"),
    (State.READING, Button.BACK): identification.give_up,
    (State.GOODBYE, Button.LOOK): lambda d: ending.look_past_the_card(d, "look"),
    (State.CARD_PROBLEM, Button.LOOK): lambda d: camera_session.look(d, "look"),
    (State.CARD_PROBLEM, Button.BACK): identification.give_up,
    (State.LOOKING, Button.USE_CARD): lambda d: camera_session.ask_card(d, "chosen", "use-card"),
    (State.LOOKING, Button.BACK): identification.give_up,
    (State.ASK_CARD, Button.LOOK): lambda d: camera_session.look(d, "look"),
    (State.ASK_CARD, Button.BACK): identification.give_up,
    (State.CONFIRM, Button.YES): camera_session.confirm_yes,
    (State.CONFIRM, Button.NO): camera_session.confirm_no,
    (State.CONFIRM, Button.USE_CARD): lambda d: camera_session.ask_card(d, "chosen", "use-card"),
    (State.CONFIRM, Button.BACK): identification.give_up,
    (State.CHECKING, Button.BACK): service.leave,
    (State.DEVICE_FAULT, Button.CONTINUE): service.fault_seen,
    (State.DEVICE_FAULT, Button.BACK): service.leave,
    (State.REMEASURE, Button.CALL_STAFF): service.call_staff,
    (State.REMEASURE, Button.BACK): service.leave,
    (State.RESULT, Button.SELF_CHECK): lambda d: self_check.menu(d, "self-check"),
    (State.RESULT, Button.NO_THANKS): service.no_thanks,
    (State.RESULT, Button.TO_WINDOW): service.to_window,
    (State.RESULT, Button.BACK): service.leave,
    (State.WINDOW, Button.TO_WINDOW): service.to_window,
    (State.WINDOW, Button.BACK): service.back_from_window,
    (State.HELP, Button.BACK): ending.back_from_help,
    (State.MENU, Button.PRINT): slips.print_slip,
    (State.MENU, Button.NO_THANKS): service.no_thanks,
    (State.MENU, Button.BACK): lambda d: service.show_result(d, "back"),
    (State.REST, Button.RESTED): service.pause_is_over,
    (State.REST, Button.ENOUGH): self_check_measuring.enough,
    (State.REST, Button.BACK): self_check_measuring.back,
    (State.ARM_SIZE, Button.ARM_THIN): lambda d: self_check.arm_said(d, Button.ARM_THIN),
    (State.ARM_SIZE, Button.ARM_MIDDLE): lambda d: self_check.arm_said(d, Button.ARM_MIDDLE),
    (State.ARM_SIZE, Button.ARM_THICK): lambda d: self_check.arm_said(d, Button.ARM_THICK),
    (State.ARM_SIZE, Button.TO_WINDOW): self_check_measuring.at_the_window,
    (State.ARM_SIZE, Button.RETRY): self_check.arm_again,
    (State.ARM_SIZE, Button.BACK): lambda d: self_check.menu(d, "back"),
    (State.MEASURE, Button.TO_WINDOW): self_check_measuring.at_the_window,
    (State.MEASURE, Button.BACK): self_check_measuring.back,
    (State.SYMPTOMS, Button.HEAD): lambda d: self_check_measuring.felt(d, Symptom.HEAD),
    (State.SYMPTOMS, Button.CHEST): lambda d: self_check_measuring.felt(d, Symptom.CHEST),
    (State.SYMPTOMS, Button.SENSES): lambda d: self_check_measuring.felt(d, Symptom.SENSES),
    (State.SYMPTOMS, Button.NO_SYMPTOM): lambda d: self_check_measuring.felt(d, None),
    (State.ENTRY, Button.BACK): lambda d: self_check.menu(d, "back"),
    (State.VALUE, Button.CONTINUE): lambda d: self_check.menu(d, "continued"),
    (State.VALUE, Button.TREND): lambda d: go(d, State.TREND, "trend"),
    (State.TREND, Button.CONTINUE): lambda d: go(d, State.VALUE, "continued"),
    (State.TREND, Button.BACK): lambda d: go(d, State.VALUE, "back"),
    (State.VALUE, Button.RETRY): self_check.again,
    (State.VALUE, Button.BACK): lambda d: self_check.menu(d, "back"),
    **OWN_PRESSES,
}
"""STILL_HERE does nothing more than any touch; HELP acts everywhere; tiles and pads of the self-check are data."""
