"""What a person decides about what is kept of them: to take a consent back, to have their health data deleted. And what
stands, for a screen that asks them.

Both are noted outside of the database too (`kiosk.archive.withdrawals`): an older file that is put back learns of them
before anybody is served.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from devices.identity import IdentityDocument
from kiosk.archive import look_alikes
from kiosk.archive.asked import Asked, ByWhom
from kiosk.archive.consent_rows import withdraw_consents
from kiosk.archive.entry_rows import touch
from kiosk.archive.health_consent import keeps_health, save_no
from kiosk.archive.health_data import delete_health_rows
from kiosk.archive.kept_consents import KeptConsent, newest_consents
from kiosk.archive.resident_rows import find_by_number, find_by_reference
from kiosk.archive.rights import known_person
from kiosk.archive.templates import Origin, Templates
from kiosk.archive.whitelist import Whitelist
from kiosk.archive.withdrawals import Withdrawn, note, note_health_deleted
from kiosk.ids import new_id
from kiosk.people.id_number import long_form
from kiosk.people.resident import Resident
from kiosk.store.core import Act, Core
from kiosk.store.rows import one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment
from kiosk.whitelist.consent import RECORDED_NO, ConsentHow, ConsentKind

_WITH_IT = {ConsentKind.FACE: (ConsentKind.FACE, ConsentKind.SHARING, ConsentKind.ADAPTATION)}
"""What rests on a consent goes with it."""
_FACES = {ConsentKind.FACE: (), ConsentKind.ADAPTATION: (Origin.ADAPTED,)}
"""The templates that rest on a consent: all, or those of an origin."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a withdrawal did.

    Attributes:
        kinds: Consents that were in force and are not any more; the one asked for first.
        templates: Deleted ones.
        erased: The deleted bytes are gone from the write-ahead log already; else within a second or so.
    """

    kinds: tuple[ConsentKind, ...]
    templates: int
    erased: bool = True


@dataclass(frozen=True, slots=True)
class KeptRows:
    """Rows of a kind: how many, when the oldest and the newest were written, and the day the oldest go by their
    period.
    """

    count: int
    oldest: date | None = None
    newest: date | None = None
    goes: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class OwnSummary:
    """What stands of a person.

    Attributes:
        listed: They are on the whitelist; a suspended one too.
        consents: The newest of each kind, in force or not.
        keeps_health: What is measured of them from now on is kept.
        measurements: Values, among them those that were invalid.
        codes, follow_ups, goals, home_calls: How many; they are health data too.
        visits: When they came.
        templates, adapted: Of their face, and how many of them are later updates.
        face_since: The day the face was taken; None without one.
    """

    resident: Resident
    listed: bool
    suspended: bool
    consents: tuple[KeptConsent, ...]
    keeps_health: bool
    measurements: KeptRows
    visits: KeptRows
    codes: int
    follow_ups: int
    goals: int
    home_calls: int
    templates: int
    adapted: int
    face_since: date | None

    @property
    def health_rows(self) -> int:
        """How many rows of health data there are."""
        return self.measurements.count + self.codes + self.follow_ups + self.goals + self.home_calls

    def consent(self, kind: ConsentKind) -> KeptConsent | None:
        """The newest consent of a kind."""
        return next((kept for kept in self.consents if kept.kind is kind), None)


class OwnRights:
    """Takes consents back, deletes health data, and says what stands. Thread-safe; what writes waits for its commit."""

    def __init__(self, core: Core, whitelist: Whitelist, templates: Templates, zone: tzinfo) -> None:
        self._core, self._whitelist, self._templates, self._zone = core, whitelist, templates, zone

    def withdraw(self, resident_id: str, kind: ConsentKind, actor: str, *, by_whom: Asked | ByWhom) -> TakenBack:
        """Take one consent back. The face takes its templates, sharing and adaptation with it, and the line of the
        whitelist stays, without a face; adaptation takes the updates; health ends the keeping and deletes nothing.

        What is not in force is not taken back again: nothing is written then, and `kinds` is empty. Health records and
        home calls can be refused by somebody who was never asked.

        Raises:
            WhitelistRefused: person-unknown.
            StoreError: it could not be saved; everything is as it was.
        """
        asked = by_whom if isinstance(by_whom, Asked) else Asked(by_whom)

        def work(db: Database) -> TakenBack:
            known_person(db, resident_id, self._core)
            return self._withdraw(self._core.act(db, actor), resident_id, kind, asked)

        done = self._core.writer.call(work)
        self._whitelist.notice_changes()
        erased = self._whitelist.leave_no_traces() if done.kinds or done.templates else True
        return TakenBack(done.kinds, done.templates, erased)

    def delete_health(self, resident_id: str, actor: str, *, by_whom: Asked | ByWhom) -> dict[str, int]:
        """Delete the health data somebody has until now (`kiosk.archive.health_data`); how many rows of each table.

        Consents stay: what is measured later is kept again, unless that to health records is taken back too.

        Raises:
            WhitelistRefused: person-unknown.
            StoreError: it could not be saved; everything is as it was.
        """
        asked = by_whom if isinstance(by_whom, Asked) else Asked(by_whom)

        def work(db: Database) -> dict[str, int]:
            known_person(db, resident_id, self._core)
            act, entry = self._core.act(db, actor), new_id()
            gone = delete_health_rows(act, resident_id)
            act.note_as(entry, "resident.health-deleted", resident_id, rows=gone, **asked.noted())
            note_health_deleted(act, resident_id, entry)
            return gone

        gone = self._core.writer.call(work)
        self._whitelist.leave_no_traces()
        return gone

    def holder(self, document: IdentityDocument) -> str | None:
        """Whose card it is; None for somebody nothing is kept of. Writes nothing: nobody is registered by it."""
        with self._core.readers.db() as db:
            if document.number is not None:
                found = find_by_number(db, long_form(document.number.strip()), self._core.fields)
            else:
                found = None if document.card is None else find_by_reference(db, document.card, self._core.fields)
        return None if found is None else found.id

    def present(self, resident_id: str, actor: str, asked: Asked) -> None:
        """Note that somebody is at the desk for their own rights, and by what that is known.

        Raises:
            WhitelistRefused: person-unknown.
            StoreError: it could not be noted, so nothing may be shown.
        """

        def work(db: Database) -> None:
            known_person(db, resident_id, self._core)
            self._core.act(db, actor).note("resident.present", resident_id, **asked.noted())

        self._core.writer.call(work)

    def summary(self, resident_id: str, health_days: int | None = None) -> OwnSummary:
        """What stands of somebody.

        Args:
            health_days: How long the hall keeps rows of health and visits; None leaves the days out on which they go.

        Raises:
            WhitelistRefused: person-unknown.
        """
        today = self._core.clock.now().utc.astimezone(self._zone).date()
        with self._core.readers.db() as db:
            resident = known_person(db, resident_id, self._core)
            (counts,) = db.query(_COUNTS, {"who": resident_id})
            rows = {table: self._kept(db, table, resident_id, health_days) for table in ("measurements", "visits")}
            return OwnSummary(
                resident=resident,
                listed=counts["entry"] is not None,
                suspended=bool(counts["suspended"]),
                consents=newest_consents(db, resident_id, self._core.fields),
                keeps_health=keeps_health(db, resident_id, today),
                measurements=rows["measurements"],
                visits=rows["visits"],
                codes=counts["codes"],
                follow_ups=counts["follow_ups"],
                goals=counts["goals"],
                home_calls=counts["home_calls"],
                templates=counts["templates"],
                adapted=counts["adapted"],
                face_since=None if counts["since"] is None else self._day(counts["since"]),
            )

    def _withdraw(self, act: Act, resident_id: str, kind: ConsentKind, asked: Asked) -> TakenBack:
        if kind in RECORDED_NO and _never_asked(act.db, resident_id, kind):
            save_no(act, resident_id, _HOW[asked.by_whom], kind)
            if kind is ConsentKind.HEALTH:
                note(act, Withdrawn.UNRECORDED, resident_id)
            kinds: tuple[ConsentKind, ...] = (kind,)
        else:
            kinds = withdraw_consents(act, resident_id, *_WITH_IT.get(kind, (kind,)))
        row = one(act.db, _ENTRY, resident_id)
        gone = 0
        if row is not None and kind in _FACES:
            gone = self._templates.delete(act, str(row["id"]), *_FACES[kind])
            if kind is ConsentKind.FACE:
                look_alikes.forget(act, resident_id)
            if kinds or gone:
                touch(act.db, row["id"])
        if kinds or gone:
            act.note("consent.withdrawn", resident_id, kind=kind.value, with_it=[other.value for other in kinds],
                     templates=gone, **asked.noted())  # fmt: skip
        return TakenBack(kinds, gone)

    def _kept(self, db: Database, table: str, resident_id: str, days: int | None) -> KeptRows:
        sql = f"SELECT count(*), min(at_utc), max(at_utc) FROM {table} WHERE resident_id = ?"
        count, first, last = db.execute(sql, [resident_id]).fetchone()
        if not count:
            return KeptRows(0)
        oldest = self._day(first)
        return KeptRows(count, oldest, self._day(last), None if days is None else oldest + timedelta(days=days + 1))

    def _day(self, stamp: str) -> date:
        at: datetime = moment(stamp)
        return at.astimezone(self._zone).date()


def _never_asked(db: Database, resident_id: str, kind: ConsentKind) -> bool:
    return (
        one(db, "SELECT id FROM consents WHERE resident_id = ? AND kind = ? LIMIT 1", resident_id, kind.value) is None
    )


_HOW = {
    ByWhom.ON_SCREEN: ConsentHow.SCREEN,
    ByWhom.WITH_CARD: ConsentHow.SPOKEN,
    ByWhom.VOUCHED: ConsentHow.SPOKEN,
    ByWhom.BY_COMMAND: ConsentHow.SPOKEN,
}
_ENTRY = "SELECT id FROM whitelist_entries WHERE resident_id = ? AND status = 'active'"
_TEMPLATES = "FROM templates t JOIN whitelist_entries e ON e.id = t.entry_id WHERE e.resident_id = :who"
_COUNTS = f"""SELECT
  (SELECT id FROM whitelist_entries WHERE resident_id = :who AND status = 'active') AS entry,
  (SELECT suspended_utc IS NOT NULL FROM whitelist_entries WHERE resident_id = :who AND status = 'active') AS suspended,
  (SELECT count(*) FROM codes WHERE resident_id = :who) + (SELECT count(*) FROM last_codes WHERE resident_id = :who)
    AS codes,
  (SELECT count(*) FROM follow_ups WHERE resident_id = :who) AS follow_ups,
  (SELECT count(*) FROM goals WHERE resident_id = :who) AS goals,
  (SELECT count(*) FROM home_calls WHERE resident_id = :who) AS home_calls,
  (SELECT count(*) {_TEMPLATES}) AS templates,
  (SELECT count(*) {_TEMPLATES} AND t.origin = 'adapted') AS adapted,
  (SELECT max(coalesce(t.taken_utc, t.at_utc)) {_TEMPLATES} AND t.origin = 'enrolled') AS since"""

__all__ = ["Asked", "ByWhom", "KeptRows", "OwnRights", "OwnSummary", "TakenBack"]
