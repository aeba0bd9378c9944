"""Residents as rows, and back. Everything that tells who somebody is or which door is theirs is sealed."""

from __future__ import annotations

from datetime import date

from kiosk.people.resident import Address, Resident
from kiosk.store.core import Act
from kiosk.store.fields import FieldCipher, storable
from kiosk.store.rows import Row, insert, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso

TABLE = "residents"
_SEALED = ("name", "name_foreign", "number", "phone")
_OPEN_ADDRESS = ("district", "street", "committee", "community")
_SEALED_ADDRESS = ("building", "home")


def to_row(resident: Resident, fields: FieldCipher) -> Row:
    """The columns of a resident but the times."""
    row: Row = {"id": resident.id, "sex": resident.sex if resident.sex in ("1", "2", "9") else "0"}
    for column in _SEALED:
        row[column] = fields.seal(getattr(resident, column), TABLE, column, resident.id)
    row["number_index"] = fields.index("number", resident.number) if resident.number else None
    row["birth"] = fields.seal(resident.birth.isoformat() if resident.birth else None, TABLE, "birth", resident.id)
    row["birth_year"] = resident.birth.year if resident.birth and resident.birth.year >= 1850 else None
    row["nation"] = _short(resident.nation)
    row["nationality"] = _short(resident.nationality)
    for column in _OPEN_ADDRESS:
        value = getattr(resident.address, column)
        row[column] = None if value is None else storable(value)
    for column in _SEALED_ADDRESS:
        row[column] = fields.seal(getattr(resident.address, column), TABLE, column, resident.id)
    return row


def from_row(row: Row, fields: FieldCipher) -> Resident:
    """The resident of a row. Raises StoreError when a sealed field does not open."""

    def opened(column: str) -> str | None:
        return fields.open(row[column], TABLE, column, row["id"])

    birth = opened("birth")
    return Resident(
        id=row["id"],
        name=opened("name"),
        number=opened("number"),
        sex=row["sex"],
        birth=date.fromisoformat(birth) if birth else None,
        name_foreign=opened("name_foreign"),
        nation=row["nation"],
        nationality=row["nationality"],
        phone=opened("phone"),
        address=Address(
            **{column: row[column] for column in _OPEN_ADDRESS},
            **{column: opened(column) for column in _SEALED_ADDRESS},
        ),
    )


def find_by_number(db: Database, number: str, fields: FieldCipher) -> Resident | None:
    """The resident of a number in its long form."""
    row = one(db, "SELECT * FROM residents WHERE number_index = ?", fields.index("number", number))
    return None if row is None else from_row(row, fields)


def find_by_reference(db: Database, reference: str, fields: FieldCipher) -> Resident | None:
    """The resident a social-security card was seen with or registered for."""
    row = one(
        db,
        """SELECT r.* FROM residents r JOIN card_references c ON c.resident_id = r.id WHERE c.reference_index = ?""",
        fields.index("reference", reference),
    )
    return None if row is None else from_row(row, fields)


def find_by_id(db: Database, resident_id: str, fields: FieldCipher) -> Resident | None:
    """The resident of an id."""
    row = one(db, "SELECT * FROM residents WHERE id = ?", resident_id)
    return None if row is None else from_row(row, fields)


def save(act: Act, resident: Resident) -> None:
    """Insert or update a resident within an act."""
    row = to_row(resident, act.core.fields)
    changing = [column for column in row if column != "id"]
    updates = ", ".join(f"{column} = excluded.{column}" for column in (*changing, "updated_utc"))
    full = {**row, **act.when(), "updated_utc": iso(act.now.utc)}
    insert(act.db, TABLE, full, f"ON CONFLICT (id) DO UPDATE SET {updates}")


def link_card(act: Act, resident_id: str, reference: str, *, card_number: str | None, version: str | None,
              learnt_from: str, row_id: str) -> bool:  # fmt: skip
    """Note that a social-security card belongs to a resident; whether that was news.

    A card known as somebody else's now belongs to this one: the newest reading counts, and the audit trail has both.
    """
    fields = act.core.fields
    index = fields.index("reference", reference)
    known = one(act.db, "SELECT id, resident_id FROM card_references WHERE reference_index = ?", index)
    if known is not None and known["resident_id"] == resident_id:
        return False
    if known is not None:
        act.db.execute("DELETE FROM card_references WHERE id = ?", [known["id"]])
        act.note("card.moved", resident_id, from_resident=known["resident_id"])
    insert(act.db, "card_references", {
        "id": row_id, **act.when(), "resident_id": resident_id,
        "reference": fields.seal(reference, "card_references", "reference", row_id), "reference_index": index,
        "card_number": fields.seal(card_number, "card_references", "card_number", row_id),
        "version": None if version is None else storable(version)[:16], "learnt_from": learnt_from,
    })  # fmt: skip
    act.note("card.linked", resident_id, learnt_from=learnt_from)
    return True


def _short(code: str | None) -> str | None:
    return None if code is None else storable(code)[:8]
