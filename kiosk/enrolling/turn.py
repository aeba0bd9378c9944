"""What one event makes of an enrolment: collects the next state and the effects. For the functions of the table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from kiosk.enrolling.effects import Effect, LetGo, Wipe
from kiosk.enrolling.flow import At, Flow, Step
from kiosk.sentences import NO_WORDS, Text


@dataclass
class Turn:
    """One event's work."""

    flow: Flow
    at: At
    effects: list[Effect] = field(default_factory=list)

    def set(self, **changes: Any) -> None:
        """Change the state."""
        self.flow = replace(self.flow, **changes)

    def go(self, step: Step, ending: Text = NO_WORDS, **changes: Any) -> None:
        """Come to another step. The camera is given back by whatever leads away from it."""
        self.set(step=step, ending=ending, **changes)

    def do(self, *effects: Effect) -> None:
        """Have something done."""
        self.effects += effects

    def next_ticket(self) -> int:
        """A ticket for what is asked of another thread; earlier answers do not count any more."""
        self.set(ticket=self.flow.ticket + 1)
        return self.flow.ticket

    def next_session(self) -> int:
        """A number for a session of the camera; what is said of earlier ones does not count any more."""
        self.set(session=self.flow.session + 1)
        return self.flow.session

    def shut_camera(self) -> None:
        """Give the camera back, whether or not it is held; nothing of its session counts any more."""
        self.next_session()
        self.set(waits_for_photo=False)
        self.do(LetGo())

    def drop_face(self) -> None:
        """Give up what was taken, and what was found about it."""
        if self.flow.samples:
            self.do(Wipe(self.flow.samples))
        self.set(samples=(), likeness=None, findings=None, is_judged=False, vouched="", waits_for_photo=False)

    def drop_photo(self) -> None:
        """Hold the card's picture no longer."""
        if self.flow.applicant is not None:
            self.set(applicant=replace(self.flow.applicant, photo=None))

    def begin_anew(self) -> None:
        """Nothing of anybody stays. What is being saved is saved."""
        if self.flow.step is Step.SAVING:
            return
        self.shut_camera()
        self.drop_face()
        self.next_ticket()
        self.flow = Flow(self.flow.rules, session=self.flow.session, ticket=self.flow.ticket)
