"""One terminal at a time on one data folder, and what the running one says of itself."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import threading
from pathlib import Path
from typing import Any

from devices.events import DeviceStateChanged
from kiosk.sentences import sentence

_AGAIN_S = 0.02


class AlreadyRunning(RuntimeError):
    """Another terminal holds this data folder."""


class RunLock:
    """Held for as long as the terminal runs; the operating system lets it go when the process dies, however it dies."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "run.lock"
        self._fd: int | None = None

    def take(self) -> None:
        """Raises AlreadyRunning."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        never = threading.Event()
        for last in (False, False, True):  # a command that asks whether a terminal runs holds it for a moment
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if last:
                    os.close(fd)
                    raise AlreadyRunning(sentence("terminal.another-runs", folder=self._path.parent)) from None
                never.wait(_AGAIN_S)
            else:
                break
        self._fd = fd

    def release(self) -> None:
        """Let the folder go."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def is_running(data_dir: Path) -> bool:
    """Whether a terminal holds this data folder now."""
    try:
        fd = os.open(data_dir / "run.lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(fd)
    return False


def write_status(data_dir: Path, status: dict[str, Any]) -> None:
    """Leave the running terminal's word about itself, replaced whole. A full disk is no reason to die."""
    target = data_dir / "status.json"
    fresh = target.with_suffix(".new")
    with contextlib.suppress(OSError):
        fresh.write_text(json.dumps(status, ensure_ascii=False), "utf-8")
        fresh.replace(target)


def read_status(data_dir: Path) -> dict[str, Any] | None:
    """What the running terminal last said of itself; None when it said nothing readable."""
    try:
        status = json.loads((data_dir / "status.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return status if isinstance(status, dict) else None


def since_text(change: DeviceStateChanged | None) -> str | None:
    """When a device announced its state, for the status; None when it has announced none."""
    return change.at.utc.isoformat(timespec="seconds") if change else None
