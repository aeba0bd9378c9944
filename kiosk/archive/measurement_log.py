"""Reads what was logged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID

from kiosk.archive.journal import OpenVisits
from kiosk.archive.measurement_rows import from_row
from kiosk.archive.traced import Traced, records_of, traced
from kiosk.measurements.baseline import Baseline, baseline_of
from kiosk.measurements.measurement import Measurement
from kiosk.store.core import Core
from kiosk.store.rows import Row, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso, moment

BATCH = 1000
"""Rows looked at in one read transaction: a few milliseconds."""


@dataclass(frozen=True, slots=True, repr=False)
class LoggedMeasurement:
    """A measurement with its owner in clear and the calibration it rests on. For exports; whoever shows it masks it."""

    measurement: Measurement
    name: str | None
    number: str | None
    clock_suspect: bool
    calibration: Traced | None = None


class Records:
    """Reads of measurements. Thread-safe."""

    def __init__(self, core: Core, open_visits: OpenVisits) -> None:
        self._core = core
        self._open = open_visits

    def last_measurement(self, resident_id: str, metric: str) -> Measurement | None:
        """The newest valid measurement of a metric that does not belong to a visit still open."""
        running = self._open.ids()
        marks = ", ".join("?" * len(running))
        with self._core.readers.db() as db:
            row = one(
                db,
                f"""SELECT * FROM measurements WHERE resident_id = ? AND metric = ? AND validity = 'valid'
                    AND (visit_id IS NULL OR visit_id NOT IN ({marks})) ORDER BY seq DESC LIMIT 1""",
                resident_id, metric, *running,
            )  # fmt: skip
        return None if row is None else from_row(row)

    def baseline(self, resident_id: str, metric: str, since: datetime, zone: tzinfo) -> Baseline | None:
        """What is usual for a resident by what devices measured since then, but for visits still open.

        None where that is too little, and for whoever was asked about their health records and has no consent to them
        in force.
        """
        running = self._open.ids()
        marks = ", ".join("?" * len(running))
        today = self._core.clock.now().utc.astimezone(zone).date().isoformat()
        with self._core.readers.db() as db:
            rows = list(
                db.query(
                    f"""SELECT at_utc, value FROM measurements WHERE resident_id = ? AND metric = ? AND at_utc >= ?
                    AND validity = 'valid' AND source = 'device' AND (visit_id IS NULL OR visit_id NOT IN ({marks}))
                    AND NOT {_RECORDS_REFUSED}""",
                    [resident_id, metric, iso(since), *running, resident_id, resident_id, today],
                )
            )
        return baseline_of([(moment(row["at_utc"]).astimezone(zone).date(), row["value"]) for row in rows])

    def measurements(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        metric: str | None = None,
        resident_id: str | None = None,
    ) -> Iterator[LoggedMeasurement]:
        """What was measured from `since` up to but without `until`, in the order in which it was written.

        Rows are read a batch at a time and handed out when nothing is open any more: however slowly they are taken, no
        write and no checkpoint waits for it. What is measured after the beginning is left out.
        """
        wanted = {"since": iso(since) if since else None, "until": iso(until) if until else None,
                  "metric": metric, "resident": resident_id}  # fmt: skip
        with self._core.readers.db() as db:
            newest = int(db.execute("SELECT coalesce(max(seq), 0) FROM measurements").fetchone()[0])
        records, after = records_of(self._core), 0
        while after < newest:
            with self._core.readers.db() as db:
                end = _batch_end(db, after, newest)
                rows = list(db.query(_LOGGED, {**wanted, "after": after, "end": end}))
            yield from (self._logged(row, records) for row in rows)
            after = end

    def pseudonym(self, kind: str, text: str) -> str:
        """A UUID (version 8) for something without one: the same each time in this store, and in no other."""
        digest = bytearray(self._core.fields.index(kind, text)[:16])
        digest[6] = digest[6] & 0x0F | 0x80
        digest[8] = digest[8] & 0x3F | 0x80
        return str(UUID(bytes=bytes(digest)))

    def counts(self) -> dict[str, int]:
        """How many rows there are of what an operator asks for."""
        tables = ("residents", "whitelist_entries", "templates", "visits", "measurements", "alerts", "quarantine")
        with self._core.readers.db() as db:
            return {t: int(db.execute(f"SELECT count(*) FROM {t}").fetchone()[0]) for t in tables}

    def _logged(self, row: Row, records: Mapping[str, Traced]) -> LoggedMeasurement:
        opened, owner, measurement = self._core.fields.open, row["resident_id"], from_row(row)
        return LoggedMeasurement(
            measurement,
            opened(row["owner_name"], "residents", "name", owner),
            opened(row["owner_number"], "residents", "number", owner),
            bool(row["clock_suspect"]),
            traced(measurement, records),
        )


_RECORDS_REFUSED = """(EXISTS (SELECT 1 FROM consents WHERE resident_id = ? AND kind = 'health')
  AND NOT EXISTS (SELECT 1 FROM consents WHERE resident_id = ? AND kind = 'health' AND withdrawn_utc IS NULL
    AND (until IS NULL OR until >= ?)))"""


def _batch_end(db: Database, after: int, newest: int) -> int:
    """The last sequence number of the next batch; a batch is bounded by rows looked at, not by rows that fit."""
    row = db.execute(
        "SELECT seq FROM measurements WHERE seq > ? ORDER BY seq LIMIT 1 OFFSET ?", [after, BATCH - 1]
    ).fetchone()
    return newest if row is None else min(int(row[0]), newest)


_LOGGED = """
SELECT m.*, r.name AS owner_name, r.number AS owner_number
FROM measurements m JOIN residents r ON r.id = m.resident_id
WHERE m.seq > :after AND m.seq <= :end
  AND (:since IS NULL OR m.at_utc >= :since) AND (:until IS NULL OR m.at_utc < :until)
  AND (:metric IS NULL OR m.metric = :metric) AND (:resident IS NULL OR m.resident_id = :resident)
ORDER BY m.seq"""
