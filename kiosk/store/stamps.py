"""When something was written: both clocks, which boot, and whether the wall clock may be believed."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from devices.clock import Instant
from kiosk.store.sqlcipher import Database


@cache
def boot_id() -> str:
    """The id of this boot, which gives a monotonic time its meaning; made up once where the system has none."""
    try:
        return str(uuid.UUID(Path("/proc/sys/kernel/random/boot_id").read_text().strip()))
    except (OSError, ValueError):
        return str(uuid.uuid4())


def iso(moment: datetime) -> str:
    """A moment as it is stored: UTC, microseconds, always the same length."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment of a stored text."""
    return datetime.fromisoformat(text)


def columns(instant: Instant, *, suspect: bool) -> dict[str, object]:
    """The columns every event row has."""
    return {
        "at_utc": iso(instant.utc),
        "boot_id": boot_id(),
        "monotonic_s": float(instant.monotonic_s),
        "clock_suspect": int(suspect),
    }


def clock_is_suspect(db: Database, now: Instant) -> bool:
    """Whether the wall clock stands before the newest audit row that was written under a trusted clock."""
    row = db.execute("SELECT at_utc FROM audit WHERE clock_suspect = 0 ORDER BY seq DESC LIMIT 1").fetchone()
    return row is not None and iso(now.utc) < str(row[0])
