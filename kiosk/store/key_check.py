"""`kiosk.db.check`: an HMAC of the database's salt, which only the right key can have made.

A wrong key is thereby never called damage.
"""

from __future__ import annotations

import hmac
from pathlib import Path

from kiosk.store.durable import write_whole
from kiosk.store.examining import fingerprint
from kiosk.store.salvage.pages import SALT_BYTES

SUFFIX = ".check"


class KeyCheck:
    """The file beside one database."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self.path = database.with_name(database.name + SUFFIX)

    def noted(self) -> str:
        """What it says; empty when it is missing or cannot be read."""
        try:
            return self.path.read_text("ascii", "replace").strip()
        except OSError:
            return ""

    def keep(self, check_key: bytes) -> None:
        """See to it that it says what this key makes of the database's salt. Raises OSError."""
        with self._database.open("rb") as file:
            wanted = fingerprint(check_key, file.read(SALT_BYTES))
        if not hmac.compare_digest(self.noted().encode(), wanted.encode()):
            write_whole(self.path, f"{wanted}\n".encode())
