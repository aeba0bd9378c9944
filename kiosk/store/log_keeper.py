"""Keeps the write-ahead log short while the store is open, and sees when somebody takes it away or changes it.

What lies only in the log is lost with it. So the log is brought into the database and emptied as soon as nothing was
committed for one round of idle work, without waiting for a reader. SQLite copies frames as they are: before that, every
frame is proved, so that a damaged one never covers a page that was whole.
"""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path

from kiosk.store.connection import BUSY_MS
from kiosk.store.salvage.log import read_log
from kiosk.store.salvage.pages import PAGE_BYTES, SALT_BYTES, PageCipher
from kiosk.store.sqlcipher import Database

_SIDES = ("-wal", "-shm")
Identity = tuple[int, int] | None


class LogState(Enum):
    """How the log is."""

    KEPT = "kept"  # as it should be; some of it may wait for a reader
    EMPTIED = "emptied"  # everything stands in the database itself
    LOST_NAME = "lost-name"  # taken away or exchanged; the open connection still has the whole of it
    CHANGED = "changed"  # its content is not what was written


class LogKeeper:
    """For the log of one database. Runs on the writer's thread."""

    def __init__(self, database: Path, key: bytes) -> None:
        self._database = database
        self._key = key
        self._identities: tuple[Identity, ...] = ()
        self._last: tuple[int, int] | None = None

    def opened(self) -> None:
        """Remember the files of a connection that has just been opened and has read something."""
        self._identities = self._now()
        self._last = None

    def tend(self, db: Database) -> LogState:
        """Look after the log; called about twice a second, outside any transaction. Raises the driver's errors."""
        if self._now() != self._identities:
            return LogState.LOST_NAME
        try:
            status = self._side("-wal").stat()
        except FileNotFoundError:
            return LogState.LOST_NAME
        seen = (status.st_size, status.st_mtime_ns)
        quiet, self._last = seen == self._last, seen
        frames, copied = _frames(db)
        if status.st_size == 0 and frames <= 0:
            return LogState.EMPTIED
        if not quiet:
            return LogState.KEPT
        if frames > copied and not self._is_proved(db):
            return LogState.CHANGED
        return LogState.EMPTIED if empty_log(db)[0] else LogState.KEPT

    def _is_proved(self, db: Database) -> bool:
        """Whether every frame SQLite relies on is in the log as it was written."""
        told = _frames(db)
        relied_on = told[0]
        path = self._side("-wal")
        frames = read_log(path).replayed
        if len(frames) < relied_on:
            return _frames(db) != told  # another program may have begun the log anew in between
        with self._database.open("rb") as database, path.open("rb") as log:
            cipher = PageCipher(self._key, database.read(SALT_BYTES))
            for frame in frames[: max(relied_on, 0)]:
                log.seek(frame.offset)
                if not cipher.holds(frame.page, log.read(PAGE_BYTES)):
                    return _frames(db) != told
        return True

    def _now(self) -> tuple[Identity, ...]:
        return tuple(_identity(self._side(suffix)) for suffix in _SIDES)

    def _side(self, suffix: str) -> Path:
        return self._database.with_name(self._database.name + suffix)


def empty_log(db: Database) -> tuple[bool, bool]:
    """Bring the log into the database and empty it, as far as that goes without waiting for anybody.

    Returns:
        Whether all of it stands in the database now, and whether the log itself is empty. A reader in the way may hold
        up either. Runs outside transactions.
    """
    db.execute("PRAGMA busy_timeout = 0").fetchall()
    try:
        busy, frames, copied = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        db.execute(f"PRAGMA busy_timeout = {BUSY_MS}").fetchall()
    return bool(frames == copied), not busy


def _frames(db: Database) -> tuple[int, int]:
    """How many frames of the log SQLite relies on, and how many of them stand in the database too."""
    _, frames, copied = db.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
    return int(frames), int(copied)


def _identity(path: Path) -> Identity:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
