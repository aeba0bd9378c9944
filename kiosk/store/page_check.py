"""Proves every page of the database behind the running terminal, a few at a time.

The pages are read from the file itself and proved by their HMAC: no transaction is open, so neither a commit nor a
checkpoint waits for it. A page that is just being written can be read half; it is read again before it is called bad.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

from devices.clock import Clock
from kiosk.store.salvage.pages import PAGE_BYTES, SALT_BYTES, PageCipher

_log = logging.getLogger("kiosk.store")

PAGES_AT_ONCE = 64
REST_S = 0.02
"""After each handful: a tenth of a core is used and the disk is free for a commit most of the time."""
AGAIN = 5
AGAIN_AFTER_S = 0.2


class PageCheck:
    """One pass over one file, on a thread of its own.

    Args:
        on_bad: Called once with the number of the first page that cannot be proved; may not raise.
    """

    def __init__(self, database: Path, key: bytes, clock: Clock, on_bad: Callable[[int], None]) -> None:
        self._database, self._key, self._clock, self._on_bad = database, key, clock, on_bad
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store-page-check", daemon=True)
        self.pages = 0

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, finished or not. Idempotent."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def join(self, timeout_s: float) -> None:
        """Wait until it has ended."""
        self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            fd = os.open(self._database, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            _log.warning("the pages cannot be checked: %s", type(error).__name__)
            return
        try:
            bad = self._first_bad(fd)
        except OSError:
            bad = self.pages + 1  # a sector the disk cannot read
        finally:
            os.close(fd)
        if bad is not None and not self._stopping.is_set():
            _log.error("page %d of the database is damaged", bad)
            self._on_bad(bad)

    def _first_bad(self, fd: int) -> int | None:
        cipher = PageCipher(self._key, os.pread(fd, SALT_BYTES, 0))
        while not self._stopping.is_set():
            block = os.pread(fd, PAGES_AT_ONCE * PAGE_BYTES, self.pages * PAGE_BYTES)
            whole = len(block) // PAGE_BYTES
            if whole == 0:
                return None
            for at in range(whole):
                number = self.pages + 1
                page = block[at * PAGE_BYTES : (at + 1) * PAGE_BYTES]
                if not cipher.holds(number, page) and self._stays_bad(fd, cipher, number):
                    return number if self._is_in_use(fd) else None
                self.pages = number
            self._clock.wait(self._stopping, REST_S)
        return None

    def _stays_bad(self, fd: int, cipher: PageCipher, number: int) -> bool:
        for _ in range(AGAIN):
            page = os.pread(fd, PAGE_BYTES, (number - 1) * PAGE_BYTES)
            if cipher.holds(number, page) or len(page) < PAGE_BYTES or not any(page):
                return False  # never written: SQLite leaves holes for pages it has freed again
            self._clock.wait(self._stopping, AGAIN_AFTER_S)
        return True

    def _is_in_use(self, fd: int) -> bool:
        """Whether that is still the file of that name; one that was exchanged meanwhile is somebody else's to tell."""
        try:
            return os.path.samestat(os.fstat(fd), self._database.stat())
        except OSError:
            return False
