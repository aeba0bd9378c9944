"""The audit trail for the auditor: read in words, chosen by day, account, kind and resident, verified and exported.

It changes nothing in the trail. Opening it, looking for a resident, verifying and exporting are entries themselves.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path

from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.archive.archive import Archive
from kiosk.archive.audit_file import Header
from kiosk.archive.audit_log import LEAST_TAIL, AuditEntry, Chosen, Somebody
from kiosk.audit_review.view import AuditView, ChoiceView, EntryView, PersonView
from kiosk.audit_review.words import KINDS, machine_form, what_was_done, who_did
from kiosk.desk.page import Context, Page, action
from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.store.audit import ChainReport

ROWS = 6
"""Entries a page: with the two buttons below them no more than a hurried eye takes in."""
FOLDER = "audit-exports"
_EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What was read last."""

    entries: tuple[AuditEntry, ...] = ()
    people: dict[str, str | None] = field(default_factory=dict, repr=False)
    total: int = 0
    digits: str = ""


class AuditPage(Page):
    """See the module.

    Args:
        exports: Folder the exported files are put into.
        zone: The hall's time zone.
    """

    name = "audit"
    needs = Permission.AUDIT_READ

    def __init__(self, context: Context, *, archive: Archive, exports: Path, hall: str, zone: tzinfo) -> None:
        super().__init__(context)
        self._archive, self._exports, self._hall, self._zone = archive, exports, hall, zone
        self._forget()

    def _forget(self) -> None:
        self._chosen, self._kind = Chosen(), "all"
        self._day: date | None = None
        self._page, self._shown = 0, _Shown()
        self._opened: AuditEntry | None = None
        self._tail, self._person, self._people, self._nobody = "", "", list[Somebody](), False
        self._task, self._sound = "", True
        self._outcome: Text = NO_WORDS
        self._names: dict[str, str] = {}
        self._actors: list[str] = []
        self._wanted = 0
        self._busy = False

    # --- what is done on it -------------------------------------------------------------------------------------------
    @action(needs=Permission.AUDIT_READ)
    def today(self) -> None:
        """Entries of this day only."""
        self._show_day(self._now().date())

    @action(needs=Permission.AUDIT_READ)
    def all_days(self) -> None:
        """Entries of every day."""
        self._day = None
        self._choose(replace(self._chosen, since=None, before=None))

    @action(needs=Permission.AUDIT_READ)
    def day(self, step: int) -> None:
        """One day earlier (-1) or later (1) than the one shown; from all days, today is the first."""
        day = self._day
        self._show_day(self._now().date() if day is None else day + timedelta(days=max(-1, min(1, step))))

    @action(needs=Permission.AUDIT_READ)
    def account(self, key: str) -> None:
        """Entries of one account, command or device; "" for everybody."""
        self._choose(replace(self._chosen, actor=key or None))

    @action(needs=Permission.AUDIT_READ)
    def kind(self, key: str) -> None:
        """Entries of one kind."""
        if key in KINDS:
            self._kind = key
            self._choose(replace(self._chosen, kinds=KINDS[key]))

    @action(needs=Permission.AUDIT_READ)
    def tail(self, digits: str) -> None:
        """The end of a resident's number, digit by digit; the fourth one looks."""
        self._tail = "".join(c for c in digits if c.isdigit())[:LEAST_TAIL]
        self._people, self._nobody = [], False
        if len(self._tail) == LEAST_TAIL:
            tail, by = self._tail, self.context.session.login
            self.context.work(lambda: self._look_for(tail, by), self._found, self._not_read)

    @action(needs=Permission.AUDIT_READ)
    def person(self, resident: str) -> None:
        """Entries about one of the residents found."""
        chosen = next((somebody for somebody in self._people if somebody.resident_id == resident), None)
        if chosen is not None:
            self._person, self._people, self._tail = mask_name(chosen.name), [], ""
            self._choose(replace(self._chosen, subject=chosen.resident_id))

    @action(needs=Permission.AUDIT_READ)
    def clear(self) -> None:
        """Choose nothing."""
        self._kind, self._day, self._person, self._people, self._tail = "all", None, "", [], ""
        self._nobody = False
        self._choose(Chosen())

    @action(needs=Permission.AUDIT_READ)
    def older(self) -> None:
        """The next page."""
        if (self._page + 1) * ROWS < self._shown.total:
            self._read(self._page + 1)

    @action(needs=Permission.AUDIT_READ)
    def newer(self) -> None:
        """The page before."""
        if self._page:
            self._read(self._page - 1)

    @action(needs=Permission.AUDIT_READ)
    def look(self, seq: int) -> None:
        """One entry with its machine form; 0 closes it."""
        self._opened = next((entry for entry in self._shown.entries if entry.seq == seq), None)

    @action(needs=Permission.AUDIT_VERIFY)
    def verify(self) -> None:
        """Check the whole chain, and every head noted before."""
        if self._task:
            return
        self._task, self._outcome, self._sound = "verify", self._progress(0), True
        by = self.context.session.login
        self.context.work(lambda: self._verified(by), self._was_verified, self._failed("verify"))

    @action(needs=Permission.AUDIT_EXPORT)
    def export(self) -> None:
        """Write the whole trail to a file, signed by a second person."""
        if not self._task:
            self.context.second_signature(Permission.AUDIT_EXPORT, sentence("audit.export.what"), self._export)

    # --- the page -----------------------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        by = self.context.session.login
        self.context.work(lambda: self._archive.audit.note(by, "audit.opened"), lambda _: self._read(0), self._not_read)

    def taken_up(self) -> None:
        """See `Page`."""
        self._read(self._page)

    def left(self) -> None:
        """See `Page`."""
        self._forget()

    def view(self) -> AuditView:
        """See `Page`."""
        shown = self._shown
        pages = max(1, -(-shown.total // ROWS))
        day = self._day
        return AuditView(
            entries=tuple(self._entry(entry) for entry in shown.entries),
            opened=None if self._opened is None else self._entry(self._opened),
            place=sentence("audit.place.page", page=self._page + 1, pages=pages),
            total=sentence("audit.place.total", rows=shown.total),
            newer=self._page > 0,
            older=self._page + 1 < pages,
            day=sentence("audit.days.all") if day is None else sentence("audit.days.one", month=day.month, day=day.day),
            on_one_day=day is not None,
            accounts=self._accounts(),
            kinds=tuple(ChoiceView(key, table("audit.kinds")[key], key == self._kind) for key in KINDS),
            tail=self._tail,
            person=self._person,
            people=tuple(
                PersonView(one.resident_id, mask_name(one.name), mask_id_number(one.number or ""))
                for one in self._people[:ROWS]
            ),
            nobody=self._nobody,
            busy=self._busy,
            head=sentence("audit.place.head", digits=shown.digits) if shown.digits else NO_WORDS,
            task=self._task,
            outcome=self._outcome,
            sound=self._sound,
            may_verify=self.context.allowed(Permission.AUDIT_VERIFY),
            may_export=self.context.allowed(Permission.AUDIT_EXPORT),
        )

    def _accounts(self) -> tuple[ChoiceView, ...]:
        chosen = self._chosen.actor or _EVERYBODY
        everybody = ChoiceView(_EVERYBODY, sentence("audit.place.everybody"), chosen == _EVERYBODY)
        actors = (ChoiceView(actor, who_did(actor, self._names), actor == chosen) for actor in self._actors)
        return (everybody, *actors)

    def _entry(self, entry: AuditEntry) -> EntryView:
        when = entry.at.astimezone(self._zone)
        return EntryView(
            seq=entry.seq,
            when=f"{when:%m-%d %H:%M}",
            who=who_did(entry.actor, self._names),
            what=what_was_done(entry, self._shown.people),
            machine=machine_form(entry),
            doubtful=entry.clock_suspect,
        )

    def _now(self) -> datetime:
        return self.context.clock.now().utc.astimezone(self._zone)

    # --- reading ------------------------------------------------------------------------------------------------------
    def _show_day(self, day: date) -> None:
        self._day = min(day, self._now().date())
        since = datetime.combine(self._day, time(), self._zone)
        self._choose(replace(self._chosen, since=since, before=since + timedelta(days=1)))

    def _choose(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self._read(0)

    def _read(self, page: int) -> None:
        """Read a page on a worker's thread; the answer to an older wish is dropped."""
        self._wanted += 1
        self._page, self._busy, self._opened = page, True, None
        wanted, chosen, log = self._wanted, self._chosen, self._archive.audit_log

        def read() -> tuple[_Shown, dict[str, str], list[str]]:
            entries = log.entries(chosen, skip=page * ROWS, most=ROWS)
            people = log.people(entry.subject for entry in entries if entry.subject)
            shown = _Shown(tuple(entries), people, log.count(chosen), self._archive.audit.head().digits)
            return shown, log.account_names(), log.actors()

        def then(read: tuple[_Shown, dict[str, str], list[str]]) -> None:
            if wanted == self._wanted:
                self._shown, self._names, self._actors = read
                self._busy = False
                self.context.turn()

        self.context.work(read, then, self._not_read)

    def _look_for(self, tail: str, by: str) -> list[Somebody]:
        found = self._archive.audit_log.whose(tail)
        self._archive.audit.note(by, "audit.searched", None, people=len(found))
        return found

    def _found(self, people: list[Somebody]) -> None:
        self._people, self._nobody = people, not people
        if len(people) == 1:
            self.person(people[0].resident_id)

    def _not_read(self, _: Exception) -> None:
        self._busy = False
        self.context.tell(sentence("staff.failed"))

    # --- verifying and exporting --------------------------------------------------------------------------------------
    def _progress(self, done: int) -> Text:
        return sentence("audit.verify.running", done=done, total=max(done, self._shown.total))

    def _verified(self, by: str) -> tuple[ChainReport, str]:
        def told(done: int) -> None:
            self.context.later(lambda: self._go_on(done))

        report = self._archive.audit.verify(progress=told)
        when = ""
        if report.first_bad_seq is not None:
            at = self._archive.audit_log.entries(Chosen(), below=report.first_bad_seq + 1, most=1)
            when = f"{at[0].at.astimezone(self._zone):%m-%d %H:%M}" if at else ""
        outcome = "sound" if report.ok else "broken"
        self._archive.audit.note(by, "audit.verified", None, outcome=outcome, rows=report.rows)
        return report, when

    def _go_on(self, done: int) -> None:
        if self._task == "verify":
            self._outcome = self._progress(done)
            self.context.show()

    def _was_verified(self, found: tuple[ChainReport, str]) -> None:
        report, when = found
        self._task, self._sound = "", report.ok
        self._outcome = (
            sentence("audit.verify.sound", rows=report.rows, digits=report.head.digits)
            if report.ok
            else sentence("audit.verify.broken", seq=report.first_bad_seq, when=when or sentence("audit.not-known"))
        )
        self._read(0)

    def _export(self, second: Session) -> None:
        self._task, self._outcome, self._sound = "export", sentence("audit.export.running"), True
        by, signed_by = self.context.session.login, second.login
        path = self._exports / f"audit-{self._now():%Y%m%dT%H%M%S}.jsonl"
        self.context.work(
            lambda: self._written(path, by, signed_by), lambda made: self._was_exported(made, path),
            self._failed("export"),
        )  # fmt: skip

    def _written(self, path: Path, by: str, signed_by: str) -> Header:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        draft = path.with_suffix(".draft")
        try:
            fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            with os.fdopen(fd, "w", encoding="utf-8") as file:
                header = self._archive.audit.export(file.write, by, signed_by=signed_by, hall=self._hall)
                file.flush()
                os.fsync(fd)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        return header

    def _was_exported(self, header: Header, path: Path) -> None:
        self._task = ""
        self._outcome = sentence(
            "audit.export.done", rows=header.rows, digits=header.head.digits, file=f"{path.parent.name}/{path.name}"
        )
        self._read(0)

    def _failed(self, task: str) -> Callable[[Exception], None]:
        def failed(_: Exception) -> None:
            self._task, self._sound = "", False
            said = {"verify": sentence("audit.verify.failed"), "export": sentence("audit.export.failed")}
            self._outcome = said[task]

        return failed
