"""Whether somebody wants what is measured of them kept; a no of somebody who was never asked."""

from __future__ import annotations

from datetime import date

from kiosk.archive.resident_rows import find_by_id
from kiosk.ids import new_id
from kiosk.store.core import Act
from kiosk.store.fields import storable
from kiosk.store.rows import insert, one
from kiosk.store.sqlcipher import Database
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentHow, ConsentKind, consent_texts


def keeps_health(db: Database, resident_id: str, today: date) -> bool:
    """False for somebody who took the consent to health records back, or whose consent is over. One who was never asked
    keeps what they measure, as the notice at the terminal says.
    """
    row = one(db, _NEWEST, resident_id)
    if row is None:
        return True
    return row["withdrawn_utc"] is None and (row["until"] is None or row["until"] >= today.isoformat())


_NEWEST = """SELECT withdrawn_utc, until FROM consents WHERE resident_id = ? AND kind = 'health'
  ORDER BY seq DESC LIMIT 1"""


def save_no(
    act: Act, resident_id: str, how: ConsentHow = ConsentHow.SPOKEN, kind: ConsentKind = ConsentKind.HEALTH
) -> None:
    """Record within an act that somebody who was never asked wants no health records kept, or no home calls: a row that
    was withdrawn as it was made, in the words that are asked for now.
    """
    words = consent_texts(NEWEST_TEXT)[kind.value]
    resident = find_by_id(act.db, resident_id, act.core.fields)
    name = "" if resident is None else resident.name or resident.name_foreign or ""
    row_id = new_id()
    insert(act.db, "consents", {
        "id": row_id, **act.when(), "resident_id": resident_id, "kind": kind.value,
        "text_version": NEWEST_TEXT, "purpose": storable(words.purpose), "place": storable(words.place),
        "period": storable(words.period), "given_by": act.core.fields.seal(name, "consents", "given_by", row_id),
        "how": how.value, "text_sha256": words.sha256, "withdrawn_utc": act.when()["at_utc"],
    })  # fmt: skip
    act.note("consent.refused", resident_id, kind=kind.value, text_version=NEWEST_TEXT)
