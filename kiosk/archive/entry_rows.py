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


def newest_news(db: Database) -> int:
    """The same of the lines that may be seen: what `changes_after` has told when nothing is new."""
    sql = "SELECT coalesce(max(change_seq), 0) FROM whitelist_entries WHERE revoke_reason IS NOT ?"
    return int(db.execute(sql, [HIDDEN]).fetchone()[0])


def changes_after(db: Database, change_seq: int) -> tuple[list[WhitelistChange], int]:
    """What changed since, oldest first, and the newest `change_seq` of it."""
    rows = list(db.query(_CHANGES, [change_seq]))
    changes = [WhitelistChange(row["id"], row["resident_id"], bool(row["active"])) for row in rows]
    return changes, int(rows[-1]["change_seq"]) if rows else change_seq


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

_CHANGES = f"""SELECT id, resident_id, status = 'active' AND suspended_utc IS NULL AS active, change_seq
FROM whitelist_entries WHERE change_seq > ? AND revoke_reason IS NOT '{HIDDEN}' ORDER BY change_seq"""
