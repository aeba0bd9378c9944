"""What is on record of somebody who asks to be enrolled: where they stand on the list, and what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum

from kiosk.archive.resident_rows import find_by_id, find_by_number
from kiosk.people.id_number import long_form
from kiosk.people.resident import Resident
from kiosk.store.core import Core
from kiosk.store.rows import one
from kiosk.store.sqlcipher import Database
from kiosk.whitelist.consent import ConsentKind


class Place(StrEnum):
    """Where somebody stands on the whitelist."""

    NONE = "none"
    LISTED = "listed"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, repr=False)
class OnRecord:
    """What is known of somebody.

    Attributes:
        resident: None for a number nobody here has.
        consents: Kinds in force.
        templates: How many are stored, of every engine, updates too.
    """

    resident: Resident | None = None
    place: Place = Place.NONE
    consents: frozenset[ConsentKind] = frozenset()
    templates: int = 0


class Applicants:
    """Looks it up. Thread-safe; a few short queries."""

    def __init__(self, core: Core, zone: tzinfo) -> None:
        self._core, self._zone = core, zone

    def of_number(self, number: str) -> OnRecord:
        """What is known of the holder of a number, however it is spelt."""
        with self._core.readers.db() as db:
            return _on_record(db, find_by_number(db, long_form(number), self._core.fields), self._today())

    def of(self, resident_id: str) -> OnRecord:
        """What is known of a resident."""
        with self._core.readers.db() as db:
            return _on_record(db, find_by_id(db, resident_id, self._core.fields), self._today())

    def _today(self) -> date:
        return self._core.clock.now().utc.astimezone(self._zone).date()


def _on_record(db: Database, resident: Resident | None, today: date) -> OnRecord:
    if resident is None:
        return OnRecord()
    kinds = db.execute(_AGREED, [resident.id, today.isoformat()])
    consents = frozenset(ConsentKind(row[0]) for row in kinds.fetchall())
    row = one(db, _NEWEST, resident.id)
    if row is None:
        return OnRecord(resident, consents=consents)
    suspended = Place.LISTED if row["suspended_utc"] is None else Place.SUSPENDED
    place = suspended if row["status"] == "active" else Place.REVOKED
    return OnRecord(resident, place, consents, int(row["templates"]))


_AGREED = """SELECT DISTINCT kind FROM consents WHERE resident_id = ? AND withdrawn_utc IS NULL
AND (until IS NULL OR until >= ?)"""
_NEWEST = """SELECT status, suspended_utc, (SELECT count(*) FROM templates t WHERE t.entry_id = e.id) AS templates
FROM whitelist_entries e WHERE resident_id = ? ORDER BY status = 'active' DESC, seq DESC LIMIT 1"""
