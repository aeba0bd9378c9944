"""A helper is noted at the desk: their card, the person's yes, what they are to each other; then both are noted.

The same as at the visitor's side (`kiosk.visits.companion`), and no more is kept. The person answers on the screen that
is turned to them, or by their own card. Until they said yes nothing is written; a no leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from devices.events import IdentityRead, ReadFailed
from kiosk.archive.archive import Archive
from kiosk.archive.asked import Helped
from kiosk.desk.events import CardEvent, StaffCardRead
from kiosk.desk.page import Context
from kiosk.helping.view import HelperView
from kiosk.helping.view_builder import CHOICES, shown
from kiosk.helping.who import Helper, clerk, helper_of, noted_as
from kiosk.ids import new_id
from kiosk.sentences import NO_WORDS, Refusal, Text, fault_sentences, sentence
from kiosk.store.errors import StoreError
from kiosk.visits.own_visit import Relation

T = TypeVar("T")


class DeskHelper:
    """Of one page. On the desk's thread.

    Args:
        noted: Called with who helps, once it stands in the store.

    Attributes:
        step: "" while nobody is being noted.
    """

    def __init__(self, context: Context, archive: Archive, noted: Callable[[Helped], None]) -> None:
        self._context, self._archive, self._noted = context, archive, noted
        self.step = ""
        self._resident = ""
        self._turn = 0
        self._helper: Helper | None = None
        self._confirmed_by = ""
        self._problem: Text = NO_WORDS

    @property
    def is_open(self) -> bool:
        """Whether somebody is being noted."""
        return self.step != ""

    def begin(self, resident_id: str) -> None:
        """The helper's card, please."""
        self.put_away()
        self._resident = resident_id
        self._go("card")

    def put_away(self) -> None:
        """The person said no, or went away: of the helper nothing stays."""
        self._helper, self._confirmed_by, self._resident = None, "", ""
        self._go("")

    # --- who it is ----------------------------------------------------------------------------------------------
    def card(self, event: CardEvent) -> None:
        """A card was laid down: the helper's, or the person's own, which says yes."""
        if self.step not in ("card", "ask"):
            return
        if isinstance(event, StaffCardRead):
            self._read(partial(clerk, self._archive, event.login, self._resident))
        elif isinstance(event, IdentityRead):
            self._read(partial(helper_of, self._archive, event.document, self._resident))
        elif isinstance(event, ReadFailed):
            self._unfit(sentence("helping.unreadable"))

    def clerk_helps(self) -> None:
        """Whoever is in helps, and is noted as staff."""
        if self.step == "card":
            self._read(partial(clerk, self._archive, self._context.session.login, self._resident))

    def _read(self, job: Callable[[], Helper | None]) -> None:
        before = self.step
        self._go("reading")
        self._work(job, self._found, before)

    def _found(self, found: Helper | None) -> None:
        if found is not None and found.resident_id == self._resident:
            if self._helper is None:
                self._unfit(sentence("helping.own-card"))
            else:
                self._confirmed("card")
        elif found is None:
            self._unfit(sentence("helping.unreadable"))
        else:
            self._helper = found
            self._go("ask")

    def _unfit(self, why: Text) -> None:
        self._go("card" if self._helper is None else "ask", why)

    # --- the person's word --------------------------------------------------------------------------------------
    def agreed(self, turn: int) -> None:
        """They touched yes."""
        if self.step == "ask" and turn == self._turn:
            self._confirmed("screen")

    def _confirmed(self, how: str) -> None:
        self._confirmed_by = how
        if self._helper is not None and self._helper.account is not None:
            self._note(Relation.STAFF)
        else:
            self._go("relation")

    def related(self, turn: int, relation: str) -> None:
        """What the helper is to them: all is known."""
        chosen = next((one for one in CHOICES if one.value == relation), None)
        if self.step == "relation" and turn == self._turn and chosen is not None:
            self._note(chosen)

    def _note(self, relation: Relation) -> None:
        helper, how, who, archive = self._helper, self._confirmed_by, self._resident, self._archive
        actor, now = self._context.session.login, self._context.clock.now()
        if helper is None:
            return

        def job() -> Helped:
            by = noted_as(archive, helper, now)
            archive.companions.note(new_id(), who, by, relation, how, actor)
            return Helped(by.key, how, relation)

        def done(helped: Helped) -> None:
            self.put_away()
            self._noted(helped)

        self._go("noting")
        self._work(job, done, "ask")

    def view(self) -> HelperView | None:
        """What is shown; None while nobody is being noted."""
        return shown(self.step, self._turn, self._helper, self._problem) if self.step else None

    # --- working ------------------------------------------------------------------------------------------------
    def _go(self, step: str, problem: Text = NO_WORDS) -> None:
        self.step, self._problem = step, problem
        self._turn += 1
        self._context.turn()

    def _work(self, job: Callable[[], T], then: Callable[[T], None], back: str) -> None:
        """Run it on a worker; what comes of it counts only while it is waited for."""
        turn = self._turn

        def done(outcome: T) -> None:
            if turn == self._turn:
                then(outcome)

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self._confirmed_by = ""
                self._go(back, _why(error))

        self._context.work(job, done, failed)


def _why(error: Exception) -> Text:
    if isinstance(error, Refusal):
        return error.sentence
    if isinstance(error, StoreError):
        return fault_sentences(error.code).staff
    return sentence("helping.failed")
