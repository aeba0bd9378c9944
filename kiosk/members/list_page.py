"""The list: a hundred thousand people, found by what is typed, of whom only those around the finger are read."""

from __future__ import annotations

from functools import partial

from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.desk.page import Context, action
from kiosk.members import views
from kiosk.members.export import export, watermark
from kiosk.members.index import LISTED, Found
from kiosk.members.reasons import Asking
from kiosk.members.room import Room
from kiosk.members.room_page import RoomPage
from kiosk.members.rows import Row
from kiosk.members.words import month, state_of
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.store.errors import StoreError
from kiosk.whitelist.filing import Filing, filing
from kiosk.whitelist.standing import Standing

MOST_MARKED = 50
LONGEST_SEARCH = 40
ALL = "all"


class MembersPage(RoomPage):
    """See the module."""

    name = "members"
    needs = Permission.WHITELIST_READ

    def __init__(self, context: Context, room: Room) -> None:
        super().__init__(context, room)
        self._found = Found(0, (), complete=False)
        self._typing = self._choosing = self._marking = False
        self._rows = views.ROWS
        self._faces = self._renewals = 0

    def opened(self, **values: object) -> None:
        """See `Page`."""
        super().opened()
        self.room.origin = None
        self._begin()

    def taken_up(self) -> None:
        """See `Page`."""
        super().taken_up()
        self._begin()

    def set_aside(self) -> None:
        """See `Page`."""
        super().set_aside()
        self._found = Found(0, (), complete=False)

    def left(self) -> None:
        """See `Page`."""
        super().left()
        self._found = Found(0, (), complete=False)

    def changed(self, resident_id: str) -> None:
        """See `RoomPage`."""
        self._search()

    def overtaken(self) -> None:
        """See `RoomPage`."""
        self.room.place.marked.clear()
        self._search()

    # --- finding ------------------------------------------------------------------------------------------------
    @action(needs=Permission.WHITELIST_READ)
    def keys(self, shown: bool, rows: int = views.ROWS) -> None:
        """Show the keys, or put them away; so many rows have room beside them."""
        self._typing, self._choosing = shown, False
        self._rows = min(views.ROWS, max(1, rows)) if shown else views.ROWS
        self._from_start()

    @action(needs=Permission.WHITELIST_READ)
    def search(self, text: str) -> None:
        """This is what is searched for."""
        self.room.place.text = text[:LONGEST_SEARCH]
        self._from_start()

    @action(needs=Permission.WHITELIST_READ)
    def window(self, top: int, first: int, count: int) -> None:
        """The list was moved under the finger: `top` is the row on top, and these rows around it are wanted."""
        place = self.room.place
        place.top, place.first = max(0, top), max(0, min(first, top))
        self._rows = max(1, min(count, views.MOST_ROWS))
        self._search()

    @action(needs=Permission.WHITELIST_READ)
    def states(self, shown: bool) -> None:
        """Show what can be filtered by, or put it away."""
        self._choosing = shown

    @action(needs=Permission.WHITELIST_READ)
    def filter(self, state: str) -> None:
        """Only members of this standing; "all" for everybody on the list."""
        known = {standing.value: standing for standing in Standing}
        self.room.place.state, self._choosing = known.get(state), False
        self._from_start()

    # --- going on -----------------------------------------------------------------------------------------------
    @action(needs=Permission.WHITELIST_READ)
    def choose(self, resident: str) -> None:
        """A row was touched."""
        if not self._marking:
            self.go("member", resident=resident)
            return
        marked = self.room.place.marked
        if resident in marked:
            del marked[resident]
        elif len(marked) >= MOST_MARKED:
            self.context.tell(sentence("members.many.most", most=MOST_MARKED))
        else:
            for member in self.room.archive.members.some((resident,), self.room.rules):
                marked[resident] = member.version

    @action(needs=Permission.WHITELIST_ENROL)
    def enrol(self) -> None:
        """Somebody new."""
        self.context.open("enrol")

    @action(needs=Permission.WHITELIST_READ)
    def renew(self) -> None:
        """Those whose consents end soon or are over."""
        self.context.open("renewals")

    @action(needs=Permission.RIGHTS_SERVE)
    def rights(self) -> None:
        """Somebody is here and asks for what is theirs; their card says who, on the list or not."""
        self.go("rights")

    # --- many at once -------------------------------------------------------------------------------------------
    @action(needs=Permission.WHITELIST_READ)
    def mark(self, on: bool) -> None:
        """Choose several, or no more."""
        self._marking, self._typing, self._choosing, self._rows = on, False, False, views.ROWS
        self.room.place.marked.clear()
        self._search()

    @action(needs=Permission.WHITELIST_DELETE_MANY)
    def revoke_marked(self) -> None:
        """Take those marked off the list, with a second signature."""
        people = len(self.room.place.marked)
        if people:
            self.ask_why(Asking("revoke-many", {"people": people}, (), self._sign_revoke))

    @action(needs=Permission.WHITELIST_EXPORT)
    def export_marked(self) -> None:
        """Write those marked into a file, with a second signature."""
        people = len(self.room.place.marked)
        if not self.room.settings.whitelist.export_folder:
            self.context.tell(sentence("members.many.no-folder"))
        elif people:
            what = sentence("members.many.sign-export", people=people)
            self.context.second_signature(Permission.WHITELIST_EXPORT, what, self._export)

    def _sign_revoke(self, reason: str) -> None:
        what = sentence("members.many.sign-revoke", people=len(self.room.place.marked))
        self.context.second_signature(Permission.WHITELIST_DELETE_MANY, what, partial(self._revoke, reason))

    def _revoke(self, reason: str, second: Session) -> None:
        marked = dict(self.room.place.marked)
        acts = self.room.archive.member_acts
        self.room.undo.forget()
        self.do(
            lambda: acts.revoke_many(marked, self.actor(), second.login, reason),
            lambda _: self._done_with_marked(sentence("members.done.revoke-many", people=len(marked))),
        )

    def _export(self, second: Session) -> None:
        chosen = tuple(self.room.place.marked)
        by = watermark(self.room.settings, self.context.session, second, self.context.clock.now().utc, len(chosen))
        self.do(
            partial(export, self.room, chosen, by),
            lambda file: self._done_with_marked(sentence("members.done.exported", people=len(chosen), file=file)),
        )

    def _done_with_marked(self, said: Text) -> None:
        self.context.tell(said)
        self.mark(False)

    # --- the view -----------------------------------------------------------------------------------------------
    def view(self) -> views.MembersView:
        """See `Page`."""
        place, found = self.room.place, self._found
        words = table("members.filters") | table("members.standings")
        return views.MembersView(
            found=found.total,
            found_words=sentence("members.people", people=found.total)
            if found.complete
            else table("members")["looking"],
            complete=found.complete,
            text=place.text,
            typing=self._typing,
            state=ALL if place.state is None else place.state.value,
            state_label=words[ALL if place.state is None else place.state.value],
            states=tuple(views.ChoiceView(key, words[key]) for key in (ALL, *(s.value for s in reversed(Standing)))),
            choosing=self._choosing,
            rows=tuple(self._row(row) for row in found.rows),
            first=place.first,
            top=place.top,
            marking=self._marking,
            marked=len(place.marked),
            busy=self.busy,
            empty=self._empty(),
            undo=self.undo_view(),
            asking=self.asking_view(),
            warning=self._warning(),
            renewals=sentence("renewals.button", people=self._renewals) if self._renewals else NO_WORDS,
        )

    def _row(self, row: Row) -> views.RowView:
        face = "stored" if row.face else "none"
        return views.RowView(
            resident=row.resident_id,
            name=row.masked_name,
            number=row.masked_number,
            address=row.address_short,
            has_face=row.face,
            face=table("members.faces")[face],
            state=state_of(row.state),
            expires=month(row.expires),
            marked=row.resident_id in self.room.place.marked,
        )

    def _empty(self) -> Text:
        if self._found.rows or not self._found.complete:
            return NO_WORDS
        place = self.room.place
        return table("members")["nobody-found" if place.text else "nobody-so" if place.state else "nobody-here"]

    def _warning(self) -> Text:
        match filing(self._faces):
            case Filing.NOTHING:
                return NO_WORDS
            case Filing.PREPARE:
                return sentence("members.faces-near", faces=self._faces)
            case Filing.FILE:
                return sentence("members.faces-over", faces=self._faces)

    # --- reading ------------------------------------------------------------------------------------------------
    def _begin(self) -> None:
        self._search()
        self.context.work(self._read_all, self._all_read, lambda error: self.refused(self._why_not(error)))

    def _read_all(self) -> tuple[int, int]:
        self.room.listing.fill()
        archive = self.room.archive
        days = self.room.settings.whitelist.expiring_days
        return archive.templates.counts(self.room.rules.engines).faces, archive.renewals.count(days).people

    def _all_read(self, counted: tuple[int, int]) -> None:
        self._faces, self._renewals = counted
        self._search()

    def _from_start(self) -> None:
        self.room.place.top = self.room.place.first = 0
        self._search()

    def _search(self) -> None:
        place = self.room.place
        states = LISTED if place.state is None else (place.state,)
        try:
            self._found = self.room.listing.search(place.text, place.first, self._rows, states)
        except StoreError as error:
            self._found = Found(0, (), complete=False)
            self.refused(self._why_not(error))

    @staticmethod
    def _why_not(error: Exception) -> Text:
        from kiosk.members.room_page import said_of

        return said_of(error)
