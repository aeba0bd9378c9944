"""What ends by its person: consents whose day is over, people nothing else is kept of, old lines of the whitelist."""

from __future__ import annotations

from datetime import date, tzinfo
from functools import partial

from kiosk.archive import look_alikes
from kiosk.archive.consent_rows import ended, withdraw_consents
from kiosk.archive.entry_rows import touch
from kiosk.archive.erasing import drop_resident, erase
from kiosk.archive.expired_rows import newest_expired
from kiosk.archive.purging import Purging
from kiosk.archive.templates import Origin, Templates
from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database
from kiosk.whitelist.consent import ConsentKind

PEOPLE_AT_ONCE = 200
"""People looked for in one reading; each of them is deleted in a transaction of their own."""


class ExpiredPeople:
    """Deletes them, as a part of one purge."""

    def __init__(self, core: Core, templates: Templates, zone: tzinfo) -> None:
        self._core, self._templates, self._zone = core, templates, zone

    def today(self) -> date:
        """The day it is in the hall."""
        return self._core.clock.now().utc.astimezone(self._zone).date()

    def over(self) -> list[tuple[str, ConsentKind]]:
        """Consents that are over and were not ended yet."""
        with self._core.readers.db() as db:
            return ended(db, self.today())

    def end_consents(self, purging: Purging) -> None:
        """End them, and delete what was kept by them alone."""
        for resident_id, kind in self.over():
            templates = 0

            def work(db: Database, most: int, resident_id: str = resident_id, kind: ConsentKind = kind) -> int:
                nonlocal templates
                templates = self._end(purging.actor, resident_id, kind, db)
                return 1

            purging.once("consents", work)
            purging.also("templates", templates)

    def drop_idle(self, purging: Purging, health: str) -> None:
        """The last code of each person, and people nothing else is kept of. `health` is the moment that is too old."""
        purging.batches("last_codes", lambda db, most: int(db.execute(_LAST_CODES, [health, most]).rowcount))
        with self._core.readers.db() as db:
            newest = newest_expired(db, "residents", health)
        values: dict[str, object] = {"limit": health, "newest": newest, "after": 0, "most": PEOPLE_AT_ONCE}
        while True:
            with self._core.readers.db() as db:
                idle = db.execute(f"{_IDLE} AND r.seq > :after ORDER BY r.seq LIMIT :most", values).fetchall()
            for resident_id, _ in idle:
                purging.once("residents", partial(self._forget_idle, purging.actor, resident_id, values))
            if len(idle) < PEOPLE_AT_ONCE:
                return
            values["after"] = idle[-1][1]

    def drop_lines(self, purging: Purging, limit: str) -> None:
        """Revoked lines of the whitelist, and the empty rows of their residents."""
        purging.batches("whitelist_entries", lambda db, most: _drop_lines(db, limit, most))

    def _end(self, actor: str, resident_id: str, kind: ConsentKind, db: Database) -> int:
        act = self._core.act(db, actor)
        is_face = kind is ConsentKind.FACE
        db.execute(_ENDED, [act.when()["at_utc"], resident_id, self.today().isoformat()])
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

    def _forget_idle(self, actor: str, resident_id: str, values: dict[str, object], db: Database, _: int) -> int:
        own = {"limit": values["limit"], "newest": values["newest"], "who": resident_id}
        if db.execute(f"{_IDLE} AND r.id = :who", own).fetchone() is None:
            return 0  # came back in this moment
        act = self._core.act(db, actor)
        act.note("resident.purged", resident_id, rows=erase(act, resident_id))
        return 1


def _drop_lines(db: Database, limit: str, most: int) -> int:
    """The line changed last always stays: `change_seq` must not fall back, or running programs would miss the next
    change.
    """
    lines = db.execute(
        """SELECT id, resident_id FROM whitelist_entries WHERE status = 'revoked' AND revoked_utc < ?
           AND clock_suspect = 0 AND change_seq < (SELECT max(change_seq) FROM whitelist_entries) LIMIT ?""",
        [limit, most],
    ).fetchall()
    for line_id, resident_id in lines:
        db.execute("DELETE FROM whitelist_entries WHERE id = ?", [line_id])
        if db.execute(_IS_EMPTY, [resident_id]).fetchone() is not None:
            drop_resident(db, resident_id)
    return len(lines)


_ENDED = "UPDATE consents SET ended_utc = ? WHERE resident_id = ? AND withdrawn_utc IS NULL AND until < ?"
_ENTRY = "SELECT id FROM whitelist_entries WHERE resident_id = ? AND status = 'active'"
_LAST_CODES = """DELETE FROM last_codes WHERE id IN (
  SELECT id FROM last_codes WHERE clock_suspect = 0 AND at_utc < ? LIMIT ?)"""
_IS_EMPTY = """SELECT 1 FROM residents WHERE id = ? AND name IS NULL AND name_foreign IS NULL AND number IS NULL
  AND NOT EXISTS (SELECT 1 FROM card_references c WHERE c.resident_id = residents.id)"""
_KEPT_BY = (
    "visits",
    "measurements",
    "codes",
    "last_codes",
    "alerts",
    "follow_ups",
    "goals",
    "home_calls",
    "companions",
)
_IDLE = f"""SELECT r.id, r.seq FROM residents r WHERE r.seq <= :newest AND r.updated_utc < :limit
  AND NOT EXISTS (SELECT 1 FROM whitelist_entries e WHERE e.resident_id = r.id AND e.status = 'active')
  {" ".join(f"AND NOT EXISTS (SELECT 1 FROM {table} k WHERE k.resident_id = r.id)" for table in _KEPT_BY)}
  AND NOT EXISTS (SELECT 1 FROM companions p WHERE p.helper_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.resident_id = r.id AND d.last_seen_utc >= :limit)
  AND (r.name IS NOT NULL OR r.name_foreign IS NOT NULL OR r.number IS NOT NULL
       OR EXISTS (SELECT 1 FROM card_references c WHERE c.resident_id = r.id))"""
