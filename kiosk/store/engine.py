"""The working store under the repositories: one encrypted file, one writer, many readers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices.clock import Clock
from kiosk.store.audit import AuditChain
from kiosk.store.connection import settings_not_in_force
from kiosk.store.core import Core
from kiosk.store.erasable import ErasableKeys
from kiosk.store.errors import StoreError
from kiosk.store.fields import FieldCipher
from kiosk.store.noted_heads import NotedHeads
from kiosk.store.notices import Notice
from kiosk.store.opening import StoreFile
from kiosk.store.page_check import PageCheck
from kiosk.store.readers import Readers
from kiosk.store.set_aside_files import SetAsideFiles
from kiosk.store.space import Space, SpaceLimits
from kiosk.store.sqlcipher import Database
from kiosk.store.writer import Remedies, Writer

_log = logging.getLogger("kiosk.store")


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """How the store is.

    Attributes:
        fault: Error code with three sentences, None when all is well.
        accepts_visits: False when a new visit could not be logged.
        unsaved: Pieces of work not committed yet.
        notices: What became of the file and nobody has acknowledged yet.
    """

    fault: str | None
    accepts_visits: bool
    unsaved: int
    free_bytes: int
    file_bytes: int
    notices: tuple[Notice, ...]


WhenIdle = Callable[[Database], object]


class Engine:
    """The file, its writer and its readers. Thread-safe; made by `open`, set going by `start`, ended by `close`.

    Attributes:
        core: What the repositories work with.
        code_signing_key: 32 bytes, the same at every start, for the codes this terminal signs itself.
    """

    def __init__(self, file: StoreFile, db: Database, clock: Clock, space: Space) -> None:
        self._file = file
        self._space = space
        self._closed = False
        self._when_idle: tuple[WhenIdle, ...] = ()
        self._readers = Readers(file.reader)
        self._writer = Writer(db, clock, Remedies(space.drop_ballast, self._repair, self._idle, file.committed))
        fields = FieldCipher(file.keys.fields, file.keys.index)
        erasable = ErasableKeys(file.path.parent)
        chain, set_aside = AuditChain(file.keys.audit), SetAsideFiles(file.path)
        heads = NotedHeads(file.path, file.keys.check)
        self.core = Core(self._writer, self._readers, fields, chain, clock, erasable, set_aside, heads)
        self.code_signing_key = file.keys.code_signing
        self._page_check = PageCheck(file.path, file.keys.database, clock, self._page_is_bad)

    @classmethod
    def open(cls, folder: Path, clock: Clock, *, key_file: Path | None = None,
             limits: SpaceLimits | None = None) -> Engine:  # fmt: skip
        """Open the store of a data folder, or begin one.

        Args:
            key_file: Where the key lies; `store.key` in the folder when not given. A service manager may hand in one
                that lies on another disk.

        Raises:
            StoreError: with a code that has three sentences; see kiosk/store/errors.py.
        """
        space = Space(folder, limits or SpaceLimits())
        file = StoreFile(folder, clock, key_file, space.drop_ballast)
        db = file.open()
        space.load_ballast()
        return cls(file, db, clock, space)

    def start(self, *when_idle: WhenIdle) -> None:
        """Let the writer work. `when_idle` is called on its thread, outside any transaction, when nothing waits."""
        self._when_idle = when_idle
        self._writer.start()
        if self._file.is_unread:
            self._page_check.start()

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._file.path.parent

    def health(self) -> StoreHealth:
        """How it is now. Cheap; never raises."""
        try:
            free, low = self._space.free, self._space.low
            size = self._file.path.stat().st_size
        except OSError:
            return StoreHealth("store-io", False, self._writer.unsaved, 0, 0, self._file.notices)
        fault = "store-closed" if self._closed else self._writer.fault or ("store-full" if low else None)
        return StoreHealth(fault, fault is None, self._writer.unsaved, free, size, self._file.notices)

    def settings_not_in_force(self) -> list[str]:
        """Safety settings of the writing connection that read back wrong; empty on a sound store."""
        return self._writer.call(lambda db: settings_not_in_force(db.conn))

    def settle(self) -> None:
        """Wait until everything handed over so far is committed or has failed."""
        self._writer.call(lambda db: None)

    def close(self) -> int:
        """Commit what waits and let the file go; how many pieces of work could not be saved. Idempotent."""
        if self._closed:
            return 0
        self._closed = True
        self._page_check.stop()
        lost = self._writer.stop()
        self._readers.close()
        self._file.close()
        return lost

    def _page_is_bad(self, _: int) -> None:
        try:
            self._writer.keep(self._file.tell_suspect, lambda ok: None)
        except StoreError:
            self._file.is_suspect = True  # closing; the next start reads the whole file

    def _repair(self, db: Database | None) -> Database:
        self._readers.reset()
        fresh = self._file.repair(db)
        self._readers.reset()
        return fresh

    def _idle(self, db: Database) -> Database | None:
        fresh = self._file.tend(db)
        if fresh is not None:
            self._readers.reset()
        self._file.refresh_notices(fresh or db)
        for job in self._when_idle:
            job(fresh or db)
        return fresh
