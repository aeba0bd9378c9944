"""Whose consents end soon or are over. Nobody is called: the screen asks at the next visit, or staff enrol anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kiosk.accounts.permissions import Permission
from kiosk.archive.archive import ArchiveContents
from kiosk.archive.callers import Caller
from kiosk.archive.renewals import DueCount, DuePerson, Which
from kiosk.desk.page import Context, Page, action
from kiosk.renewing.view import RenewalRow, RenewalsView
from kiosk.sentences import NO_WORDS, Text, listed, sentence, table

ROWS = 5
"""Rows on one page."""
NEAR_DAYS = 7
"""So few days are marked with a triangle."""


@dataclass(frozen=True, slots=True, repr=False)
class _Read:
    """What was read last. `more` says that others follow, `before` that others came before."""

    people: tuple[DuePerson, ...] = ()
    callers: dict[str, Caller] = field(default_factory=dict)
    count: DueCount = field(default_factory=lambda: DueCount(0, 0, 0))
    more: bool = False
    before: bool = False


class RenewalsPage(Page):
    """See the module. Masked names and buildings only; nothing of them stays once it is left.

    Args:
        days: So many days before its last day a consent is listed: `[whitelist] expiring_days`.
    """

    name = "renewals"
    needs = Permission.WHITELIST_READ

    def __init__(self, context: Context, archive: ArchiveContents, days: int) -> None:
        super().__init__(context)
        self._archive, self._days = archive, days
        self._which, self._read, self._wanted, self._busy = Which.ALL, _Read(), 0, False
        self._after: tuple[str, int] | None = None
        self._before = False

    # --- what staff do ------------------------------------------------------------------------------------------
    @action(needs=Permission.WHITELIST_READ)
    def open(self, resident: str) -> None:
        """A row was touched: the page of that person."""
        if any(each.resident_id == resident for each in self._read.people):
            place = {"which": self._which.value, "after": self._after, "before": self._before}
            self.context.open("member", resident=resident, came_from=self.name, place=place)

    @action(needs=Permission.WHITELIST_READ)
    def filter(self, which: str) -> None:
        """Only those that end soon, only those that are over, or all."""
        self._which = Which(which) if which in set(Which) else Which.ALL
        self._turn(None)

    @action(needs=Permission.WHITELIST_READ)
    def older(self) -> None:
        """Those after the ones that stand here."""
        if self._read.more:
            self._turn(self._read.people[-1].place)

    @action(needs=Permission.WHITELIST_READ)
    def newer(self) -> None:
        """Those before."""
        if self._read.before:
            self._turn(self._read.people[0].place, before=True)

    @action(needs=Permission.WHITELIST_READ)
    def back(self) -> None:
        """To the list."""
        self.context.open("members")

    # --- what the desk tells ------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`. The filter and the place that a person's page was opened from, or from the start."""
        which, after = values.get("which"), values.get("after")
        if isinstance(which, str) and which in set(Which):
            self._which = Which(which)
        place = after if isinstance(after, tuple) else None
        self._turn(place, before=place is not None and bool(values.get("before")))

    def taken_up(self) -> None:
        """See `Page`."""
        self._turn(None)

    def left(self) -> None:
        """See `Page`."""
        self._wanted += 1
        self._read = _Read()

    def view(self) -> RenewalsView:
        """See `Page`."""
        read, today = self._read, self._archive.renewals.today()
        words = table("renewals.filters")
        return RenewalsView(
            lead=sentence("renewals.lead", people=read.count.people, over=read.count.over)
            if read.count.people
            else NO_WORDS,
            which=self._which.value,
            filters=tuple((which.value, words[which.value]) for which in Which),
            rows=tuple(_row(each, read.callers.get(each.resident_id), today) for each in read.people),
            newer=read.before,
            older=read.more,
            busy=self._busy,
        )

    # --- reading ------------------------------------------------------------------------------------------------
    def _turn(self, place: tuple[str, int] | None, *, before: bool = False) -> None:
        """Read a page on a worker's thread; the answer to an older wish is dropped."""
        self._wanted += 1
        self._busy = True
        self._after, self._before = place, before
        wanted, which, archive, days = self._wanted, self._which, self._archive, self._days

        def read() -> _Read:
            kept = archive.renewals
            people = kept.page(days, which, ROWS + 1, place, before=before)
            further = len(people) > ROWS
            shown = people[-ROWS:] if before else people[:ROWS]
            callers = archive.callers.of(each.resident_id for each in shown)
            more, earlier = (True, further) if before else (further, place is not None)
            return _Read(shown, callers, kept.count(days), more, earlier)

        def then(found: _Read) -> None:
            if wanted != self._wanted:
                return
            if place is not None and not found.people:
                self._turn(None)  # those who stood there have renewed, or are gone
            else:
                self._read, self._busy = found, False
                self.context.turn()

        self.context.work(read, then, self._failed)

    def _failed(self, _: Exception) -> None:
        self._busy = False
        self.context.tell(sentence("staff.failed"))


def _row(person: DuePerson, caller: Caller | None, today: date) -> RenewalRow:
    first = person.dues[0].until
    left = (first - today).days
    kinds = table("members.consents")
    return RenewalRow(
        resident=person.resident_id,
        who=_who(caller),
        what=sentence("renewals.what", kinds=listed([kinds[due.kind.value] for due in person.dues])),
        day=sentence("renewals.day", year=first.year, month=first.month, day=first.day),
        left=_left(left),
        near=left <= NEAR_DAYS,
        asks=_asks(person, today),
    )


def _left(days: int) -> Text:
    if days < 0:
        return sentence("renewals.over", days=-days)
    return sentence("renewals.left", days=days) if days else sentence("renewals.last-day")


def _asks(person: DuePerson, today: date) -> Text:
    if all(due.refused for due in person.dues):
        return sentence("renewals.asks.refused")
    waits = [due.ask_again_on for due in person.dues if not due.refused]
    if any(day is None or day <= today for day in waits):
        return sentence("renewals.asks.next")
    day = min(each for each in waits if each is not None)
    return sentence("renewals.asks.later", month=day.month, day=day.day)


def _who(caller: Caller | None) -> str:
    if caller is None or not caller.name:
        return sentence("renewals.nobody")
    return f"{caller.name} · {caller.building}" if caller.building else caller.name
