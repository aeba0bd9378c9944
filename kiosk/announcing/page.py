"""What the hall announces: written or read from a stick, looked at as it will stand, put up for days, withdrawn."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from kiosk.accounts.permissions import Permission
from kiosk.announcing import wording
from kiosk.announcing.picture import drawn
from kiosk.announcing.stick import Offered, bytes_of, offered
from kiosk.announcing.view import AnnouncementRow, AnnouncementsView, DraftView
from kiosk.archive.announcements import LONGEST_DAYS, Announcement
from kiosk.archive.archive import ArchiveContents
from kiosk.desk.page import Context, Page, action
from kiosk.desk.view import QuestionView
from kiosk.sentences import NO_WORDS, Refusal, Text, sentence, table
from kiosk.sticks import Stick, sticks

ROWS = 6
DAYS = 7
"""So long one stands where nothing else is said."""
FILES = 10
MOST_TYPED = {"title": wording.MOST_TITLE, "body": wording.MOST_BODY}


@dataclass(slots=True)
class _Draft:
    first: date
    last: date
    texts: dict[str, str] = field(default_factory=lambda: {"title": "", "body": ""})
    picture: bytes = b""
    problem: Text = NO_WORDS


class AnnouncementsPage(Page):
    """See the module.

    Args:
        announced: Called once one was put up or withdrawn.
        find_sticks: Which sticks are plugged in.
        make_picture: Makes a picture anew at its drawn size.
    """

    name = "announcements"
    needs = Permission.ANNOUNCEMENTS_KEEP

    def __init__(
        self,
        context: Context,
        archive: ArchiveContents,
        announced: Callable[[], None],
        find_sticks: Callable[[], tuple[Stick, ...]] = sticks,
        make_picture: Callable[[bytes], bytes] = drawn,
    ) -> None:
        super().__init__(context)
        self._archive, self._announced = archive, announced
        self._find_sticks, self._make_picture = find_sticks, make_picture
        self._rows: tuple[Announcement, ...] = ()
        self._draft: _Draft | None = None
        self._field, self._kind, self._busy = "", "", False
        self._files: tuple[Offered, ...] = ()
        self._told: Text = NO_WORDS

    # --- the list -----------------------------------------------------------------------------------------------
    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def write(self) -> None:
        """A new one."""
        today = self._archive.announcements.today()
        self._draft = _Draft(today, today + timedelta(days=DAYS - 1))
        self._field = ""

    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def withdraw(self, row: str) -> None:
        """Take one down, when that is confirmed."""
        one = next((each for each in self._rows if each.id == row), None)
        if one is not None and not one.withdrawn:
            words = table("announcements.sure")
            headline = words["headline"].fill(title=one.title)
            question = QuestionView(headline, words["body"], words["confirm"], words["cancel"])
            self.context.ask(question, partial(self._withdraw, row))

    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def back(self) -> None:
        """To the first page."""
        self.context.open("today")

    # --- writing ------------------------------------------------------------------------------------------------
    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def choose(self, field: str) -> None:
        """What the keys write; "" puts them away."""
        self._field = field if field in MOST_TYPED else ""

    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def type(self, text: str) -> None:
        """This is what the chosen field says."""
        if self._draft is not None and self._field:
            self._draft.texts[self._field] = wording.tidy(text)[: MOST_TYPED[self._field]]
            self._draft.problem = NO_WORDS

    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def day(self, which: str, by: int) -> None:
        """The first or the last day, one earlier or later."""
        draft = self._draft
        if draft is None:
            return
        step, today = timedelta(days=max(-1, min(1, by))), self._archive.announcements.today()
        if which == "first":
            draft.first = max(today, draft.first + step)
            draft.last = max(draft.first, draft.last)
        elif which == "last":
            draft.last = min(max(draft.first, draft.last + step), draft.first + timedelta(days=LONGEST_DAYS))

    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def no_picture(self) -> None:
        """Without a picture after all."""
        if self._draft is not None:
            self._draft.picture = b""

    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def cancel(self) -> None:
        """From the files to what is written, from there to the list."""
        if self._kind:
            self._kind, self._files = "", ()
        else:
            self._draft = None

    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def post(self) -> None:
        """Put it up."""
        draft = self._draft
        if draft is None or self._busy:
            return
        try:
            title, body = wording.checked(draft.texts["title"], draft.texts["body"])
        except Refusal as refused:
            draft.problem = refused.sentence
            return
        kept, by = self._archive.announcements, self.context.session.login
        self._do(partial(kept.put_up, title, body, draft.first, draft.last, draft.picture, by), self._posted)

    # --- the stick ----------------------------------------------------------------------------------------------
    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def files(self, kind: str) -> None:
        """What pictures or texts are on the stick."""
        if self._draft is None or kind not in ("picture", "text"):
            return
        self._kind, self._field, self._files, self._told = kind, "", (), NO_WORDS
        find = self._find_sticks

        def then(found: tuple[Offered, ...]) -> None:
            self._files = found[:FILES]
            self._told = NO_WORDS if found else table("announcements")["no-files"]

        self._do(lambda: offered(find(), kind), then)

    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def take(self, key: str) -> None:
        """One of them."""
        file = next((each for each in self._files if each.key == key), None)
        if file is None or self._busy:
            return
        if self._kind == "picture":
            make = self._make_picture
            self._do(lambda: make(bytes_of(file)), self._took_picture)
        else:
            self._do(lambda: wording.from_text_file(bytes_of(file)), self._took_text)

    def _took_picture(self, made: bytes) -> None:
        if self._draft is not None:
            self._draft.picture = made
        self._kind = ""

    def _took_text(self, read: tuple[str, str]) -> None:
        if self._draft is not None:
            self._draft.texts = {"title": read[0][: wording.MOST_TITLE], "body": read[1][: wording.MOST_BODY]}
            cut = len(read[0]) > wording.MOST_TITLE or len(read[1]) > wording.MOST_BODY
            self._draft.problem = table("announcements")["cut"] if cut else NO_WORDS
        self._kind = ""

    # --- what the desk tells ------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self._look()

    def taken_up(self) -> None:
        """See `Page`."""
        self._look()

    def unsaved(self) -> QuestionView | None:
        """See `Page`."""
        draft = self._draft
        if draft is None or not (any(draft.texts.values()) or draft.picture):
            return None
        words = table("announcements.leave")
        return QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"])

    def view(self) -> AnnouncementsView:
        """See `Page`."""
        today = self._archive.announcements.today()
        return AnnouncementsView(
            mode="list" if self._draft is None else "files" if self._kind else "write",
            rows=tuple(_row(each, today) for each in self._rows),
            draft=None if self._draft is None else self._draft_view(self._draft),
            files=tuple((each.key, each.shown) for each in self._files),
            told=self._told if self._kind else NO_WORDS if self._rows else table("announcements")["none"],
            busy=self._busy,
        )

    def _draft_view(self, draft: _Draft) -> DraftView:
        left = {
            key: sentence("announcements.left", left=most - len(draft.texts[key])) for key, most in MOST_TYPED.items()
        }
        return DraftView(
            title=draft.texts["title"],
            body=draft.texts["body"],
            field=self._field,
            title_left=left["title"],
            body_left=left["body"],
            first=_day(draft.first),
            last=_day(draft.last),
            picture=base64.b64encode(draft.picture).decode("ascii"),
            problem=draft.problem,
        )

    # --- doing --------------------------------------------------------------------------------------------------
    def _withdraw(self, row: str) -> None:
        kept, by = self._archive.announcements, self.context.session.login
        self._do(partial(kept.withdraw, row, by), lambda _: self._changed(table("announcements")["withdrawn"]))

    def _posted(self, _: object) -> None:
        self._draft, self._field = None, ""
        self._changed(table("announcements")["posted"])

    def _changed(self, said: Text) -> None:
        self._announced()
        self.context.tell(said)
        self._look()

    def _look(self) -> None:
        kept = self._archive.announcements

        def then(rows: tuple[Announcement, ...]) -> None:
            self._rows = rows
            self.context.turn()

        self._do(lambda: kept.recent(ROWS), then)

    def _do(self, job: Callable[[], object], then: Callable[..., None]) -> None:
        self._busy = True

        def done(outcome: object) -> None:
            self._busy = False
            then(outcome)

        self.context.work(job, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        said = error.sentence if isinstance(error, Refusal) else sentence("staff.failed")
        if self._draft is not None and isinstance(error, Refusal) and not self._kind:
            self._draft.problem = said
        else:
            self._told = said if self._kind and not self._files else NO_WORDS
            self.context.tell(said)


def _row(one: Announcement, today: date) -> AnnouncementRow:
    words: Mapping[str, Text] = table("announcements.standings")
    key = "withdrawn" if one.withdrawn else "over" if one.last_day < today else "coming"
    key = "now" if one.is_in_force(today) else key
    looks = {
        "now": ("ok", "done"),
        "coming": ("clock", "ink"),
        "over": ("minus", "soft"),
        "withdrawn": ("cross", "soft"),
    }
    icon, tone = looks[key]
    days = sentence("announcements.days", first=_day(one.first_day), last=_day(one.last_day))
    return AnnouncementRow(one.id, one.title, days, words[key], icon, tone, key in ("now", "coming"))


def _day(day: date) -> Text:
    return sentence("announcements.day", month=day.month, day=day.day)
