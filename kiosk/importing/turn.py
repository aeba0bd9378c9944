"""What one event makes of an import: collects the next state and the effects. For the functions of the table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from kiosk.importing.effects import Effect, Look, StopWork
from kiosk.importing.flow import At, Flow, Step
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
        """Come to another step; lists begin at their top."""
        self.set(**{"step": step, "first": 0, "ending": NO_WORDS, **changes})

    def say(self, note: Text) -> None:
        """One line about what was just done, or why it was not."""
        self.set(note=note)

    def do(self, *effects: Effect) -> None:
        """Have something done."""
        self.effects += effects

    def next_ticket(self) -> int:
        """A ticket for what is asked of another thread; earlier answers do not count any more."""
        self.set(ticket=self.flow.ticket + 1)
        return self.flow.ticket

    def is_answer(self, ticket: int, step: Step) -> bool:
        """Whether this is the answer to what was asked last, and still waited for."""
        return ticket == self.flow.ticket and self.flow.step is step

    def choose(self, **changes: Any) -> None:
        """Change what is seen of the sticks."""
        self.set(choosing=replace(self.flow.choosing, **changes))

    def look(self) -> None:
        """Look at the sticks now."""
        if not self.flow.choosing.looking:
            self.choose(looking=True, looked_s=self.at.now_s)
            self.do(Look(self.flow.choosing.place))

    def give_up(self) -> None:
        """Nothing of the list stays. What is being saved is saved."""
        if self.flow.step is Step.SAVING:
            return
        self.do(StopWork())
        flow = self.flow
        choosing = replace(flow.choosing, first=0)
        self.flow = Flow(takes_faces=flow.takes_faces, ticket=flow.ticket + 1, choosing=choosing)
        self.look()
