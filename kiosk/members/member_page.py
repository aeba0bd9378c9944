"""One member: how they stand, what they agreed to, what is kept, and what can be done now."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from devices.clock import Instant
from kiosk.accounts.permissions import Permission
from kiosk.archive.entry_rows import Version
from kiosk.archive.members import Member, MemberFile
from kiosk.desk.page import Context, action
from kiosk.desk.view import QuestionView
from kiosk.members import views
from kiosk.members.file_view import member_view
from kiosk.members.reasons import Asking
from kiosk.members.room import Origin, Room
from kiosk.members.room_page import RoomPage, done_words, said_of
from kiosk.members.undo import Step
from kiosk.members.words import shown_name
from kiosk.sentences import sentence, table
from kiosk.store.errors import StoreError
from kiosk.whitelist.standing import Deed, deeds

SHOWN_S = 20
"""So long a full number stands on the screen."""


class MemberPage(RoomPage):
    """See the module."""

    name = "member"
    needs = Permission.WHITELIST_READ

    def __init__(self, context: Context, room: Room) -> None:
        super().__init__(context, room)
        self._resident = ""
        self._file: MemberFile | None = None
        self._number = ""
        self._hidden_at_s = 0.0

    def opened(self, **values: object) -> None:
        """See `Page`. `resident` is whose page it is; `came_from` the page it leads back to where that is not the list,
        `place` what that is opened with then.
        """
        super().opened()
        self._resident = str(values["resident"])
        page, place = values.get("came_from"), values.get("place")
        if isinstance(page, str) and isinstance(place, dict):
            self.room.origin = Origin(self._resident, page, place)
        self._read()

    def taken_up(self) -> None:
        """See `Page`."""
        super().taken_up()
        self._read()

    def set_aside(self) -> None:
        """See `Page`."""
        super().set_aside()
        self._file, self._number = None, ""

    def left(self) -> None:
        """See `Page`."""
        super().left()
        self._file, self._number = None, ""

    def tick(self, now: Instant) -> None:
        """See `Page`."""
        if now.monotonic_s >= self._hidden_at_s:
            self._number = ""

    def changed(self, resident_id: str) -> None:
        """See `RoomPage`."""
        if resident_id == self._resident:
            before = None if self._file is None else self._file.member.version
            self._read()
            after = None if self._file is None else self._file.member.version
            step = self.room.undo.offered(self.context.session, self.now_s())
            if before != after and (step is None or step.version != after) and not self.busy:
                self.context.tell(sentence("members.changed"))

    def overtaken(self) -> None:
        """See `RoomPage`."""
        self._read()

    # --- doing --------------------------------------------------------------------------------------------------
    @action(needs=Permission.WHITELIST_READ)
    def back(self) -> None:
        """To the list it was opened from, where that was left."""
        origin = self.room.origin
        if origin is None or origin.resident != self._resident:
            self.go("members")
        else:
            self.context.open(origin.page, **origin.values)

    @action(needs=Permission.WHITELIST_EDIT)
    def edit(self) -> None:
        """Change what is known."""
        if self._may(Deed.EDIT):
            self.go("member-edit", resident=self._resident)

    @action(needs=Permission.WHITELIST_ENROL)
    def enrol(self) -> None:
        """Consent and face anew."""
        if self._may(Deed.ENROL):
            self.context.open("enrol", resident=self._resident)

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def follow_ups(self) -> None:
        """When they are to be measured again, and their family doctor's goals."""
        if self._file is not None:
            self.context.open("member-follow-ups", resident=self._resident)

    @action(needs=Permission.RIGHTS_SERVE)
    def rights(self) -> None:
        """The person is here and asks for what is theirs."""
        if self._file is not None:
            self.go("rights", resident=self._resident)

    @action(needs=Permission.WHITELIST_EDIT)
    def suspend(self) -> None:
        """Do not recognise them for a while."""
        self._ask(Deed.SUSPEND)

    @action(needs=Permission.WHITELIST_EDIT)
    def resume(self) -> None:
        """Recognise them again."""
        self._ask(Deed.RESUME)

    @action(needs=Permission.WHITELIST_REVOKE)
    def revoke(self) -> None:
        """Take them off the list."""
        self._ask(Deed.REVOKE)

    @action(needs=Permission.NUMBER_REVEAL)
    def reveal(self) -> None:
        """Show the full number, with a reason."""
        if self._file is not None and self._file.member.resident.number:
            blanks = {"name": self._name(), "seconds": SHOWN_S}
            self.ask_why(Asking("reveal", blanks, self._names(), self._reveal))

    @action(needs=Permission.WHITELIST_READ)
    def hide(self) -> None:
        """Mask the number again."""
        self._number = ""

    def _ask(self, deed: Deed) -> None:
        if self._file is None or not self._may(deed):
            return
        then = self._sure if deed is Deed.REVOKE else partial(self._do, deed, self._file.member.version)
        self.ask_why(Asking(deed.value, {"name": self._name()}, self._names(), then))

    def _sure(self, reason: str) -> None:
        if self._file is None:
            return
        words = table("members.sure.revoke")
        question = QuestionView(
            headline=words["headline"].fill(name=self._name()),
            body=words["body"],
            confirm=words["confirm"],
            cancel=words["cancel"],
            grave=True,
        )
        self.context.ask(question, partial(self._do, Deed.REVOKE, self._file.member.version, reason))

    def _do(self, deed: Deed, seen: Version, reason: str) -> None:
        acts, who, actor, name = self.room.archive.member_acts, self._resident, self.actor(), self._name()
        self._number = ""

        def job() -> Version:
            if deed is Deed.REVOKE:
                return acts.revoke(who, seen, actor, reason)
            return acts.suspend(who, seen, actor, reason, resume=deed is Deed.RESUME)

        def done(version: Version) -> None:
            step = Step(deed.value, who, name, version)
            self.keep(step)
            self.context.tell(done_words(step))
            self._read()

        self.do(job, done)

    def _reveal(self, reason: str) -> None:
        def shown(number: str) -> None:
            self._number, self._hidden_at_s = number, self.now_s() + SHOWN_S

        self.do(partial(self.room.archive.member_acts.reveal_number, self._resident, self.actor(), reason), shown)

    # --- the view -----------------------------------------------------------------------------------------------
    def view(self) -> views.MemberView:
        """See `Page`."""
        left_s = round(self._hidden_at_s - self.now_s()) if self._number else 0
        return member_view(
            self._file,
            zone=ZoneInfo(self.room.settings.hall.time_zone),
            today=self.room.archive.members.today(),
            number=self._number if left_s > 0 else "",
            number_left_s=max(0, left_s),
            may_reveal=self.context.allowed(Permission.NUMBER_REVEAL),
            busy=self.busy,
            undo=self.undo_view(),
            asking=self.asking_view(),
        )

    # --- reading ------------------------------------------------------------------------------------------------
    def _read(self) -> None:
        try:
            self._file = self.room.archive.members.file(self._resident, self.room.rules)
        except StoreError as error:
            self._file = None
            self.refused(said_of(error))

    def _may(self, deed: Deed) -> bool:
        return self._member is not None and not self.busy and deed in deeds(self._member.facts)

    @property
    def _member(self) -> Member | None:
        return None if self._file is None else self._file.member

    def _name(self) -> str:
        return "" if self._member is None else shown_name(self._member.resident)

    def _names(self) -> tuple[str | None, ...]:
        resident = None if self._member is None else self._member.resident
        return () if resident is None else (resident.name, resident.name_foreign)
