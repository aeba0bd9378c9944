"""Other names for files that lie where the database or its log should: nothing that is found is destroyed."""

from __future__ import annotations

from pathlib import Path

from devices.clock import Clock
from kiosk.store.durable import sync_folder


class SettingAside:
    """Of one database."""

    def __init__(self, database: Path, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def name(self, word: str) -> str:
        """A name nobody has yet, such as kiosk.db.corrupt.20261122T012000Z."""
        stamp = self._clock.now().utc.strftime("%Y%m%dT%H%M%SZ")
        name, count = f"{self._database.name}.{word}.{stamp}", 1
        while any(self._database.with_name(name + suffix).exists() for suffix in ("", "-wal")):
            count += 1
            name = f"{self._database.name}.{word}.{stamp}-{count}"
        return name

    def found(self, suffix: str) -> str:
        """Give what lies in the place of the database, or of its log alone (`-wal`), another name; that name."""
        aside = self.name("found")
        for part in ("-wal",) if suffix else ("-wal", ""):
            there = self._database.with_name(self._database.name + part)
            if there.exists():
                there.rename(self._database.with_name(aside + part))
        sync_folder(self._database.parent)
        return aside + suffix

    def log(self, name: str) -> None:
        """Give the log this name. Its index goes: it can be made again."""
        self._database.with_name(f"{self._database.name}-wal").rename(self._database.with_name(name))
        self._database.with_name(f"{self._database.name}-shm").unlink(missing_ok=True)
        sync_folder(self._database.parent)
