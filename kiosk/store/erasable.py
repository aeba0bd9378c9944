"""Keys that can be destroyed one by one, and notes of who was taken off: what no copy of the database may bring back.

A file can be copied, set aside, restored; a row deleted from it lives on in every copy. So a row of the sensitive kind
is sealed under a key of its own, which lies here and nowhere else. Destroying the key makes every copy of the row
unreadable at once, whoever holds it. The folder is left out of backups (CACHEDIR.TAG says so to programs that make
them): a backup of the database then holds no template anybody can open, and one that is put back learns here who was
taken off since.

`keys`: records of 64 bytes, the place of a record is its number: 32 bytes key, 16 bytes id of the row, one byte
state. `withdrawn`: records of 32 bytes, one a withdrawal: 16 bytes id, one byte kind, eight bytes time (microseconds
since 1970, 0 for none). Both are written within a write
transaction of the database, so that one program writes at a time, and before its commit, so that no committed row
lacks its key. A key whose row was never committed opens nothing.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from kiosk.store.durable import sync_folder, write_whole
from kiosk.store.errors import StoreError, translated

FOLDER_NAME = "never-back-up"
_KEY_BYTES, _RECORD, _WITHDRAWN = 32, 64, 32
_LIVE, _DOOMED, _DESTROYED = b"K", b"D", b"x"
_TAG = b"""Signature: 8a477f597d28d172789f06886806bc55
# Keys that must be gone when they are destroyed: back up everything else.
"""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """The place of a key, and the row it is for."""

    number: int
    row_id: str


class OpenKeys:
    """The keys as they lie there now. Each is read when it is asked for: one that was destroyed is never handed out."""

    def __init__(self, fd: int | None) -> None:
        self._fd = fd

    def get(self, slot: Slot) -> bytes | None:
        """The key; None when it was destroyed, or this folder never had it."""
        record = b"" if self._fd is None else os.pread(self._fd, _RECORD, slot.number * _RECORD)
        is_theirs = len(record) == _RECORD and record[_KEY_BYTES:48] == UUID(slot.row_id).bytes
        return record[:_KEY_BYTES] if is_theirs and record[48:49] in (_LIVE, _DOOMED) else None

    def was_destroyed(self, slot: Slot) -> bool:
        """Whether it was destroyed here; false for one this folder never had."""
        record = b"" if self._fd is None else os.pread(self._fd, _RECORD, slot.number * _RECORD)
        return record[_KEY_BYTES:49] == UUID(slot.row_id).bytes + _DESTROYED


class Withdrawal(NamedTuple):
    """One note. `kind` is one letter, `at` the moment it is about, where it is about one."""

    kind: str
    row_id: str
    at: datetime | None = None


class ErasableKeys:
    """The folder of one data folder. Thread-safe; made when the first key is."""

    def __init__(self, data: Path) -> None:
        self.folder = data / FOLDER_NAME
        self._path, self._withdrawn = self.folder / "keys", self.folder / "withdrawn"
        self._lock = threading.Lock()
        self._doomed: set[Slot] = set()
        self._is_looked_through = False

    @contextmanager
    def reading(self) -> Iterator[OpenKeys]:
        """The keys, for a while. A folder that is not there holds none; nothing is made."""
        try:
            fd = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            yield OpenKeys(None)
            return
        try:
            yield OpenKeys(fd)
        finally:
            os.close(fd)

    def make(self, row_ids: Iterable[str]) -> list[tuple[Slot, bytes]]:
        """A new key for each row, on the disk when this returns. Within the transaction that writes the rows.

        Raises StoreError.
        """
        wanted = list(row_ids)
        if not wanted:
            return []
        with self._opened_to_write(self._path) as fd:
            first = -(-os.fstat(fd).st_size // _RECORD)  # a record torn by a power cut is passed over
            made = [(Slot(first + n, row_id), os.urandom(_KEY_BYTES)) for n, row_id in enumerate(wanted)]
            records = b"".join((key + UUID(slot.row_id).bytes + _LIVE).ljust(_RECORD, b"\0") for slot, key in made)
            os.pwrite(fd, records, first * _RECORD)
        return made

    def doom(self, slots: Iterable[Slot]) -> None:
        """Mark keys whose rows are being deleted, on the disk when this returns: a power cut between the commit and
        `destroy_doomed` leaves them to the next start. Within the transaction that deletes the rows. Raises StoreError.
        """
        chosen = list(slots)
        with self._lock:
            self._doomed.update(chosen)
        self._mark(chosen, _DOOMED)

    @property
    def has_doomed(self) -> bool:
        """Whether keys may wait for `destroy_doomed`."""
        with self._lock:
            return bool(self._doomed) or not self._is_looked_through

    def destroy_doomed(self, is_there: Callable[[str], bool]) -> int:
        """Overwrite the keys whose rows are gone, on the disk when this returns; how many. Outside transactions.

        Args:
            is_there: Whether the row of that id is in the database after all, because its deletion was taken back.

        Raises StoreError; all of them wait for the next call then.
        """
        with self._lock:
            waiting = set(self._doomed)
            first_time, self._is_looked_through = not self._is_looked_through, True
        if first_time:  # an earlier process may have ended between a commit and this
            waiting.update(self._marked())
        gone = sorted(slot for slot in waiting if not is_there(slot.row_id))
        try:
            self._mark(sorted(waiting - set(gone)), _LIVE)
            self._mark(gone, _DESTROYED)
        except StoreError:
            with self._lock:
                self._is_looked_through = False
            raise
        with self._lock:
            self._doomed -= waiting
        return len(gone)

    @property
    def withdrawn_path(self) -> Path:
        """The file of the withdrawals; it may not be there."""
        return self._withdrawn

    def note_withdrawn(self, *noted: Withdrawal) -> None:
        """Note withdrawals, on the disk and side by side when this returns. Raises StoreError."""
        if not noted:
            return
        with self._opened_to_write(self._withdrawn) as fd:
            at = -(-os.fstat(fd).st_size // _WITHDRAWN) * _WITHDRAWN
            os.pwrite(fd, b"".join(map(_record, noted)), at)

    def withdrawn(self) -> list[Withdrawal]:
        """Every withdrawal noted, oldest first."""
        try:
            content = self._withdrawn.read_bytes()
        except FileNotFoundError:
            return []
        records = [content[at : at + _WITHDRAWN] for at in range(0, len(content), _WITHDRAWN)]
        return [_withdrawal(one) for one in records if len(one) == _WITHDRAWN and one[16]]

    @contextmanager
    def _opened_to_write(self, path: Path) -> Iterator[int]:
        """A file of the folder, flushed at the end. Raises StoreError."""
        try:
            if not self.folder.exists():
                self.folder.mkdir(mode=0o700, exist_ok=True)
                sync_folder(self.folder.parent)
            tag = self.folder / "CACHEDIR.TAG"
            if not tag.exists():
                write_whole(tag, _TAG)
            is_new = not path.exists()
            fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                yield fd
                os.fsync(fd)
            finally:
                os.close(fd)
            if is_new:
                sync_folder(self.folder)
        except OSError as error:
            raise translated(error) from error

    def _mark(self, slots: list[Slot], state: bytes) -> None:
        if not slots or not self._path.exists():
            return
        with self._opened_to_write(self._path) as fd:
            for slot in slots:
                at, row = slot.number * _RECORD, UUID(slot.row_id).bytes
                if os.pread(fd, 16, at + _KEY_BYTES) != row:
                    continue  # not of this folder
                if state == _DESTROYED:
                    os.pwrite(fd, os.urandom(_KEY_BYTES) + row + state, at)
                elif os.pread(fd, 1, at + 48) != _DESTROYED:
                    os.pwrite(fd, state, at + 48)

    def _marked(self) -> Iterator[Slot]:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return
        for at in range(0, len(content) - _RECORD + 1, _RECORD):
            if content[at + 48 : at + 49] == _DOOMED:
                yield Slot(at // _RECORD, str(UUID(bytes=content[at + _KEY_BYTES : at + 48])))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _record(noted: Withdrawal) -> bytes:
    at = 0 if noted.at is None else (noted.at - _EPOCH) // timedelta(microseconds=1)
    return (UUID(noted.row_id).bytes + noted.kind.encode() + at.to_bytes(8, "big")).ljust(_WITHDRAWN, b"\0")


def _withdrawal(record: bytes) -> Withdrawal:
    at = int.from_bytes(record[17:25], "big")
    when = _EPOCH + timedelta(microseconds=at) if at else None
    return Withdrawal(chr(record[16]), str(UUID(bytes=record[:16])), when)
