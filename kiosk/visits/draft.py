"""One step of the table being worked out: the situation so far, the effects asked for, the reason.

Local to one call of `step`; what comes out of it is immutable. Its parts are replaced whole and by name
(`d.code = replace(d.code, due=True)`), so that a wrong field or type is a type error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.visits.effects import Effect, NoteStep, StartTimer, StopTimer
from kiosk.visits.own_visit import VisitOwn
from kiosk.visits.rules import Rules
from kiosk.visits.situation import Situation, Terminal, Timer
from kiosk.visits.visit import Pause, SelfCheck, Visit, VisitCamera, VisitCard, VisitCode, VisitTemperature


@dataclass(frozen=True, slots=True)
class Given:
    """What one step may take from outside: an id for a visit that may begin, the local day, and ids for a mean."""

    visit_id: str
    day: str = ""
    ids: tuple[str, ...] = ("", "", "", "")


class Draft:
    """See the module."""

    def __init__(self, situation: Situation, rules: Rules, given: Given) -> None:
        self.s = situation
        self.rules = rules
        self.given = given
        self.effects: list[Effect] = []
        self.reason = ""

    def do(self, effect: Effect) -> None:
        """Ask for an effect."""
        self.effects.append(effect)

    def because(self, reason: str) -> None:
        """Name the reason; the first one named stays."""
        self.reason = self.reason or reason

    def note(self, reason: str) -> None:
        """A line in the visit's record; the screen stays."""
        self.because(reason)
        if self.s.visit is not None:
            self.do(NoteStep(self.s.visit.id, self.s.state, reason))

    # --- timers -------------------------------------------------------------------------------------------------
    def start(self, timer: Timer, seconds: float) -> None:
        """Start or restart a timer."""
        serial = self.s.timer_serial + 1
        kept = tuple(t for t in self.s.timers if t[0] is not timer)
        self.s = replace(self.s, timer_serial=serial, timers=(*kept, (timer, serial)))
        self.do(StartTimer(timer.value, serial, seconds))

    def stop(self, *timers: Timer) -> None:
        """Stop those of the timers that run."""
        for timer in timers:
            if self.s.timer(timer) is not None:
                self.s = replace(self.s, timers=tuple(t for t in self.s.timers if t[0] is not timer))
                self.do(StopTimer(timer.value))

    # --- parts of the situation ---------------------------------------------------------------------------------
    @property
    def terminal(self) -> Terminal:
        """What belongs to the terminal."""
        return self.s.terminal

    @terminal.setter
    def terminal(self, terminal: Terminal) -> None:
        self.s = replace(self.s, terminal=terminal)

    @property
    def visit(self) -> Visit:
        """The visit that is open; an empty one while none is. Only an open one can be changed."""
        return self.s.current

    @visit.setter
    def visit(self, visit: Visit) -> None:
        if self.s.visit is None:
            raise ValueError("no visit is open")
        self.s = replace(self.s, visit=visit)

    def open_visit(self) -> None:
        """A visit begins unless one is open."""
        if self.s.visit is None:
            self.s = replace(self.s, visit=Visit(self.given.visit_id))

    @property
    def card(self) -> VisitCard:
        """The visit's cards."""
        return self.visit.card

    @card.setter
    def card(self, card: VisitCard) -> None:
        self.visit = replace(self.visit, card=card)

    @property
    def camera(self) -> VisitCamera:
        """What the camera does and sees."""
        return self.visit.camera

    @camera.setter
    def camera(self, camera: VisitCamera) -> None:
        self.visit = replace(self.visit, camera=camera)

    @property
    def code(self) -> VisitCode:
        """The health code."""
        return self.visit.code

    @code.setter
    def code(self, code: VisitCode) -> None:
        self.visit = replace(self.visit, code=code)

    @property
    def temperature(self) -> VisitTemperature:
        """The temperature."""
        return self.visit.temperature

    @temperature.setter
    def temperature(self, temperature: VisitTemperature) -> None:
        self.visit = replace(self.visit, temperature=temperature)

    @property
    def pause(self) -> Pause:
        """The pause before a measurement."""
        return self.visit.pause

    @pause.setter
    def pause(self, pause: Pause) -> None:
        self.visit = replace(self.visit, pause=pause)

    @property
    def self_check(self) -> SelfCheck:
        """The self-check."""
        return self.visit.self_check

    @self_check.setter
    def self_check(self, self_check: SelfCheck) -> None:
        self.visit = replace(self.visit, self_check=self_check)

    @property
    def own(self) -> VisitOwn:
        """What the person asks of the hall, and who helps them."""
        return self.visit.own

    @own.setter
    def own(self, own: VisitOwn) -> None:
        self.visit = replace(self.visit, own=own)
