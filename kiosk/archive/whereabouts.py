"""Which members of the whitelist belong to a place, and which were here lately: for narrowing a search."""

from __future__ import annotations

from datetime import datetime

from kiosk.store.core import Core
from kiosk.store.fields import storable
from kiosk.store.stamps import iso


class Whereabouts:
    """Reads ids of members in force. Thread-safe; `resident_id` narrows a question to one person."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def living_in(
        self, *, committee: str | None = None, building: str | None = None, resident_id: str | None = None
    ) -> frozenset[str]:
        """Members whose address names this committee and this building; what is None is not asked.

        Buildings are sealed and are opened one by one: some 10 µs a member.
        """
        values = {"committee": None if committee is None else storable(committee), "who": resident_id}
        with self._core.readers.db() as db:
            rows = list(db.query(_LIVING, values))
        if building is None:
            return frozenset(row["id"] for row in rows)
        wanted, fields = storable(building).strip(), self._core.fields
        homes = ((row["id"], fields.open(row["building"], "residents", "building", row["id"])) for row in rows)
        return frozenset(who for who, home in homes if home is not None and home.strip() == wanted)

    def here_since(self, moment: datetime, *, resident_id: str | None = None) -> frozenset[str]:
        """Members who came on or after a moment, or were put on the whitelist or registered anew since."""
        with self._core.readers.db() as db:
            rows = list(db.query(_HERE, {"since": iso(moment), "who": resident_id}))
        return frozenset(row["id"] for row in rows)


_LIVING = """
SELECT r.id, r.building FROM residents r JOIN whitelist_entries e ON e.resident_id = r.id
WHERE e.status = 'active' AND (:committee IS NULL OR trim(r.committee) = trim(:committee))
  AND (:who IS NULL OR r.id = :who)"""
_HERE = """
SELECT e.resident_id AS id FROM whitelist_entries e
WHERE e.status = 'active' AND (:who IS NULL OR e.resident_id = :who) AND (
  e.at_utc >= :since
  OR EXISTS (SELECT 1 FROM visits v WHERE v.resident_id = e.resident_id AND v.at_utc >= :since)
  OR EXISTS (SELECT 1 FROM templates t WHERE t.entry_id = e.id AND t.at_utc >= :since))"""
