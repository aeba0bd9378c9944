"""Lines of the whitelist as rows. Every change of a line, or of its templates, gives it the next `change_seq`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.people.resident import Resident
from kiosk.sentences import sentence
from kiosk.store.rows import Row, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment
from kiosk.whitelist.admission import WhitelistRefused

HIDDEN = "import-hidden"
"""Reason of a line of a list that is still being written: nobody is to see it (kiosk/archive/import_hidden.py)."""


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """A line of the whitelist.

    Attributes:
        active: In force; a suspended line is not.
        templates: How many, of every engine, updates included.
        adapted: How many of them are later updates.
    """

    id: str
    resident: Resident
    active: bool
    added: datetime
    revoked: datetime | None
    templates: int
    consents: tuple[str, ...]
    suspended: datetime | None = None
    adapted: int = 0


@dataclass(frozen=True, slots=True)
class WhitelistChange:
    """An entry or its templates changed, here or by another program on this machine. `active` as in `Entry`."""

    entry_id: str
    resident_id: str
    active: bool


@dataclass(frozen=True, slots=True)
class Version:
    """How a member stood when somebody looked: whoever changes them says what they had before their eyes.

    Attributes:
        change_seq: Of their newest line of the whitelist.
        updated: When the resident's own row was written last.
    """

    change_seq: int
    updated: str


def version_of(db: Database, resident_id: str) -> Version | None:
    """The version now; None for somebody who was never on the list."""
    row = one(db, _VERSION, resident_id)
    return None if row is None else Version(int(row["change_seq"]), str(row["updated_utc"]))


def check_unchanged(db: Database, resident_id: str, seen: Version | None) -> None:
    """Raises WhitelistRefused whitelist-changed when a member is not as they were seen; None was not looked at."""
    if seen is not None and version_of(db, resident_id) != seen:
        raise WhitelistRefused(sentence("refusals.whitelist-changed"))


def newest_change(db: Database) -> int:
    """The highest `change_seq` there is."""
    return int(db.execute("SELECT coalesce(max(change_seq), 0) FROM whitelist_entries").fetchone()[0])


@dataclass(frozen=True, slots=True)
class Told:
    """How far somebody was told of changes: all up to `change_seq`, and those above it whose numbers are in `above`.

    Lines that are hidden have numbers already and are told when they are shown, with the same ones.
    """

    change_seq: int = 0
    above: frozenset[int] = frozenset()


def told_of_all(db: Database) -> Told:
    """As if told of everything there is; of what is hidden, when it is shown."""
    if db.execute("SELECT 1 FROM imports WHERE undone_by = ?", [HIDDEN]).fetchone() is None:
        return Told(newest_change(db))
    return changes_since(db, Told())[1]


def changes_since(db: Database, told: Told) -> tuple[list[WhitelistChange], Told]:
    """What changed since and may be seen, oldest first, and how far that is."""
    rows = db.execute(_CHANGES, [HIDDEN, told.change_seq]).fetchall()
    seen = [row for row in rows if not row[4]]
    changes = [WhitelistChange(row[0], row[1], bool(row[2])) for row in seen if row[3] not in told.above]
    hidden = next((int(row[3]) for row in rows if row[4]), None)
    if hidden is None:
        return changes, Told(int(rows[-1][3]) if rows else told.change_seq)
    return changes, Told(hidden - 1, frozenset(int(row[3]) for row in seen if row[3] > hidden))


def touch(db: Database, entry_id: str) -> None:
    """Make a change of an entry's templates be noticed."""
    db.execute("UPDATE whitelist_entries SET change_seq = ? WHERE id = ?", [newest_change(db) + 1, entry_id])


def listed(db: Database, resident_id: str) -> Row:
    """The entry of somebody who was not revoked; suspended ones too. Raises WhitelistRefused whitelist-not-listed."""
    row = one(db, "SELECT * FROM whitelist_entries WHERE resident_id = ? AND status = 'active'", resident_id)
    if row is None:
        raise WhitelistRefused(sentence("refusals.whitelist-not-listed"))
    return row


def entry(row: Row, resident: Resident) -> Entry:
    """The entry of a row of `ENTRIES`."""

    def at(column: str) -> datetime | None:
        return moment(str(row[column])) if row[column] else None

    return Entry(
        id=str(row["id"]),
        resident=resident,
        active=row["status"] == "active" and row["suspended_utc"] is None,
        added=moment(str(row["at_utc"])),
        revoked=at("revoked_utc"),
        templates=int(row["templates"]),
        consents=tuple(str(row["consents"] or "").split()),
        suspended=at("suspended_utc"),
        adapted=int(row["adapted"]),
    )


ENTRIES = f"""
SELECT e.*, (SELECT count(*) FROM templates t WHERE t.entry_id = e.id) AS templates,
  (SELECT count(*) FROM templates t WHERE t.entry_id = e.id AND t.origin = 'adapted') AS adapted,
  (SELECT group_concat(kind, ' ') FROM (SELECT kind FROM consents c WHERE c.resident_id = e.resident_id
   AND c.withdrawn_utc IS NULL AND (c.until IS NULL OR c.until >= :today) ORDER BY kind)) AS consents
FROM whitelist_entries e WHERE (:all AND e.revoke_reason IS NOT '{HIDDEN}') OR e.status = 'active'
ORDER BY e.seq"""

_VERSION = """SELECT e.change_seq, r.updated_utc FROM whitelist_entries e JOIN residents r ON r.id = e.resident_id
WHERE e.resident_id = ? ORDER BY e.seq DESC LIMIT 1"""

_CHANGES = """SELECT id, resident_id, status = 'active' AND suspended_utc IS NULL, change_seq, revoke_reason IS ?
FROM whitelist_entries WHERE change_seq > ? ORDER BY change_seq"""
