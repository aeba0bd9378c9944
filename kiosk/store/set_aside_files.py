"""The files that were set aside beside a database, and how they end.

Nobody can delete one person from a file that is damaged, so a file that was set aside goes as a whole: with the first
withdrawal after it was set aside, and at the latest when its period is over. Its audit trail lives on: it was copied
into `kiosk.db.trail.<UTC>` when the file was replaced, so that nobody gets rid of their traces by this way.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from kiosk.store.connection import connect
from kiosk.store.durable import sync_file, sync_folder
from kiosk.store.errors import translated
from kiosk.store.rows import insert
from kiosk.store.salvage.image import Image
from kiosk.store.salvage.tables import Shape, TableFinder
from kiosk.store.schema import SALVAGE_ORDER
from kiosk.store.sqlcipher import Database, driver

_SORTS = ("corrupt", "older", "found")
_ZEROS = bytes(1 << 20)


class SetAsideFiles:
    """Of one database."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._named = re.compile(rf"{re.escape(database.name)}\.(?:{'|'.join(_SORTS)})\.(\d{{8}}T\d{{6}}Z)[-\w]*")

    def names(self, *, by: Path | None = None, before: datetime | None = None) -> list[str]:
        """Names of those that lie there, logs among them.

        Args:
            by: Only those that had been set aside when this file was last written.
            before: Only those set aside before this moment, as their names say.
        """
        written_ns = None if by is None else _changed_ns(by)
        if by is not None and written_ns is None:
            return []
        found = []
        for path in sorted(self._database.parent.iterdir()):
            told = self._named.fullmatch(path.name)
            if told is None:
                continue
            when = datetime.strptime(told[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            changed_ns = _changed_ns(path)
            too_new = written_ns is not None and (changed_ns is None or changed_ns > written_ns)
            if not too_new and (before is None or when < before):
                found.append(path.name)
        return found

    def destroy(self, names: list[str]) -> None:
        """Overwrite and delete them. On the writer's thread only: that of a replacement, which reads them.

        Raises StoreError; what is left can be destroyed later.
        """
        try:
            for name in names:
                _overwrite(self._database.with_name(name))
                self._database.with_name(name).unlink(missing_ok=True)
            sync_folder(self._database.parent)
        except OSError as error:
            raise translated(error) from error

    def trails(self) -> list[Path]:
        """Audit trails of files that were replaced, oldest first."""
        there = self._database.parent.glob(f"{self._database.name}.trail.*")
        return sorted(path for path in there if not path.name.endswith(("-wal", "-shm")))


def trail_name(aside: str) -> str:
    """Under which name the audit trail of a file that was set aside lies."""
    for sort in _SORTS:
        aside = aside.replace(f".{sort}.", ".trail.")
    return aside


def keep_trail(image: Image, fresh: Database, path: Path, key: bytes) -> int:
    """Copy what can be read of the audit trail of an image into a file of its own; how many entries.

    Whether it is whole shows when it is verified. Raises the driver's errors and OSError.

    Args:
        fresh: A database of this program's schema.
    """
    finder = TableFinder(image, {table: Shape.of(fresh, table) for table in (*SALVAGE_ORDER, "audit")})
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    trail = connect(path, key)
    kept = 0
    try:
        (table,) = fresh.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'audit'").fetchone()
        trail.execute(table)
        trail.execute("BEGIN IMMEDIATE")
        for row in finder.rows("audit"):
            kept += insert(trail, "audit", row, "ON CONFLICT DO NOTHING")
        trail.execute("COMMIT")
        trail.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except driver.IntegrityError:
        trail.execute("ROLLBACK")
    finally:
        trail.close()
    if not kept:
        path.unlink()
    else:
        sync_file(path)
    sync_folder(path.parent)
    return kept


def _overwrite(path: Path) -> None:
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return
    try:
        size = os.fstat(fd).st_size
        for at in range(0, size, len(_ZEROS)):
            os.pwrite(fd, _ZEROS[: size - at], at)
        os.fsync(fd)
    finally:
        os.close(fd)


def _changed_ns(path: Path) -> int | None:
    """When the file was last written or got its name."""
    try:
        return path.stat().st_ctime_ns
    except FileNotFoundError:
        return None
