"""What was set aside in the quarantine and belongs to one person after all."""

from __future__ import annotations

from kiosk.store.core import Act


def delete_quarantined(act: Act, resident_id: str, *, but: str | None = None, newest: int | None = None) -> int:
    """Delete what names a person or one of their visits, within an act; how many rows.

    Args:
        but: What was refused under this reason stays.
        newest: `seq` of the newest row that is looked at; None for all.
    """
    db, opened = act.db, act.core.fields.open_bytes
    rows = list(db.query("SELECT id, reason, payload FROM quarantine WHERE ?1 IS NULL OR seq <= ?1", [newest]))
    if not rows:
        return 0
    visits = db.execute("SELECT id FROM visits WHERE resident_id = ?", [resident_id]).fetchall()
    theirs = [resident_id.encode(), *(str(row[0]).encode() for row in visits)]
    gone = 0
    for row in rows:
        content = opened(row["payload"], "quarantine", "payload", row["id"])
        if row["reason"] != but and any(one in content for one in theirs):
            gone += int(db.execute("DELETE FROM quarantine WHERE id = ?", [row["id"]]).rowcount)
    return gone
