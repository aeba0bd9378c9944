"""From a folder to a file that may be written: permissions, lock, key, check, damage, migrations.

Nothing is written to a database before its key is proved and its pages are checked, and SQLite sees it only after
`examining` has looked at file and log.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

from devices.clock import Clock
from kiosk.store import first_page, head, noted_heads, replacing
from kiosk.store import keys as key_files
from kiosk.store.audit import ChainHead, chain_head, has_entry
from kiosk.store.clean_stop import CleanStop
from kiosk.store.connection import APPLICATION_ID, close_untouched, connect, pragma, quick_check
from kiosk.store.durable import sync_folder
from kiosk.store.errors import StoreError, translated
from kiosk.store.examining import Examiner, Finding, Verdict
from kiosk.store.key_check import KeyCheck
from kiosk.store.keys import Keys
from kiosk.store.lock import FolderLock
from kiosk.store.log_keeper import LogKeeper, LogState
from kiosk.store.migrations import SCHEMA_VERSION, migrate
from kiosk.store.notices import Notice, Notices
from kiosk.store.replacing import Replacement
from kiosk.store.restoring import Restoration
from kiosk.store.setting_aside import SettingAside
from kiosk.store.sqlcipher import Database, driver

_log = logging.getLogger("kiosk.store")

DATABASE_NAME = "kiosk.db"


class StoreFile:
    """The database file in its folder, held open for as long as this object lives.

    Args:
        make_room: Called when the disk is full while a damaged file is replaced; true when there is more room now.

    Attributes:
        is_unread: The pages were not proved at the start, after a clean stop.
        is_suspect: One of them turned out not to hold.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        key_file: Path | None = None,
        make_room: Callable[[], bool] = lambda: False,
    ) -> None:
        self.path = folder / DATABASE_NAME
        self._clock = clock
        self._make_room = make_room
        self._key_file = key_file or folder / key_files.KEY_FILE_NAME
        self._check = KeyCheck(self.path)
        self._notices = Notices(self.path, clock)
        self._aside = SettingAside(self.path, clock)
        self._restoration = Restoration(self.path, self._aside.found)
        _make_private(folder)
        self._lock = FolderLock(folder / "store.lock")
        self.is_unread = False
        self.is_suspect = False
        self._opened: tuple[int, int] | None = None
        self.keys: Keys

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What staff must know and nobody has acknowledged, oldest first."""
        return tuple(self._notices.open)

    def open(self) -> Database:
        """The writer's connection to a sound file of this program's schema. Raises StoreError."""
        try:
            alone = self._lock.take()
        except OSError as error:
            raise StoreError(translated(error).code, f"the folder cannot be written: {type(error).__name__}") from error
        try:
            self.keys = self._load_keys()
            self._first_page = first_page.KeptFirstPage(self.path, self.keys.check)
            self._head = head.HeadFile(self.path, self.keys.check)
            self._clean = CleanStop(self.path, self.keys.check)
            self._keeper = LogKeeper(self.path, self.keys.database)
            db = self._open(alone)
        except OSError as error:
            self._lock.release()
            raise translated(error) from error
        except BaseException:
            self._lock.release()
            raise
        self._lock.share()
        return db

    def repair(self, db: Database | None) -> Database:
        """A connection to go on with after SQLite called the file damaged while running; `db` is closed first.

        When the file turns out to be sound, it is only opened again. Raises StoreError.
        """
        if db is not None:
            close_untouched(db, self.path, self.keys.database)
        alone = self._lock.try_alone()
        try:
            return self._open(alone)
        except OSError as error:
            raise translated(error) from error
        finally:
            self._lock.share()

    def tend(self, db: Database) -> Database | None:
        """Look after file and log; called about twice a second, outside any transaction.

        When the file or its log was deleted or exchanged under the running program, all that was written is written
        back under its name: gives the connection to go on with, and `db` is closed. What is found in its place is set
        aside, not destroyed. None when there was nothing to mend.

        Raises:
            StoreError: store-damaged when the file must be repaired. The driver's errors, with `db` still open.
        """
        if self._identity() != self._opened:
            _log.error("the database file is gone from its place; writing it back")
            return self._written_back(db, "store-missing", is_ours=False)
        head_before = chain_head(db)
        state = self._keeper.tend(db)
        if state is LogState.EMPTIED:
            self._head.note(head_before, head_before.seq, flush=True)
        if state in (LogState.LOST_NAME, LogState.CHANGED):
            _log.error("the write-ahead log is not what was written; writing everything back")
            return self._written_back(db, "store-log", is_ours=True)
        return None

    def _written_back(self, db: Database, code: str, *, is_ours: bool) -> Database:
        noted = chain_head(db)
        try:
            whole = self._restoration.copy(db, lambda copy: self._is_whole(copy, noted))
        except driver.DatabaseError as error:
            raise translated(error) from None
        if not whole:
            raise StoreError("store-damaged", "what was written can no longer be read")
        try:
            self._notices.add(Notice(code, self._restoration.finish(is_ours=is_ours), written_back=True))
        except OSError as error:
            raise StoreError("store-damaged", "the copy could not take its place") from error
        db.close()  # only now: SQLite deletes whatever bears the name of its log when it closes
        return self._ready(connect(self.path, self.keys.database), alone=False)

    def _is_whole(self, copy: Path, noted: ChainHead) -> bool:
        db = connect(copy, self.keys.database)
        try:
            whole = quick_check(db) and has_entry(db, noted)
        finally:
            db.close()
            for suffix in ("-wal", "-shm"):
                copy.with_name(copy.name + suffix).unlink(missing_ok=True)
        return whole

    def committed(self, db: Database) -> None:
        """Note how far the audit chain has come. Called after every commit; never raises."""
        try:
            self._head.note(chain_head(db))
        except (OSError, driver.Error) as error:
            _log.warning("the head of the audit chain cannot be noted: %s", translated(error).code)

    def refresh_notices(self, db: Database) -> None:
        """Leave out what has been acknowledged meanwhile. Cheap while there is no notice."""
        self._notices.refresh(db)

    def reader(self) -> Database:
        """A new read-only connection."""
        return connect(self.path, self.keys.database, read_only=True)

    def close(self) -> None:
        """Let others have the folder. Idempotent."""
        self._head.close()
        try:
            if self._lock.is_held:
                self._leave_clean()
        finally:
            self._lock.release()

    def tell_suspect(self, db: Database) -> None:
        """A page cannot be proved: staff are told, and the next start reads the whole file. Inside a transaction."""
        self.is_suspect = True
        self._notices.tell_at_once(db, Notice("store-suspect", ""), self.keys)

    def _leave_clean(self) -> None:
        log = self._beside("-wal")
        if self.is_suspect or (log.exists() and log.stat().st_size) or not self._lock.try_alone():
            return
        try:
            self._clean.leave()
        except OSError as error:
            _log.info("the clean stop cannot be noted: %s", translated(error).code)

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)

    def _identity(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _load_keys(self) -> Keys:
        marks = (self._check.path, *(self._beside(s) for s in (first_page.SUFFIX, replacing.SUFFIX)))
        if _holds_data(self.path) or any(mark.exists() for mark in marks):
            return key_files.load(self._key_file)
        return key_files.load_or_create(self._key_file)

    def _open(self, alone: bool) -> Database:
        if not alone:
            return self._open_beside_another()
        replacement = self._replacement()
        if replacement.is_under_way():
            replacement.finish()
        if self._restoration.is_under_way():
            self._notices.add(Notice("store-missing", self._restoration.finish(), written_back=True))
        replacement.sweep()
        self._restoration.sweep()
        noted = self._head.read()
        finding = Examiner(
            self.path, self._beside("-wal"), self.keys, self._check.noted(), self._first_page.read(), noted
        ).finding()
        if finding.verdict is Verdict.KEY:
            raise StoreError("store-key", f"the key does not fit {self.path.name}; the file was left as it is")
        if finding.verdict is Verdict.BEGIN:
            return self._begin()
        if finding.verdict is Verdict.REPLACE:
            return self._replace(finding)
        if finding.verdict is Verdict.LEAVE_LOG:
            self._leave_log(finding)
        return self._open_examined(finding, noted)

    def _open_beside_another(self) -> Database:
        """Another program has looked at the file already, and keeps it from being exchanged: it is not read again."""
        if not _holds_data(self.path):
            raise StoreError("store-busy", "another program is just making the file")
        db = connect(self.path, self.keys.database)
        self._refuse_foreign(db)
        return self._ready(db, alone=False)

    def _open_examined(self, finding: Finding, noted: head.NotedHead | None) -> Database:
        try:
            db = connect(self.path, self.keys.database)
        except StoreError as error:
            if error.code != "store-damaged":
                raise
            return self._replace(finding)
        self._refuse_foreign(db)
        if self._clean.spares_reading():
            self.is_unread = True
        elif not quick_check(db):
            close_untouched(db, self.path, self.keys.database)
            return self._replace(finding)
        if noted is not None and not has_entry(db, noted.head):
            _log.error("the database lacks the newest entries it once had")
            self._notices.tell(Notice("store-older", ""))
            self._head.begin(chain_head(db), 0)
        return self._ready(db, alone=True)

    def _refuse_foreign(self, db: Database) -> None:
        version, application = pragma(db, "user_version"), pragma(db, "application_id")
        code = None
        if application not in (0, APPLICATION_ID):
            code, why = "store-key", f"{self.path.name} belongs to another program"
        elif isinstance(version, int) and version > SCHEMA_VERSION:
            code, why = "store-newer", _newer(self.path, version)
        if code is not None:
            db.close()
            raise StoreError(code, why)

    def _begin(self) -> Database:
        if self._check.path.exists() or self._beside(first_page.SUFFIX).exists():
            _log.error("the database file is gone; a new one is begun")
            self._notices.tell(Notice("store-missing", "", salvaged=True))
        for path in (*self._leftovers(), *(self._beside(suffix) for suffix in ("-wal", "-shm", "-journal"))):
            path.unlink(missing_ok=True)
        os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
        return self._ready(connect(self.path, self.keys.database), alone=True)

    def _ready(self, db: Database, alone: bool) -> Database:
        """Bring schema, marks and permissions to what this program expects, and prove that they are."""
        try:
            self._clean.take_away()
            os.chmod(self.path, 0o600)
            if pragma(db, "user_version") != SCHEMA_VERSION:
                if not alone:
                    raise StoreError("store-busy", "another program uses the file; its schema cannot be changed now")
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(db)
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # page 1 is copied from the file itself
                sync_folder(self.path.parent)
            if (pragma(db, "application_id"), pragma(db, "user_version")) != (APPLICATION_ID, SCHEMA_VERSION):
                raise StoreError("store-setup", "application_id, user_version")
            self._opened = self._identity()
            self._keeper.opened()
            self._write_sides(db)
            self._head.resume()
            self._notices.write_alerts(db, self.keys)
            self.committed(db)
        except BaseException:
            db.close()
            raise
        return db

    def _write_sides(self, db: Database) -> None:
        """What lies beside the file, of this file. A full disk is no reason not to start: the next start does it."""
        try:
            self._check.keep(self.keys.check)
            self._first_page.keep(self.keys.database)
        except OSError as error:
            _log.warning("what is kept beside the database cannot be written: %s", translated(error).code)

    def _replacement(self) -> Replacement:
        return Replacement(self.path, self.keys, self._clock, self._leftovers(), self._make_room)

    def _replace(self, finding: Finding) -> Database:
        """Set a damaged file aside, and open what could be carried over."""
        if finding.user_version > SCHEMA_VERSION:
            raise StoreError("store-newer", _newer(self.path, finding.user_version))
        code = finding.code or "store-damaged"
        word = "older" if code == "store-older" else "corrupt"
        kept = self._first_page.read()
        replacement = self._replacement()
        replacement.begin(finding, code, self._aside.name(word), kept)
        self._head.close()
        replacement.finish()
        return self._ready(connect(self.path, self.keys.database), alone=True)

    def _leave_log(self, finding: Finding) -> None:
        """Give a log that does not belong to this state of the file another name."""
        _log.error("the write-ahead log is not of this file and is left out")
        aside = f"{self._aside.name('found')}-wal"
        self._notices.tell(Notice(finding.code, aside))
        self._aside.log(aside)

    def _leftovers(self) -> tuple[Path, ...]:
        """Files beside the database that speak of one database alone."""
        suffixes = (first_page.SUFFIX, head.SUFFIX, noted_heads.SUFFIX)
        return (self._check.path, *(self._beside(suffix) for suffix in suffixes))


def _newer(path: Path, version: int) -> str:
    return f"{path.name} has schema {version}, this program knows {SCHEMA_VERSION}"


def _holds_data(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise StoreError("store-io", f"{folder.name} cannot be used: {type(error).__name__}") from error
