"""What is health data of one person among the tables, deleted within an act.

Health data are measurements, what was planned and wished because of them (follow-ups, goals), home calls with their
notes, health codes, and the calls for staff that say something of somebody's health. Of a visit the steps go too: they
say that a value was taken twice. When somebody came, the whitelist, documents and consents are none. A call nobody has
finished stays: somebody may be on their way because of it.
"""

from __future__ import annotations

from kiosk.archive.quarantined import delete_quarantined
from kiosk.store.core import Act
from kiosk.store.sqlcipher import Database

OF_HEALTH = ("measure", "code", "temperature", "temperature-high", "temperature-low", "measure-device", "red-value",
             "red-first")  # fmt: skip
"""Kinds of calls that say something of a person's health."""
TABLES = ("measurements", "follow_ups", "goals", "home_calls", "codes", "last_codes")
"""Tables that hold health data and nothing else, each with the person it is of."""


def delete_health_rows(act: Act, resident_id: str, before: str | None = None) -> dict[str, int]:
    """Delete somebody's health data; how many rows of each table went. The caller adds the audit entry.

    Args:
        before: Only what was written by then (ISO 8601, UTC). As in `kiosk.archive.expiry`, what stands before a row
            that was written by then under a trusted clock is as old.
    """
    db, gone = act.db, dict[str, int]()
    calls = ", ".join("?" * len(OF_HEALTH))
    for table in (*TABLES, "alerts"):
        where, values = "resident_id = ? AND seq <= ?", [resident_id, _newest(db, table, before)]
        if table == "alerts":
            where, values = f"{where} AND acknowledged_utc IS NOT NULL AND kind IN ({calls})", [*values, *OF_HEALTH]
        db.execute(f"DELETE FROM outbox WHERE row_id IN (SELECT id FROM {table} WHERE {where})", values)
        gone[table] = int(db.execute(f"DELETE FROM {table} WHERE {where}", values).rowcount)
    visits = [resident_id, _newest(db, "visits", before)]
    db.execute(_STEPS, visits)
    gone["quarantine"] = delete_quarantined(act, resident_id, but="visit", newest=_newest(db, "quarantine", before))
    return {table: rows for table, rows in gone.items() if rows}


def _newest(db: Database, table: str, before: str | None) -> int:
    if before is None:
        return int(db.execute(f"SELECT coalesce(max(seq), 0) FROM {table}").fetchone()[0])
    sql = f"SELECT coalesce(max(seq), 0) FROM {table} WHERE clock_suspect = 0 AND at_utc <= ?"
    return int(db.execute(sql, [before]).fetchone()[0])


_STEPS = "DELETE FROM visit_steps WHERE visit_id IN (SELECT id FROM visits WHERE resident_id = ? AND seq <= ?)"
