"""One step of the table being worked out: the situation so far, the effects asked for, the reason.

Local to one call of `step`; what comes out of it is immutable. The moves all wings share are here: going to a state,
covering and uncovering a visit, timers, leaving, closing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from devices.events import CardToken
from kiosk.facilities import Facility
from kiosk.visits.effects import (
    Alert,
    CloseInstrument,
    CompareHolder,
    DropVisit,
    Effect,
    NoteStep,
    OpenInstrument,
    QueryCode,
    SaveVisit,
    StartFaces,
    StartTimer,
    StopFaces,
    StopTimer,
)
from kiosk.visits.rules import Rules
from kiosk.visits.situation import Situation, Timer, without_visit
from kiosk.visits.states import State

QUEUE_NUMBERS = 99


def queue_going_on(day: str, last: int | None) -> Situation:
    """The situation of a terminal that starts on `day` (ISO 8601), where `last` was the number given out last today."""
    return Situation() if last is None else Situation(queue_next=last % QUEUE_NUMBERS + 1, queue_day=day)


_OF_THE_SCREEN = (Timer.WARN, Timer.LEAVE, Timer.BYE, Timer.LEFT_BEHIND, Timer.AWAKE, Timer.NOTICE)
"""Timers of what is on the screen; the others run on while help covers it."""

_ENDS_WITH = {
    Timer.READ: State.READING,
    Timer.LOOK: State.LOOKING,
}


@dataclass(frozen=True, slots=True)
class Given:
    """What one step may take from outside: an id for a visit that may begin, and the local day."""

    visit_id: str
    day: str = ""


class Draft:
    """See the module."""

    def __init__(self, situation: Situation, rules: Rules, given: Given) -> None:
        self.s = situation
        self.rules = rules
        self.given = given
        self.effects: list[Effect] = []
        self.reason = ""

    # --- small things -------------------------------------------------------------------------------------------
    def set(self, **changes: Any) -> None:
        """Change fields of the situation."""
        self.s = replace(self.s, **changes)

    def do(self, effect: Effect) -> None:
        """Ask for an effect."""
        self.effects.append(effect)

    def because(self, reason: str) -> None:
        """Name the reason; the first one named stays."""
        self.reason = self.reason or reason

    # --- timers -------------------------------------------------------------------------------------------------
    def start(self, timer: Timer, seconds: float) -> None:
        """Start or restart a timer."""
        serial = self.s.timer_serial + 1
        kept = tuple(t for t in self.s.timers if t[0] is not timer)
        self.set(timer_serial=serial, timers=(*kept, (timer, serial)))
        self.do(StartTimer(timer.value, serial, seconds))

    def stop(self, *timers: Timer) -> None:
        """Stop those of the timers that run."""
        for timer in timers:
            if self.s.timer(timer) is not None:
                self.set(timers=tuple(t for t in self.s.timers if t[0] is not timer))
                self.do(StopTimer(timer.value))

    def back(self) -> None:
        """Somebody is there: nothing ends any more because nobody was."""
        self.set(gone=False)
        self.stop(Timer.AWAY, Timer.FORGOTTEN)

    def away_begins(self) -> None:
        """Nobody is there: count how long. With a card lying there they have a while to come back."""
        self.set(gone=True)
        self.start(Timer.AWAY, self.rules.walked_away_s)
        if self.s.card_lies and self.s.state is not State.GOODBYE:
            self.start(Timer.FORGOTTEN, self.rules.card_away_s)

    def silence_begins(self) -> None:
        """Count the screen's silence from now."""
        self.stop(Timer.LEAVE)
        red = self.s.state is State.WINDOW and self.s.red
        idle_s = self.rules.help_s if red else self.rules.idle_s(self.s.state)
        if idle_s is None:
            self.stop(Timer.WARN)
        else:
            self.start(Timer.WARN, max(idle_s - self.rules.warn_s, 1.0))

    def bye_begins(self) -> None:
        """Count the goodbye from now; where to go is to be read as long as it takes."""
        self.start(Timer.BYE, self.rules.goodbye_s if self.s.queue_no is None else self.rules.window_s)

    # --- going --------------------------------------------------------------------------------------------------
    def go(self, state: State, reason: str, variant: str = "") -> None:
        """The visit moves on. Under a cover it does so unseen.

        When the person had left the camera's view while they were asked to sit, they are asked who they are before
        anything else is shown.
        """
        self.because(reason)
        self._leave_activity(state)
        if self.s.covered is not None:
            self.set(covered=state, covered_variant=variant)
            return
        if self.s.left_view and self.s.resident is not None and state not in NOT_PERSONAL:
            self.set(covered=state, covered_variant=variant)
            self.show(State.CONFIRM, variant=self.who_variant())
            return
        self.show(state, variant)

    def show(self, state: State, variant: str = "") -> None:
        """Put a state on the screen and start what it starts."""
        self.stop(*_OF_THE_SCREEN)
        self.set(state=state, variant=variant, warning=False, stays=0, serial=self.s.serial + 1)
        self._arrive()

    def cover(self, state: State, reason: str, variant: str = "") -> None:
        """Put a state over the visit, which goes on under it."""
        self.because(reason)
        if self.s.covered is None:
            self.set(covered=self.s.state, covered_variant=self.s.variant)
        self.show(state, variant)

    def who_variant(self) -> str:
        """How whoever stands there is asked: by name; without one while nobody has come back to a card that lies."""
        return "card-left" if self.s.gone and self.s.card_lies else "returned"

    def uncover(self, reason: str) -> None:
        """Go back to where the visit stands by now."""
        self.because(reason)
        state, variant = self.s.here, self.s.covered_variant
        self.set(covered=None, covered_variant="")
        self.go(state, reason, variant)

    def _leave_activity(self, state: State) -> None:
        """Stop what belongs to the state that is left."""
        here = self.s.here
        for timer, owner in _ENDS_WITH.items():
            if here is owner and state is not owner:
                self.stop(timer)
        if here in (State.CHECKING, State.REMEASURE) and state not in (State.CHECKING, State.REMEASURE):
            self.stop(Timer.CHECK)
        if here in (State.REMEASURE, State.REST) and state is not here:
            self.stop(Timer.REST)
        if state is not State.MEASURE:
            self.close_instrument()
        if self.s.faces_on and state not in (State.LOOKING, State.CONFIRM):
            self.stop_faces()
        if state in _ALONE:
            self.stop_comparing()

    def _arrive(self) -> None:
        state = self.s.state
        self.silence_begins()
        if state is State.ATTRACT and self.s.awake:
            self.start(Timer.AWAKE, self.rules.awake_s)
        elif state is State.GOODBYE and self.s.card_lies:
            self.start(Timer.LEFT_BEHIND, self.rules.left_behind_s)
        elif state is State.GOODBYE:
            self.bye_begins()
        elif state is State.RESULT and self.s.code_due:
            self.query_code()
        elif state is State.LOOKING and not self.s.faces_on:
            self.start(Timer.NOTICE, self.rules.notice_s)

    # --- devices ------------------------------------------------------------------------------------------------
    def start_faces(self) -> None:
        """Begin a camera session with a number of its own."""
        session = self.s.session + 1
        self.set(session=session, faces_on=True)
        self.do(StartFaces(session))
        self.start(Timer.LOOK, self.rules.look_s)

    def stop_faces(self) -> None:
        """End the camera session if there is one."""
        self.stop(Timer.LOOK)
        if self.s.faces_on:
            self.set(faces_on=False)
            self.do(StopFaces())

    def compare_holder(self) -> None:
        """Compare the holder of the card with whoever stands before the camera, once a welcome."""
        s = self.s
        if s.visit_id is not None and s.resident is not None and not s.comparing:
            session = s.session + 1
            self.set(session=session, comparing=True)
            self.do(CompareHolder(session, s.resident.resident_id))

    def stop_comparing(self) -> None:
        """End the comparison if there is one."""
        if self.s.comparing:
            self.set(comparing=False)
            self.do(StopFaces())

    def note(self, reason: str) -> None:
        """A line in the visit's record; the screen stays."""
        self.because(reason)
        if self.s.visit_id is not None:
            self.do(NoteStep(self.s.visit_id, self.s.state, reason))

    def open_instrument(self, facility: Facility) -> None:
        """What the instrument sends is this visit's from now on."""
        if self.s.visit_id is not None and self.s.resident is not None:
            self.set(opened=facility)
            self.do(OpenInstrument(facility, self.s.visit_id, self.s.resident.resident_id))

    def close_instrument(self) -> None:
        """It is nobody's from now on."""
        if self.s.opened is not None:
            self.do(CloseInstrument(self.s.opened))
            self.set(opened=None)

    def query_code(self) -> None:
        """Ask for the person's code."""
        if self.s.visit_id is not None and self.s.resident is not None:
            self.set(code_due=False)
            self.do(QueryCode(self.s.visit_id, self.s.resident.resident_id))

    # --- people -------------------------------------------------------------------------------------------------
    def open_visit(self) -> None:
        """A visit begins unless one is open."""
        if self.s.visit_id is None:
            self.set(visit_id=self.given.visit_id)

    def alert(
        self, kind: str, words: str = "", *, queue: bool = False, detail: str = "", once: str = "", again: bool = False
    ) -> None:
        """Tell staff, once a visit for each `once` (the words as a rule), or `again` each time it is said."""
        words = words or kind
        once = once or words
        if once in self.s.alerted and not again:
            return
        number = self.queue_number() if queue else self.s.queue_no
        self.set(alerted=self.s.alerted | {once}, worth=True)
        who = self.s.resident
        self.do(
            Alert(
                kind=kind,
                words=words,
                visit_id=self.s.visit_id,
                resident_id=who.resident_id if who else None,
                who=who.greeting if who else None,
                queue=number,
                detail=detail,
            )
        )

    def queue_number(self) -> int:
        """What this visitor says at the window; the numbers begin anew each day."""
        if self.s.queue_no is None:
            number = self.s.queue_next if self.s.queue_day == self.given.day else 1
            self.set(queue_no=number, queue_next=number % QUEUE_NUMBERS + 1, queue_day=self.given.day)
            return number
        return self.s.queue_no

    def farewell(self, reason: str, outcome: str) -> None:
        """Say goodbye: the summary stays a moment, and while a card lies there. Not to one who may have changed."""
        if self.s.left_view or self.s.resident is None:
            self.close(reason, outcome)
            return
        self.set(outcome_said=outcome)
        self.go(State.GOODBYE, reason)

    def close(self, reason: str, outcome: str) -> None:
        """The visit is over and everything of it goes away; 请拿好身份证 stays while a card lies there."""
        self.end_visit(outcome)
        if self.s.card_lies:
            self.go(State.GOODBYE, reason)
        else:
            self.set(awake=self.s.present)
            self.go(State.ATTRACT, reason)

    def end_visit(self, outcome: str) -> None:
        """Log the visit and take away everything of it; the screen is the caller's to change."""
        self.stop_faces()
        self.stop_comparing()
        self.close_instrument()
        self.stop(*Timer)
        s = self.s
        if s.visit_id is not None and s.worth:
            person = s.resident.resident_id if s.resident else None
            self.do(SaveVisit(s.visit_id, person, s.identified_by, s.outcome_said or outcome))
        elif s.visit_id is not None:
            self.do(DropVisit(s.visit_id))
        self.set(**without_visit(s), covered=None, covered_variant="")

    def forget_cards(self, outcome: str, but: CardToken | None = None) -> None:
        """The visit is over, and its cards lie there without their holder: staff are told once, and they stop nobody.

        A card of the token `but` is somebody else's and stays.
        """
        self.alert("device", "card-left")
        self.end_visit(outcome)
        left = tuple(card for card in self.s.cards if card.token != but)
        self.set(forgotten=(*self.s.forgotten, *left), cards=tuple(c for c in self.s.cards if c.token == but))


_ALONE = frozenset({State.ATTRACT, State.LOOKING, State.ASK_CARD, State.GOODBYE})
"""No comparison of a card's holder goes on in these."""

NOT_PERSONAL = frozenset(
    {
        *(State.ATTRACT, State.READING, State.CARD_PROBLEM, State.LOOKING, State.ASK_CARD, State.REMEASURE),
        *(State.REST, State.HELP, State.DEVICE_FAULT, State.GOODBYE, State.CONFIRM),
    }
)
"""Screens that show no more of the person than 王奶奶; GOODBYE is reached by them or when everything is taken away."""
