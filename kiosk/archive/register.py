"""Who the hall knows. Implements `kiosk.visits.ports.Register` over the store."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime, tzinfo

from devices.clock import Instant
from devices.identity import CardReference, DocumentType, IdentityDocument
from kiosk.archive.follow_ups import FollowUps
from kiosk.archive.goals import Goals
from kiosk.archive.health_consent import keeps_health
from kiosk.archive.measurement_log import Records
from kiosk.archive.own_history import OwnHistory
from kiosk.archive.resident_rows import find_by_id, find_by_number, find_by_reference, link_card, save
from kiosk.ids import new_id
from kiosk.measurements.about import NOBODY, About, about
from kiosk.measurements.baseline import Baseline
from kiosk.measurements.follow_up import FollowUp, Goal
from kiosk.measurements.measurement import Measurement
from kiosk.people.id_number import age_on, long_form
from kiosk.people.names import greeting, mask_name
from kiosk.people.person import Person
from kiosk.people.resident import Resident
from kiosk.store.core import Act, Core
from kiosk.store.errors import StoreError
from kiosk.store.fields import storable
from kiosk.store.rows import Row, insert, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso

_log = logging.getLogger("kiosk.people")

_LISTED = """SELECT 1 FROM whitelist_entries e WHERE resident_id = :who AND status = 'active' AND suspended_utc IS NULL
AND EXISTS (SELECT 1 FROM consents c WHERE c.resident_id = :who AND c.kind = 'face' AND c.withdrawn_utc IS NULL
  AND (c.until IS NULL OR c.until >= :today))"""
_FOREIGN = (DocumentType.FOREIGN_2017, DocumentType.FOREIGN_2023)


class StoreRegister:
    """Residents and their documents. Thread-safe; every call is one or two short queries."""

    def __init__(self, core: Core, records: Records, history: OwnHistory, zone: tzinfo) -> None:
        self._core = core
        self._records = records
        self._due, self._goals = FollowUps(core, zone), Goals(core, zone)
        self._history = history
        self._zone = zone

    def meet(self, document: IdentityDocument, now: Instant) -> Person | None:
        """The holder of a document, registered on first sight; None for a card that does not say and is not known.

        What the document says is kept up to date. Somebody known already is served even when that cannot be saved now.

        Raises:
            StoreError: somebody new cannot be saved.
        """
        document = _cleaned(document)
        if document.number is None:
            resident = self._by_card(document.card)
        else:
            resident = self._by_document(document)
        if resident is None:
            return None
        today = now.utc.astimezone(self._zone).date()
        expired = has_expired(document, today)
        return replace(self._served(resident, today), card_expired=expired)

    def find(self, resident_id: str) -> Person | None:
        """A member of the whitelist in force whose consent to their face is in force; None for everybody else."""
        today = self._today()
        with self._core.readers.db() as db:
            listed = _is_listed(db, resident_id, today)
            resident = find_by_id(db, resident_id, self._core.fields) if listed else None
        return None if resident is None else self._served(resident, today)

    def agreed_to_face(self, resident_id: str) -> bool:
        """Whether they are a member in force whose consent to their face is in force."""
        with self._core.readers.db() as db:
            return _is_listed(db, resident_id, self._today())

    def about(self, resident_id: str, at: Instant) -> About:
        """What bands ask of a resident, at a moment; NOBODY for one nobody knows."""
        found = self.resident(resident_id)
        year = at.utc.astimezone(self._zone).year
        return NOBODY if found is None else about(found.birth.year if found.birth else None, found.sex, year)

    def follow_ups(self, resident_id: str) -> tuple[FollowUp, ...]:
        """What is due of somebody; see `FollowUps.of`."""
        return self._due.of(resident_id)

    def goals(self, resident_id: str) -> tuple[Goal, ...]:
        """What their family doctor wants values to be."""
        return self._goals.of(resident_id)

    def last_measurement(self, resident_id: str, metric: str) -> Measurement | None:
        """The newest valid measurement of a metric that does not belong to a visit still open."""
        return self._history.last(resident_id, metric)

    def history(self, resident_id: str, metrics: tuple[str, ...], since: datetime) -> tuple[Measurement, ...]:
        """What was measured of these metrics from `since` on; see `OwnHistory.since`."""
        return self._history.since(resident_id, metrics, since)

    def baseline(self, resident_id: str, metric: str, since: datetime) -> Baseline | None:
        """What is usual for a resident by their own values since then; see `Records.baseline`."""
        return self._records.baseline(resident_id, metric, since, self._zone)

    def resident(self, resident_id: str) -> Resident | None:
        """Everything known of a resident, in clear."""
        with self._core.readers.db() as db:
            return find_by_id(db, resident_id, self._core.fields)

    def by_number(self, number: str) -> Resident | None:
        """The resident of a number, however it is spelt."""
        with self._core.readers.db() as db:
            return find_by_number(db, long_form(number), self._core.fields)

    @staticmethod
    def person(resident: Resident, today: date) -> Person:
        """A resident as a visit needs them."""
        age = age_on(resident.birth, today) if resident.birth else None
        foreign = resident.nationality not in (None, "", "CHN")
        shown = resident.name or resident.name_foreign or ""
        return Person(
            resident_id=resident.id,
            greeting=greeting(resident.name, sex=resident.sex, age=age, nation=resident.nation,
                              name_foreign=resident.name_foreign, foreign=foreign),
            masked_name=mask_name(shown),
            birth_year=resident.birth.year if resident.birth else None,
            sex=resident.sex,
        )  # fmt: skip

    def _served(self, resident: Resident, today: date) -> Person:
        """The same with what they want kept."""
        with self._core.readers.db() as db:
            wanted = keeps_health(db, resident.id, today)
        return replace(self.person(resident, today), keeps_health=wanted)

    def _today(self) -> date:
        return self._core.clock.now().utc.astimezone(self._zone).date()

    def _by_card(self, card: CardReference | None) -> Resident | None:
        if card is None:
            return None
        with self._core.readers.db() as db:
            return find_by_reference(db, card, self._core.fields)

    def _by_document(self, document: IdentityDocument) -> Resident:
        assert document.number is not None
        with self._core.readers.db() as db:
            known = find_by_number(db, document.number, self._core.fields)
        fresh_id, link_id, document_id = new_id(), new_id(), new_id()

        def work(db: Database) -> Resident:
            act = self._core.act(db, "terminal")
            before = find_by_number(db, document.number or "", self._core.fields)
            after = updated(before or Resident(id=fresh_id, name=None, number=document.number), document)
            if after != before:
                save(act, after)
                action = "resident.updated" if before else "resident.registered"
                act.note(action, after.id, document=document.type.value)
            _save_document(act, after.id, document, document_id)
            if document.card is not None:
                link_card(act, after.id, document.card, learnt_from="card", row_id=link_id)
            return after

        if known is None:
            return self._core.writer.call(work)
        try:
            self._core.writer.keep(work, _unheard)
        except StoreError as error:
            _log.warning("what a document says was not saved: %s", error.code)
        return updated(known, document)


def _is_listed(db: Database, resident_id: str, today: date) -> bool:
    return db.execute(_LISTED, {"who": resident_id, "today": today.isoformat()}).fetchone() is not None


def updated(resident: Resident, document: IdentityDocument) -> Resident:
    """A resident after a document was read. A social-security card fills gaps only: identity documents lead."""
    lead = document.type is not DocumentType.SOCIAL_SECURITY
    newer = {
        "name": document.name,
        "name_foreign": document.name_foreign,
        "sex": document.sex if document.sex in ("1", "2", "9") else None,
        "birth": document.birth,
        "nation": document.nation,
        "nationality": document.nationality if document.type in _FOREIGN else None,
    }
    changes = {
        field: value
        for field, value in newer.items()
        if value is not None and (lead or getattr(resident, field) in (None, "0"))
    }
    return replace(resident, **changes)  # type: ignore[arg-type]


def has_expired(document: IdentityDocument, today: date) -> bool:
    """Whether a document's last day is over. Its holder is served all the same: they are who they are."""
    return document.valid_to is not None and not document.long_term and document.valid_to < today


def _cleaned(document: IdentityDocument) -> IdentityDocument:
    """The document with texts that can be kept, and its number in one spelling; an empty text is none."""

    def text(value: str | None) -> str | None:
        return None if value is None else storable(value).strip() or None

    number = long_form(text(document.number) or "") or None
    return replace(document, number=number, name=text(document.name), name_foreign=text(document.name_foreign),
                   address=text(document.address), issuer=text(document.issuer), nation=text(document.nation),
                   nationality=text(document.nationality), photo=None)  # fmt: skip


def _save_document(act: Act, resident_id: str, document: IdentityDocument, document_id: str) -> None:
    known = one(act.db, "SELECT id FROM documents WHERE resident_id = ? AND type = ?", resident_id, document.type.value)
    row_id = document_id if known is None else str(known["id"])
    fields = act.core.fields
    row: Row = {"id": row_id, "resident_id": resident_id, "type": document.type.value}
    for column in ("number", "name", "name_foreign", "address"):
        row[column] = fields.seal(getattr(document, column), "documents", column, row_id)
    row |= {
        "issuer": document.issuer,
        "valid_from": document.valid_from.isoformat() if document.valid_from else None,
        "valid_to": document.valid_to.isoformat() if document.valid_to else None,
        "long_term": int(document.long_term),
        "number_ok": int(document.number_ok),
        "last_seen_utc": iso(act.now.utc),
    }
    updates = ", ".join(f"{column} = excluded.{column}" for column in row if column != "id")
    insert(act.db, "documents", {**row, **act.when()}, f"ON CONFLICT (id) DO UPDATE SET {updates}")
    act.note("document.seen", resident_id, document=document.type.value)


def _unheard(ok: bool) -> None:
    """Nobody waits for a document's row."""
