"""A database as its pages lie on the disk: the file, the newest frames of its log over it, and a kept first page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kiosk.store.salvage import btree
from kiosk.store.salvage.log import Frame
from kiosk.store.salvage.pages import PAGE_BYTES, PageCipher

_CACHED_PAGES = 512


class Image:
    """Reads only, and through descriptors opened for reading only. Close it.

    Args:
        file: The database; it may be missing, short or damaged.
        log: Its log, with the frames to lay over it, oldest first; a damaged frame leaves the one before it in force.
        first_page: Page 1 as kept elsewhere, for when the file's own is lost.
    """

    def __init__(
        self,
        file: Path,
        cipher: PageCipher,
        log: Path | None = None,
        frames: tuple[Frame, ...] = (),
        first_page: bytes | None = None,
    ) -> None:
        self._cipher = cipher
        self._first = first_page
        self._file = _opened(file)
        self._log = _opened(log) if log is not None and frames else None
        self._frames: dict[int, int] = {}
        for frame in frames:  # a number that is damaged itself would make the file look endless
            if self._opens(frame.page, self._read(self._log, frame.offset)) is not None:
                self._frames[frame.page] = frame.offset
        size = os.fstat(self._file).st_size if self._file is not None else 0
        self.pages = max([size // PAGE_BYTES, *self._frames, 1 if first_page else 0])
        self.page = lru_cache(_CACHED_PAGES)(self._page)
        """The plain bytes of a page; None when no whole version of it is to be had."""

    @property
    def proved(self) -> bool:
        """Whether every page was proved by its HMAC."""
        return self._cipher.proves

    def numbers(self) -> Iterator[int]:
        """Every number a page may have."""
        return iter(range(1, self.pages + 1))

    def close(self) -> None:
        """Let the files go."""
        for fd in (self._file, self._log):
            if fd is not None:
                os.close(fd)
        self._file = self._log = None

    def __enter__(self) -> Image:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _page(self, number: int) -> bytes | None:
        if number in self._frames:
            return self._opens(number, self._read(self._log, self._frames[number]))
        plain = self._opens(number, self._read(self._file, (number - 1) * PAGE_BYTES))
        return self._opens(1, self._first) if plain is None and number == 1 else plain

    def _opens(self, number: int, raw: bytes | None) -> bytes | None:
        if raw is None or len(raw) < PAGE_BYTES:
            return None
        if self._cipher.proves:
            return self._cipher.plain(number, raw) if self._cipher.holds(number, raw) else None
        plain = self._cipher.plain(number, raw)
        return plain if btree.is_whole(number, plain) else None

    def _read(self, fd: int | None, offset: int) -> bytes | None:
        if fd is None or offset < 0:
            return None
        try:
            return os.pread(fd, PAGE_BYTES, offset)
        except OSError:  # a sector the disk cannot read any more
            return None


def _opened(path: Path) -> int | None:
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
