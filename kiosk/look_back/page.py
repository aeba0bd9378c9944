"""Readings a device found wrong may have misjudged: whose, what was shown, and what came of calling them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import get_args

from kiosk.accounts.permissions import Permission
from kiosk.archive.archive import ArchiveContents
from kiosk.archive.callers import Caller
from kiosk.archive.look_back import Affected, LookBack, Outcome, Waiting
from kiosk.desk.page import Context, Page, action
from kiosk.look_back import words
from kiosk.look_back.view import ChoiceView, LookBackView
from kiosk.sentences import NO_WORDS, Text, sentence

ROWS = 5
"""Rows on one page."""
MOST_CHOICES = 4
"""Look backs that can be chosen, those to be followed up first."""
_OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True, repr=False)
class _Read:
    """What was read last: the look backs that can be chosen, and a page of one of them."""

    look_backs: tuple[LookBack, ...] = ()
    chosen: LookBack | None = None
    waiting: Waiting = field(default_factory=Waiting)
    rows: tuple[Affected, ...] = ()
    callers: tuple[tuple[str, Caller], ...] = ()
    todo_before: int = 0  # rows of the page that were to be followed up when it was read


class LookBackPage(Page):
    """See the module. Masked names and buildings only; nothing of them stays once it is left.

    A row stays where it is when something is noted, so that the next touch hits what the eye saw and a wrong one can
    be put right; the order is made anew when the page is turned.
    """

    name = "look-back"
    needs = Permission.LOOK_BACK_FOLLOW

    def __init__(self, context: Context, archive: ArchiveContents, zone: tzinfo) -> None:
        super().__init__(context)
        self._archive, self._zone = archive, zone
        self._read, self._wanted, self._chosen = _Read(), 0, ""
        self._skip, self._busy = 0, False

    # --- what staff do ------------------------------------------------------------------------------------------
    @action(needs=Permission.LOOK_BACK_FOLLOW)
    def note(self, group: str, outcome: str) -> None:
        """What came of calling the person of one reading."""
        found, known = self._read.chosen, next((each for each in _OUTCOMES if each == outcome), None)
        if found is None or known is None or all(row.group_id != group for row in self._read.rows):
            return
        archive, by, wanted = self._archive, self.context.session.login, self._wanted

        def keep() -> Waiting:
            archive.look_backs.note(found, group, known, by)
            return archive.look_backs.waiting(found)

        def kept(waiting: Waiting) -> None:
            if wanted == self._wanted:
                rows = tuple(replace(row, outcome=known) if row.group_id == group else row for row in self._read.rows)
                self._read = replace(self._read, rows=rows, waiting=waiting)

        self.context.work(keep, kept, self._failed("look-back"))

    @action(needs=Permission.LOOK_BACK_FOLLOW)
    def choose(self, look_back: str) -> None:
        """Another look back."""
        self._chosen = look_back
        self._turn_to(0)

    @action(needs=Permission.LOOK_BACK_FOLLOW)
    def older(self) -> None:
        """The rows after those that stand here; what was noted here stands behind them by now."""
        moved = self._read.todo_before - sum(_is_todo(row) for row in self._read.rows)
        if self._has_older():
            self._turn_to(max(0, self._skip + len(self._read.rows) - moved))

    @action(needs=Permission.LOOK_BACK_FOLLOW)
    def newer(self) -> None:
        """The rows before."""
        if self._skip:
            self._turn_to(max(0, self._skip - ROWS))

    @action(needs=Permission.LOOK_BACK_FOLLOW)
    def back(self) -> None:
        """To the first page of the wing."""
        self.context.open("today")

    # --- what the desk tells ------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self._turn_to(0)

    def taken_up(self) -> None:
        """See `Page`."""
        self._turn_to(self._skip)

    def left(self) -> None:
        """See `Page`."""
        self._wanted += 1
        self._read = _Read()

    def view(self) -> LookBackView:
        """See `Page`."""
        read, found, waiting = self._read, self._read.chosen, self._read.waiting
        if found is None:
            return LookBackView(busy=self._busy)
        callers, several = dict(read.callers), len(read.look_backs) > 1
        choices = (ChoiceView(each.id, words.label(each, self._zone), each.id == found.id) for each in read.look_backs)
        return LookBackView(
            choices=tuple(choices) if several else (),
            lead=words.lead(found, self._zone),
            done=sentence("look-back.done", done=waiting.readings - waiting.todo, total=waiting.readings),
            complete=waiting.todo == 0,
            rows=tuple(words.row(row, callers.get(row.resident_id), self._zone) for row in read.rows),
            place=self._place(),
            newer=self._skip > 0,
            older=self._has_older(),
            busy=self._busy,
        )

    def _place(self) -> Text:
        rows, total = self._read.rows, self._read.waiting.readings
        if total <= ROWS or not rows:
            return NO_WORDS
        return sentence("look-back.place", first=self._skip + 1, last=self._skip + len(rows), total=total)

    def _has_older(self) -> bool:
        return self._skip + len(self._read.rows) < self._read.waiting.readings

    # --- reading ------------------------------------------------------------------------------------------------
    def _turn_to(self, skip: int) -> None:
        """Read a page on a worker's thread; the answer to an older wish is dropped."""
        self._wanted += 1
        self._busy = True
        wanted, chosen, archive = self._wanted, self._chosen, self._archive

        def then(read: _Read) -> None:
            if wanted == self._wanted:
                self._read, self._busy, self._skip = read, False, skip
                self.context.turn()

        self.context.work(lambda: _read(archive, chosen, skip), then, self._failed("staff"))

    def _failed(self, what: str) -> Callable[[Exception], None]:
        def failed(_: Exception) -> None:
            self._busy = False
            said = {"staff": sentence("staff.failed"), "look-back": sentence("look-back.not-kept")}
            self.context.tell(said[what])

        return failed


def _read(archive: ArchiveContents, chosen: str, skip: int) -> _Read:
    every = archive.look_backs.all()
    todo = {each.look_back.id for each in every if archive.look_backs.waiting(each.look_back).todo}
    first = [each.look_back for each in every if each.look_back.id in todo]
    rest = [each.look_back for each in every if each.look_back.id not in todo]
    listed = tuple([*first, *rest][:MOST_CHOICES])
    found = next((each for each in listed if each.id == chosen), listed[0] if listed else None)
    if found is None:
        return _Read()
    rows = archive.look_backs.affected(found, most=ROWS, skip=skip)
    callers = archive.callers.of(row.resident_id for row in rows)
    waiting = archive.look_backs.waiting(found)
    return _Read(listed, found, waiting, rows, tuple(callers.items()), sum(_is_todo(row) for row in rows))


def _is_todo(row: Affected) -> bool:
    return row.outcome in (None, "not-reached")
