"""Writes the database back under its name when it, or its log, was deleted or exchanged while the program had it open.

The open connection still reads the lost file and the lost log. Its copy is brought to the disk under a name that says
that it is whole before anything is moved, so that a start after a kill in the middle goes on with it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kiosk.store.durable import sync_file, sync_folder
from kiosk.store.sqlcipher import Database

_DRAFT = ".draft"
_WHOLE = ".restored"


class Restoration:
    """For the database of one folder.

    Args:
        set_aside: Gives what lies in the place of the file of that suffix another name, and says it; called only when
            something lies there.
    """

    def __init__(self, database: Path, set_aside: Callable[[str], str]) -> None:
        self._database = database
        self._set_aside = set_aside
        self._whole = database.with_name(database.name + _WHOLE)

    def sweep(self) -> None:
        """Delete a copy that was not whole when the power failed: rows of people may be in it. Raises OSError."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._database.with_name(self._database.name + _DRAFT + suffix).unlink(missing_ok=True)

    def is_under_way(self) -> bool:
        """Whether a whole copy waits for its name."""
        return self._whole.exists()

    def copy(self, db: Database, is_good: Callable[[Path], bool]) -> bool:
        """Make the copy, encrypted with the same key; false when it is no good and was thrown away.

        Raises the driver's errors and OSError.
        """
        draft = self._database.with_name(self._database.name + _DRAFT)
        draft.unlink(missing_ok=True)
        try:
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
            db.execute("VACUUM INTO ?", [str(draft)])
            if not is_good(draft):
                draft.unlink()
                return False
            sync_file(draft)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        draft.replace(self._whole)
        sync_folder(self._database.parent)
        return True

    def finish(self, *, is_ours: bool = False) -> str:
        """Give the copy its name; the name of what lay there, empty when nothing did. Raises OSError.

        Args:
            is_ours: The file that lies there is the one that was copied, and needs not be kept; only its log does.
        """
        log = self._database.with_name(f"{self._database.name}-wal")
        aside = ""
        if not is_ours and self._database.exists():
            aside = self._set_aside("")
        elif is_ours and log.exists() and log.stat().st_size > 0:
            aside = self._set_aside("-wal")
        for suffix in ("-wal", "-shm", "-journal"):
            self._database.with_name(self._database.name + suffix).unlink(missing_ok=True)
        self._whole.replace(self._database)
        sync_folder(self._database.parent)
        return aside
