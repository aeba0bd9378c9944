"""Consents as rows: given, replaced, withdrawn. None is deleted before its person is."""

from __future__ import annotations

from datetime import date

from kiosk.archive.withdrawals import Withdrawn, note
from kiosk.ids import new_id
from kiosk.store.core import Act
from kiosk.store.fields import FieldCipher, storable
from kiosk.store.rows import Row, insert, one
from kiosk.store.sqlcipher import Database
from kiosk.whitelist.consent import Consent, ConsentKind, ConsentText, consent_texts


def save_consents(act: Act, resident_id: str, consents: tuple[Consent, ...]) -> None:
    """Record consents within an act; each replaces an earlier one of its kind."""
    for consent in consents:
        row_id = new_id()
        withdraw_consents(act, resident_id, consent.kind)
        insert(act.db, "consents", {**act.when(), **to_row(consent, row_id, resident_id, act.core.fields)})
        act.note("consent.given", resident_id, kind=consent.kind.value, text_version=consent.text_version,
                 how=consent.how.value)  # fmt: skip


def to_row(consent: Consent, row_id: str, resident_id: str, fields: FieldCipher) -> Row:
    """The columns of a consent but the times."""
    relation, paper = consent.guardian_relation, storable(consent.paper or "").strip()[:64]
    return {
        "id": row_id,
        "resident_id": resident_id,
        "kind": consent.kind.value,
        "text_version": consent.text_version,
        "purpose": storable(consent.purpose),
        "place": storable(consent.place),
        "period": storable(consent.period),
        "given_by": fields.seal(consent.given_by, "consents", "given_by", row_id),
        "how": consent.how.value,
        "guardian_relation": None if relation is None else storable(relation),
        "until": _day(consent.until),
        "text_sha256": consent.text_sha256,
        "paper": paper or None,
        "signed_on": _day(consent.signed_on),
    }


def save_refusal(act: Act, resident_id: str, kind: ConsentKind, answered: Consent) -> None:
    """Record a no within an act, where nothing is on record of that kind: a row that was withdrawn as it was made.

    Args:
        answered: What the same person said yes to in the same asking: its words, by whom and how.
    """
    if one(act.db, "SELECT id FROM consents WHERE resident_id = ? AND kind = ? LIMIT 1", resident_id, kind.value):
        return
    row_id, relation, words = new_id(), answered.guardian_relation, _words(answered.text_version, kind) or answered
    insert(act.db, "consents", {
        "id": row_id, **act.when(), "resident_id": resident_id, "kind": kind.value,
        "text_version": answered.text_version, "purpose": storable(words.purpose), "place": storable(words.place),
        "period": storable(words.period),
        "given_by": act.core.fields.seal(answered.given_by, "consents", "given_by", row_id),
        "how": answered.how.value, "guardian_relation": None if relation is None else storable(relation),
        "text_sha256": words.sha256 if isinstance(words, ConsentText) else None,
        "withdrawn_utc": act.when()["at_utc"],
    })  # fmt: skip
    act.note("consent.refused", resident_id, kind=kind.value, text_version=answered.text_version)


def _words(version: str, kind: ConsentKind) -> ConsentText | None:
    try:
        return consent_texts(version).get(kind.value)
    except FileNotFoundError:
        return None


def not_in_force(act: Act, resident_id: str, consents: tuple[Consent, ...]) -> tuple[Consent, ...]:
    """The consents that are not on record already, in force, in the same words, by the same person, as long."""
    rows = list(act.db.query("SELECT * FROM consents WHERE resident_id = ? AND withdrawn_utc IS NULL", [resident_id]))
    columns = ("kind", "text_version", "purpose", "place", "period", "how", "until", "guardian_relation", "paper",
               "signed_on")  # fmt: skip
    known = {
        (*(row[column] for column in columns), act.core.fields.open(row["given_by"], "consents", "given_by", row["id"]))
        for row in rows
    }
    return tuple(c for c in consents if _compared(c) not in known)


def withdraw_consents(act: Act, resident_id: str, *kinds: ConsentKind) -> tuple[ConsentKind, ...]:
    """Mark consents in force as withdrawn now; the kinds of which there was one."""
    marks, now = ", ".join("?" * len(kinds)), act.when()["at_utc"]
    sql = f"SELECT id, kind FROM consents WHERE resident_id = ? AND kind IN ({marks}) AND withdrawn_utc IS NULL"
    found = act.db.execute(sql, [resident_id, *(kind.value for kind in kinds)]).fetchall()
    for row_id, _ in found:
        act.db.execute("UPDATE consents SET withdrawn_utc = ? WHERE id = ?", [now, row_id])
    note(act, Withdrawn.CONSENT, *(str(row_id) for row_id, _ in found))
    were = {kind for _, kind in found}
    return tuple(kind for kind in kinds if kind.value in were)


def in_force(db: Database, resident_id: str, kind: ConsentKind, today: date) -> bool:
    """Whether somebody agreed to this, has not taken it back, and its last day is not over."""
    sql = """SELECT 1 FROM consents WHERE resident_id = ? AND kind = ? AND withdrawn_utc IS NULL
             AND (until IS NULL OR until >= ?)"""
    return db.execute(sql, [resident_id, kind.value, today.isoformat()]).fetchone() is not None


def ended(db: Database, today: date) -> list[tuple[str, ConsentKind]]:
    """Who agreed to what until a day that is over, and it was not withdrawn yet."""
    sql = "SELECT DISTINCT resident_id, kind FROM consents WHERE withdrawn_utc IS NULL AND until < ? ORDER BY seq"
    return [(row[0], ConsentKind(row[1])) for row in db.execute(sql, [today.isoformat()])]


def _compared(consent: Consent) -> tuple[str | None, ...]:
    relation = consent.guardian_relation
    return (consent.kind.value, consent.text_version, storable(consent.purpose), storable(consent.place),
            storable(consent.period), consent.how.value, _day(consent.until),
            None if relation is None else storable(relation), storable(consent.paper or "").strip()[:64] or None,
            _day(consent.signed_on), storable(consent.given_by))  # fmt: skip


def _day(until: date | None) -> str | None:
    return None if until is None else until.isoformat()
