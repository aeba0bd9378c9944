"""What staff must know about the file until somebody has said that he knows.

Each notice is an ordinary alert. It also stands in `kiosk.db.notices`, so that it outlives the database it is about:
when its alert is not found in the database it is written there again, and it leaves the list when its alert has been
acknowledged. The list holds file names, counts and ids, nothing of a person.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from devices.clock import Clock, Instant
from kiosk.ids import new_id
from kiosk.sentences import fault_sentences, sentence
from kiosk.store.audit import AuditChain
from kiosk.store.durable import write_whole
from kiosk.store.errors import translated
from kiosk.store.fields import FieldCipher
from kiosk.store.keys import Keys
from kiosk.store.rows import insert
from kiosk.store.sqlcipher import Database, driver
from kiosk.store.stamps import clock_is_suspect, columns

_log = logging.getLogger("kiosk.store")

SUFFIX = ".notices"
_LIMIT = 32  # a disk that dies slowly must not fill itself with notices


@dataclass(frozen=True, slots=True)
class Notice:
    """Something staff must know about the file.

    Attributes:
        code: An error code of kiosk/store/errors.py.
        set_aside: The file that was set aside; empty when there was none.
        rows: What each table of the new file got; empty when nothing was carried over.
        known: What each table is known to have had; no less than `rows`.
        salvaged: Whether a new file was begun, with `rows` in it; the file itself stayed in use otherwise.
        written_back: Whether everything was written back as it was.
        proved: False when the rows could be read but not proved, because the salt is lost.
        id: Of its alert.
    """

    code: str
    set_aside: str
    rows: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    salvaged: bool = False
    written_back: bool = False
    proved: bool = True
    id: str = field(default_factory=new_id)

    def in_words(self) -> str:
        """What it says to staff, in Chinese."""
        parts: list[str] = [fault_sentences(self.code).staff]
        if self.set_aside:
            parts.append(sentence("notices.set-aside", file=self.set_aside))
        if self.salvaged:
            carried, known = sum(self.rows.values()), sum(self.known.values())
            parts.append(
                sentence("notices.carried", carried=carried, known=known)
                if carried
                else sentence("notices.nothing-carried")
            )
        elif self.code in ("store-missing", "store-log") and self.written_back:
            parts.append(sentence("notices.written-back"))
        if self.rows and not self.proved:
            parts.append(sentence("notices.not-proved"))
        return sentence("notices.between").join(parts)


class NoticeList:
    """The list beside one database. Thread-safe as far as each call replaces the whole file."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + SUFFIX)

    def read(self) -> list[Notice]:
        """What stands in it, oldest first; nothing when it is missing or damaged."""
        try:
            told = json.loads(self._path.read_bytes())
            names = {f.name for f in fields(Notice)}
            return [Notice(**{k: v for k, v in one.items() if k in names}) for one in told]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, AttributeError):
            _log.warning("%s cannot be read", self._path.name)
            return []

    def add(self, notice: Notice) -> None:
        """Add it, in place of one of the same id. Raises OSError."""
        self.write([*(n for n in self.read() if n.id != notice.id), notice][-_LIMIT:])

    def write(self, notices: list[Notice]) -> None:
        """Replace the list. Raises OSError."""
        if notices:
            write_whole(self._path, json.dumps([asdict(n) for n in notices]).encode())
        else:
            self._path.unlink(missing_ok=True)


class Notices:
    """What staff must know of one database and nobody has acknowledged: the list, and the alerts in the database.

    Attributes:
        open: Those of the list as it was when it was last looked at, oldest first.
    """

    def __init__(self, database: Path, clock: Clock) -> None:
        self._list, self._clock = NoticeList(database), clock
        self.open: list[Notice] = []

    def add(self, notice: Notice) -> None:
        """Something has happened. Raises OSError."""
        self._list.add(notice)

    def tell(self, notice: Notice) -> None:
        """Something is about to happen: told before the deed, a kill in between would tell it twice. Raises OSError."""
        known = {(n.code, n.set_aside) for n in self._list.read()}
        if notice.set_aside or (notice.code, "") not in known:
            self._list.add(notice)

    def tell_at_once(self, db: Database, notice: Notice, keys: Keys) -> None:
        """The same within a transaction, as an alert of the running program."""
        self.tell(notice)
        self.open = [notice for notice in self._list.read() if not is_acknowledged(db, notice)]
        for notice in self.open:
            write_alert(db, notice, keys, self._clock.now())

    def refresh(self, db: Database) -> None:
        """Leave out what has been acknowledged meanwhile. Cheap while there is no notice."""
        if self.open and any(is_acknowledged(db, notice) for notice in self.open):
            self.open = [n for n in self._list.read() if not is_acknowledged(db, n)]
            self._list.write(self.open)

    def write_alerts(self, db: Database, keys: Keys) -> None:
        """See to it that every notice stands among the alerts of this file, and that none is told for ever."""
        told = self._list.read()
        self.open = [notice for notice in told if not is_acknowledged(db, notice)]
        try:
            if len(self.open) < len(told):
                self._list.write(self.open)
            if self.open:
                db.execute("BEGIN IMMEDIATE")
                for notice in self.open:
                    write_alert(db, notice, keys, self._clock.now())
                db.execute("COMMIT")
        except (OSError, driver.Error) as error:
            if db.conn.in_transaction:
                db.execute("ROLLBACK")
            _log.warning("notices cannot be written: %s", translated(error).code)


def pending(database: Path) -> list[Notice]:
    """The notices nobody has acknowledged yet, read without opening the database."""
    return NoticeList(database).read()


def write_alert(db: Database, notice: Notice, keys: Keys, now: Instant) -> None:
    """The notice as an alert, with its audit entry; does nothing when its alert is there. Inside a transaction."""
    when = columns(now, suspect=clock_is_suspect(db, now))
    text = FieldCipher(keys.fields, keys.index).seal(notice.in_words(), "alerts", "text", notice.id)
    row = {"id": notice.id, **when, "kind": "device", "text": text}
    if not insert(db, "alerts", row, "ON CONFLICT DO NOTHING"):
        return
    detail = {"code": notice.code, "file": notice.set_aside, "rows": notice.rows, "known": notice.known}
    AuditChain(keys.audit).append(
        db,
        {"id": new_id(), **when, "actor": "terminal", "action": "store.set-aside", "subject": notice.id,
         "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True)},
    )  # fmt: skip


def is_acknowledged(db: Database, notice: Notice) -> bool:
    """Whether somebody has said that he knows."""
    row = db.execute("SELECT acknowledged_utc FROM alerts WHERE id = ?", [notice.id]).fetchone()
    return row is not None and row[0] is not None
