"""Who may use the folder: many programs share it, one alone may exchange the file or change its schema."""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path

from kiosk.store.errors import StoreError

_WAIT_S = 10.0
_STEP_S = 0.05


class FolderLock:
    """An advisory lock (flock) that ends with the process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd: int | None = None

    def take(self) -> bool:
        """Hold the folder; true when alone. Raises StoreError store-busy when another program keeps it to itself."""
        self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        never = threading.Event()
        for _ in range(int(_WAIT_S / _STEP_S)):
            if self.try_alone():
                return True
            if self._flock(fcntl.LOCK_SH):
                return False
            never.wait(_STEP_S)
        self.release()
        raise StoreError("store-busy", "another program keeps the folder to itself")

    def try_alone(self) -> bool:
        """Try to hold the folder alone. When that fails a shared hold may be lost: call `share` afterwards."""
        return self._flock(fcntl.LOCK_EX)

    def share(self) -> None:
        """Go on sharing the folder. Waits for a program that holds it alone; raises StoreError store-busy."""
        never = threading.Event()
        for _ in range(int(_WAIT_S / _STEP_S)):
            if self._flock(fcntl.LOCK_SH):
                return
            never.wait(_STEP_S)
        raise StoreError("store-busy", "another program keeps the folder to itself")

    @property
    def is_held(self) -> bool:
        """Whether the folder is held, alone or shared."""
        return self._fd is not None

    def release(self) -> None:
        """Let go. Idempotent."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _flock(self, kind: int) -> bool:
        if self._fd is None:
            raise StoreError("store-closed", "the folder is not held")
        try:
            fcntl.flock(self._fd, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
