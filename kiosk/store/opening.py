"""From a folder to a file that may be written: permissions, lock, key, check, damage, migrations.

Nothing is written to a database before its key is proved and its pages are checked. A wrong key is never called damage:
beside the database lies `kiosk.db.check`, an HMAC of the file's salt, which only the right key can have made.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
from dataclasses import dataclass, field
from pathlib import Path

from devices.clock import Clock
from kiosk.store import keys as key_files
from kiosk.store.connection import APPLICATION_ID, connect, pragma, quick_check
from kiosk.store.errors import StoreError
from kiosk.store.keys import Keys
from kiosk.store.lock import FolderLock
from kiosk.store.migrations import SCHEMA_VERSION, migrate
from kiosk.store.salvage import salvage
from kiosk.store.sqlcipher import Database

_log = logging.getLogger("kiosk.store")

DATABASE_NAME = "kiosk.db"
_SALT_BYTES = 16  # SQLCipher keeps the salt of its page HMACs in front of page 1


@dataclass(frozen=True, slots=True)
class Notice:
    """Something staff must know about the file. `code`: store-damaged or store-missing; `rows` is what was saved."""

    code: str
    set_aside: str
    rows: dict[str, int] = field(default_factory=dict)


class StoreFile:
    """The database file in its folder, held open for as long as this object lives.

    Attributes:
        notices: What happened while opening or repairing, oldest first.
    """

    def __init__(self, folder: Path, clock: Clock, key_file: Path | None = None) -> None:
        self.path = folder / DATABASE_NAME
        self.notices: list[Notice] = []
        self._clock = clock
        self._key_file = key_file or folder / key_files.KEY_FILE_NAME
        self._check_file = folder / f"{DATABASE_NAME}.check"
        _make_private(folder)
        self._lock = FolderLock(folder / "store.lock")
        self._opened: tuple[int, int] | None = None
        self.keys: Keys

    def open(self) -> Database:
        """The writer's connection to a sound file of this program's schema. Raises StoreError."""
        alone = self._lock.take()
        try:
            self.keys = self._load_keys()
            db = self._open(alone)
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
            db.close()
        alone = self._lock.try_alone()
        try:
            return self._open(alone)
        finally:
            self._lock.share()

    def restored(self, db: Database) -> Database | None:
        """When the file was deleted or exchanged under the running program: its content written back under its name,
        and the connection to go on with; `db` is closed. A file found in its place is set aside, not destroyed. None
        when the file is where it was.
        """
        if self._identity() == self._opened:
            return None
        _log.error("the database file is gone from its place; writing it back")
        draft = self.path.with_name(f"{self.path.name}.draft")
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        db.execute("VACUUM INTO ?", [str(draft)])  # encrypted with the same key
        db.close()
        aside = self._set_aside("found").name if self.path.exists() else ""
        for suffix in ("-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        draft.replace(self.path)
        self.notices.append(Notice("store-missing", aside))
        return self._ready(connect(self.path, self.keys.database), alone=False)

    def reader(self) -> Database:
        """A new read-only connection."""
        return connect(self.path, self.keys.database, read_only=True)

    def close(self) -> None:
        """Let others have the folder. Idempotent."""
        self._lock.release()

    def _identity(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _load_keys(self) -> Keys:
        if _holds_data(self.path) or self._check_file.exists():
            return key_files.load(self._key_file)
        return key_files.load_or_create(self._key_file)

    def _open(self, alone: bool) -> Database:
        if not _holds_data(self.path):
            if not alone:
                raise StoreError("store-busy", "another program is just making the file")
            if self._check_file.exists():
                self.notices.append(Notice("store-missing", ""))
                _log.error("the database file is gone; a new one is begun")
            return self._begin()
        db = self._unlock()
        if db is not None:
            self._refuse_foreign(db)
            if quick_check(db):
                return self._ready(db, alone)
            db.close()
        return self._replace(alone)

    def _unlock(self) -> Database | None:
        """The connection when the key opens page 1; None when page 1 is damaged. Raises StoreError store-key."""
        try:
            return connect(self.path, self.keys.database)
        except StoreError as error:
            if error.code != "store-damaged":
                raise
        if self._check_matches():
            return None
        raise StoreError("store-key", f"the key does not fit {self.path.name}; the file was left as it is")

    def _refuse_foreign(self, db: Database) -> None:
        version, application = pragma(db, "user_version"), pragma(db, "application_id")
        code = None
        if application not in (0, APPLICATION_ID):
            code, why = "store-key", f"{self.path.name} belongs to another program"
        elif isinstance(version, int) and version > SCHEMA_VERSION:
            code, why = "store-newer", f"{self.path.name} has schema {version}, this program knows {SCHEMA_VERSION}"
        if code is not None:
            db.close()
            raise StoreError(code, why)

    def _begin(self) -> Database:
        for suffix in ("-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
        return self._ready(connect(self.path, self.keys.database), alone=True)

    def _ready(self, db: Database, alone: bool) -> Database:
        """Bring schema, marks and permissions to what this program expects, and prove that they are."""
        try:
            os.chmod(self.path, 0o600)
            if pragma(db, "user_version") != SCHEMA_VERSION:
                if not alone:
                    raise StoreError("store-busy", "another program uses the file; its schema cannot be changed now")
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(db)
                key_files.sync_folder(self.path.parent)
            if (pragma(db, "application_id"), pragma(db, "user_version")) != (APPLICATION_ID, SCHEMA_VERSION):
                raise StoreError("store-setup", "application_id, user_version")
            if not self._check_matches():
                self._write_check()
            self._opened = self._identity()
        except BaseException:
            db.close()
            raise
        return db

    def _replace(self, alone: bool) -> Database:
        """Set a damaged file aside, begin a new one, and carry over what can be read."""
        if not alone:
            raise StoreError("store-damaged", "the file is damaged and another program uses it")
        aside = self._set_aside("corrupt")
        fresh = self._begin()
        rows = salvage(lambda: connect(aside, self.keys.database, read_only=True), fresh)
        _log.error("the database was damaged; kept as %s, %d rows carried over", aside.name, sum(rows.values()))
        self.notices.append(Notice("store-damaged", aside.name, rows))
        return fresh

    def _set_aside(self, word: str) -> Path:
        stamp = self._clock.now().utc.strftime("%Y%m%dT%H%M%SZ")
        name, count = f"{self.path.name}.{word}.{stamp}", 1
        while (aside := self.path.with_name(name)).exists():
            count += 1
            name = f"{self.path.name}.{word}.{stamp}-{count}"
        for suffix in ("-wal", ""):
            part = self.path.with_name(self.path.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))
        self.path.with_name(self.path.name + "-shm").unlink(missing_ok=True)
        self._check_file.unlink(missing_ok=True)
        key_files.sync_folder(self.path.parent)
        return aside

    def _fingerprint(self) -> str:
        with self.path.open("rb") as file:
            salt = file.read(_SALT_BYTES)
        return hmac.new(self.keys.check, salt, hashlib.sha256).hexdigest()

    def _check_matches(self) -> bool:
        try:
            noted = self._check_file.read_text("ascii", "replace").strip()
        except FileNotFoundError:
            return False
        return hmac.compare_digest(noted, self._fingerprint())

    def _write_check(self) -> None:
        draft = self._check_file.with_name(self._check_file.name + ".draft")
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(fd, "w") as file:
            file.write(self._fingerprint() + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._check_file)
        key_files.sync_folder(self._check_file.parent)


def _holds_data(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise StoreError("store-io", f"{folder.name} cannot be used: {type(error).__name__}") from error
