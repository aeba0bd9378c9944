"""What lies in the folder, found out before SQLite touches anything: SQLite would replay a log or discard it.

Only reads. Tells a wrong key from damage, an older file from a newer log, and a log that is cut from one that is whole.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from kiosk.store.head import NotedHead
from kiosk.store.keys import Keys
from kiosk.store.salvage.catalogue import Catalogue
from kiosk.store.salvage.image import Image
from kiosk.store.salvage.log import Frame, Log, read_log
from kiosk.store.salvage.pages import PAGE_BYTES, SALT_BYTES, PageCipher, nearby_salts

_SAMPLES = 8
_CHECK_LENGTH = 64
_LOOKED_AT = 4096  # pages looked at when no salt fits
_FEW_VALUES = 64  # an encrypted page has about 256 different byte values


class Verdict(Enum):
    """What to do with what lies there."""

    BEGIN = "begin"  # nothing is there
    OPEN = "open"  # SQLite may open it
    LEAVE_LOG = "leave-log"  # the log is not of this state of the file: SQLite may open the file without it
    REPLACE = "replace"  # set aside, and carry over what can be read
    KEY = "key"  # not to be opened with this key, and no sign of damage


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict, and what a salvage needs.

    Attributes:
        code: Error code of the notice; empty when there is nothing to tell.
        salt: The file's salt; None when it is lost.
        frames: The frames of the log that belong over the file.
    """

    verdict: Verdict
    code: str = ""
    salt: bytes | None = None
    frames: tuple[Frame, ...] = ()
    user_version: int = 0


class Examiner:
    """Looks at one database and its log.

    Args:
        check: What `kiosk.db.check` says: the HMAC of the salt in hexadecimal, empty when there is none.
        kept: Page 1 as it was kept elsewhere.
        noted: The head of the audit chain as it was noted.
    """

    def __init__(
        self, database: Path, log: Path, keys: Keys, check: str, kept: bytes | None, noted: NotedHead | None
    ) -> None:
        self._database, self._log = database, log
        self._keys, self._check, self._kept, self._noted = keys, check, kept, noted

    def finding(self) -> Finding:
        """What is to be done. Raises OSError."""
        size = self._database.stat().st_size if self._database.exists() else 0
        log = read_log(self._log)
        if size == 0 and log.empty:
            return Finding(Verdict.BEGIN)
        everything = log.replayed + log.beyond
        salt = self.salt(everything)
        if salt is None:
            return self._without_salt(size, everything)
        cipher = PageCipher(self._keys.database, salt)
        with Image(self._database, cipher, self._log, everything, self._kept) as image:
            version = Catalogue(image).user_version
        if salt != self._own_salt() or not self._opens(cipher, log.replayed):
            code = "store-missing" if size < PAGE_BYTES else "store-damaged"
            return Finding(Verdict.REPLACE, code, salt, everything, version)
        return self._with_log(cipher, salt, log, version)

    def salt(self, frames: tuple[Frame, ...]) -> bytes | None:
        """The salt that fits the check file or a page, even when a bit of it is wrong in the file."""
        own, kept = self._own_salt(), self._kept[:SALT_BYTES] if self._kept else None
        samples = list(islice(self._whole_pages(frames), _SAMPLES))

        def holds(salt: bytes) -> bool:
            return _holds_any(PageCipher(self._keys.database, salt), samples)

        if own is not None and (self._is_noted(own) or holds(own)):
            return own
        if kept is not None and (
            not samples or _holds_any(PageCipher(self._keys.database, kept), self._whole_pages(frames))
        ):
            return kept
        near = nearby_salts(own) if own is not None else iter(())
        return next(filter(self._is_noted if len(self._check) == _CHECK_LENGTH else holds, near), None)

    def _is_noted(self, salt: bytes) -> bool:
        return hmac.compare_digest(self._check.encode(), fingerprint(self._keys.check, salt).encode())

    def _own_salt(self) -> bytes | None:
        try:
            with self._database.open("rb") as file:
                salt = file.read(SALT_BYTES)
        except FileNotFoundError:
            return None
        return salt if len(salt) == SALT_BYTES else None

    def _with_log(self, cipher: PageCipher, salt: bytes, log: Log, version: int) -> Finding:
        opens = Finding(Verdict.OPEN, salt=salt, frames=log.replayed, user_version=version)
        everything = log.replayed + log.beyond
        if log.empty:
            return opens
        if not any(self._holds(cipher, everything)):
            return Finding(Verdict.LEAVE_LOG, "store-log", salt, (), version)
        alone, replayed, whole = (self._newest(cipher, frames) for frames in ((), log.replayed, everything))
        if alone is None or replayed is None or whole is None:
            return opens  # SQLite's own check of every page follows
        if self._noted is not None and alone < self._noted.base:
            return Finding(Verdict.REPLACE, "store-older", salt, everything, version)
        if max(replayed, whole) < alone:
            return Finding(Verdict.LEAVE_LOG, "store-log", salt, (), version)
        behind = self._noted is not None and replayed < self._noted.head.seq
        if not all(self._holds(cipher, log.replayed)) or (log.beyond and whole > replayed and (behind or log.cut)):
            return Finding(Verdict.REPLACE, "store-damaged", salt, everything, version)
        if log.replayed and replayed < alone:
            return Finding(Verdict.LEAVE_LOG, "store-log", salt, (), version)
        return opens

    def _opens(self, cipher: PageCipher, frames: tuple[Frame, ...]) -> bool:
        """Whether SQLite finds a first page. After a checkpoint that was cut short it may stand in the log alone."""
        with Image(self._database, cipher, self._log, frames) as image:
            return image.page(1) is not None

    def _newest(self, cipher: PageCipher, frames: tuple[Frame, ...]) -> int | None:
        with Image(self._database, cipher, self._log, frames) as image:
            return Catalogue(image).highest("audit")

    def _holds(self, cipher: PageCipher, frames: tuple[Frame, ...]) -> list[bool]:
        if not frames:
            return []
        with self._log.open("rb") as file:
            return [cipher.holds(frame.page, _at(file, frame.offset)) for frame in frames]

    def _without_salt(self, size: int, frames: tuple[Frame, ...]) -> Finding:
        """Tell damage from a wrong key when no page can be proved: with the right key pages still make sense."""
        with Image(self._database, PageCipher(self._keys.database, None), self._log, frames) as image:
            numbers = range(2, min(image.pages, _LOOKED_AT) + 1)
            makes_sense = any(image.page(number) is not None for number in numbers)
            version = Catalogue(image).user_version
        if makes_sense:
            return Finding(Verdict.REPLACE, "store-damaged", None, frames, version)
        if size < PAGE_BYTES or self._is_nothing():
            return Finding(Verdict.REPLACE, "store-missing", None, frames)
        return Finding(Verdict.KEY)

    def _is_nothing(self) -> bool:
        """Whether no page looks like an encrypted one, such as a file of zeros."""
        with self._database.open("rb") as file:
            for _ in range(_LOOKED_AT):
                page = file.read(PAGE_BYTES)
                if not page:
                    return True
                if len(set(page)) > _FEW_VALUES:
                    return False
        return False

    def _whole_pages(self, frames: tuple[Frame, ...]) -> Iterator[tuple[int, bytes]]:
        """Pages of file and log as they lie there, with their numbers; those of the log first."""
        if frames:
            with self._log.open("rb") as file:
                for frame in frames:
                    yield frame.page, _at(file, frame.offset)
        if self._database.exists():
            with self._database.open("rb") as file:
                for number in range(1, self._database.stat().st_size // PAGE_BYTES + 1):
                    yield number, file.read(PAGE_BYTES)


def fingerprint(check_key: bytes, salt: bytes) -> str:
    """What the check file of a database with that salt says."""
    return hmac.new(check_key, salt, hashlib.sha256).hexdigest()


def _holds_any(cipher: PageCipher, pages: Iterable[tuple[int, bytes]]) -> bool:
    return any(cipher.holds(number, page) for number, page in pages)


def _at(file: BinaryIO, offset: int) -> bytes:
    file.seek(offset)
    return file.read(PAGE_BYTES)
