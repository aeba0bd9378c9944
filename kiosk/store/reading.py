"""The store for whoever only reads: no writer, no file or folder made, no lock that a visit waits for.

A running terminal's file is read beside its log, like any reader of a WAL file. One that nobody uses is read as it
lies there (`immutable`), because SQLite would make a log and a shared index for it and leave them behind. Whether it
still lies there as it did is looked at before and after each use, so that nothing is believed that was read while a
terminal began to write.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from devices.clock import Clock
from kiosk.store import first_page, head, key_check, replacing
from kiosk.store import keys as key_files
from kiosk.store.audit import AuditChain
from kiosk.store.connection import APPLICATION_ID, connect_to_read, pragma
from kiosk.store.core import Core
from kiosk.store.erasable import ErasableKeys
from kiosk.store.errors import StoreError, translated
from kiosk.store.examining import Examiner, Verdict
from kiosk.store.fields import FieldCipher
from kiosk.store.keys import Keys
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.store.noted_heads import NotedHeads
from kiosk.store.opening import DATABASE_NAME
from kiosk.store.readers import Readers
from kiosk.store.set_aside_files import SetAsideFiles
from kiosk.store.sqlcipher import Database

State = tuple[object, ...]


class ReadingFile:
    """The database of a folder as it lies there. Makes nothing and changes nothing.

    Attributes:
        is_older: The schema is older than this program's; most of it can be read all the same.
    """

    def __init__(self, folder: Path, key_file: Path | None = None) -> None:
        self.path = folder / DATABASE_NAME
        self._log, self._index = self._beside("-wal"), self._beside("-shm")
        self._lock = folder / "store.lock"
        self.is_older = False
        try:
            refuse_missing(folder)
            if not self.path.exists():
                raise StoreError("store-unrepaired", f"{self.path.name} is gone")
            self.keys: Keys = key_files.load(key_file or folder / key_files.KEY_FILE_NAME)
            if self._beside(replacing.SUFFIX).exists():
                raise StoreError("store-unrepaired", "the terminal was stopped while it replaced a damaged file")
            if not _is_held(self._lock):
                self._refuse_unsound()
        except OSError as error:
            raise translated(error) from error

    def connect(self) -> Database:
        """A new connection that can only read. Raises StoreError."""
        still = self.is_still()
        if still and _size(self._log):
            raise StoreError("store-unfinished", "the log lies there without its index")
        try:
            db = connect_to_read(self.path, self.keys.database, immutable=still)
        except StoreError as error:
            raise _said_by_a_reader(error) from None
        try:
            self._refuse_foreign(db)
        except BaseException:
            db.close()
            raise
        return db

    def is_still(self) -> bool:
        """Whether nobody has the database open, as far as the files beside it tell."""
        return not (self._log.exists() and self._index.exists())

    def state(self) -> State:
        """Differs when what was read before may no longer be what lies there. Raises StoreError."""
        try:
            status = self.path.stat()
            if not self.is_still():
                return ("in use", status.st_ino, self._log.stat().st_ino, self._index.stat().st_ino)
            return ("still", status.st_ino, status.st_size, status.st_mtime_ns, _size(self._log))
        except OSError as error:
            raise translated(error) from error

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)

    def _refuse_unsound(self) -> None:
        """Look at file and log as a start would, before SQLite does: a log that is not of this file is no news."""
        state = self.state()
        noted = head.HeadFile(self.path, self.keys.check).read()
        kept = first_page.KeptFirstPage(self.path, self.keys.check).read()
        finding = Examiner(
            self.path, self._log, self.keys, key_check.KeyCheck(self.path).noted(), kept, noted
        ).finding()
        if finding.verdict is Verdict.OPEN or self.state() != state:
            return
        if finding.verdict is Verdict.KEY:
            raise StoreError("store-key", f"the key does not fit {self.path.name}; the file was left as it is")
        raise StoreError("store-unrepaired", finding.code or "the file is empty")

    def _refuse_foreign(self, db: Database) -> None:
        version, application = pragma(db, "user_version"), pragma(db, "application_id")
        if (application, version) == (0, 0):
            raise StoreError("store-unfinished", "a program is just making the file")
        if application != APPLICATION_ID:
            raise StoreError("store-key", f"{self.path.name} belongs to another program")
        if isinstance(version, int) and version > SCHEMA_VERSION:
            raise StoreError("store-newer", f"schema {version}, this program knows {SCHEMA_VERSION}")
        self.is_older = version != SCHEMA_VERSION


def refuse_missing(folder: Path) -> None:
    """Refuse a folder without a store, or without what is left of one. Raises StoreError store-none."""
    if not folder.exists():
        raise StoreError("store-none", "there is no such folder")
    if not folder.is_dir():
        raise StoreError("store-none", "that is no folder")
    left = ("", key_check.SUFFIX, first_page.SUFFIX, replacing.SUFFIX)
    if not any((folder / f"{DATABASE_NAME}{suffix}").exists() for suffix in left):
        raise StoreError("store-none", f"there is no {DATABASE_NAME} in that folder")


def reading_core(file: ReadingFile, clock: Clock) -> Core:
    """What repositories work with over a file that is only read: whatever would write raises RuntimeError."""
    keys = file.keys
    fields = FieldCipher(keys.fields, keys.index)
    erasable = ErasableKeys(file.path.parent)
    chain, set_aside = AuditChain(keys.audit), SetAsideFiles(file.path)
    heads = NotedHeads(file.path, keys.check)
    return Core(_NoWriter(), _WatchfulReaders(file), fields, chain, clock, erasable, set_aside, heads)


class _WatchfulReaders(Readers):
    """Connections of a `ReadingFile`, made anew when what lies there has changed."""

    def __init__(self, file: ReadingFile) -> None:
        super().__init__(file.connect)
        self._file = file
        self._state: State | None = None

    @contextmanager
    def db(self) -> Iterator[Database]:
        """As of `Readers`. Raises StoreError store-busy when somebody began to write in the meantime."""
        state = self._file.state()
        if state != self._state:
            self.reset()
            self._state = state
        try:
            with super().db() as db:
                yield db
        except KeyError:
            if not self._file.is_older:
                raise
            raise StoreError("store-unfinished", "the file has an older schema") from None
        except StoreError as error:
            if state[0] == "still" and self._file.state() != state:
                raise _began_to_write() from None
            if error.code == "store-refused" and self._file.is_older:  # a column this program knows is not there yet
                raise StoreError("store-unfinished", "the file has an older schema") from None
            raise _said_by_a_reader(error) from None
        if state[0] == "still" and self._file.state() != state:
            raise _began_to_write()


class _NoWriter:
    """Stands where the writer would: nothing that reads may get here."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise RuntimeError("this store was opened for reading")

    submit = call = outside = keep = _refuse


def _began_to_write() -> StoreError:
    return StoreError("store-busy", "another program has just begun to write")


def _said_by_a_reader(error: StoreError) -> StoreError:
    """Damage that a reader meets is not set aside, and must not be said to be."""
    return StoreError("store-unrepaired", error.detail) if error.code == "store-damaged" else error


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _is_held(lock: Path) -> bool:
    """Whether a program has the folder. Asks for a moment for what a starting program would ask for; that one waits."""
    try:
        fd = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False  # a file system without such locks has nobody who holds one
    finally:
        os.close(fd)
    return False
