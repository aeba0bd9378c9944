"""What one event makes of a calibration: collects the next state and the effects. For the functions of the table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from kiosk.calibrating.effects import Effect
from kiosk.calibrating.flow import BUSY, At, Flow, Listening, Step, Taking, there
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

    def go(self, step: Step, **changes: Any) -> None:
        """Come to another step; what was wrong with the last one, and what was about to be typed, is over."""
        self.set(step=step, problem=NO_WORDS, sure=False, focus="", **changes)

    def refuse(self, why: Text) -> None:
        """The step is not taken, and why is said."""
        self.set(problem=why)

    def do(self, *effects: Effect) -> None:
        """Have something done."""
        self.effects += effects

    def next_ticket(self) -> int:
        """A ticket for what is asked of another thread; earlier answers do not count any more."""
        self.set(ticket=self.flow.ticket + 1)
        return self.flow.ticket

    def is_answer(self, ticket: int) -> bool:
        """Whether this is the answer to what was asked last."""
        return ticket == self.flow.ticket

    def take(self, **changes: Any) -> Taking:
        """Change the run that is read."""
        taking = replace(there(self.flow.taking), **changes)
        self.set(taking=taking)
        return taking

    def hear(self, **changes: Any) -> None:
        """Change what is known of the device's answers."""
        self.set(hearing=replace(self.flow.hearing, **changes))

    def begin_anew(self) -> None:
        """From the choice of the device on. What is being kept is kept."""
        if self.flow.step in BUSY:
            return
        flow = self.flow
        self.flow = Flow(flow.rules, flow.targets, flow.check, ticket=flow.ticket + 1, hearing=Listening())
