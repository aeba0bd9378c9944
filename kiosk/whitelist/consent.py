"""Consents: what a person agreed to, in which words, given by whom and how. Each is separate, none is pre-set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

import resources
from kiosk.store.core import Act
from kiosk.store.fields import storable
from kiosk.store.rows import insert, new_id
from kiosk.store.sqlcipher import Database


class ConsentKind(StrEnum):
    """What is agreed to."""

    FACE = "face"
    HEALTH = "health"
    SHARING = "sharing"
    ADAPTATION = "adaptation"
    """To keep the face template up to date at visits the card confirms."""


class ConsentHow(StrEnum):
    """How it was given."""

    SIGNATURE = "signature"
    CARD_TAP = "card-tap"


class ConsentText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one consent."""

    purpose: str
    place: str
    period: str
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Consent:
    """One consent as it was given.

    Attributes:
        given_by: Who gave it: the person, or the guardian of a child.
        guardian_relation: What the guardian is to the child; None when the person gave it.
    """

    kind: ConsentKind
    text_version: str
    purpose: str
    place: str
    period: str
    given_by: str
    how: ConsentHow
    guardian_relation: str | None = None


def consent_texts(version: str) -> dict[str, ConsentText]:
    """The words of a version by kind. Raises FileNotFoundError for a version there never was."""
    if not version.replace("-", "").isalnum() or not version.isascii():
        raise FileNotFoundError("no such version")
    data = resources.path("consents", f"{version}.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[str, ConsentText])


def consent_in_words_of(version: str, kind: ConsentKind, given_by: str, how: ConsentHow,
                        guardian_relation: str | None = None) -> Consent:  # fmt: skip
    """A consent given in the words of a shipped version. Raises FileNotFoundError for an unknown version, and
    for one that has no words for this kind."""
    words = consent_texts(version).get(kind.value)
    if words is None:
        raise FileNotFoundError(f"version {version} has no words for {kind.value}")
    return Consent(kind, version, words.purpose, words.place, words.period, given_by, how, guardian_relation)


def save_consents(act: Act, resident_id: str, consents: tuple[Consent, ...]) -> None:
    """Record consents within an act; each replaces an earlier one of its kind."""
    for consent in consents:
        row_id = new_id()
        withdraw_consents(act, resident_id, consent.kind)
        insert(act.db, "consents", {
            "id": row_id, **act.when(), "resident_id": resident_id, "kind": consent.kind.value,
            "text_version": consent.text_version, "purpose": storable(consent.purpose),
            "place": storable(consent.place), "period": storable(consent.period),
            "given_by": act.core.fields.seal(consent.given_by, "consents", "given_by", row_id),
            "how": consent.how.value,
            "guardian_relation": None if consent.guardian_relation is None else storable(consent.guardian_relation),
        })  # fmt: skip
        act.note("consent.given", resident_id, kind=consent.kind.value, text_version=consent.text_version)


def not_in_force(act: Act, resident_id: str, consents: tuple[Consent, ...]) -> tuple[Consent, ...]:
    """Those of the consents that are not on record already, in force, in the same words, by the same person."""
    rows = list(act.db.query("SELECT * FROM consents WHERE resident_id = ? AND withdrawn_utc IS NULL", [resident_id]))
    known = {(row["kind"], row["text_version"], row["purpose"], row["place"], row["period"], row["how"],
              row["guardian_relation"], act.core.fields.open(row["given_by"], "consents", "given_by", row["id"]))
             for row in rows}  # fmt: skip
    return tuple(
        c
        for c in consents
        if (c.kind.value, c.text_version, storable(c.purpose), storable(c.place), storable(c.period), c.how.value,
            None if c.guardian_relation is None else storable(c.guardian_relation), storable(c.given_by)) not in known
    )  # fmt: skip


def withdraw_consents(act: Act, resident_id: str, *kinds: ConsentKind) -> None:
    """Mark consents in force as withdrawn now."""
    for kind in kinds:
        act.db.execute(
            "UPDATE consents SET withdrawn_utc = ? WHERE resident_id = ? AND kind = ? AND withdrawn_utc IS NULL",
            [act.when()["at_utc"], resident_id, kind.value],
        )


def in_force(db: Database, resident_id: str, kind: ConsentKind) -> bool:
    """Whether somebody agreed to this and has not taken it back."""
    sql = "SELECT 1 FROM consents WHERE resident_id = ? AND kind = ? AND withdrawn_utc IS NULL"
    return db.execute(sql, [resident_id, kind.value]).fetchone() is not None
