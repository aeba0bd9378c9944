"""Whether somebody wants what is measured of them kept."""

from __future__ import annotations

from datetime import date

from kiosk.store.rows import one
from kiosk.store.sqlcipher import Database


def keeps_health(db: Database, resident_id: str, today: date) -> bool:
    """False for somebody who took the consent to health records back, or whose consent is over. One who was never asked
    keeps what they measure, as the notice at the terminal says.
    """
    row = one(db, _NEWEST, resident_id)
    if row is None:
        return True
    return row["withdrawn_utc"] is None and (row["until"] is None or row["until"] >= today.isoformat())


_NEWEST = """SELECT withdrawn_utc, until FROM consents WHERE resident_id = ? AND kind = 'health'
  ORDER BY seq DESC LIMIT 1"""
