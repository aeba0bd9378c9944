"""Everything that is kept of one person, as plain data to be shown to that person."""

from __future__ import annotations

from typing import Any

from kiosk.people.names import mask_id_number, mask_name
from kiosk.people.resident import Resident
from kiosk.store.fields import FieldCipher
from kiosk.store.sqlcipher import Database

HIDDEN = "***"


def dossier(db: Database, resident: Resident, fields: FieldCipher, *, masked: bool) -> dict[str, Any]:
    """The tables' rows by topic, times in UTC.

    Args:
        masked: Names and numbers are masked, telephone, birth date, building and home are hidden.
            Templates are listed, never shown: a face can be drawn from one.
    """
    resident_id = resident.id
    name = mask_name if masked else str

    def number(text: str) -> str:
        return mask_id_number(text) if masked else text

    def hidden(value: object) -> str | None:
        return None if value is None else HIDDEN if masked else str(value)

    address = resident.address
    person = {
        "name": resident.name and name(resident.name),
        "name_foreign": resident.name_foreign and name(resident.name_foreign),
        "number": resident.number and number(resident.number),
        "sex": resident.sex, "birth": hidden(resident.birth), "nation": resident.nation,
        "nationality": resident.nationality, "phone": hidden(resident.phone), "district": address.district,
        "street": address.street, "committee": address.committee, "community": address.community,
        "building": hidden(address.building), "home": hidden(address.home),
    }  # fmt: skip

    def rows(sql: str) -> list[dict[str, Any]]:
        return list(db.query(sql, {"who": resident_id}))

    def opened(row: dict[str, Any], table: str, column: str) -> str | None:
        return fields.open(row[column], table, column, row["id"])

    documents = [
        {"type": row["type"], "number": (text := opened(row, "documents", "number")) and number(text),
         "address": hidden(opened(row, "documents", "address")), "valid_to": row["valid_to"],
         "last_seen": row["last_seen_utc"]}
        for row in rows("SELECT * FROM documents WHERE resident_id = :who ORDER BY seq")
    ]  # fmt: skip
    consents = [
        {"kind": row["kind"], "text_version": row["text_version"], "given": row["at_utc"], "how": row["how"],
         "given_by": name(opened(row, "consents", "given_by") or ""), "purpose": row["purpose"],
         "period": row["period"], "until": row["until"], "paper": row["paper"], "signed_on": row["signed_on"],
         "withdrawn": row["withdrawn_utc"]}
        for row in rows("SELECT * FROM consents WHERE resident_id = :who ORDER BY seq")
    ]  # fmt: skip
    follow_ups = [
        {**{key: value for key, value in row.items() if key not in ("id", "note")},
         "note": hidden(opened(row, "follow_ups", "note"))}
        for row in rows(_FOLLOW_UPS)
    ]  # fmt: skip
    home_calls = [
        {"made": row["at_utc"], "rules": row["rules"], "outcome": row["outcome"], "again_on": row["again_on"],
         "note": hidden(opened(row, "home_calls", "note"))}
        for row in rows("SELECT * FROM home_calls WHERE resident_id = :who ORDER BY seq")
    ]  # fmt: skip
    return {
        "resident": resident_id,
        "person": person,
        "documents": documents,
        "social_cards": len(rows("SELECT id FROM card_references WHERE resident_id = :who")),
        "consents": consents,
        "whitelist": rows(_ENTRIES),
        "templates": rows(_TEMPLATES),
        "look_alikes": len(rows("SELECT id FROM look_alikes WHERE :who IN (resident_id, other_id)")),
        "measurements": rows(_MEASUREMENTS),
        "follow_ups": follow_ups,
        "goals": rows(_GOALS),
        "home_calls": home_calls,
        "companions": rows(_COMPANIONS),
        "codes": rows("SELECT at_utc AS at, level, profile, source FROM codes WHERE resident_id = :who ORDER BY seq"),
        "visits": rows(_VISITS),
        "imports": rows(_IMPORTS),
        "alerts": rows("SELECT at_utc AS at, kind, acknowledged_utc AS done FROM alerts WHERE resident_id = :who"),
    }


_ENTRIES = """SELECT at_utc AS added, status, suspended_utc AS suspended, revoked_utc AS revoked, pauses
FROM whitelist_entries WHERE resident_id = :who ORDER BY seq"""
_TEMPLATES = """SELECT t.engine, t.engine_version, t.origin, t.taken_utc AS taken FROM templates t
JOIN whitelist_entries e ON e.id = t.entry_id WHERE e.resident_id = :who ORDER BY t.seq"""
_MEASUREMENTS = """SELECT at_utc AS at, metric, value, unit, validity, source FROM measurements
WHERE resident_id = :who ORDER BY seq"""
_FOLLOW_UPS = """SELECT id, at_utc AS made, metric, kind, due, outcome, closed_utc AS closed, note FROM follow_ups
WHERE resident_id = :who ORDER BY seq"""
_GOALS = """SELECT at_utc AS made, metric, low, high, until, superseded_utc AS superseded FROM goals
WHERE resident_id = :who ORDER BY seq"""
_IMPORTS = "SELECT at_utc AS at, did, row_number FROM import_rows WHERE resident_id = :who ORDER BY seq"
# Who helped or was helped is somebody else's name: it is told how, and when, not who.
_COMPANIONS = """SELECT at_utc AS at, relation, resident_id = :who AS helped, confirmed_by FROM companions
WHERE :who IN (resident_id, helper_id) ORDER BY seq"""
_VISITS = """SELECT at_utc AS began, ended_utc AS ended, identified_by, outcome FROM visits
WHERE resident_id = :who ORDER BY seq"""
