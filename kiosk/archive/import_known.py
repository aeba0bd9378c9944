"""What is known of thousands of people at once, found by the keyed index of their numbers in a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import TypeVar

from kiosk.archive.resident_rows import from_row
from kiosk.people.resident import Resident
from kiosk.store.fields import FieldCipher
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment
from kiosk.whitelist.consent import ConsentKind

T = TypeVar("T")

AT_ONCE = 400
"""Values of one query; SQLite takes at least 999."""
UNDONE = "import-undone"
"""Reason of a line that was taken back with its batch: its person was never taken off the list by anybody."""


@dataclass(frozen=True, slots=True)
class ImportVersion:
    """How somebody stood; any change of them by anybody makes another one.

    Attributes:
        updated: When their own row was written last.
        change_seq: Of their newest line of the whitelist, 0 for none.
        consents, withdrawn: How many are on record, and how many of them do not hold any more.
        cards: How many social-security cards are theirs.
    """

    updated: str
    change_seq: int
    consents: int
    withdrawn: int
    cards: int


@dataclass(frozen=True, slots=True, repr=False)
class KnownConsent:
    """A consent on record.

    Attributes:
        day: The day from which it holds: that of the paper, else that of the record.
        withdrawn: The day it stopped to hold; None while it holds.
        taken_back: Somebody took it back; false for one whose last day is over.
    """

    id: str
    kind: ConsentKind
    day: date
    withdrawn: date | None
    taken_back: bool
    until: date | None
    text_version: str
    paper: str | None
    signed_on: date | None
    given_by: str


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """Somebody the register knows.

    Attributes:
        entry_id: Their line in force; None when there is none.
        revoked: The day they were taken off the list; None while they are on it, and for somebody never on it.
        has_face: A template is stored.
    """

    resident: Resident
    version: ImportVersion
    entry_id: str | None
    revoked: date | None
    consents: tuple[KnownConsent, ...]
    has_face: bool


def known_people(db: Database, indexes: Sequence[bytes], fields: FieldCipher, zone: tzinfo) -> Iterator[
    tuple[bytes, Known]
]:  # fmt: skip
    """Everybody of these numbers who is known, with the index of the number. A portion is read at a time."""
    versions = dict(versions_of(db, indexes))
    for some in portions(indexes):
        rows = list(db.query(_PEOPLE.format(marks=_marks(some)), list(some)))
        ids = [row["id"] for row in rows]
        lines = {row["resident_id"]: row for row in db.query(_LINES.format(marks=_marks(ids)), ids)}
        consents: dict[str, list[KnownConsent]] = {}
        for row in list(db.query(_CONSENTS.format(marks=_marks(ids)), ids)):
            consents.setdefault(row["resident_id"], []).append(_consent(row, fields, zone))
        for row in rows:
            index = bytes(row["number_index"])
            line = lines.get(row["id"])
            active = line is not None and line["status"] == "active"
            is_revoked = line is not None and line["status"] == "revoked" and line["revoke_reason"] != UNDONE
            yield (
                index,
                Known(
                    resident=from_row(row, fields),
                    version=versions[index],
                    entry_id=line["id"] if line is not None and active else None,
                    revoked=_day(line["revoked_utc"], zone) if line is not None and is_revoked else None,
                    consents=tuple(consents.get(row["id"], ())),
                    has_face=line is not None and active and bool(line["faces"]),
                ),
            )


def versions_of(db: Database, indexes: Sequence[bytes]) -> Iterator[tuple[bytes, ImportVersion]]:
    """How everybody of these numbers stands who is known."""
    for some in portions(indexes):
        for index, *values in db.execute(_VERSIONS.format(marks=_marks(some)), list(some)).fetchall():
            yield bytes(index), ImportVersion(*values)


def holders_of(db: Database, indexes: Sequence[bytes]) -> dict[bytes, str]:
    """Whose each of these cards is as far as it is known: the resident's id."""
    found: dict[bytes, str] = {}
    for some in portions(indexes):
        sql = f"SELECT reference_index, resident_id FROM card_references WHERE reference_index IN ({_marks(some)})"
        found |= {bytes(index): holder for index, holder in db.execute(sql, list(some))}
    return found


def portions(values: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """The values in portions that fit one query."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _consent(row: Row, fields: FieldCipher, zone: tzinfo) -> KnownConsent:
    signed = None if row["signed_on"] is None else date.fromisoformat(row["signed_on"])
    return KnownConsent(
        id=row["id"],
        kind=ConsentKind(row["kind"]),
        day=signed or _day(row["at_utc"], zone),
        withdrawn=None if row["withdrawn_utc"] is None else _day(row["withdrawn_utc"], zone),
        taken_back=row["withdrawn_utc"] is not None and row["ended_utc"] is None,
        until=None if row["until"] is None else date.fromisoformat(row["until"]),
        text_version=row["text_version"],
        paper=row["paper"],
        signed_on=signed,
        given_by=fields.open(row["given_by"], "consents", "given_by", row["id"]) or "",
    )


def _day(stamp: str, zone: tzinfo) -> date:
    return moment(stamp).astimezone(zone).date()


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


_PEOPLE = "SELECT * FROM residents WHERE number_index IN ({marks})"
# A line that was undone is passed over where there is another one.
_LINES = f"""SELECT e.id, e.resident_id, e.status, e.revoked_utc, e.revoke_reason,
  EXISTS (SELECT 1 FROM templates t WHERE t.entry_id = e.id) AS faces
FROM whitelist_entries e WHERE e.resident_id IN ({{marks}})
ORDER BY e.revoke_reason IS NOT NULL AND e.revoke_reason = '{UNDONE}' DESC, e.seq"""
_CONSENTS = "SELECT * FROM consents WHERE resident_id IN ({marks}) ORDER BY seq"
_VERSIONS = """SELECT r.number_index, r.updated_utc,
  (SELECT coalesce(max(e.change_seq), 0) FROM whitelist_entries e WHERE e.resident_id = r.id),
  (SELECT count(*) FROM consents c WHERE c.resident_id = r.id),
  (SELECT count(c.withdrawn_utc) FROM consents c WHERE c.resident_id = r.id),
  (SELECT count(*) FROM card_references c WHERE c.resident_id = r.id)
FROM residents r WHERE r.number_index IN ({marks})"""
