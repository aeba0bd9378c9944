"""Puts a new database in place of a damaged one. A kill or a full disk at any moment leaves work to begin again.

1. `kiosk.db.replacing` says what is about to happen, under which name the old file will lie, and what is known of it.
2. The log and the file get their new names; they are never written again and never opened by SQLite.
3. A draft is made of every readable row, with the notice in it, and brought to the disk.
   The audit trail, whose chain ends here, gets a file of its own.
4. The draft takes the name of the database. Only now is there a new database.
5. What belonged to the old file (check, kept page, noted head) goes, then the note of step 1.

Whoever starts and finds the note goes on where it stopped: a draft that was not whole is thrown away.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from devices.clock import Clock
from kiosk.ids import new_id
from kiosk.store.connection import APPLICATION_ID, connect
from kiosk.store.durable import sync_file, sync_folder, write_whole
from kiosk.store.errors import StoreError, translated
from kiosk.store.examining import Finding
from kiosk.store.keys import Keys
from kiosk.store.migrations import migrate
from kiosk.store.notices import Notice, NoticeList, write_alert
from kiosk.store.salvage.carry import carry_over
from kiosk.store.salvage.image import Image
from kiosk.store.salvage.log import Frame
from kiosk.store.salvage.pages import PageCipher
from kiosk.store.set_aside_files import keep_trail, trail_name
from kiosk.store.sqlcipher import driver

_log = logging.getLogger("kiosk.store")

SUFFIX = ".replacing"
_DRAFT = ".new"
_SIDES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class _Plan:
    code: str
    aside: str
    notice_id: str
    salt: str | None
    frames: list[tuple[int, bool, int]]
    first_page: str | None
    moved: bool = False


class Replacement:
    """One replacement of the database of a folder, held alone by this program.

    Args:
        leftovers: Files beside the database that speak of the old one.
        make_room: Called when the disk is full; true when there is more room now.
    """

    def __init__(
        self, database: Path, keys: Keys, clock: Clock, leftovers: tuple[Path, ...], make_room: Callable[[], bool]
    ) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock
        self._leftovers = leftovers
        self._make_room = make_room
        self._note = database.with_name(database.name + SUFFIX)
        self._draft = database.with_name(database.name + _DRAFT)

    def is_under_way(self) -> bool:
        """Whether one was begun and not finished."""
        return self._note.exists()

    def sweep(self) -> None:
        """Delete a draft that nothing is under way for: rows of people may be in it. Raises OSError."""
        self._drop_draft()

    def begin(self, finding: Finding, code: str, aside: str, kept: bytes | None) -> None:
        """Say what will happen; nothing is moved yet. Raises OSError.

        Args:
            code: Error code of the notice.
            aside: Name under which the old file will lie.
            kept: Page 1 as kept elsewhere, for a file that lost its own.
        """
        frames = [(f.page, f.commit, f.offset) for f in finding.frames]
        salt = finding.salt.hex() if finding.salt else None
        self._write(_Plan(code, aside, new_id(), salt, frames, kept.hex() if kept else None))

    def finish(self) -> Notice | None:
        """Go through with what was begun; the notice, or None when the note of it was no good and nothing was done.

        Raises:
            StoreError: store-full and the like; it can be gone on with later.
        """
        plan = self._plan()
        if plan is None:
            _log.error("%s is damaged and is passed over", self._note.name)
            self._note.unlink(missing_ok=True)
            return None
        try:
            return self._finish(plan)
        except OSError as error:
            raise translated(error) from None

    def _finish(self, plan: _Plan) -> Notice | None:
        aside = self._database.with_name(plan.aside)
        if not plan.moved:
            self._set_aside(aside)
            plan = replace(plan, moved=True)
            self._write(plan)
        if not self._database.exists():
            NoticeList(self._database).add(self._make_draft_with_room(plan, aside))
            os.replace(self._draft, self._database)
            sync_folder(self._database.parent)
        notice = next((n for n in NoticeList(self._database).read() if n.id == plan.notice_id), None)
        for path in self._leftovers:
            path.unlink(missing_ok=True)
        sync_folder(self._database.parent)
        self._note.unlink()
        sync_folder(self._database.parent)
        if notice is not None:
            carried, known = sum(notice.rows.values()), sum(notice.known.values())
            _log.error("the database was damaged; kept as %s, %d of %d rows carried over", plan.aside, carried, known)
        return notice

    def _plan(self) -> _Plan | None:
        try:
            return _Plan(**json.loads(self._note.read_bytes()))
        except (ValueError, TypeError):
            return None

    def _write(self, plan: _Plan) -> None:
        write_whole(self._note, json.dumps(asdict(plan)).encode())

    def _set_aside(self, aside: Path) -> None:
        for suffix in ("-wal", ""):  # the file last: as long as it has its name, its log may still have its own
            part = self._database.with_name(self._database.name + suffix)
            if suffix and part.exists() and part.stat().st_size == 0:
                part.unlink()
            elif part.exists():
                part.rename(aside.with_name(aside.name + suffix))
        for suffix in ("-shm", "-journal"):
            self._database.with_name(self._database.name + suffix).unlink(missing_ok=True)
        sync_folder(self._database.parent)

    def _make_draft_with_room(self, plan: _Plan, aside: Path) -> Notice:
        try:
            return self._make_draft(plan, aside)
        except StoreError as error:
            if error.code != "store-full" or not self._make_room():
                raise
        return self._make_draft(plan, aside)

    def _make_draft(self, plan: _Plan, aside: Path) -> Notice:
        self._drop_draft()
        try:
            notice = self._filled_draft(plan, aside)
            sync_file(self._draft)
        except BaseException as error:
            self._drop_draft()
            if isinstance(error, driver.Error | OSError):
                raise translated(error) from None
            raise
        return notice

    def _filled_draft(self, plan: _Plan, aside: Path) -> Notice:
        os.close(os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        fresh = connect(self._draft, self._keys.database)
        try:
            fresh.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(fresh)
            cipher = PageCipher(self._keys.database, bytes.fromhex(plan.salt) if plan.salt else None)
            frames = tuple(Frame(*frame) for frame in plan.frames)
            kept = bytes.fromhex(plan.first_page) if plan.first_page else None
            with Image(aside, cipher, aside.with_name(f"{aside.name}-wal"), frames, kept) as image:
                carried = carry_over(image, fresh)
                keep_trail(image, fresh, aside.with_name(trail_name(plan.aside)), self._keys.database)
            notice = Notice(
                plan.code,
                plan.aside,
                _filled(carried.rows),
                _filled(carried.known),
                salvaged=True,
                proved=cipher.proves,
                id=plan.notice_id,
            )
            fresh.execute("BEGIN IMMEDIATE")
            write_alert(fresh, notice, self._keys, self._clock.now())
            fresh.execute("COMMIT")
            if fresh.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise StoreError("store-busy", "another program uses the draft")
        finally:
            fresh.close()
        return notice

    def _drop_draft(self) -> None:
        for suffix in ("", *_SIDES):
            self._draft.with_name(self._draft.name + suffix).unlink(missing_ok=True)


def _filled(counts: dict[str, int]) -> dict[str, int]:
    return {table: count for table, count in counts.items() if count}
