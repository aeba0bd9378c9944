"""The terminal's own log: its newest lines in memory, and the last ones in a file that does not grow.

Only loggers of this program are listened to: what a library writes may hold addresses and answers. Of an exception its
kind and place are kept, never its words.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections import deque
from dataclasses import dataclass
from datetime import tzinfo
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from devices.clock import Clock, Instant
from devices.device import where_it_broke
from kiosk.own_log.masking import masked

FILE_NAME = "terminal.log"
OLDER = 2
"""Files beside it that are kept: `terminal.log.1` is newer than `terminal.log.2`."""
LARGEST = 512 * 1024
"""Bytes of one file."""
KEPT = 1000
"""Lines in memory."""
OURS = ("kiosk", "devices", "ui")

_log = logging.getLogger("kiosk.log")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line, masked.

    Attributes:
        number: Counted up from 1 since the terminal started.
        level: Of `logging`, such as `logging.WARNING`.
        logger: Who wrote it: `kiosk.store`.
    """

    number: int
    at: Instant
    level: int
    logger: str
    text: str


class OwnLog(logging.Handler):
    """Thread-safe. Listens between `attach` and `detach`.

    Attributes:
        began: When it was attached; None before.
    """

    def __init__(self, folder: Path, clock: Clock, zone: tzinfo, *, largest: int = LARGEST) -> None:
        super().__init__(logging.INFO)
        self.began: Instant | None = None
        self._clock, self._zone = clock, zone
        self._lines: deque[LogLine] = deque(maxlen=KEPT)
        self._number = 0
        self._file = _File(folder / FILE_NAME, largest)

    @property
    def unwritten(self) -> bool:
        """Whether the last line could not be put into the file: the disk is full or refuses."""
        return self._file.failed

    def attach(self, version: str) -> None:
        """Listen from now on. The first line says which version began."""
        self.began = self._clock.now()
        logging.getLogger().addHandler(self)
        self._keep(logging.INFO, _log.name, f"terminal begins, version {version}")

    def detach(self) -> None:
        """Listen no more. Safe to call again."""
        if self in logging.getLogger().handlers:
            self._keep(logging.INFO, _log.name, "terminal ends")
        logging.getLogger().removeHandler(self)
        self.close()

    def close(self) -> None:
        """See `logging.Handler`."""
        self._file.close()
        super().close()

    def lines(self, least: int = logging.INFO) -> tuple[LogLine, ...]:
        """What is in memory of this level and above, the newest first."""
        with self.lock or contextlib.nullcontext():
            return tuple(line for line in reversed(self._lines) if line.level >= least)

    def emit(self, record: logging.LogRecord) -> None:
        """See `logging.Handler`."""
        if record.name.split(".", 1)[0] not in OURS:
            return
        try:
            text = record.getMessage()
        except Exception:  # noqa: BLE001 - a line whose blanks do not fit is no reason to fail whoever wrote it
            text = "a line that cannot be read"
        error = record.exc_info[1] if record.exc_info else None
        self._keep(record.levelno, record.name, text if error is None else f"{text} ({where_it_broke(error)})")

    def _keep(self, level: int, logger: str, text: str) -> None:
        with self.lock or contextlib.nullcontext():
            self._number += 1
            line = LogLine(self._number, self._clock.now(), level, masked(logger), masked(text))
            self._lines.append(line)
            self._file.write(as_text(line, self._zone))


class _File(RotatingFileHandler):
    """The lines on the disk, for its owner alone. A disk that refuses is remembered, and tried again next time."""

    def __init__(self, path: Path, largest: int) -> None:
        super().__init__(path, maxBytes=largest, backupCount=OLDER, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter("%(message)s"))
        self.failed = False

    def write(self, text: str) -> None:
        """Add a line."""
        self.failed = False
        self.emit(logging.LogRecord("", logging.INFO, "", 0, text, None, None))

    def handleError(self, record: logging.LogRecord) -> None:
        """See `logging.Handler`: nothing is raised and nothing printed."""
        self.failed = True
        stream, self.stream = self.stream, None
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.close()

    def _open(self) -> TextIOWrapper:
        return open(
            self.baseFilename,
            "a",
            encoding="utf-8",
            opener=lambda path, flags: os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600),
        )


def as_text(line: LogLine, zone: tzinfo) -> str:
    """As it stands in the file: 2026-11-22 09:20:00.000 WARNING kiosk.store: …"""
    moment = line.at.utc.astimezone(zone).isoformat(sep=" ", timespec="milliseconds")[:23]
    return f"{moment} {logging.getLevelName(line.level)} {line.logger}: {line.text}"


def kept_text(folder: Path, most: int) -> str:
    """What stands in the files, the oldest first, at most so many bytes of the newest; "" where there is none."""
    text = b""
    for name in (FILE_NAME, *(f"{FILE_NAME}.{number}" for number in range(1, OLDER + 1))):
        with contextlib.suppress(OSError):
            text = (folder / name).read_bytes() + text
    if len(text) > most:
        text = text[-most:].partition(b"\n")[2]
    return text.decode("utf-8", "replace")
