"""Rows by table: up to which place they are too old, and some of them deleted.

A row is as old as its place among the others says: what stands before a row written under a trusted clock is older than
it. So a row whose own clock was wrong neither goes too early nor stays for ever.
"""

from __future__ import annotations

from kiosk.archive.audit_trail import drop_oldest
from kiosk.store.core import Act
from kiosk.store.sqlcipher import Database

STEP = 5_000
"""Places of a table that are looked at in one go."""
SAMPLES = 64
"""Places spread over the table that are looked at first: rows of a clock that stood ahead may lie between old ones, and
a table of a million rows is not to be read whole each night."""


def newest_expired(db: Database, table: str, limit: str) -> int:
    """The place of the newest row that is surely too old; 0 for none. All before it are older."""
    first, last = db.execute(f"SELECT coalesce(min(seq), 0), coalesce(max(seq), -1) FROM {table}").fetchone()
    found = max(
        (_expired_at(db, table, first + (last - first) * n // SAMPLES, limit) for n in range(SAMPLES)), default=0
    )
    at = max(first, found)
    while at <= last:
        newest = int(db.execute(_NEWEST.format(table=table), [limit, at, at + STEP]).fetchone()[0])
        if not newest:
            break
        found, at = max(found, newest), at + STEP
    return found


def _expired_at(db: Database, table: str, place: int, limit: str) -> int:
    """The next row of a trusted clock from a place on, where it is too old; else 0."""
    row = db.execute(_NEXT.format(table=table), [place]).fetchone()
    return int(row[0]) if row is not None and str(row[1]) < limit else 0


def count_expired(db: Database, table: str, through: int) -> int:
    """How many rows stand up to this place."""
    return int(db.execute(f"SELECT count(*) FROM {table} WHERE seq <= ?", [through]).fetchone()[0])


def drop_some(act: Act, table: str, through: int, most: int) -> int:
    """Delete the oldest rows within an act, none after `through` and at most `most`; how many went."""
    if table == "audit":
        return drop_oldest(act, through, most)
    db = act.db
    chosen = f"(SELECT id FROM {table} WHERE seq <= ? ORDER BY seq LIMIT ?)"
    values = [through, most]
    if table == "visits":
        db.execute(f"DELETE FROM visit_steps WHERE visit_id IN {chosen}", values)
    if table == "imports":
        db.execute(f"DELETE FROM import_rows WHERE import_id IN {chosen}", values)
    return int(db.execute(f"DELETE FROM {table} WHERE id IN {chosen}", values).rowcount)


_NEWEST = """SELECT coalesce(max(seq), 0) FROM {table}
  WHERE clock_suspect = 0 AND at_utc < ? AND seq >= ? AND seq < ?"""
_NEXT = "SELECT seq, at_utc FROM {table} WHERE seq >= ? AND clock_suspect = 0 ORDER BY seq LIMIT 1"
