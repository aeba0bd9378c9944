"""Consents as they are on record, for whoever shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.store.fields import FieldCipher
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment
from kiosk.whitelist.consent import ConsentHow, ConsentKind


@dataclass(frozen=True, slots=True, repr=False)
class KeptConsent:
    """A consent as it is on record.

    Attributes:
        until: The last day on which it holds; None when it holds until it is taken back.
        paper, signed_on: Number and day of the paper it was signed on, where it was.
    """

    kind: ConsentKind
    text_version: str
    how: ConsentHow
    given: datetime
    given_by: str
    guardian_relation: str | None
    until: date | None
    withdrawn: datetime | None
    paper: str | None = None
    signed_on: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it is in force on a day."""
        return self.withdrawn is None and (self.until is None or self.until >= today)


def newest_consents(db: Database, resident_id: str, fields: FieldCipher) -> tuple[KeptConsent, ...]:
    """The newest of each kind, in force or not, in the order in which they are asked for."""
    return tuple(_kept(row, fields) for row in list(db.query(_NEWEST, [resident_id])))


def _kept(row: Row, fields: FieldCipher) -> KeptConsent:
    return KeptConsent(
        kind=ConsentKind(row["kind"]),
        text_version=row["text_version"],
        how=ConsentHow(row["how"]),
        given=moment(row["at_utc"]),
        given_by=fields.open(row["given_by"], "consents", "given_by", row["id"]) or "",
        guardian_relation=row["guardian_relation"],
        until=_day(row["until"]),
        withdrawn=None if row["withdrawn_utc"] is None else moment(row["withdrawn_utc"]),
        paper=row["paper"],
        signed_on=_day(row["signed_on"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


_NEWEST = """SELECT * FROM consents c WHERE resident_id = ?
  AND NOT EXISTS (SELECT 1 FROM consents n WHERE n.resident_id = c.resident_id AND n.kind = c.kind AND n.seq > c.seq)
ORDER BY CASE kind WHEN 'face' THEN 0 WHEN 'health' THEN 1 WHEN 'sharing' THEN 2 ELSE 3 END"""
