"""What every page of the whitelist does alike: stays in the room, saves on a worker, says why not, undoes one step."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from devices.device import where_it_broke
from kiosk.accounts.permissions import Permission
from kiosk.archive.entry_rows import Version, WhitelistChange
from kiosk.desk.page import Context, Page, action
from kiosk.members.reasons import Asking, asking_view
from kiosk.members.room import Room
from kiosk.members.undo import Step
from kiosk.members.views import ReasonsView, UndoView
from kiosk.people.resident import Resident
from kiosk.sentences import Refusal, Text, fault_sentences, sentence, table
from kiosk.store.errors import StoreError
from kiosk.whitelist.admission import WhitelistRefused

log = logging.getLogger("kiosk.members")

T = TypeVar("T")


class RoomPage(Page):
    """A page of the whitelist.

    Attributes:
        busy: Something is being saved; other acts wait for it.
        asking: What a reason is asked for now.
    """

    def __init__(self, context: Context, room: Room) -> None:
        super().__init__(context)
        self.room = room
        self.busy = False
        self.asking: Asking | None = None
        self._stays = False

    # --- coming and going ---------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self.room.listen(self._heard)

    def taken_up(self) -> None:
        """See `Page`."""
        self.room.listen(self._heard)

    def set_aside(self) -> None:
        """See `Page`."""
        self.asking = None
        self.room.set_aside()

    def left(self) -> None:
        """See `Page`."""
        self.asking = None
        if not self._stays:
            self.room.close()

    def go(self, page: str, **values: object) -> None:
        """To another page of the whitelist: what the room holds stays."""
        self._stays = True
        self.context.open(page, **values)
        self._stays = False

    def changed(self, resident_id: str) -> None:
        """A member changed, here or elsewhere; on the desk's thread."""

    def _heard(self, change: WhitelistChange) -> None:
        self.context.later(partial(self.changed, change.resident_id))

    # --- doing --------------------------------------------------------------------------------------------------
    def do(self, job: Callable[[], T], then: Callable[[T], None]) -> None:
        """Save something on a worker. What refuses it is said; nothing else is begun meanwhile."""
        if self.busy:
            return
        self.busy = True

        def done(outcome: T) -> None:
            self.busy = False
            then(outcome)

        def failed(error: Exception) -> None:
            self.busy = False
            self.refused(said_of(error))
            if isinstance(error, WhitelistRefused) and error.code == "whitelist-changed":
                self.overtaken()

        self.context.work(job, done, failed)

    def refused(self, said: Text) -> None:
        """Something was not done."""
        self.context.tell(said)

    def overtaken(self) -> None:
        """It was not done because the member is another one now than what the page shows."""

    def actor(self) -> str:
        """Who stands in the trail."""
        return self.context.session.login

    def now_s(self) -> float:
        """Monotonic seconds."""
        return self.context.clock.now().monotonic_s

    # --- why ----------------------------------------------------------------------------------------------------
    def ask_why(self, asking: Asking) -> None:
        """Ask for a reason before something is done."""
        if not self.busy:
            self.asking = asking

    @action(needs=Permission.WHITELIST_READ)
    def because(self, reason: str) -> None:
        """One of the reasons was touched; "" puts the question away."""
        asking, self.asking = self.asking, None
        if asking is not None and reason:
            asking.then(asking.reason(reason))

    @action(needs=Permission.WHITELIST_READ)
    def write_reason(self, text: str) -> None:
        """A reason of one's own is being written: this is all of it."""
        if self.asking is not None:
            self.asking.typed, self.asking.problem = text[:200], Text()

    @action(needs=Permission.WHITELIST_READ)
    def because_written(self) -> None:
        """It is written."""
        asking = self.asking
        if asking is None or asking.typed is None:
            return
        try:
            reason = asking.checked()
        except WhitelistRefused as refusal:
            asking.problem = refusal.sentence
            return
        self.asking = None
        asking.then(reason)

    def asking_view(self) -> ReasonsView | None:
        """The question, where one is asked."""
        return None if self.asking is None else asking_view(self.asking)

    # --- undoing ------------------------------------------------------------------------------------------------
    def keep(self, step: Step) -> None:
        """This was done, and may be undone."""
        self.room.undo.keep(step, self.context.session, self.now_s())

    def undo_view(self) -> UndoView | None:
        """What may be undone."""
        step = self.room.undo.offered(self.context.session, self.now_s())
        return None if step is None else UndoView(done_words(step), table("members.undo")[step.deed])

    @action(needs=Permission.WHITELIST_EDIT)
    def undo(self) -> None:
        """Undo the newest step, as far as it can be."""
        step = self.room.undo.offered(self.context.session, self.now_s())
        if step is None or self.busy:
            return
        self.room.undo.forget()
        self.do(partial(self._undone, step), lambda _: self._undo_done(step))

    def _undone(self, step: Step) -> Version | None:
        acts, reason = self.room.archive.member_acts, sentence("members.undo.reason")
        match step.deed:
            case "suspend" | "resume":
                resume = step.deed == "suspend"
                return acts.suspend(step.resident_id, step.version, self.actor(), reason, resume=resume)
            case "edit":
                return acts.edit(
                    step.resident_id, partial(restored, step=step), step.version, self.actor(), reason
                ).version
            case _:
                acts.put_back(step.resident_id, step.version, self.actor())
                return None

    def _undo_done(self, step: Step) -> None:
        self.context.tell(
            table("members.undo")[f"done-{step.deed}"].fill(name=step.masked_name, fields=field_words(step.fields))
        )
        self.changed(step.resident_id)


def said_of(error: Exception) -> Text:
    """Why something was not done, for whoever works here."""
    if isinstance(error, Refusal):
        return error.sentence
    if isinstance(error, StoreError):
        return fault_sentences(error.code).staff
    log.error("an act at the whitelist failed: %s", where_it_broke(error))
    return sentence("staff.failed")


def done_words(step: Step) -> Text:
    """What was done."""
    return table("members.done")[step.deed].fill(name=step.masked_name, fields=field_words(step.fields))


def field_words(fields: tuple[str, ...]) -> str:
    """Names of fields in one."""
    words = table("people.fields")
    return sentence("words.and").join(words[field] for field in fields)


def restored(known: Resident, *, step: Step) -> Resident:
    """A member with the fields of an edit as they were before it; whatever else is known stays."""
    before = step.before
    assert before is not None
    plain = {name: getattr(before, name) for name in step.fields if hasattr(known, name)}
    levels = {name: getattr(before.address, name) for name in step.fields if name not in plain}
    return replace(known, **plain, address=replace(known.address, **levels))
