"""Takes a batch back: what only it added goes, what it changed is put back, and whom somebody changed since is left.

A portion at a time: a visit waits for some milliseconds, and an undo that was cut off goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from kiosk.archive import look_alikes
from kiosk.archive.entry_rows import newest_change
from kiosk.archive.erasing import empty_residents
from kiosk.archive.import_known import UNDONE, portions
from kiosk.archive.import_plan import Left
from kiosk.archive.import_write import Before
from kiosk.archive.resident_rows import from_plain, save
from kiosk.archive.templates import delete_rows
from kiosk.archive.withdrawals import Withdrawn
from kiosk.people.names import mask_name
from kiosk.store.core import Act
from kiosk.store.erasable import Withdrawal
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database

AT_ONCE = 200
"""People of one transaction."""


@dataclass(slots=True)
class Done:
    """What one portion did.

    Attributes:
        rows: How many there were.
        withdrawn: What no older file may bring back; to be noted when the portion is committed. Noted before it, as a
            person's own withdrawal is, half of it would be done at the start after a power cut.
    """

    rows: int = 0
    removed: int = 0
    restored: int = 0
    left: list[Left] = field(default_factory=list)
    withdrawn: list[Withdrawal] = field(default_factory=list)


def undo_some(act: Act, import_id: str) -> Done:
    """Undo the next portion of a batch within an act; its rows go."""
    done = Done()
    rows = list(act.db.query(_NEXT, [import_id, AT_ONCE]))
    done.rows = len(rows)
    known = _consents_in_force(act.db, [row["resident_id"] for row in rows])
    undone: list[tuple[Row, Before]] = []
    for row in rows:
        opened = act.core.fields.open_bytes(row["before"], "import_rows", "before", row["id"])
        before = msgspec.json.decode(opened, type=Before)
        if _is_untouched(row, before, known.get(row["resident_id"], frozenset())):
            undone.append((row, before))
        else:
            name = act.core.fields.open(row["name"] or row["name_foreign"], "residents",
                                        "name" if row["name"] else "name_foreign", row["resident_id"])  # fmt: skip
            done.left.append(Left(row["row_number"], row["resident_id"], mask_name(name or "")))
    done.withdrawn = _take_back(act, undone)
    _delete(act.db, "import_rows", [row["id"] for row in rows])
    done.removed = sum(before.is_entry_new for _, before in undone)
    done.restored = len(undone) - done.removed
    return done


def _is_untouched(row: Row, before: Before, in_force: frozenset[str]) -> bool:
    """Whether nobody changed since what the undo would take back. What a card told since of somebody the batch did not
    change, or nobody knew before, stays as it is told.
    """
    was_overwritten = before.resident is not None and row["updated_utc"] != row["imported_utc"]
    return bool(
        not was_overwritten and row["entry_seq"] == row["change_seq"] and in_force == frozenset(before.in_force)
    )


def _take_back(act: Act, undone: Sequence[tuple[Row, Before]]) -> list[Withdrawal]:
    db, now = act.db, act.when()["at_utc"]
    every = [before for _, before in undone]
    for some in portions([one for before in every for one in before.templates]):
        delete_rows(act, f"id IN ({', '.join('?' * len(some))})", *some)
    consents = [one for before in every for one in before.consents]
    _delete(db, "consents", consents)
    _delete(db, "card_references", [before.card for before in every if before.card is not None])
    back = [(one,) for before in every for one in before.ends]
    db.conn.executemany("UPDATE consents SET withdrawn_utc = NULL WHERE id = ?", back)
    seq = newest_change(db)
    for at, before in enumerate(every, start=1):
        if before.is_entry_new:
            db.execute(_TAKEN_BACK, [now, act.actor, UNDONE, seq + at, before.entry])
        else:
            db.execute("UPDATE whitelist_entries SET change_seq = ? WHERE id = ?", [seq + at, before.entry])
    for row, before in undone:
        if before.is_entry_new:
            look_alikes.forget(act, row["resident_id"])
        if before.resident is not None:
            save(act, from_plain(before.resident))
    unknown = [row["resident_id"] for row, before in undone if before.is_new and not row["came"]]
    empty_residents(db, unknown)
    return [
        *(Withdrawal(Withdrawn.PERSON.value, one) for one in unknown),
        *(Withdrawal(Withdrawn.ENTRY.value, before.entry) for before in every if before.is_entry_new),
        *(Withdrawal(Withdrawn.CONSENT.value, one) for one in consents),
    ]


def _consents_in_force(db: Database, people: Sequence[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for some in portions(people):
        sql = f"""SELECT resident_id, id FROM consents WHERE withdrawn_utc IS NULL
                  AND resident_id IN ({", ".join("?" * len(some))})"""
        for person, consent in db.execute(sql, list(some)):
            found.setdefault(person, set()).add(consent)
    return {person: frozenset(ids) for person, ids in found.items()}


def _delete(db: Database, table: str, ids: Iterable[str]) -> None:
    db.conn.executemany(f"DELETE FROM {table} WHERE id = ?", [(one,) for one in ids])


_TAKEN_BACK = """UPDATE whitelist_entries SET status = 'revoked', revoked_utc = ?, revoked_by = ?, revoke_reason = ?,
  suspended_utc = NULL, suspended_by = NULL, change_seq = ? WHERE id = ?"""
# Whoever came since keeps what their visit and their card brought; only the line and what hangs on it goes.
_CAME = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} x WHERE x.resident_id = i.resident_id)"
    for table in ("documents", "visits", "measurements", "codes", "last_codes", "alerts", "follow_ups", "goals",
                  "home_calls", "companions")
)  # fmt: skip
_NEXT = f"""SELECT i.id, i.resident_id, i.row_number, i.change_seq, i.before, i.at_utc AS imported_utc, r.updated_utc,
  r.name, r.name_foreign,
  (SELECT max(e.change_seq) FROM whitelist_entries e WHERE e.resident_id = i.resident_id) AS entry_seq,
  ({_CAME} OR EXISTS (SELECT 1 FROM companions x WHERE x.helper_id = i.resident_id)) AS came
FROM import_rows i JOIN residents r ON r.id = i.resident_id
WHERE i.import_id = ? AND i.before IS NOT NULL ORDER BY i.seq LIMIT ?"""
