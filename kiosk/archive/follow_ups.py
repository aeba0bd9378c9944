"""Who is to be measured again, and when: read for visits and staff, and what staff do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo

from kiosk.archive.follow_up_rows import close, from_row, open_row, plan
from kiosk.archive.health_consent import keeps_health
from kiosk.measurements.follow_up import FollowUp, FollowUpKind, Outcome
from kiosk.sentences import Refusal, sentence
from kiosk.store.core import Core
from kiosk.store.fields import storable
from kiosk.store.rows import one
from kiosk.store.sqlcipher import Database


class FollowUpRefused(Refusal):
    """It cannot be done, and nothing was."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the follow-ups staff look after, how many there are in all, and of how many people."""

    rows: tuple[FollowUp, ...]
    total: int
    people: int


class FollowUps:
    """Reads and changes follow-ups. Thread-safe."""

    def __init__(self, core: Core, zone: tzinfo) -> None:
        self._core, self._zone = core, zone

    def today(self) -> date:
        """The day it is in the hall."""
        return self._core.clock.now().utc.astimezone(self._zone).date()

    def of(self, resident_id: str) -> tuple[FollowUp, ...]:
        """The open ones of somebody, the first due first; none of one who does not want health records kept."""
        with self._core.readers.db() as db:
            if not keeps_health(db, resident_id, self.today()):
                return ()
            rows = list(db.query(_OF, [resident_id]))
        return tuple(from_row(row, self._zone) for row in rows)

    def due(self, by: date, *, most: int | None = None, skip: int = 0) -> Listed:
        """Open ones whose day is before `by`, and every word with the doctor, those first, then the longest due.

        Args:
            most, skip: A page of them; all, where `most` is None.
        """
        values = {"by": by.isoformat(), "today": self.today().isoformat()}
        with self._core.readers.db() as db:
            counts = f"SELECT count(*), count(DISTINCT f.resident_id) FROM follow_ups f WHERE {_DUE}"
            total, people = db.execute(counts, values).fetchone()
            sql = (
                f"SELECT f.* FROM follow_ups f WHERE {_DUE} ORDER BY kind != 'refer', due, seq LIMIT :most OFFSET :skip"
            )
            rows = list(db.query(sql, {**values, "most": -1 if most is None else most, "skip": skip}))
        return Listed(tuple(from_row(row, self._zone) for row in rows), int(total), int(people))

    def add(self, resident_id: str, metric: str, due: date, actor: str) -> str:
        """Staff want a measurement by a day; an open one of that metric is replaced. The id of the new one.

        Raises:
            FollowUpRefused: follow-up-unwanted, of somebody who does not want health records kept.
        """

        def work(db: Database) -> str:
            act = self._core.act(db, actor)
            if not keeps_health(db, resident_id, self.today()):
                raise FollowUpRefused(sentence("refusals.follow-up-unwanted"))
            known = open_row(db, resident_id, metric)
            if known is not None:
                close(act, known, Outcome.REPLACED)
            return plan(act, resident_id, metric, FollowUpKind.AGAIN, due)

        return self._core.writer.call(work)

    def end(self, follow_up_id: str, outcome: Outcome, actor: str, note: str | None = None) -> None:
        """Staff reached the person, or it is no longer wanted.

        Raises:
            FollowUpRefused: follow-up-closed, when it is not open any more.
        """

        def work(db: Database) -> None:
            act = self._core.act(db, actor)
            row = one(db, "SELECT * FROM follow_ups WHERE id = ? AND closed_utc IS NULL", follow_up_id)
            if row is None:
                raise FollowUpRefused(sentence("refusals.follow-up-closed"))
            close(act, row, outcome, note=None if note is None else storable(note))

        self._core.writer.call(work)

    def reopen(self, follow_up_id: str, actor: str) -> None:
        """Take back what staff did last with it.

        Raises:
            FollowUpRefused: follow-up-closed, when another one of that metric is open by now, or it was met.
        """

        def work(db: Database) -> None:
            act = self._core.act(db, actor)
            row = one(db, _BY_STAFF, follow_up_id)
            if row is None or open_row(db, row["resident_id"], row["metric"]) is not None:
                raise FollowUpRefused(sentence("refusals.follow-up-closed"))
            db.execute(_REOPEN, [follow_up_id])
            act.note("follow-up.reopened", row["resident_id"], metric=row["metric"])

        self._core.writer.call(work)


_OF = "SELECT * FROM follow_ups WHERE resident_id = ? AND closed_utc IS NULL ORDER BY due, seq"
_DUE = """f.closed_utc IS NULL AND (f.due < :by OR f.kind = 'refer') AND NOT EXISTS (
  SELECT 1 FROM consents c WHERE c.resident_id = f.resident_id AND c.kind = 'health'
  AND (c.withdrawn_utc IS NOT NULL OR c.until < :today)
  AND NOT EXISTS (SELECT 1 FROM consents n
    WHERE n.resident_id = c.resident_id AND n.kind = 'health' AND n.seq > c.seq))"""
_BY_STAFF = """SELECT * FROM follow_ups WHERE id = ?
  AND (outcome IN ('contacted', 'cancelled') OR (outcome = 'replaced' AND met_by IS NULL))"""
_REOPEN = """UPDATE follow_ups SET closed_utc = NULL, closed_by = NULL, outcome = NULL, met_by = NULL, note = NULL
  WHERE id = ?"""
