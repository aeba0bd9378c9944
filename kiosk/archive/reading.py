"""The archive for a command that only reads: no writer, no file made, no lock that a visit waits for."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from devices.clock import Clock
from kiosk.archive.archive import ArchiveContents
from kiosk.people.zone import SHANGHAI
from kiosk.store.reading import ReadingFile, reading_core
from kiosk.whitelist.admission import AdmissionRules


class ReadingArchive(ArchiveContents):
    """An archive opened for reading; made by `open`, ended by `close`. Thread-safe.

    What would write raises RuntimeError.
    """

    def __init__(self, file: ReadingFile, clock: Clock, rules: AdmissionRules, zone: tzinfo) -> None:
        self._file = file
        super().__init__(reading_core(file, clock), rules, zone)

    @classmethod
    def open(
        cls,
        folder: Path,
        clock: Clock,
        *,
        key_file: Path | None = None,
        rules: AdmissionRules | None = None,
        zone: tzinfo = SHANGHAI,
    ) -> ReadingArchive:
        """Open the archive of a data folder that has one.

        Raises:
            StoreError: store-none, store-unrepaired and the like; see kiosk/store/errors.py.
        """
        file = ReadingFile(folder, key_file)
        file.connect().close()
        return cls(file, clock, rules or AdmissionRules(), zone)

    @property
    def file_bytes(self) -> int:
        """Size of the database without its log. Raises OSError."""
        return self._file.path.stat().st_size

    def close(self) -> None:
        """Let the file go. Idempotent."""
        self._core.readers.close()

    def __enter__(self) -> ReadingArchive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
