"""The settings at the terminal: keys found, changed by what their types call for, saved together or not at all.

Nothing is saved that the next start would refuse. What is saved counts at the next start, and the page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from devices.clock import Instant
from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.configuring.changing import Plan, plan_of, planned_undo, save, undo
from kiosk.configuring.differences import differences
from kiosk.configuring.draft import Draft, edit_view
from kiosk.configuring.file import ChangedMeanwhile, ConfigFile
from kiosk.configuring.keys import Key, all_keys
from kiosk.configuring.listing import Listing
from kiosk.configuring.looking import Seen, how_to_start, lines_of, looked_at, stamp_of
from kiosk.configuring.parts import ConfigParts
from kiosk.configuring.restarting import Restart
from kiosk.configuring.view import ChangeView, ConfigView, RowView
from kiosk.desk.page import Context, Page, action
from kiosk.desk.view import QuestionView
from kiosk.sentences import NO_WORDS, Refusal, Text, sentence, table

REVIEW_ROWS = 4
"""Lines of a review on a screen."""
FILE_NAME = "kiosk.toml"


class ConfigPage(Page):
    """See the module."""

    name = "config"
    needs = Permission.SETTINGS_READ

    def __init__(self, context: Context, parts: ConfigParts) -> None:
        super().__init__(context)
        self._parts = parts
        self._running: Mapping[str, Any] = msgspec.to_builtins(parts.running)
        self._file = None if parts.file is None else ConfigFile(parts.file)
        self._seen, self._list, self._at = Seen(), Listing(), 0
        self._meanwhile = self._busy = False
        self._draft, self._restart = Draft(), Restart(context, parts)
        self._key: Key | None = None
        self._problem: Text = NO_WORDS
        self._plan: Plan | None = None
        self._review, self._mistakes = "", tuple[Text, ...]()

    # --- looking ------------------------------------------------------------------------------------------------
    @action(needs=Permission.SETTINGS_READ)
    def section(self, key: str) -> None:
        """List one section; "top" what stands in none."""
        self._list.choose(key)
        self._key = None

    @action(needs=Permission.SETTINGS_READ)
    def search(self, text: str) -> None:
        """List keys by a part of their name or meaning; "" lists the section again."""
        self._list.look_for(text)
        self._key = None

    @action(needs=Permission.SETTINGS_READ)
    def older(self) -> None:
        """The next rows."""
        if (self._place + 1) * self._a_page() < self._long():
            self._turn_to(self._place + 1)

    @action(needs=Permission.SETTINGS_READ)
    def newer(self) -> None:
        """The rows before."""
        self._turn_to(max(0, self._place - 1))

    @action(needs=Permission.SETTINGS_READ)
    def fits(self, rows: int) -> None:
        """So many rows fit the screen."""
        self._list.fit(rows)

    @action(needs=Permission.SETTINGS_READ)
    def look(self, key: str) -> None:
        """One key with its control; "" closes it."""
        self._key = next((one for one in all_keys() if one.name == key), None)
        self._problem = NO_WORDS

    # --- changing -----------------------------------------------------------------------------------------------
    @action(needs=Permission.SETTINGS_EDIT)
    def put(self, text: str) -> None:
        """The chosen key shall say this."""
        if self._key is None or self._busy:
            return
        try:
            self._draft.put(self._key, text, self._seen.tables)
            self._problem = NO_WORDS
        except Refusal as refusal:
            self._problem = refusal.sentence

    @action(needs=Permission.SETTINGS_EDIT)
    def put_default(self) -> None:
        """The chosen key shall have its default."""
        if self._key is not None and not self._busy:
            self._draft.put_default(self._key, self._seen.tables)
            self._problem = NO_WORDS

    @action(needs=Permission.SETTINGS_EDIT)
    def put_back(self) -> None:
        """The chosen key shall say what the file says."""
        if self._key is not None:
            self._draft.forget(self._key)
            self._problem = NO_WORDS

    @action(needs=Permission.SETTINGS_EDIT)
    def drop(self) -> None:
        """Give up everything that is not saved."""
        self._draft, self._review, self._at = Draft(), "", 0
        self.context.turn()

    @action(needs=Permission.SETTINGS_EDIT)
    def review(self) -> None:
        """Look at what would be saved, checked as the next start checks it."""
        if self._file is not None and len(self._draft) and not self._busy:
            file, changes = self._file, self._draft.changes
            self._begin("save", lambda: plan_of(file, changes))

    @action(needs=Permission.SETTINGS_EDIT)
    def review_undo(self) -> None:
        """Look at what taking back the last save would change."""
        if self._file is not None and not self._busy:
            file = self._file
            self._begin("undo", lambda: planned_undo(file))

    @action(needs=Permission.SETTINGS_EDIT)
    def back(self) -> None:
        """From the review to the list; what was changed stays changed."""
        self._review, self._at = "", 0
        self.context.turn()

    @action(needs=Permission.SETTINGS_EDIT)
    def save(self) -> None:
        """Save what is reviewed; where the hall wants two, the second one signs first."""
        plan = self._plan
        if plan is None or not self._review or self._busy or self._mistakes:
            return
        if self._wants_two():
            what = sentence("config.sign", keys=len(plan.keys))
            self.context.second_signature(Permission.SETTINGS_EDIT, what, lambda second: self._save(plan, second))
        else:
            self._save(plan, None)

    @action(needs=Permission.SETTINGS_EDIT)
    def begin(self) -> None:
        """Begin a file where there is none."""
        if self._file is None:
            self._file = ConfigFile(self._parts.data_dir / FILE_NAME)
            self._read()

    @action(needs=Permission.SETTINGS_EDIT)
    def restart(self) -> None:
        """Start the terminal anew, so that what was saved counts. Asked twice, and never while a visitor is there."""
        self._restart.ask(unsaved=bool(len(self._draft)))

    # --- the page -----------------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self._read()

    def taken_up(self) -> None:
        """See `Page`."""
        self._look_again()

    def tick(self, now: Instant) -> None:
        """See `Page`. Notices a file that somebody else has saved."""
        if self._file is not None and not self._busy and stamp_of(self._file.path) != self._seen.stamp:
            self._look_again()

    def unsaved(self) -> QuestionView | None:
        """See `Page`."""
        if not len(self._draft):
            return None
        words = table("config.leave")
        return QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"])

    def left(self) -> None:
        """See `Page`."""
        self._draft, self._plan, self._seen = Draft(), None, Seen()

    # --- work ---------------------------------------------------------------------------------------------------
    def _read(self) -> None:
        file = self._file
        if file is not None:
            self._busy = True
            self.context.work(lambda: looked_at(file), self._was_read, self._failed)

    def _look_again(self) -> None:
        self._meanwhile = self._meanwhile or bool(self._seen.snapshot.digest)
        self._read()

    def _was_read(self, seen: Seen) -> None:
        another = seen.snapshot.digest != self._seen.snapshot.digest
        self._meanwhile = self._meanwhile and another and bool(len(self._draft))
        self._seen, self._busy = seen, False
        if self._review and another:
            self._review, self._at = "", 0
            self.context.turn()

    def _begin(self, what: str, plan: Callable[[], Plan]) -> None:
        self._busy, self._mistakes, self._plan = True, (), None

        def made(plan: Plan) -> None:
            self._plan = plan
            self._show(what)
            self._meanwhile = self._meanwhile or plan.snapshot.digest != self._seen.snapshot.digest
            self._seen = replace(self._seen, snapshot=plan.snapshot, tables=plan.snapshot.tables)

        def failed(error: Exception) -> None:
            self._mistakes = lines_of(error)
            self._show(what)

        self.context.work(plan, made, failed)

    def _show(self, what: str) -> None:
        self._busy, self._review, self._at, self._key = False, what, 0, None
        self.context.turn()

    def _save(self, plan: Plan, second: Session | None) -> None:
        file, trail, act = self._file, self._parts.trail, undo if self._review == "undo" else save
        by, signed = self.context.session.login, "" if second is None else second.login
        if file is None:
            return

        def done(_: None) -> None:
            self._draft, self._plan, self._review, self._at, self._busy = Draft(), None, "", 0, False
            self._meanwhile = False
            self._seen = Seen()
            self.context.tell(sentence("config.saved"))
            self.context.turn()
            self._read()

        self._busy = True
        self.context.work(lambda: act(file, plan, trail, by, signed), done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, ChangedMeanwhile):
            self._meanwhile, self._review = True, ""
            self._read()
        elif self._review:
            self._mistakes = lines_of(error)
        else:
            self._problem = next(iter(lines_of(error)))
        self.context.turn()

    # --- the view -----------------------------------------------------------------------------------------------
    @property
    def _place(self) -> int:
        return self._at if self._review else self._list.at

    def _turn_to(self, page: int) -> None:
        if self._review:
            self._at = page
        else:
            self._list.at = page

    def _a_page(self) -> int:
        return REVIEW_ROWS if self._review else self._list.rows

    def _long(self) -> int:
        if self._review:
            return len(self._plan.differences) if self._plan else 0
        return len(self._list.keys)

    def view(self) -> ConfigView:
        """See `Page`."""
        if self._file is None:
            path = self._parts.data_dir / FILE_NAME
            return ConfigView("none", file=str(path), line=how_to_start(path))
        tables = self._seen.tables
        place, pages = self._place, max(1, -(-self._long() // self._a_page()))
        may = self.context.allowed(Permission.SETTINGS_EDIT)
        waiting = len(differences(self._running, tables)) if self._seen.snapshot.digest else 0
        return ConfigView(
            stage="review" if self._review else "list",
            file=str(self._file.path),
            rows=() if self._review else tuple(self._row(key, tables) for key in self._list.shown),
            section=self._list.word,
            sections=self._list.choices(),
            text=self._list.text,
            place=sentence("config.place", page=place + 1, pages=pages, keys=self._long()),
            newer=place > 0,
            older=place + 1 < pages,
            edit=None if self._key is None
            else edit_view(self._key, self._draft, tables, self._running, self._problem),
            count=sentence("config.count", keys=len(self._draft)) if len(self._draft) else NO_WORDS,
            waiting=sentence("config.waiting", keys=waiting) if waiting else NO_WORDS,
            changes=self._changes(),
            undoing=self._review == "undo",
            notes=self._notes(),
            problems=self._mistakes if self._review else self._told(),
            may_save=may and self._plan is not None and not self._mistakes,
            two=self._wants_two(),
            may_undo=may and self._seen.may_undo,
            may_restart=may and self._parts.restart is not None and bool(waiting),
            meanwhile=self._meanwhile,
            busy=self._busy,
            refused=self._refused(),
            line="" if self._parts.file else how_to_start(self._file.path),
        )  # fmt: skip

    def _refused(self) -> Text:
        why = self._parts.refused
        return sentence("config.start.here", why=why) if why else NO_WORDS

    def _told(self) -> tuple[Text, ...]:
        return (self._problem,) if self._problem and self._key is None else ()

    def _row(self, key: Key, tables: Mapping[str, Any]) -> RowView:
        value = key.shown(self._draft.value(key, tables))
        waits = key.value_in(tables) != key.value_in(self._running)
        return RowView(key.name, key.brief, value, self._draft.changed(key), waits, key is self._key)

    def _changes(self) -> tuple[ChangeView, ...]:
        if not self._review or self._plan is None:
            return ()
        shown = slice(self._at * REVIEW_ROWS, (self._at + 1) * REVIEW_ROWS)
        return tuple(ChangeView(d.key, d.meaning, d.before, d.after) for d in self._plan.differences[shown])

    def _notes(self) -> tuple[Text, ...]:
        if not self._review or self._plan is None:
            return ()
        return (sentence("config.note.start"), *((sentence("config.note.two"),) if self._wants_two() else ()))

    def _wants_two(self) -> bool:
        return self._plan is not None and self._plan.wants_two(self._parts.two_sign)
