"""Deletes what its period is over for. The periods are the hall's settings; law and consents name them.

A row is as old as its place among the others says: what stands before a row written under a trusted clock is older than
it. So a row whose own clock was wrong neither goes too early nor stays for ever. `secure_delete` overwrites the bytes,
and whoever calls this empties the write-ahead log afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import partial

from kiosk.archive import look_alikes
from kiosk.archive.audit_trail import drop_oldest
from kiosk.archive.consent_rows import ended, withdraw_consents
from kiosk.archive.entry_rows import touch
from kiosk.archive.erasing import drop_resident, erase
from kiosk.archive.set_aside import destroy_set_aside
from kiosk.archive.templates import Origin, Templates
from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso
from kiosk.whitelist.consent import ConsentKind

AT_ONCE = 500
"""Rows of one transaction: a visit's record waits for no more than some milliseconds."""
LONGEST_LEAP = timedelta(days=30)
"""The clock is not believed when it was put forward by more than this since the last purge: a wrong year would delete
everything. A person who looked at the clock may say that it is right."""
_HEALTH = ("measurements", "codes", "alerts", "quarantine", "outbox", "visits", "follow_ups", "goals",
           "companions", "home_calls")  # fmt: skip


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
    """How long rows, and files set aside after damage, are kept, days."""

    health_days: int
    audit_days: int
    set_aside_days: int = 30


class Expiry:
    """Finds and deletes what is too old. Thread-safe; one purge at a time is enough."""

    def __init__(self, core: Core, templates: Templates, zone: tzinfo) -> None:
        self._core, self._templates, self._zone = core, templates, zone

    def last(self) -> datetime | None:
        """When the newest purge was made."""
        with self._core.readers.db() as db:
            row = db.execute(_LAST).fetchone()
        return None if row is None else datetime.fromisoformat(row[0])

    def due(self, periods: Periods) -> dict[str, int]:
        """How many rows of each table a purge would delete now."""
        with self._core.readers.db() as db:
            found = {"consents": len(ended(db, self._today()))}
            for table, limit in self._limits(periods).items():
                seq = _newest_expired(db, table, limit)
                if seq:
                    found[table] = int(db.execute(f"SELECT count(*) FROM {table} WHERE seq <= ?", [seq]).fetchone()[0])
        return {table: rows for table, rows in found.items() if rows}

    def purge(self, periods: Periods, actor: str, *, clock_is_right: bool = False) -> dict[str, int]:
        """Delete it, table by table; how many rows of each. One entry of the audit trail says so.

        Args:
            clock_is_right: Somebody looked at the clock.

        Raises:
            ClockLeapt: and nothing was deleted.
            StoreError: it could not be finished; the next purge goes on.
        """
        leap = self._leap()
        if leap > LONGEST_LEAP and not clock_is_right:
            raise ClockLeapt(leap.days)
        gone = self._end_consents(actor)
        for table, limit in self._limits(periods).items():
            with self._core.readers.db() as db:
                seq = _newest_expired(db, table, limit)
            rows = self._drop(table, seq, actor) if seq else 0
            if rows:
                gone[table] = rows
        limits = self._limits(periods)
        people = self._people(actor, limits["visits"], limits["audit"])
        gone |= {what: rows for what, rows in people.items() if rows}
        self._drop_set_aside(periods)
        self._core.writer.call(lambda db: self._core.act(db, actor).note("store.purged", None, rows=gone))
        return gone

    def _drop_set_aside(self, periods: Periods) -> None:
        limit = self._core.clock.now().utc - timedelta(days=periods.set_aside_days)
        names = self._core.set_aside.names(before=limit)
        self._core.writer.outside(lambda db: destroy_set_aside(self._core, db, names, "period"), timeout_s=60.0)

    def _end_consents(self, actor: str) -> dict[str, int]:
        """Consents whose last day is over, and what was kept by them alone; how many of each."""
        with self._core.readers.db() as db:
            over = ended(db, self._today())
        gone = {"consents": len(over), "templates": 0}
        for resident_id, kind in over:
            gone["templates"] += self._core.writer.call(partial(self._end, actor, resident_id, kind))
        return {what: rows for what, rows in gone.items() if rows}

    def _end(self, actor: str, resident_id: str, kind: ConsentKind, db: Database) -> int:
        act = self._core.act(db, actor)
        is_face = kind is ConsentKind.FACE
        db.execute(_ENDED, [act.when()["at_utc"], resident_id, self._today().isoformat()])
        withdraw_consents(
            act, resident_id, *((kind, ConsentKind.SHARING, ConsentKind.ADAPTATION) if is_face else (kind,))
        )
        gone = 0
        row = db.execute(_ENTRY, [resident_id]).fetchone()
        if row is not None and kind in (ConsentKind.FACE, ConsentKind.ADAPTATION):
            gone = self._templates.delete(act, row[0], *(() if is_face else (Origin.ADAPTED,)))
            touch(db, row[0])
        if is_face:
            look_alikes.forget(act, resident_id)
        act.note("consent.ended", resident_id, kind=kind.value, templates=gone)
        return gone

    def _today(self) -> date:
        return self._core.clock.now().utc.astimezone(self._zone).date()

    def _drop(self, table: str, seq: int, actor: str) -> int:
        gone = 0
        while True:
            rows = self._core.writer.call(
                lambda db: (
                    drop_oldest(self._core.act(db, actor), seq, AT_ONCE)
                    if table == "audit"
                    else _drop_some(db, table, seq)
                )
            )
            gone += rows
            if rows < AT_ONCE:
                return gone

    def _people(self, actor: str, health: str, audit: str) -> dict[str, int]:
        """The last code of each person, people nothing else is kept of, and old revoked lines of the whitelist."""
        call = self._core.writer.call
        codes = call(lambda db: int(db.execute(_LAST_CODES, [health]).rowcount))
        with self._core.readers.db() as db:
            values: dict[str, object] = {"limit": health, "newest": _newest_expired(db, "residents", health)}
            idle = [row[0] for row in db.execute(_IDLE, values)]
        for resident_id in idle:
            call(partial(self._forget_idle, resident_id, values, actor))
        lines = call(lambda db: _drop_lines(db, audit))
        return {"last_codes": codes, "residents": len(idle), "whitelist_entries": lines}

    def _forget_idle(self, resident_id: str, values: dict[str, object], actor: str, db: Database) -> None:
        if db.execute(f"{_IDLE} AND r.id = :who", {**values, "who": resident_id}).fetchone() is None:
            return  # came back in this moment
        act = self._core.act(db, actor)
        act.note("resident.purged", resident_id, rows=erase(act, resident_id))

    def _limits(self, periods: Periods) -> dict[str, str]:
        now = self._core.clock.now().utc
        health = iso(now - timedelta(days=periods.health_days))
        audit = iso(now - timedelta(days=periods.audit_days))
        return {**dict.fromkeys(_HEALTH, health), "audit": audit}

    def _leap(self) -> timedelta:
        """The longest step of the clock from one entry of the trail to the next, since the newest purge."""
        with self._core.readers.db() as db:
            longest = db.execute(_LEAP).fetchone()[0]
            newest = db.execute("SELECT max(at_utc) FROM audit WHERE clock_suspect = 0").fetchone()[0]
        steps = [timedelta(days=longest or 0)]
        if newest is not None:
            steps.append(self._core.clock.now().utc - datetime.fromisoformat(newest))
        return max(steps)


def _newest_expired(db: Database, table: str, limit: str) -> int:
    """The place of the newest row that is surely too old; 0 for none. All before it are older."""
    sql = f"SELECT coalesce(max(seq), 0) FROM {table} WHERE clock_suspect = 0 AND at_utc < ?"
    return int(db.execute(sql, [limit]).fetchone()[0])


def _drop_some(db: Database, table: str, seq: int) -> int:
    chosen = f"(SELECT id FROM {table} WHERE seq <= ? ORDER BY seq LIMIT {AT_ONCE})"
    if table == "visits":
        db.execute(f"DELETE FROM visit_steps WHERE visit_id IN {chosen}", [seq])
    return int(db.execute(f"DELETE FROM {table} WHERE id IN {chosen}", [seq]).rowcount)


def _drop_lines(db: Database, limit: str) -> int:
    """Revoked lines of the whitelist, and the empty rows of their residents. The line changed last always stays:
    `change_seq` must not fall back, or running programs would miss the next change."""
    lines = db.execute(
        """SELECT id, resident_id FROM whitelist_entries WHERE status = 'revoked' AND revoked_utc < ?
           AND clock_suspect = 0 AND change_seq < (SELECT max(change_seq) FROM whitelist_entries)""", [limit],
    ).fetchall()  # fmt: skip
    for line_id, resident_id in lines:
        db.execute("DELETE FROM whitelist_entries WHERE id = ?", [line_id])
        if db.execute(_IS_EMPTY, [resident_id]).fetchone() is not None:
            drop_resident(db, resident_id)
    return len(lines)


_ENDED = "UPDATE consents SET ended_utc = ? WHERE resident_id = ? AND withdrawn_utc IS NULL AND until < ?"
_ENTRY = "SELECT id FROM whitelist_entries WHERE resident_id = ? AND status = 'active'"
_LAST_CODES = "DELETE FROM last_codes WHERE clock_suspect = 0 AND at_utc < ?"
_IS_EMPTY = """SELECT 1 FROM residents WHERE id = ? AND name IS NULL AND name_foreign IS NULL AND number IS NULL
  AND NOT EXISTS (SELECT 1 FROM card_references c WHERE c.resident_id = residents.id)"""
_IDLE = """SELECT r.id FROM residents r WHERE r.seq <= :newest AND r.updated_utc < :limit
  AND NOT EXISTS (SELECT 1 FROM whitelist_entries e WHERE e.resident_id = r.id AND e.status = 'active')
  AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.resident_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM measurements m WHERE m.resident_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.resident_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM last_codes l WHERE l.resident_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.resident_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM follow_ups f WHERE f.resident_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM goals g WHERE g.resident_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM home_calls h WHERE h.resident_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM companions p WHERE r.id IN (p.resident_id, p.helper_id))
  AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.resident_id = r.id AND d.last_seen_utc >= :limit)
  AND (r.name IS NOT NULL OR r.name_foreign IS NOT NULL OR r.number IS NOT NULL
       OR EXISTS (SELECT 1 FROM card_references c WHERE c.resident_id = r.id))"""
_LAST = "SELECT at_utc FROM audit WHERE action = 'store.purged' ORDER BY seq DESC LIMIT 1"
_LEAP = """SELECT max(julianday(at_utc) - julianday(before)) FROM (
  SELECT at_utc, lag(at_utc) OVER (ORDER BY seq) AS before FROM audit
  WHERE clock_suspect = 0 AND seq >= coalesce((SELECT max(seq) FROM audit WHERE action = 'store.purged'), 0))"""
