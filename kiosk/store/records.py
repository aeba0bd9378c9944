"""Reads what was logged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kiosk.measurements.measurement import Measurement
from kiosk.store.core import Core
from kiosk.store.journal import OpenVisits
from kiosk.store.measurement_rows import from_row
from kiosk.store.rows import one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso


@dataclass(frozen=True, slots=True, repr=False)
class LoggedMeasurement:
    """A measurement with its owner in clear. For exports; whoever shows it masks it."""

    measurement: Measurement
    name: str | None
    number: str | None
    clock_suspect: bool


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

    def measurements(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        metric: str | None = None,
        resident_id: str | None = None,
    ) -> Iterator[LoggedMeasurement]:
        """What was measured from `since` up to but without `until`, in the order in which it was written."""
        with self._core.readers.db() as db:
            yield from self._measurements(db, since, until, metric, resident_id)

    def counts(self) -> dict[str, int]:
        """How many rows there are of what an operator asks for."""
        tables = ("residents", "whitelist_entries", "templates", "visits", "measurements", "alerts", "quarantine")
        with self._core.readers.db() as db:
            return {t: int(db.execute(f"SELECT count(*) FROM {t}").fetchone()[0]) for t in tables}

    def _measurements(
        self,
        db: Database,
        since: datetime | None,
        until: datetime | None,
        metric: str | None,
        resident_id: str | None,
    ) -> Iterator[LoggedMeasurement]:
        fields = self._core.fields
        for row in db.query(_LOGGED, {"since": iso(since) if since else None, "until": iso(until) if until else None,
                                      "metric": metric, "resident": resident_id}):  # fmt: skip
            owner = row["resident_id"]
            yield LoggedMeasurement(
                from_row(row),
                fields.open(row["owner_name"], "residents", "name", owner),
                fields.open(row["owner_number"], "residents", "number", owner),
                bool(row["clock_suspect"]),
            )


_LOGGED = """
SELECT m.*, r.name AS owner_name, r.number AS owner_number
FROM measurements m JOIN residents r ON r.id = m.resident_id
WHERE (:since IS NULL OR m.at_utc >= :since) AND (:until IS NULL OR m.at_utc < :until)
  AND (:metric IS NULL OR m.metric = :metric) AND (:resident IS NULL OR m.resident_id = :resident)
ORDER BY m.seq"""
