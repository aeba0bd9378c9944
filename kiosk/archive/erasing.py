"""Everything of one person, deleted within an act.

A line of the whitelist stays, without a name, as long as it is the news by which running programs drop the face; so
does the empty row of the resident it belongs to. The audit trail keeps its entries, which hold the row's id only.
"""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.archive.entry_rows import newest_change
from kiosk.archive.quarantined import delete_quarantined
from kiosk.archive.templates import delete_rows
from kiosk.store.core import Act
from kiosk.store.sqlcipher import Database

_OWN = ("documents", "card_references", "consents", "measurements", "codes", "last_codes", "follow_ups", "goals",
        "import_rows", "home_calls")  # fmt: skip
_EMPTY = """UPDATE residents SET name = NULL, name_foreign = NULL, number = NULL, number_index = NULL, sex = '0',
  birth = NULL, birth_year = NULL, nation = NULL, nationality = NULL, phone = NULL, district = NULL, street = NULL,
  committee = NULL, community = NULL, building = NULL, home = NULL WHERE id = ?"""


def erase(act: Act, resident_id: str) -> dict[str, int]:
    """Delete everything held about somebody; how many rows of each table went. The caller adds the audit entry."""
    db = act.db
    gone = {"outbox": _count(db, _OUTBOX, resident_id)}
    gone["quarantine"] = delete_quarantined(act, resident_id)
    gone["alerts"] = _count(db, _ALERTS, resident_id, resident_id)
    _count(db, "DELETE FROM visit_steps WHERE visit_id IN (SELECT id FROM visits WHERE resident_id = ?)", resident_id)
    gone["visits"] = _count(db, "DELETE FROM visits WHERE resident_id = ?", resident_id)
    for table in _OWN:
        gone[table] = _count(db, f"DELETE FROM {table} WHERE resident_id = ?", resident_id)
    gone["companions"] = _count(
        db, "DELETE FROM companions WHERE resident_id = ? OR helper_id = ?", resident_id, resident_id
    )
    gone["look_alikes"] = _count(
        db, "DELETE FROM look_alikes WHERE resident_id = ? OR other_id = ?", resident_id, resident_id
    )
    gone["templates"] = delete_rows(act, _TEMPLATES, resident_id)
    db.execute("UPDATE whitelist_entries SET revoke_reason = NULL WHERE resident_id = ?", [resident_id])
    for row in list(db.query(_ACTIVE, [resident_id])):
        db.execute(
            """UPDATE whitelist_entries SET status = 'revoked', revoked_utc = ?, revoked_by = ?, change_seq = ?
               WHERE id = ?""",
            [act.when()["at_utc"], act.actor, newest_change(db) + 1, row["id"]],
        )
    gone["resident"] = drop_resident(db, resident_id) or _count(db, _EMPTY, resident_id)
    return {table: rows for table, rows in gone.items() if rows}


def empty_residents(db: Database, resident_ids: Sequence[str]) -> None:
    """Delete what is known of people whose line of the whitelist stays as news."""
    db.conn.executemany(_EMPTY, [(one,) for one in resident_ids])


def drop_resident(db: Database, resident_id: str) -> int:
    """Delete the row of somebody no line of the whitelist belongs to; 1 when it went."""
    sql = """DELETE FROM residents WHERE id = ?
             AND NOT EXISTS (SELECT 1 FROM whitelist_entries e WHERE e.resident_id = residents.id)"""
    return _count(db, sql, resident_id)


def _count(db: Database, sql: str, *values: object) -> int:
    return int(db.execute(sql, list(values)).rowcount)


_ACTIVE = "SELECT id FROM whitelist_entries WHERE resident_id = ? AND status = 'active'"
_TEMPLATES = "entry_id IN (SELECT id FROM whitelist_entries WHERE resident_id = ?)"
_ALERTS = """DELETE FROM alerts WHERE resident_id = ?
  OR visit_id IN (SELECT id FROM visits WHERE resident_id = ?)"""
_OUTBOX = """DELETE FROM outbox WHERE row_id IN (
  SELECT id FROM measurements WHERE resident_id = ?1 UNION ALL SELECT id FROM visits WHERE resident_id = ?1
  UNION ALL SELECT id FROM codes WHERE resident_id = ?1 UNION ALL SELECT id FROM alerts WHERE resident_id = ?1)"""
