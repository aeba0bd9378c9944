"""Correcting what is known of somebody who is at the desk for their own rights, on the whitelist or not."""

from __future__ import annotations

from kiosk.accounts.permissions import Permission
from kiosk.archive.asked import Asked
from kiosk.archive.entry_rows import Version
from kiosk.desk.page import Context
from kiosk.members.edit_page import Known, MemberEditPage
from kiosk.members.room_page import field_words, said_of
from kiosk.members.words import shown_name
from kiosk.people.resident import Resident
from kiosk.rights_desk.parts import RightsParts
from kiosk.sentences import sentence, table
from kiosk.store.errors import StoreError
from kiosk.whitelist.admission import WhitelistRefused


class RightsEditPage(MemberEditPage):
    """The page of a member's fields, from and back to that of the rights."""

    name = "rights-edit"
    needs = Permission.WHITELIST_EDIT

    def __init__(self, context: Context, parts: RightsParts) -> None:
        super().__init__(context, parts.room)
        self._parts = parts
        self._from_list = False

    def opened(self, **values: object) -> None:
        """See `Page`. `from_list` says where the page of the rights was opened."""
        self._from_list = bool(values.get("from_list"))
        super().opened(resident=values["resident"])

    def _now(self) -> Known | None:
        member = super()._now()
        if member is not None:
            return member
        try:
            resident = self.room.archive.register.resident(self._resident)
        except StoreError as error:
            self._problem = said_of(error)
            return None
        return None if resident is None else Known(resident, Version(0, ""))

    def asked(self) -> Asked | None:
        """See `MemberEditPage`. Nobody's word counts once it is not known any more that they are there."""
        return self._parts.known_by(self._resident, self.context.session.token, self.now_s())

    def _save(self, seen: Version) -> None:
        if seen.change_seq:
            super()._save(seen)
            return
        rights, reason, change = self.room.archive.rights, sentence("rights.corrected"), self._draft.change()
        before, asked = None if self._member is None else self._member.resident, self.asked()

        def changed(known: Resident) -> Resident:
            if known != before:
                raise WhitelistRefused(sentence("refusals.whitelist-changed"))
            return change(known)

        self.do(lambda: rights.correct(self._resident, changed, self.actor(), reason, asked=asked), self._corrected)

    def _corrected(self, fields: tuple[str, ...]) -> None:
        member = self._member
        if fields and member is not None:
            said = table("members.done")["edit"].fill(name=shown_name(member.resident), fields=field_words(fields))
            self.context.tell(said)
        else:
            self.context.tell(sentence("members.done.nothing"))
        self._draft = type(self._draft)()
        self._go_back()

    def _go_back(self) -> None:
        self.go("rights", resident=self._resident, from_list=self._from_list)
