"""Withdrawals that hold whatever file is put back: they are noted outside of the database, and done again when a
database that does not know of them is opened, before anybody is served from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from kiosk.archive.erasing import erase
from kiosk.archive.health_consent import save_no
from kiosk.archive.health_data import delete_health_rows
from kiosk.archive.templates import Templates
from kiosk.ids import new_id
from kiosk.store.core import Act, Core
from kiosk.store.erasable import Withdrawal
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso

_AT_ONCE = 500


class Withdrawn(StrEnum):
    """What the id of a note is of."""

    CONSENT = "C"
    ENTRY = "R"
    """A line of the whitelist that was revoked."""
    PERSON = "F"
    """Somebody all of whose data was deleted."""
    UNRECORDED = "N"
    """Somebody who was never asked about health records and wants none kept."""
    HEALTH = "H"
    """Somebody whose health data up to the moment of the note was deleted. The note after it is its entry."""
    HEALTH_ENTRY = "h"
    """The entry of the audit trail of a deletion of health data: a file that has it knows of the deletion."""


def note(act: Act, kind: Withdrawn, *row_ids: str) -> None:
    """Note withdrawals within the act that makes them. One whose commit fails is done at the next start."""
    act.core.erasable.note_withdrawn(*(Withdrawal(kind.value, row_id) for row_id in row_ids))


def note_health_deleted(act: Act, resident_id: str, entry_id: str) -> None:
    """Note that all health data somebody had until now was deleted, by this entry of the audit trail."""
    act.core.erasable.note_withdrawn(
        Withdrawal(Withdrawn.HEALTH.value, resident_id, act.now.utc), Withdrawal(Withdrawn.HEALTH_ENTRY.value, entry_id)
    )


def do_again(core: Core, templates: Templates, *, is_older: bool) -> int:
    """See to it that what was withdrawn is withdrawn in this database; how much had come back.

    Args:
        is_older: The file is known to lack entries it once had.

    Raises:
        StoreError: it could not be done; nobody may be served.
    """
    noted = core.erasable.withdrawn()
    if not noted and not is_older:
        return 0
    with core.readers.db() as db:
        came_back = any(True for kind in _BACK for _ in _back(db, kind, noted)) or any(_health_back(db, noted))
    if not came_back and not is_older:
        return 0
    return core.writer.call(lambda db: _do_again(core.act(db, "terminal"), templates, noted), timeout_s=120.0)


def _do_again(act: Act, templates: Templates, noted: list[Withdrawal]) -> int:
    db, done = act.db, 0
    for person in _back(db, Withdrawn.PERSON, noted):
        act.note("resident.forgotten-again", person, rows=erase(act, person))
        done += 1
    for entry in _back(db, Withdrawn.ENTRY, noted):
        db.execute(_REVOKE, [act.when()["at_utc"], act.actor, entry])
        (resident,) = db.execute("SELECT resident_id FROM whitelist_entries WHERE id = ?", [entry]).fetchone()
        gone = templates.delete(act, entry)
        db.execute("DELETE FROM look_alikes WHERE resident_id = ?1 OR other_id = ?1", [resident])
        act.note("whitelist.revoked-again", resident, entry=entry, templates=gone)
        done += 1
    for consent in _back(db, Withdrawn.CONSENT, noted):
        db.execute("UPDATE consents SET withdrawn_utc = ? WHERE id = ?", [act.when()["at_utc"], consent])
        (resident,) = db.execute("SELECT resident_id FROM consents WHERE id = ?", [consent]).fetchone()
        act.note("consent.withdrawn-again", resident, consent=consent)
        done += 1
    done += _health_again(act, noted)
    unreadable = templates.delete_unreadable(act)
    if unreadable:
        act.note("templates.unreadable-deleted", new_id(), rows=unreadable)
    return done + unreadable


def _health_again(act: Act, noted: list[Withdrawal]) -> int:
    unrecorded, deleted = list(_back(act.db, Withdrawn.UNRECORDED, noted)), list(_health_back(act.db, noted))
    for person in unrecorded:
        save_no(act, person)
    for person, at, entry in deleted:
        gone = delete_health_rows(act, person, before=iso(at))
        act.note_as(entry, "resident.health-deleted-again", person, rows=gone)
    return len(unrecorded) + len(deleted)


def _health_back(db: Database, noted: list[Withdrawal]) -> Iterator[tuple[str, datetime, str]]:
    """Person, moment and entry of the deletions of health data this database does not know of."""
    for one, after in pairwise(noted):
        if (one.kind, after.kind) != (Withdrawn.HEALTH, Withdrawn.HEALTH_ENTRY) or one.at is None:
            continue
        if db.execute("SELECT 1 FROM audit WHERE id = ?", [after.row_id]).fetchone() is None:
            yield one.row_id, one.at, after.row_id


def _back(db: Database, kind: Withdrawn, noted: Iterable[Withdrawal]) -> Iterator[str]:
    """Ids of that kind that this database holds as if nothing had happened."""
    ids = [one.row_id for one in noted if one.kind == kind.value]
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        sql = _BACK[kind].format(ids=", ".join("?" * len(some)))
        yield from [str(row[0]) for row in db.execute(sql, some).fetchall()]


_BACK = {
    Withdrawn.CONSENT: "SELECT id FROM consents WHERE withdrawn_utc IS NULL AND id IN ({ids})",
    Withdrawn.ENTRY: "SELECT id FROM whitelist_entries WHERE status = 'active' AND id IN ({ids})",
    Withdrawn.PERSON: """SELECT id FROM residents r WHERE id IN ({ids}) AND (r.name IS NOT NULL
      OR r.name_foreign IS NOT NULL OR r.number IS NOT NULL
      OR EXISTS (SELECT 1 FROM card_references c WHERE c.resident_id = r.id))""",
    Withdrawn.UNRECORDED: """SELECT id FROM residents r WHERE id IN ({ids})
      AND NOT EXISTS (SELECT 1 FROM consents c WHERE c.resident_id = r.id AND c.kind = 'health')""",
}
_REVOKE = """UPDATE whitelist_entries SET status = 'revoked', revoked_utc = ?, revoked_by = ?,
  change_seq = (SELECT max(change_seq) + 1 FROM whitelist_entries) WHERE id = ?"""
