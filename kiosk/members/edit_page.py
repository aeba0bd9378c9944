"""Changing what is known of a member: name, telephone, and the six levels of the address.

What is typed stays here until it is saved or given up: a refusal, a full disk or somebody else's change loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from kiosk.accounts.permissions import Permission
from kiosk.archive.asked import Asked
from kiosk.archive.entry_rows import Version
from kiosk.archive.member_acts import Edited
from kiosk.desk.page import Context, action
from kiosk.desk.view import QuestionView
from kiosk.members import views
from kiosk.members.draft import FIELDS, Draft
from kiosk.members.room import Room
from kiosk.members.room_page import RoomPage, done_words, said_of
from kiosk.members.undo import Step
from kiosk.members.words import shown_name
from kiosk.people.names import mask_name
from kiosk.people.resident import Resident
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.store.errors import StoreError

LONGEST_TYPED = 100


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """Who is changed, as they are known now."""

    resident: Resident
    version: Version


class MemberEditPage(RoomPage):
    """See the module."""

    name = "member-edit"
    needs = Permission.WHITELIST_EDIT

    def __init__(self, context: Context, room: Room) -> None:
        super().__init__(context, room)
        self._resident = ""
        self._member: Known | None = None
        self._draft = Draft()
        self._chosen = FIELDS[0]
        self._problem: Text = NO_WORDS
        self._meanwhile = False

    def opened(self, **values: object) -> None:
        """See `Page`. `resident` is whose page it is."""
        super().opened()
        self._resident = str(values["resident"])
        self._member = self._now()

    def taken_up(self) -> None:
        """See `Page`."""
        super().taken_up()
        now, before = self._now(), self._member
        self._meanwhile = before is not None and now is not None and now.version != before.version

    def left(self) -> None:
        """See `Page`."""
        super().left()
        self._member, self._draft = None, Draft()

    def changed(self, resident_id: str) -> None:
        """See `RoomPage`."""
        if resident_id == self._resident and not self.busy:
            now = self._now()
            self._meanwhile = now is None or self._member is None or now.version != self._member.version

    def overtaken(self) -> None:
        """See `RoomPage`."""
        self._meanwhile = True

    def refused(self, said: Text) -> None:
        """See `Page`."""
        self._problem = sentence("members.not-saved", said=said)

    # --- doing --------------------------------------------------------------------------------------------------
    @action(needs=Permission.WHITELIST_EDIT)
    def choose(self, field: str) -> None:
        """What is typed goes into this field."""
        if field in FIELDS:
            self._chosen = field

    @action(needs=Permission.WHITELIST_EDIT)
    def write(self, text: str) -> None:
        """This is what the chosen field is to say."""
        if self._member is not None and not self.busy:
            self._draft.write(self._chosen, text[:LONGEST_TYPED], self._member.resident)
            self._problem = NO_WORDS

    @action(needs=Permission.WHITELIST_EDIT)
    def look_now(self) -> None:
        """Show what is known now; what was typed stays typed."""
        now = self._now()
        if now is not None:
            self._member, self._meanwhile, self._problem = now, False, NO_WORDS
            self._draft.compare(now.resident)

    @action(needs=Permission.WHITELIST_EDIT)
    def back(self) -> None:
        """To the member's page; asks where something was typed."""
        question = self.unsaved()
        if question is None:
            self._go_back()
        else:
            self.context.ask(question, self._go_back)

    def unsaved(self) -> QuestionView | None:
        """See `Page`."""
        if not self._draft.changes:
            return None
        words = table("members.sure.drop")
        return QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"])

    @action(needs=Permission.WHITELIST_EDIT)
    def save(self) -> None:
        """Keep it; a new name is asked about first."""
        member = self._member
        if member is None or self.busy or not self._draft.changes or self._draft.problems:
            return
        new_name = self._draft.changes.get("name")
        if new_name is None:
            self._save(member.version)
            return
        words = table("members.sure.rename")
        body = words["body"].fill(before=shown_name(member.resident), after=mask_name(new_name))
        self.context.ask(
            QuestionView(words["headline"], body, words["confirm"], words["cancel"]),
            partial(self._save, member.version),
        )

    def _save(self, seen: Version) -> None:
        acts, reason = self.room.archive.member_acts, sentence("members.edit.reason")
        change = self._draft.change()
        who, asked = self._resident, self.asked()
        self.do(lambda: acts.edit(who, change, seen, self.actor(), reason, asked=asked), self._saved)

    def asked(self) -> Asked | None:
        """On whose word it is changed, where that is the person's own."""
        return None

    def _saved(self, edited: Edited) -> None:
        self._draft = Draft()
        if not edited.fields:
            self.context.tell(sentence("members.done.nothing"))
        else:
            name = shown_name(edited.before)
            step = Step("edit", self._resident, name, edited.version, edited.before, edited.fields)
            self.keep(step)
            self.context.tell(done_words(step))
        self._go_back()

    def _go_back(self) -> None:
        self.go("member", resident=self._resident)

    # --- the view -----------------------------------------------------------------------------------------------
    def view(self) -> views.MemberEditView:
        """See `Page`."""
        member = self._member
        words = table("people.fields")
        fields = () if member is None else tuple(
            views.EditFieldView(
                key=field,
                label=words[field],
                value=self._draft.shown(field, member.resident, whole=field == self._chosen),
                chosen=field == self._chosen,
                changed=field in self._draft.changes,
                problem=self._draft.problems.get(field, NO_WORDS),
            )
            for field in FIELDS
        )  # fmt: skip
        return views.MemberEditView(
            name="" if member is None else shown_name(member.resident),
            fields=fields,
            chosen=self._chosen,
            value=self._value(),
            missing=NO_WORDS if self._draft.typed else sentence("members.edit.nothing-yet"),
            busy=self.busy,
            wrong=next(iter(self._draft.problems.values()), NO_WORDS),
            meanwhile=sentence("members.edit.meanwhile") if self._meanwhile else NO_WORDS,
            problem=self._problem,
        )

    def _value(self) -> str:
        return "" if self._member is None else self._draft.value(self._chosen, self._member.resident)

    def _now(self) -> Known | None:
        try:
            members = self.room.archive.members.some((self._resident,), self.room.rules)
        except StoreError as error:
            self._problem = said_of(error)
            return None
        return next((Known(member.resident, member.version) for member in members), None)
