"""Room on the disk: a ballast file that can be thrown overboard, and the threshold below which no visit begins."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.store.errors import StoreError, translated

_log = logging.getLogger("kiosk.store")

BALLAST_NAME = "ballast"


@dataclass(frozen=True, slots=True)
class SpaceLimits:
    """`ballast_bytes` are set aside at start; with less than `min_free_bytes` left, new visits are refused."""

    ballast_bytes: int = 16 * 1024 * 1024
    min_free_bytes: int = 64 * 1024 * 1024


def free_bytes(folder: Path) -> int:
    """What an ordinary program may still write there."""
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


class Space:
    """Watches the disk the store lies on."""

    def __init__(self, folder: Path, limits: SpaceLimits, free: Callable[[Path], int] = free_bytes) -> None:
        self._folder = folder
        self._limits = limits
        self._free = free

    @property
    def free(self) -> int:
        """Bytes left on that disk. Raises OSError when nobody can tell."""
        return self._free(self._folder)

    @property
    def low(self) -> bool:
        """True when no new visit should begin."""
        return self.free < self._limits.min_free_bytes

    def load_ballast(self) -> bool:
        """Set the ballast aside where the disk has room for it; whether it lies there now. Never stops a start."""
        try:
            return self._load_ballast()
        except OSError as error:
            _log.warning("no ballast could be set aside: %s", translated(error).code)
            return False

    def _load_ballast(self) -> bool:
        ballast = self._folder / BALLAST_NAME
        wanted = self._limits.ballast_bytes
        if ballast.exists() and ballast.stat().st_size == wanted:
            return True
        if self.free < wanted + self._limits.min_free_bytes:
            return False
        fd = os.open(ballast, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.posix_fallocate(fd, 0, wanted)
        except OSError:
            ballast.unlink(missing_ok=True)
            raise
        finally:
            os.close(fd)
        return True

    def drop_ballast(self) -> bool:
        """Throw it overboard; true when that made room."""
        try:
            (self._folder / BALLAST_NAME).unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StoreError("store-io", type(error).__name__) from error
        return True
