"""What every repository of the store works with, and one act: the rows, the audit entry and the outbox entry of one
event, in one transaction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol, TypeVar

from devices.clock import Clock, Instant
from kiosk.ids import new_id
from kiosk.store.audit import AuditChain, ManyEntry
from kiosk.store.erasable import ErasableKeys
from kiosk.store.fields import FieldCipher, storable
from kiosk.store.noted_heads import NotedHeads
from kiosk.store.readers import Readers
from kiosk.store.rows import Row, insert
from kiosk.store.set_aside_files import SetAsideFiles
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import clock_is_suspect, columns
from kiosk.store.writer import Work

T = TypeVar("T")
_NUMBER = re.compile(r"(?<![0-9A-Za-z.])([0-9]{3})([0-9]{8,13})([0-9]{3}[0-9Xx])(?![0-9A-Za-z])")
"""A citizen's or a bank card's number, or one of an older card: 15 to 20 digits in a row."""


class Writing(Protocol):
    """What a repository asks of the writer; see `kiosk.store.writer.Writer`."""

    def submit(self, work: Callable[[Database], T]) -> Future[T]:
        """Have it done; the future holds its result."""

    def call(self, work: Callable[[Database], T], timeout_s: float = 10.0) -> T:
        """Have it done and wait."""

    def outside(self, work: Callable[[Database], T], timeout_s: float = 10.0) -> T:
        """As `call`, but outside any transaction."""

    def keep(self, work: Work, done: Callable[[bool], None], on_poison: Work | None = None) -> None:
        """Have it done however long it takes."""


@dataclass(frozen=True, slots=True)
class Core:
    """The working parts of an open store."""

    writer: Writing
    readers: Readers
    fields: FieldCipher
    chain: AuditChain
    clock: Clock
    erasable: ErasableKeys
    set_aside: SetAsideFiles
    heads: NotedHeads

    def act(self, db: Database, actor: str) -> Act:
        """Begin one act inside a write transaction. `actor` is an account, a device name or `terminal`."""
        now = self.clock.now()
        if not clock_is_suspect(db, now):
            return Act(self, db, actor, now, suspect=False)
        if not self.clock.is_proved():
            return Act(self, db, actor, now, suspect=True)
        # The rows before were written by a clock that stood ahead. That trust comes back is an entry of its own: from
        # it on later rows are compared with the time that was proved.
        Act(self, db, "terminal", now, suspect=False).note("clock.proved", None, by="kernel")
        return Act(self, db, actor, now, suspect=False)


@dataclass(frozen=True, slots=True)
class Act:
    """One event being written. Lives as long as its transaction."""

    core: Core
    db: Database
    actor: str
    now: Instant
    suspect: bool

    def when(self, instant: Instant | None = None) -> Row:
        """The time columns of a row; of this moment when no other is given."""
        return columns(instant or self.now, suspect=self.suspect)

    def note(self, action: str, subject: str | None = None, **detail: object) -> None:
        """Add an audit entry. `detail` holds ids, counts and words of the program only; of a number that somebody typed
        into a reason three digits and four stay, because the entry outlives the wish to be forgotten.
        """
        self.note_as(new_id(), action, subject, **detail)

    def note_as(self, entry_id: str, action: str, subject: str | None = None, **detail: object) -> None:
        """The same, under an id by which the entry can be found again."""
        row: Row = {
            "id": entry_id,
            **self.when(),
            "actor": storable(self.actor)[:64],
            "action": action,
            "subject": subject,
            "detail": _told(detail),
        }
        self.core.chain.append(self.db, row)

    def note_all(self, action: str, entries: Sequence[ManyEntry]) -> None:
        """Add many audit entries of one action, each made by `many`."""
        if entries:
            same = {**self.when(), "actor": storable(self.actor)[:64], "action": action}
            self.core.chain.append_all(self.db, same, entries)

    def send(self, topic: str, row_id: str) -> None:
        """Note in the outbox that a row waits to be uploaded, for the day there is somewhere to upload to.

        The outbox names the row and copies nothing of it: what is deleted from its table is not left behind here.
        """
        row: Row = {"id": new_id(), **self.when(), "topic": topic, "row_id": row_id, "sent_utc": None}
        insert(self.db, "outbox", row)


def many(subject: str, **detail: object) -> ManyEntry:
    """One entry for `Act.note_all`, made before the transaction."""
    return ManyEntry.made(new_id(), subject, _told(detail))


def _told(detail: dict[str, object]) -> str:
    return _NUMBER.sub(_masked, json.dumps(detail, ensure_ascii=False, sort_keys=True))


def _masked(number: re.Match[str]) -> str:
    return f"{number[1]}{'*' * len(number[2])}{number[3]}"
