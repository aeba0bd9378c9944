"""Whose day to be measured again is over, and who is to see the family doctor: called, and what came of it noted."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.accounts.permissions import Permission
from kiosk.archive.archive import ArchiveContents
from kiosk.archive.callers import Caller
from kiosk.archive.follow_ups import FollowUpRefused
from kiosk.desk.page import Context, Page, action
from kiosk.following_up.view import FollowUpRow, FollowUpsView
from kiosk.measurements.again_after import again_after
from kiosk.measurements.follow_up import FollowUp, FollowUpKind, Outcome
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.visits.view_follow_up import what

ROWS = 5
"""Rows on one page."""
_OUTCOMES = {"contacted": Outcome.CONTACTED, "arranged": Outcome.CONTACTED, "cancelled": Outcome.CANCELLED}


@dataclass(frozen=True, slots=True, repr=False)
class _Read:
    """What was read last."""

    rows: tuple[FollowUp, ...] = ()
    people: int = 0
    total: int = 0
    skip: int = 0
    callers: dict[str, Caller] = field(default_factory=dict)


class FollowUpsPage(Page):
    """See the module. Masked names and buildings only; nothing of them stays once it is left.

    A row stays where it is when something is noted: a wrong touch is put right by the next, and taken back by the same
    one again. The order is made anew when the page is turned.
    """

    name = "follow-ups"
    needs = Permission.FOLLOW_UPS_KEEP

    def __init__(self, context: Context, archive: ArchiveContents) -> None:
        super().__init__(context)
        self._archive = archive
        self._read, self._noted, self._wanted, self._busy = _Read(), dict[str, str](), 0, False

    # --- what staff do ------------------------------------------------------------------------------------------
    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def note(self, row: str, outcome: str) -> None:
        """What came of calling somebody; the same once more takes it back."""
        if self._busy or outcome not in _OUTCOMES or all(each.id != row for each in self._read.rows):
            return
        before, by, wanted = self._noted.get(row, ""), self.context.session.login, self._wanted
        after = "" if before == outcome else outcome
        follow_ups, words = self._archive.follow_ups, table("follow-up.states")
        self._busy = True

        def keep() -> None:
            if before:
                follow_ups.reopen(row, by)
            if after:
                follow_ups.end(row, _OUTCOMES[after], by, str(words[after]))

        def kept(_: None) -> None:
            self._busy = False
            if wanted == self._wanted:
                self._noted[row] = after

        self.context.work(keep, kept, self._failed)

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def older(self) -> None:
        """The rows after those that stand here, of which those that are done are no longer counted."""
        if self._has_older():
            self._turn_to(self._read.skip + len(self._read.rows) - self._done())

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def newer(self) -> None:
        """The rows before."""
        if self._read.skip:
            self._turn_to(max(0, self._read.skip - ROWS))

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def back(self) -> None:
        """To the first page of the wing."""
        self.context.open("today")

    # --- what the desk tells ------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self._turn_to(0)

    def taken_up(self) -> None:
        """See `Page`."""
        self._turn_to(self._read.skip)

    def left(self) -> None:
        """See `Page`."""
        self._wanted += 1
        self._read = _Read()

    def view(self) -> FollowUpsView:
        """See `Page`."""
        read = self._read
        place: Text = NO_WORDS
        if read.total > ROWS and read.rows:
            last = read.skip + len(read.rows)
            place = sentence("follow-up.list.place", first=read.skip + 1, last=last, total=read.total)
        return FollowUpsView(
            lead=sentence("follow-up.list.lead", people=read.people) if read.total else NO_WORDS,
            rows=tuple(
                _row(each, read.callers.get(each.resident_id), self._noted.get(each.id, "")) for each in read.rows
            ),
            place=place,
            newer=read.skip > 0,
            older=self._has_older(),
            busy=self._busy,
        )

    # --- reading ------------------------------------------------------------------------------------------------
    def _done(self) -> int:
        return sum(bool(self._noted.get(each.id)) for each in self._read.rows)

    def _has_older(self) -> bool:
        return self._read.skip + len(self._read.rows) < self._read.total

    def _turn_to(self, skip: int) -> None:
        """Read a page on a worker's thread; the answer to an older wish is dropped."""
        self._wanted += 1
        self._busy = True
        wanted, archive = self._wanted, self._archive

        def read() -> _Read:
            listed = archive.follow_ups.due(archive.follow_ups.today(), most=ROWS, skip=skip)
            callers = archive.callers.of(each.resident_id for each in listed.rows)
            return _Read(listed.rows, listed.people, listed.total, skip, callers)

        def then(found: _Read) -> None:
            if wanted == self._wanted:
                self._read, self._noted, self._busy = found, {}, False
                self.context.turn()

        self.context.work(read, then, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.context.tell(error.sentence if isinstance(error, FollowUpRefused) else sentence("staff.failed"))
        if isinstance(error, FollowUpRefused):
            self._turn_to(self._read.skip)


def _row(follow_up: FollowUp, caller: Caller | None, outcome: str) -> FollowUpRow:
    asked = again_after(follow_up.metric, follow_up.band)
    urgent = asked is not None and asked.urgent
    words = table("follow-up.why")
    kind = "refer" if follow_up.kind is FollowUpKind.REFER else "urgent" if urgent else "again"
    return FollowUpRow(
        row=follow_up.id,
        who=_who(caller),
        why=words[kind].fill(what=what(follow_up.metric), month=follow_up.due.month, day=follow_up.due.day),
        urgent=urgent,
        outcome=outcome,
        state=table("follow-up.states")[outcome or "none"],
    )


def _who(caller: Caller | None) -> str:
    if caller is None or not caller.name:
        return sentence("follow-up.list.nobody")
    return f"{caller.name} · {caller.building}" if caller.building else caller.name
