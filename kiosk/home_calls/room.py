"""What the two pages of home calls share while somebody works there, and the number on the first page of the wing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk import sticks
from kiosk.accounts.session import Session
from kiosk.archive.archive import ArchiveContents
from kiosk.archive.callers import Caller, Callers
from kiosk.certificates.printers import Printer
from kiosk.home_calls.listing import attention, wanted
from kiosk.home_calls.reasons import Attention
from kiosk.paper.port import Paper
from kiosk.sentences import NO_WORDS, Text, sentence
from kiosk.settings import Settings

UNDO_S = 600.0
COUNTED_FOR_S = 600.0
"""The number on the first page is as old as this at most: it changes with the day, not with the minute."""

NOBODY = Caller("", "")


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """Somebody on the list, as they may be shown."""

    attention: Attention
    name: str
    building: str


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """The list, and of how many people days of coming are counted: those who agreed to it."""

    listed: tuple[Listed, ...]
    agreed: int


@dataclass(slots=True)
class Place:
    """Where somebody is in the list: a rule, a building, the first row."""

    rule: str = ""
    building: str = ""
    skip: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Step:
    """The newest home call that was noted here.

    Attributes:
        token: Of the session that may take it back, until `until_s`.
    """

    home_call_id: str
    name: str
    token: str
    until_s: float


@dataclass(slots=True, repr=False)
class _Counted:
    people: int = 0
    at_s: float = field(default=-COUNTED_FOR_S)


class HomeCallRoom:
    """One a terminal. `look` and `waits` run on a worker, the rest on the desk's thread.

    Args:
        paper: Who draws; None where nobody can.
        printer: Where pages are printed.
    """

    def __init__(
        self,
        archive: ArchiveContents,
        settings: Settings,
        now_s: Callable[[], float],
        paper: Paper | None,
        printer: Printer,
        found_sticks: Callable[[], Sequence[sticks.Stick]] = sticks.sticks,
    ) -> None:
        self.archive, self.settings, self.rules = archive, settings, settings.home_calls
        self.paper, self.printer, self.sticks = paper, printer, found_sticks
        self.zone = ZoneInfo(settings.hall.time_zone)
        self.place = Place()
        self.step: Step | None = None
        self._now_s, self._counted = now_s, _Counted()

    # --- the list -----------------------------------------------------------------------------------------------
    def look(self) -> Found:
        """Everybody on the list, in its order."""
        facts = self.archive.home_call_facts.read(wanted(self.rules))
        listed = listed_of(attention(facts, self.rules), self.archive.callers)
        self._counted = _Counted(len(listed), self._now_s())
        return Found(listed, len(facts.agreed))

    def waits(self) -> Text:
        """走访 4 人; no words where there is nobody."""
        if self._now_s() - self._counted.at_s >= COUNTED_FOR_S:
            found = attention(self.archive.home_call_facts.read(wanted(self.rules)), self.rules)
            self._counted = _Counted(len(found), self._now_s())
        people = self._counted.people
        return sentence("home-calls.waits", people=people) if people else NO_WORDS

    def changed(self) -> None:
        """A home call was noted or taken back: the number is counted anew."""
        self._counted = _Counted()

    # --- the newest step ----------------------------------------------------------------------------------------
    def keep(self, home_call_id: str, name: str, session: Session) -> None:
        """This was noted now, and may be taken back."""
        self.step = Step(home_call_id, name, session.token, self._now_s() + UNDO_S)

    def offered(self, session: Session) -> Step | None:
        """What this session may take back now."""
        if self.step is not None and (self._now_s() >= self.step.until_s or session.token != self.step.token):
            self.step = None
        return self.step

    def forget(self) -> None:
        """The pages were left: nothing of a person stays."""
        self.place, self.step = Place(), None

    def local(self, moment: datetime) -> datetime:
        """A moment on the hall's clock."""
        return moment.astimezone(self.zone)


def listed_of(found: Sequence[Attention], callers: Callers) -> tuple[Listed, ...]:
    """With masked name and building."""
    known = callers.of(each.resident_id for each in found)
    return tuple(_listed(each, known.get(each.resident_id, NOBODY)) for each in found)


def _listed(each: Attention, caller: Caller) -> Listed:
    return Listed(
        each,
        caller.name or sentence("home-calls.list.nobody"),
        caller.building or sentence("home-calls.list.no-building"),
    )


def by_number(building: str) -> tuple[tuple[bool, int, str], ...]:
    """For sorting: 3 号楼 before 11 号楼, and what begins with words behind them."""
    parts = re.findall(r"\d+|\D+", building)
    return tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)
