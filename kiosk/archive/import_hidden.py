"""New people of a long list are written a portion at a time where nobody finds them, and all shown by one short act.

A visit waits for a portion or for that act, never for the list. Hidden is who has a line that is revoked with the
reason HIDDEN and no index of their number: no card, no list and no search finds them, nor the consents, templates and
rows of the import that hang on them. Social-security cards are written when they are shown. An import that is hidden
says it was undone by HIDDEN; what is hidden when the archive is opened was cut off, and is taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.archive.entry_rows import HIDDEN, newest_change
from kiosk.archive.import_plan import ImportPlan
from kiosk.archive.import_write import UNDO_FOR, Batch, check_unchanged, note_import, putting
from kiosk.archive.resident_rows import TABLE
from kiosk.archive.templates import delete_rows
from kiosk.store.core import Act
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso

AT_ONCE = 100
"""People of one transaction."""


@dataclass(slots=True, repr=False)
class Hidden:
    """What must be done to show an import.

    Attributes:
        people: Index of the number, and the person's id.
        lines: Ids of their lines.
        cards: Their cards, and the indexes of those.
    """

    people: list[tuple[bytes, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    cards: list[Row] = field(default_factory=list)
    new_cards: list[bytes] = field(default_factory=list)

    def add(self, batch: Batch) -> None:
        """A portion that is committed."""
        self.people += [(row["number_index"], row["id"]) for row in batch.residents]
        self.lines += [entry for entry, _, _ in batch.lines]
        self.cards += batch.cards
        self.new_cards += batch.new_cards


def begin(act: Act, import_id: str, plan: ImportPlan, faces: int) -> None:
    """The row of the import, hidden."""
    note_import(act, import_id, plan, faces)
    act.db.execute("UPDATE imports SET undone_utc = at_utc, undone_by = ? WHERE id = ?", [HIDDEN, import_id])


def hide(act: Act, batch: Batch) -> None:
    """Write people nobody knows within an act, hidden."""
    stamp, put, first = iso(act.now.utc), putting(act), newest_change(act.db) + 1
    put(TABLE, [{**row, "number_index": None} for row in batch.residents], {"updated_utc": stamp})
    put("consents", batch.consents)
    put("whitelist_entries", [
        {"id": entry, "resident_id": person, "status": "revoked", "change_seq": seq, "added_by": act.actor,
         "revoked_utc": stamp, "revoked_by": act.actor, "revoke_reason": HIDDEN}
        for seq, (entry, person, _) in enumerate(batch.lines, start=first)
    ])  # fmt: skip
    put("templates", batch.templates, {"taken_utc": stamp})
    put("import_rows", [{**row, "change_seq": seq} for seq, row in enumerate(batch.imported, start=first)])
    act.note_all("consent.imported", batch.given)


def show(act: Act, import_id: str, hidden: Hidden) -> None:
    """Everybody hidden is found from now on, as news of the whitelist.

    Raises WhitelistRefused when one of them is known by now.
    """
    db = act.db
    check_unchanged(db, dict.fromkeys((index for index, _ in hidden.people), None), hidden.new_cards)
    db.conn.executemany("UPDATE residents SET number_index = ? WHERE id = ?", hidden.people)
    putting(act)("card_references", hidden.cards)
    db.conn.executemany(_IN_FORCE, [(one,) for one in hidden.lines])
    db.execute("UPDATE imports SET undone_utc = NULL, undone_by = NULL, undo_until_utc = ? WHERE id = ?",
               [iso(act.now.utc + UNDO_FOR), import_id])  # fmt: skip


def hidden_imports(db: Database) -> list[str]:
    """Imports that were begun and not shown."""
    return [str(row[0]) for row in db.execute("SELECT id FROM imports WHERE undone_by = ?", [HIDDEN]).fetchall()]


def take_away_some(act: Act, import_id: str) -> int:
    """Delete the next portion of an import that is hidden within an act, and the import when nobody is left of it; how
    many people. Nobody was served from these rows, so nothing of them stays.
    """
    rows = act.db.execute(_NEXT, [import_id, HIDDEN, AT_ONCE]).fetchall()
    people, lines = [row[0] for row in rows], [row[1] for row in rows]
    if not people:
        gone = act.db.execute("DELETE FROM imports WHERE id = ? AND undone_by = ?", [import_id, HIDDEN]).rowcount
        if gone:
            act.note("whitelist.import-cut-off", None, **{"import": import_id})
        return 0
    delete_rows(act, f"entry_id IN ({', '.join('?' * len(lines))})", *lines)
    _delete(act.db, "import_rows", "resident_id", people)
    _delete(act.db, "consents", "resident_id", people)
    _delete(act.db, "whitelist_entries", "id", lines)
    _delete(act.db, TABLE, "id", people)
    return len(people)


def _delete(db: Database, table: str, column: str, values: Sequence[str]) -> None:
    db.conn.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(one,) for one in values])


_IN_FORCE = """UPDATE whitelist_entries SET status = 'active', revoked_utc = NULL, revoked_by = NULL,
  revoke_reason = NULL WHERE id = ?"""
_NEXT = """SELECT i.resident_id, e.id FROM import_rows i JOIN whitelist_entries e ON e.resident_id = i.resident_id
WHERE i.import_id = ? AND e.revoke_reason = ? LIMIT ?"""
