"""Writes what happens in visits. Implements `kiosk.visits.ports.Journal`.

Each call is one act: rows, audit entry and outbox entry in one transaction. What cannot be committed now is kept and
tried again with the same ids; what the schema refuses goes to the quarantine, so that one bad row never blocks others.
"""

from __future__ import annotations

import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import tzinfo

from kiosk.archive.codes import code_row, plain_code
from kiosk.archive.follow_up_rows import follow
from kiosk.archive.health_consent import keeps_health
from kiosk.archive.measurement_rows import plain, to_row
from kiosk.health_code.result import CodeResult
from kiosk.ids import new_id
from kiosk.measurements.measurement import Measurement
from kiosk.store.core import Core
from kiosk.store.errors import StoreError
from kiosk.store.fields import storable
from kiosk.store.rows import insert
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso
from kiosk.store.writer import Work
from kiosk.visits.ports import StaffAlert, VisitRecord

_log = logging.getLogger("kiosk.archive.journal")

_ACTOR = "terminal"
_ONCE = "ON CONFLICT DO NOTHING"


class OpenVisits:
    """Visits that saved something and have not ended: what they measured is not yet "last time". Thread-safe."""

    def __init__(self, limit: int = 64) -> None:
        self._lock = threading.Lock()
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._limit = limit

    def opened(self, visit_id: str) -> None:
        """A visit saved something."""
        with self._lock:
            self._ids[visit_id] = None
            while len(self._ids) > self._limit:
                self._ids.popitem(last=False)

    def ended(self, visit_id: str) -> None:
        """A visit saved its end."""
        with self._lock:
            self._ids.pop(visit_id, None)

    def ids(self) -> tuple[str, ...]:
        """The visits still open."""
        with self._lock:
            return tuple(self._ids)


class StoreJournal:
    """The journal over the store's writer. Every call returns at once."""

    def __init__(self, core: Core, open_visits: OpenVisits, zone: tzinfo) -> None:
        self._core = core
        self._open = open_visits
        self._zone = zone

    def save_visit(self, record: VisitRecord, done: Callable[[bool], None]) -> None:
        """Save a visit; once its end has been saved, an older state of it changes nothing."""
        if record.ended is None:
            self._open.opened(record.visit_id)
        else:
            self._open.ended(record.visit_id)

        def work(db: Database) -> None:
            act = self._core.act(db, _ACTOR)
            row = {
                "id": record.visit_id,
                **act.when(record.started),
                "resident_id": record.resident_id,
                "identified_by": record.identified_by,
                "ended_utc": iso(record.ended.utc) if record.ended else None,
                "ended_monotonic_s": record.ended.monotonic_s if record.ended else None,
                "outcome": None if record.outcome is None else storable(record.outcome),
            }
            if not insert(db, "visits", row, _VISIT_GROWS):
                return
            for step, (state, reason, since_s) in enumerate(record.steps):
                insert(db, "visit_steps", {"visit_id": record.visit_id, "step": step, "state": str(state),
                       "reason": storable(reason), "since_start_s": since_s}, _ONCE)  # fmt: skip
            act.note("visit.ended" if record.ended else "visit.started", record.visit_id, outcome=row["outcome"])
            act.send("visit", record.visit_id)

        self._keep(work, done, "visit", [record.visit_id], lambda: _plain_visit(record))

    def save_measurements(self, measurements: tuple[Measurement, ...], done: Callable[[bool], None]) -> None:
        """Save all values of one reading, or none; follow-ups they meet or ask for with them.

        None of somebody who does not want health records kept: it is not saved then, and said so.
        """
        unwanted: list[Measurement] = []
        for visit_id in {m.visit_id for m in measurements if m.visit_id}:
            self._open.opened(visit_id)

        def work(db: Database) -> None:
            act = self._core.act(db, _ACTOR)
            new = []
            today = self._core.clock.now().utc.astimezone(self._zone).date()
            unwanted[:] = [m for m in measurements if m.resident_id and not keeps_health(db, m.resident_id, today)]
            for m in measurements:
                if m in unwanted:
                    continue
                if not insert(db, "measurements", {**to_row(m), **act.when(m.taken_at)}, _ONCE):
                    continue
                act.note("measurement.saved", m.id, metric=m.metric, validity=m.validity.value)
                act.send("measurement", m.id)
                new.append(m)
            follow(act, new, self._zone)

        ids = [m.id for m in measurements]
        self._keep(
            work, lambda ok: done(ok and not unwanted), "measurement", ids, lambda: [plain(m) for m in measurements]
        )

    def save_code(self, visit_id: str, resident_id: str, code: CodeResult, done: Callable[[bool], None]) -> None:
        """Save the code a visit was shown."""
        code_id = new_id()

        def work(db: Database) -> None:
            act = self._core.act(db, _ACTOR)
            row = {**code_row(code_id, resident_id, code, self._core.fields), "visit_id": visit_id, **act.when()}
            if insert(db, "codes", row, _ONCE):
                act.note("code.saved", code_id, level=code.level, source=code.source)
                act.send("code", code_id)

        self._keep(work, done, "code", [code_id], lambda: {**plain_code(code), "resident_id": resident_id})

    def save_alert(self, alert: StaffAlert, done: Callable[[bool], None]) -> None:
        """Save that somebody is needed."""

        def work(db: Database) -> None:
            act = self._core.act(db, _ACTOR)
            text = self._core.fields.seal(alert.text, "alerts", "text", alert.alert_id)
            row = {"id": alert.alert_id, **act.when(alert.raised), "visit_id": alert.visit_id,
                   "resident_id": alert.resident_id, "kind": alert.kind, "text": text,
                   "queue": alert.queue, "queue_number": alert.queue_number}  # fmt: skip
            if insert(db, "alerts", row, _ONCE):
                act.note("alert.raised", alert.alert_id, kind=alert.kind)
                for topic in ("alert", *alert.outboxes):
                    act.send(topic, alert.alert_id)

        self._keep(
            work,
            done,
            "alert",
            [alert.alert_id],
            lambda: {"kind": alert.kind, "text": alert.text, "visit": alert.visit_id},
        )

    def quarantine(self, measurements: tuple[Measurement, ...], reason: str) -> None:
        """Keep readings that are nobody's."""
        self._core.writer.keep(self._quarantined("measurement", reason, [plain(m) for m in measurements]), _nobody)

    def _keep(
        self, work: Work, done: Callable[[bool], None], what: str, ids: list[str], payload: Callable[[], object]
    ) -> None:
        """Have it committed, say so in the log by its ids alone, and tell whoever waits."""

        def heard(ok: bool) -> None:
            if ok:
                _log.info("%s saved: %s", what, " ".join(ids))
            done(ok)

        def poison(db: Database) -> None:
            self._quarantined("refused", what, payload())(db)

        try:
            self._core.writer.keep(work, heard, poison)
        except StoreError as error:  # after the end of the store
            _log.error("%s cannot be saved: %s", what, error.code)
            done(False)

    def _quarantined(self, kind: str, reason: str, payload: object) -> Work:
        row_id = new_id()
        data = json.dumps(payload, ensure_ascii=True, default=str).encode()

        def work(db: Database) -> None:
            act = self._core.act(db, _ACTOR)
            sealed = self._core.fields.seal_bytes(data, "quarantine", "payload", row_id)
            row = {"id": row_id, **act.when(), "kind": kind, "reason": storable(reason), "payload": sealed}
            if insert(db, "quarantine", row, _ONCE):
                act.note("quarantine.kept", row_id, kind=kind)

        return work


_VISIT_GROWS = """ON CONFLICT (id) DO UPDATE SET resident_id = excluded.resident_id,
  identified_by = excluded.identified_by, ended_utc = excluded.ended_utc,
  ended_monotonic_s = excluded.ended_monotonic_s, outcome = excluded.outcome
  WHERE visits.ended_utc IS NULL"""


def _plain_visit(record: VisitRecord) -> dict[str, object]:
    return {"id": record.visit_id, "resident_id": record.resident_id, "started": iso(record.started.utc),
            "identified_by": record.identified_by, "outcome": record.outcome, "steps": record.steps}  # fmt: skip


def _nobody(ok: bool) -> None:
    """Nobody waits for the quarantine."""
