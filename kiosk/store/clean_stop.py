"""`kiosk.db.clean`: the terminal ended in good order, and the file has not been touched since.

With it a start need not read a large file before the first visit; the pages are proved behind it
(`kiosk.store.page_check`). It is taken away before the first write, so that after a kill or a power cut the whole file
is read first, as it is when anybody has written to the file, copied it or put another in its place.
"""

from __future__ import annotations

import hmac
from pathlib import Path

from kiosk.store.durable import sync_folder, write_whole

SUFFIX = ".clean"
READ_AT_ONCE_BYTES = 16 * 1024 * 1024
"""Up to this size the whole file is read at every start: it takes less than half a second."""


class CleanStop:
    """The mark beside one database."""

    def __init__(self, database: Path, check_key: bytes) -> None:
        self._database = database
        self._path = database.with_name(database.name + SUFFIX)
        self._key = check_key

    def spares_reading(self) -> bool:
        """Whether the file is large, was closed in good order and lies there as it was closed."""
        try:
            if self._database.stat().st_size <= READ_AT_ONCE_BYTES:
                return False
            return hmac.compare_digest(self._path.read_bytes(), self._mark())
        except OSError:
            return False

    def take_away(self) -> None:
        """From now on the file is written to. Raises OSError."""
        if self._path.exists():
            self._path.unlink()
            sync_folder(self._path.parent)

    def leave(self) -> None:
        """Everything stands in the file and nobody has it open. Raises OSError."""
        write_whole(self._path, self._mark())

    def _mark(self) -> bytes:
        status = self._database.stat()
        seen = f"clean {status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
        return hmac.new(self._key, seen.encode(), "sha256").hexdigest().encode()
