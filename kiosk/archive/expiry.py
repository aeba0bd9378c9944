"""Deletes what its period is over for. The periods are the hall's settings; law and consents name them.

`secure_delete` overwrites the bytes, and whoever calls this empties the write-ahead log afterwards.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from kiosk.archive.expired_people import ExpiredPeople
from kiosk.archive.expired_rows import count_expired, drop_some, newest_expired
from kiosk.archive.imports import Imports
from kiosk.archive.purging import Pause, Purging
from kiosk.archive.set_aside import destroy_set_aside
from kiosk.archive.templates import Templates
from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso, moment

LONGEST_LEAP = timedelta(days=30)
"""The clock is not believed when it was put forward by more than this since the last purge: a wrong year would delete
everything. A person who looked at the clock may say that it is right."""
_HEALTH = ("measurements", "codes", "quarantine", "outbox", "visits", "follow_ups", "goals")


class ClockLeapt(Exception):
    """The clock went forward by so much since the last purge that somebody must look at it first.

    Attributes:
        days: By how much.
    """

    def __init__(self, days: int) -> None:
        super().__init__(f"{days} days")
        self.days = days


@dataclass(frozen=True, slots=True)
class Periods:
    """How long rows, and files set aside after damage, are kept, days. Announcements from their last day on."""

    health_days: int
    audit_days: int
    set_aside_days: int = 30
    alerts_days: int = 180
    home_calls_days: int = 365
    announcements_days: int = 90


@dataclass(frozen=True, slots=True)
class PastPurge:
    """One purge, or why none was made, from the trail.

    Attributes:
        actor: Who made it: `terminal`, or an account at a command.
        rows: How many of each table went.
        seconds: How long it took; None in entries that do not say so.
        failure: Code of what was in the way; "clock-leapt" where the clock was not believed; None when it was made.
        days: By how many the clock went forward, when it was not believed.
        resumed: A power cut had ended its first part.
    """

    at: datetime
    actor: str
    rows: dict[str, int]
    seconds: float | None
    failure: str | None = None
    days: int = 0
    resumed: bool = False


class Expiry:
    """Finds and deletes what is too old. Thread-safe; one purge at a time is enough."""

    def __init__(self, core: Core, templates: Templates, imports: Imports, zone: tzinfo) -> None:
        self._core, self._imports = core, imports
        self._people = ExpiredPeople(core, templates, zone)

    def last(self) -> datetime | None:
        """When the newest purge was made."""
        with self._core.readers.db() as db:
            row = db.execute(_LAST).fetchone()
        return None if row is None else datetime.fromisoformat(row[0])

    def past(self, most: int = 10) -> tuple[PastPurge, ...]:
        """The newest purges and failures, the newest first."""
        with self._core.readers.db() as db:
            rows = list(db.query(_PAST, [most]))
        return tuple(_past(row) for row in rows)

    def due(self, periods: Periods) -> dict[str, int]:
        """How many rows of each table a purge would delete now; people are found by the purge itself."""
        found = {"consents": len(self._people.over())}
        with self._core.readers.db() as db:
            for table, limit in self._limits(periods).items():
                seq = newest_expired(db, table, limit)
                if seq:
                    found[table] = count_expired(db, table, seq)
            day = self._last_day(periods)
            found["announcements"] = int(db.execute(f"SELECT count(*) FROM announcements WHERE {_SHOWN_TILL}", [day])
                                         .fetchone()[0])  # fmt: skip
        return {table: rows for table, rows in found.items() if rows}

    def purge(
        self, periods: Periods, actor: str, *, clock_is_right: bool = False, pause: Pause = lambda _: None
    ) -> dict[str, int]:
        """Delete it, table by table; how many rows of each. One entry of the audit trail says so.

        A purge that a power cut ended is gone on with: what that part deleted is counted too.

        Args:
            clock_is_right: Somebody looked at the clock.
            pause: Waits so many seconds between two transactions, while visits go on; what it raises ends the purge.

        Raises:
            ClockLeapt: and nothing was deleted.
            StoreError: it could not be finished; the next purge goes on.
        """
        leap = self.leap()
        if leap > LONGEST_LEAP and not clock_is_right:
            raise ClockLeapt(leap.days)
        purging = Purging(self._core, actor, pause)
        self._people.end_consents(purging)
        limits = self._limits(periods)
        for table, limit in limits.items():
            self._drop_table(purging, table, limit)
        purging.also("import_rows", self._imports.drop_old(self._core.clock.now().utc))
        day = self._last_day(periods)
        purging.batches("announcements", lambda db, most: int(db.execute(_ANNOUNCEMENTS, [day, most]).rowcount))
        self._people.drop_idle(purging, limits["visits"])
        self._people.drop_lines(purging, limits["audit"])
        self._drop_set_aside(periods)
        return purging.end()

    def note_failure(self, failure: str, **detail: object) -> None:
        """Keep in the trail that a purge was not made, by the code of what was in the way."""
        self._core.writer.call(
            lambda db: self._core.act(db, "terminal").note("store.purge-failed", None, failure=failure, **detail)
        )

    def leap(self) -> timedelta:
        """The longest step of the clock from one entry of the trail to the next, since the newest purge."""
        with self._core.readers.db() as db:
            longest = db.execute(_LEAP).fetchone()[0]
            newest = db.execute(_NEWEST).fetchone()
        steps = [timedelta(days=longest or 0)]
        if newest is not None:
            steps.append(self._core.clock.now().utc - datetime.fromisoformat(newest[0]))
        return max(steps)

    def _drop_table(self, purging: Purging, table: str, limit: str) -> None:
        with self._core.readers.db() as db:
            seq = newest_expired(db, table, limit)
        if not seq:
            return

        def some(db: Database, most: int) -> int:
            return drop_some(self._core.act(db, purging.actor), table, seq, most)

        purging.batches(table, some)

    def _drop_set_aside(self, periods: Periods) -> None:
        limit = self._core.clock.now().utc - timedelta(days=periods.set_aside_days)
        names = self._core.set_aside.names(before=limit)
        self._core.writer.outside(lambda db: destroy_set_aside(self._core, db, names, "period"), timeout_s=60.0)

    def _limits(self, periods: Periods) -> dict[str, str]:
        """By table the moment before which rows are too old. `alerts` go before the visits they may be about."""
        now = self._core.clock.now().utc

        def ago(days: int) -> str:
            return iso(now - timedelta(days=days))

        return {
            "alerts": ago(periods.alerts_days),
            "home_calls": ago(periods.home_calls_days),
            "companions": ago(periods.home_calls_days),
            **dict.fromkeys(_HEALTH, ago(periods.health_days)),
            "imports": ago(periods.audit_days),
            "audit": ago(periods.audit_days),
        }

    def _last_day(self, periods: Periods) -> str:
        return (self._people.today() - timedelta(days=periods.announcements_days)).isoformat()


def _past(row: dict[str, object]) -> PastPurge:
    detail = json.loads(str(row["detail"]))
    return PastPurge(
        at=moment(str(row["at_utc"])),
        actor=str(row["actor"]),
        rows=detail.get("rows", {}),
        seconds=detail.get("seconds"),
        failure=detail.get("failure"),
        days=int(detail.get("days", 0)),
        resumed=bool(detail.get("resumed", False)),
    )


_SHOWN_TILL = "last_day < ?"
_ANNOUNCEMENTS = f"DELETE FROM announcements WHERE id IN (SELECT id FROM announcements WHERE {_SHOWN_TILL} LIMIT ?)"
_LAST = "SELECT at_utc FROM audit WHERE action = 'store.purged' ORDER BY seq DESC LIMIT 1"
_PAST = "SELECT * FROM audit WHERE action IN ('store.purged', 'store.purge-failed') ORDER BY seq DESC LIMIT ?"
_NEWEST = "SELECT at_utc FROM audit WHERE clock_suspect = 0 ORDER BY seq DESC LIMIT 1"
_LEAP = """SELECT max(julianday(at_utc) - julianday(before)) FROM (
  SELECT at_utc, lag(at_utc) OVER (ORDER BY seq) AS before FROM audit
  WHERE clock_suspect = 0 AND seq >= coalesce((SELECT max(seq) FROM audit WHERE action = 'store.purged'), 0))"""
