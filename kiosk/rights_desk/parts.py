"""What the pages of a resident's own rights share, and who was known to be there a moment ago."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.archive.asked import Asked
from kiosk.members.room import Room
from kiosk.paper.port import Paper
from kiosk.rights_desk.copies import FORMATS
from kiosk.sticks import Stick, sticks

STAYS_S = 300.0
"""So long somebody is known still to be there when the page of their fields comes back to that of their rights."""


@dataclass(slots=True, repr=False)
class Known:
    """Who was known to be there, by what, in whose session, until when (monotonic seconds)."""

    resident: str
    asked: Asked
    session: str
    until_s: float


@dataclass(slots=True)
class RightsParts:
    """See the module. One a terminal.

    Attributes:
        room: The whitelist's, in which these pages are.
        paper: Who draws pages; None where nobody can: no PDF is offered then.
        find_sticks: Which sticks are plugged in.
        known: Handed from the page of the rights to that of the fields and back; taken once.
    """

    room: Room
    paper: Paper | None = None
    find_sticks: Callable[[], tuple[Stick, ...]] = sticks
    known: Known | None = field(default=None, repr=False)

    def take_known(self, resident: str, session: str, now_s: float) -> Asked | None:
        """By what somebody is known still to be there, in this session; None asks for their card anew."""
        asked = self.known_by(resident, session, now_s)
        self.known = None
        return asked

    def known_by(self, resident: str, session: str, now_s: float) -> Asked | None:
        """The same without taking it."""
        known = self.known
        if known is None or (known.resident, known.session) != (resident, session) or now_s > known.until_s:
            return None
        return known.asked

    @property
    def formats(self) -> tuple[str, ...]:
        """In which a copy can be made here."""
        return tuple(form for form in FORMATS if form != "pdf" or self.paper is not None)
