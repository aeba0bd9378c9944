"""Residents as rows, and back. Everything that tells who somebody is or which door is theirs is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as fields_of
from datetime import date
from typing import Any

from devices.cards.card_code import names_a_card
from devices.identity import CardReference
from kiosk.people.resident import Address, Resident
from kiosk.store.core import Act
from kiosk.store.fields import FieldCipher, storable
from kiosk.store.rows import Row, insert, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso

TABLE = "residents"
CONTESTED = "contested"
"""In place of the version of a card whose code was read on the cards of two people. No card shows this as version."""
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


def as_plain(resident: Resident) -> dict[str, str | None]:
    """A resident as texts, by field; `from_plain` reads them back."""
    own = {f.name: getattr(resident, f.name) for f in fields_of(Resident) if f.name != "address"}
    own |= {f.name: getattr(resident.address, f.name) for f in fields_of(Address)}
    return {name: None if value is None else str(value) for name, value in own.items()}


def from_plain(texts: Mapping[str, str | None]) -> Resident:
    """The resident of such texts."""
    levels = {f.name for f in fields_of(Address)}
    own: dict[str, Any] = {name: value for name, value in texts.items() if name not in levels}
    birth = date.fromisoformat(own["birth"]) if own["birth"] else None
    return Resident(**{**own, "birth": birth}, address=Address(**{name: texts[name] for name in levels}))


def find_by_number(db: Database, number: str, fields: FieldCipher) -> Resident | None:
    """The resident of a number in its long form."""
    row = one(db, "SELECT * FROM residents WHERE number_index = ?", fields.index("number", number))
    return None if row is None else from_row(row, fields)


def find_by_reference(db: Database, card: CardReference, fields: FieldCipher) -> Resident | None:
    """The resident a social-security card was seen with or registered for.

    None for a code that stands for nobody, for one that was read on the cards of two people, and where card number or
    version differ from what is known: then it is another card with the same code.
    """
    known = _known_reference(db, card.identification_code, fields)
    if known is None or known["version"] == CONTESTED:
        return None
    number = fields.open(known["card_number"], "card_references", "card_number", known["id"])
    if not (_agree(number, card.card_number) and _agree(_version(known["version"]), _version(card.version))):
        return None
    return find_by_id(db, known["resident_id"], fields)


def _known_reference(db: Database, code: str | None, fields: FieldCipher) -> Row | None:
    if code is None or not names_a_card(code):
        return None
    return one(db, "SELECT * FROM card_references WHERE reference_index = ?", fields.index("reference", code))


def _agree(kept: str | None, shown: str | None) -> bool:
    return not kept or not shown or kept == shown


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


def is_code_of_others(db: Database, resident_id: str, code: str, fields: FieldCipher) -> bool:
    """Whether a code was read on another person's card, or on the cards of two people."""
    known = _known_reference(db, code, fields)
    if known is None:
        return False
    is_anothers = known["learnt_from"] == "card" and known["resident_id"] != resident_id
    return bool(known["version"] == CONTESTED or is_anothers)


def link_card(act: Act, resident_id: str, card: CardReference, *, learnt_from: str, row_id: str) -> bool:
    """Note that a social-security card belongs to a resident; whether that was news.

    A code that stands for nobody is not noted. What a card was read to be corrects what was registered for somebody
    else, and the audit trail has both. A code that was read on the cards of two people is not unique: from then on it
    names neither.
    """
    fields = act.core.fields
    code = card.identification_code
    if code is None or not names_a_card(code):
        return False
    known = _known_reference(act.db, code, fields)
    if known is not None and known["version"] == CONTESTED:
        return False
    if known is not None and known["resident_id"] != resident_id:
        if known["learnt_from"] == "card":
            act.db.execute("UPDATE card_references SET version = ? WHERE id = ?", [CONTESTED, known["id"]])
            act.note("card.contested", resident_id, from_resident=known["resident_id"])
            return True
        act.db.execute("DELETE FROM card_references WHERE id = ?", [known["id"]])
        act.note("card.moved", resident_id, from_resident=known["resident_id"])
        known = None
    if known is not None:
        _learn_more(act, known, card, learnt_from)
        return False
    insert(act.db, "card_references", {
        "id": row_id, **act.when(), "resident_id": resident_id,
        "reference": fields.seal(code, "card_references", "reference", row_id),
        "reference_index": fields.index("reference", code),
        "card_number": fields.seal(card.card_number, "card_references", "card_number", row_id),
        "version": _version(card.version), "learnt_from": learnt_from,
    })  # fmt: skip
    act.note("card.linked", resident_id, learnt_from=learnt_from)
    return True


def _learn_more(act: Act, known: Row, card: CardReference, learnt_from: str) -> None:
    """Keep card number and version of a known card as last read from it; what it keeps back now stays as it was."""
    if learnt_from != "card":
        return
    kept_number = act.core.fields.open(known["card_number"], "card_references", "card_number", known["id"])
    number, version = card.card_number or kept_number, _version(card.version) or known["version"]
    if (number, version, learnt_from) == (kept_number, known["version"], known["learnt_from"]):
        return
    sealed = act.core.fields.seal(number, "card_references", "card_number", known["id"])
    act.db.execute(
        "UPDATE card_references SET card_number = ?, version = ?, learnt_from = ? WHERE id = ?",
        [sealed, version, learnt_from, known["id"]],
    )


def _version(text: str | None) -> str | None:
    return None if text is None else f"{storable(text)[:16]:0<4}"  # "3.0" and "3.00" are one version


def _short(code: str | None) -> str | None:
    return None if code is None else storable(code)[:8]
