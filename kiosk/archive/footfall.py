"""When people came and how they were identified, without who they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.store.core import Core
from kiosk.store.stamps import iso, moment

SLACK = timedelta(days=1)
"""Rows stand in the order of writing; a clock that was set may have put some a little out of place."""


@dataclass(frozen=True, slots=True)
class Came:
    """One visit: when it began, UTC, and by what its person was known; None for somebody nobody knows."""

    at: datetime
    identified_by: str | None


class Footfall:
    """Reads when visits began. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def since(self, begin: datetime, end: datetime | None = None) -> list[Came]:
        """Visits begun from `begin` until before `end`, newest first. Reads no further back than that."""
        first, last, oldest = iso(begin), iso(end) if end is not None else "9999", iso(begin - SLACK)
        found = []
        with self._core.readers.db() as db:
            for at, identified_by in db.execute("SELECT at_utc, identified_by FROM visits ORDER BY seq DESC"):
                if at < oldest:
                    break
                if first <= at < last:
                    found.append(Came(moment(at), identified_by))
        return found
