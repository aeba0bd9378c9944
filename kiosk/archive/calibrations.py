"""Calibrations, their runs and references, kept and never changed. Each act stands in the audit trail with a digest."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import TypeVar

from devices.clock import Instant
from devices.device import where_it_broke
from kiosk.archive.calibration_checks import check_before_signing, follows_record
from kiosk.archive.calibration_rows import content_of, digest, known_of, moves, newest_of, of_content
from kiosk.archive.calibration_standing import Known, Move, in_force, newest_known
from kiosk.archive.look_back import LookBack, look_back
from kiosk.calibration.keeping import Due, Override
from kiosk.calibration.records import IDENTITY, Calibration, CalibrationRecord
from kiosk.calibration.references import Reference
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import Run
from kiosk.ids import new_id
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.store.core import Act, Core
from kiosk.store.fields import storable
from kiosk.store.rows import insert, one
from kiosk.store.sqlcipher import Database
from resources.learnt import learn

learn(CalibrationRecord, Run, Reference)

_log = logging.getLogger("kiosk.store")

T = TypeVar("T")

LEAST_REASON = 4
"""Characters of a reason that says something."""


@dataclass(frozen=True, slots=True)
class CalibrationRules:
    """What a hall asks of calibrations.

    Attributes:
        two_sign: A second person signs.
        temperature: How temperatures are judged, for looking back.
        override_days: For how long a device may be allowed without a calibration that holds, at most.
    """

    two_sign: bool = False
    override_days: int = 7
    temperature: TemperatureSettings = field(default_factory=TemperatureSettings)


class CalibrationArchive:
    """Implements `kiosk.calibration.keeping.CalibrationKeeping`. Thread-safe.

    What holds is read once and known until something is kept: it is asked for every value, on the devices' threads.

    Args:
        zone: The hall's, in which a day ends.
    """

    def __init__(self, core: Core, zone: tzinfo, rules: CalibrationRules) -> None:
        self._core, self._zone, self._rules = core, zone, rules
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], Known] = {}
        self._moves: tuple[Move, ...] | None = None
        self._newest: tuple[int, ...] = ()
        self._listeners: list[Callable[[], None]] = []

    # --- what holds -------------------------------------------------------------------------------------------------
    def in_force(self, device: str, metric: str, at: Instant) -> Calibration:
        """See the port. When the store cannot be read now: IDENTITY, and the log says so.

        A clock that stands before what was signed, allowed or moved is wrong, and takes nothing out of force: what
        was written last holds.
        """
        try:
            known, stood = self._of(device, metric), self._stood()
        except Exception as error:  # noqa: BLE001  a device's thread outlives a store that cannot be read
            _log.error("what calibration of %s is in force is not known: %s", device, where_it_broke(error))
            return IDENTITY
        newest, moment = newest_known(known, stood), at.utc
        if newest is not None and self._core.clock.now().utc < newest:
            moment = max(moment, newest)
        return in_force(device, known, stood, moment, self._day(moment))

    def look(self) -> None:
        """Take up what another program kept; cheap. Raises StoreError."""
        with self._core.readers.db() as db:
            newest = newest_of(db)
        with self._lock:
            if newest != self._newest:
                self._newest, self._known, self._moves = newest, {}, None

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each act of this program, on the thread of whoever did it; it must return quickly."""
        self._listeners.append(listener)

    def calendar(self, pairs: tuple[tuple[str, str], ...], now: Instant) -> tuple[Due, ...]:
        """See the port."""
        return tuple(
            Due(device, metric, self.in_force(device, metric, now), next(iter(self._of(device, metric).records), None))
            for device, metric in pairs
        )

    def history(self, device: str, metric: str) -> tuple[CalibrationRecord, ...]:
        """See the port."""
        return self._of(device, metric).records

    def checks(self, device: str, metric: str) -> tuple[tuple[datetime, Run], ...]:
        """Checks in service with the moment each was kept, the newest first."""
        return self._of(device, metric).checks

    def record(self, id_or_number: str) -> CalibrationRecord | None:
        """See the port."""
        with self._core.readers.db() as db:
            row = one(db, "SELECT content FROM calibrations WHERE id = ?1 OR number = ?1", id_or_number)
        return None if row is None else of_content(CalibrationRecord, row)

    def is_as_signed(self, record_id: str) -> bool:
        """Whether the row of a record is still what the audit trail says was signed."""
        with self._core.readers.db() as db:
            row = one(db, "SELECT content FROM calibrations WHERE id = ?", record_id)
            noted = one(
                db,
                """SELECT json_extract(detail, '$.sha256') AS sha FROM audit
                   WHERE action = 'calibration.signed' AND subject = ?""",
                record_id,
            )
        return row is not None and noted is not None and digest(row["content"]) == noted["sha"]

    def site(self) -> str:
        """See the port."""
        stood = self._stood()
        return stood[0].site if stood else ""

    # --- what is kept -----------------------------------------------------------------------------------------------
    def keep_run(self, run: Run) -> None:
        """See the port."""
        content = content_of(run)

        def work(act: Act) -> None:
            if one(act.db, "SELECT 1 FROM calibration_runs WHERE id = ?", run.id):
                return  # asked again after an answer that did not come
            insert(act.db, "calibration_runs", {
                "id": run.id, **act.when(), "calibration_id": run.calibration_id, "stage": run.stage.value,
                "device": storable(run.device), "metric": run.metric, "points": len(run.points),
                "content": content,
            })  # fmt: skip
            act.note("calibration.run", run.id, calibration=run.calibration_id, stage=run.stage.value,
                     device=run.device, metric=run.metric, sha256=digest(content))  # fmt: skip

        self._keep(run.by, work)

    def open_runs(self, device: str, metric: str) -> tuple[Run, ...]:
        """See the port."""
        with self._core.readers.db() as db:
            rows = list(db.query(_OPEN_RUNS, [device, metric]))
        return tuple(of_content(Run, row) for row in rows)

    def give_up(self, calibration_id: str, by: str, reason: str) -> None:
        """See the port."""

        def work(act: Act) -> None:
            if one(act.db, "SELECT 1 FROM calibrations WHERE id = ?", calibration_id):
                raise CalibrationRefused("signed-already")
            insert(
                act.db,
                "calibrations_given_up",
                {
                    "id": new_id(),
                    **act.when(),
                    "calibration_id": calibration_id,
                    "runs": _runs(act.db, calibration_id),
                    "by": by,
                    "reason": storable(reason),
                },
                "ON CONFLICT (calibration_id) DO NOTHING",
            )
            act.note("calibration.given-up", calibration_id, reason=reason)

        self._keep(by, work)

    def sign(self, record: CalibrationRecord) -> None:
        """See the port."""
        with self._core.readers.db() as db:
            record = follows_record(db, record)
            found = look_back(db, record, self._rules.temperature, self._zone)
        content = content_of(record)

        def work(act: Act) -> None:
            before = one(act.db, "SELECT content FROM calibrations WHERE id = ?", record.id)
            if before is not None and before["content"] == content:
                return  # asked again after an answer that did not come
            check_before_signing(act, record, self._day(act.now.utc), two_sign=self._rules.two_sign)
            insert(act.db, "calibrations", {
                "id": record.id, **act.when(), "number": record.number, "device": storable(record.device),
                "metric": record.metric, "a": record.after[0], "b": record.after[1], "due": record.due.isoformat(),
                "content": content,
            })  # fmt: skip
            act.note("calibration.signed", record.id, number=record.number, device=record.device,
                     metric=record.metric, a=record.after[0], b=record.after[1], verdict=record.verdict.value,
                     second=record.second, sha256=digest(content))  # fmt: skip
            if found is not None:
                _keep_look_back(act, found)

        self._keep(record.by, work)

    def next_number(self, day: date) -> str:
        """See the port: the day, and which of that day it is."""
        with self._core.readers.db() as db:
            return _next_number(db, day)

    def references(self) -> tuple[Reference, ...]:
        """See the port."""
        with self._core.readers.db() as db:
            rows = list(db.query(_NEWEST_REFERENCES))
        return tuple(of_content(Reference, row) for row in rows)

    def keep_reference(self, reference: Reference, by: str) -> None:
        """See the port."""
        if not (reference.certified <= reference.due and reference.low < reference.high):
            raise CalibrationRefused("reference-dates")
        if not reference.is_possible:
            raise CalibrationRefused("reference-figures")
        content = content_of(reference)

        def work(act: Act) -> None:
            taken = one(
                act.db,
                "SELECT content FROM reference_certificates WHERE kind = ? AND serial = ? AND certificate = ?",
                reference.kind,
                reference.serial,
                reference.certificate,
            )
            if taken is not None:
                raise CalibrationRefused("certificate-used", certificate=reference.certificate)
            insert(act.db, "reference_certificates", {
                "id": reference.id, **act.when(), "kind": reference.kind, "serial": storable(reference.serial),
                "certificate": storable(reference.certificate), "expanded_u": reference.expanded_u,
                "due": reference.due.isoformat(), "content": content,
            })  # fmt: skip
            act.note("calibration.reference", reference.id, kind=reference.kind, certificate=reference.certificate,
                     due=reference.due.isoformat(), sha256=digest(content))  # fmt: skip

        self._keep(by, work)

    def allow(self, device: str, metric: str, reason: str, until: date, by: str) -> Override:
        """See the port."""
        reason, override_id = reason.strip(), new_id()
        if len(reason) < LEAST_REASON:
            raise CalibrationRefused("reason-missing")
        today, most = self._day(self._core.clock.now().utc), self._rules.override_days
        if not today <= until <= today + timedelta(days=most):
            raise CalibrationRefused("too-long", most=most)

        def work(act: Act) -> Override:
            insert(act.db, "calibration_overrides", {
                "id": override_id, **act.when(), "device": storable(device), "metric": metric,
                "days": (until - today).days, "reason": storable(reason), "by": by, "until": until.isoformat(),
            })  # fmt: skip
            act.note("calibration.overridden", override_id, device=device, metric=metric, reason=reason,
                     until=until.isoformat())  # fmt: skip
            return Override(override_id, device, metric, reason, by, act.now.utc, until)

        return self._keep(by, work)

    def moved(self, site: str, by: str) -> None:
        """See the port."""
        site = site.strip()
        if not site:
            raise CalibrationRefused("site-missing")
        row_id = new_id()

        def work(act: Act) -> None:
            if site == self.site():
                raise CalibrationRefused("site-same")
            insert(act.db, "sites", {
                "id": row_id, **act.when(), "number": len(moves(act.db)) + 1, "site": storable(site), "by": by,
            })  # fmt: skip
            act.note("calibration.moved", row_id, site=site)

        self._keep(by, work)

    # --- inside -----------------------------------------------------------------------------------------------------
    def _keep(self, by: str, work: Callable[[Act], T]) -> T:
        """One transaction; what was known is read anew afterwards, whether it was kept or not."""
        try:
            kept = self._core.writer.call(lambda db: work(self._core.act(db, storable(by))))
        finally:
            with self._lock:
                self._known, self._moves = {}, None
        for listener in self._listeners:
            listener()
        return kept

    def _of(self, device: str, metric: str) -> Known:
        with self._lock:
            known = self._known.get((device, metric))
            if known is None:
                with self._core.readers.db() as db:
                    known = self._known[device, metric] = known_of(db, device, metric)
            return known

    def _stood(self) -> tuple[Move, ...]:
        with self._lock:
            if self._moves is None:
                with self._core.readers.db() as db:
                    self._moves = moves(db)
            return self._moves

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()


def _keep_look_back(act: Act, found: LookBack) -> None:
    insert(act.db, "look_backs", {
        "id": found.id, **act.when(), "calibration_id": found.id, "readings": found.readings,
        "device": storable(found.device), "metric": found.metric, "content": content_of(found),
    })  # fmt: skip
    act.note("look-back.kept", found.id, device=found.device, metric=found.metric, readings=found.readings)


def _next_number(db: Database, day: date) -> str:
    stem = f"{day:%Y%m%d}-"
    rows = db.query("SELECT number FROM calibrations WHERE number LIKE ?", [stem + "%"])
    taken = [int(tail) for row in rows if (tail := str(row["number"]).removeprefix(stem)).isdecimal()]
    return f"{stem}{max(taken, default=0) + 1:02d}"


def _runs(db: Database, calibration_id: str) -> int:
    return int(
        db.execute("SELECT count(*) FROM calibration_runs WHERE calibration_id = ?", [calibration_id]).fetchone()[0]
    )


_OPEN_RUNS = """SELECT content FROM calibration_runs WHERE calibration_id = (
SELECT r.calibration_id FROM calibration_runs r
WHERE r.device = ? AND r.metric = ? AND r.stage != 'check'
AND NOT EXISTS (SELECT 1 FROM calibrations c WHERE c.id = r.calibration_id)
AND NOT EXISTS (SELECT 1 FROM calibrations_given_up g WHERE g.calibration_id = r.calibration_id)
ORDER BY r.seq DESC LIMIT 1) ORDER BY seq"""
_NEWEST_REFERENCES = """SELECT content FROM reference_certificates r
WHERE NOT EXISTS (SELECT 1 FROM reference_certificates n
  WHERE n.kind = r.kind AND n.serial = r.serial AND n.seq > r.seq)
ORDER BY kind, seq"""
