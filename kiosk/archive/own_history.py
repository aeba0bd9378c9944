"""What somebody measured before, for themselves: last time's value, and the days a trend is drawn of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, tzinfo

from kiosk.archive.calibration_rows import readable
from kiosk.archive.health_consent import keeps_health
from kiosk.archive.journal import OpenVisits
from kiosk.archive.look_back import LookBack
from kiosk.archive.measurement_log import Records
from kiosk.archive.measurement_rows import from_row
from kiosk.calibration.channels import recorded
from kiosk.measurements.measurement import Measurement
from kiosk.measurements.trend import LOOKED_BACK
from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso

MOST = 400
"""Rows of one metric: four a day for as long as a trend goes back."""


class OwnHistory:
    """Reads what somebody measured before. Thread-safe. Nothing of one who does not want health records kept."""

    def __init__(self, core: Core, records: Records, open_visits: OpenVisits, zone: tzinfo) -> None:
        self._core, self._records, self._open, self._zone = core, records, open_visits, zone

    def last(self, resident_id: str, metric: str) -> Measurement | None:
        """The newest valid measurement of a metric that does not belong to a visit still open."""
        with self._core.readers.db() as db:
            wanted = self._wanted(db, resident_id)
        return self._records.last_measurement(resident_id, metric) if wanted else None

    def since(self, resident_id: str, metrics: tuple[str, ...], since: datetime) -> tuple[Measurement, ...]:
        """What was measured of these metrics from `since` on, the newest first in each: at most `MOST` of each metric.

        What has no value is left out, and so is what belongs to a visit still open. A value whose device was later
        found wrong for the time it was taken in has LOOKED_BACK among its flags.
        """
        running = self._open.ids()
        query = _SINCE.format(open=", ".join("?" * len(running)))
        with self._core.readers.db() as db:
            if not self._wanted(db, resident_id):
                return ()
            rows = [row for one in metrics for row in db.query(query, [resident_id, one, iso(since), *running, MOST])]
            wrong = tuple(looked_back(db)) if rows else ()
        return tuple(_marked(from_row(row), wrong) for row in rows)

    def _wanted(self, db: Database, resident_id: str) -> bool:
        return keeps_health(db, resident_id, self._core.clock.now().utc.astimezone(self._zone).date())


def looked_back(db: Database) -> Iterator[LookBack]:
    """Times for which a device was found wrong; as many as there were bad calibrations, so a few."""
    return (found for _, found in readable(LookBack, db.query("SELECT id, content FROM look_backs")))


def _marked(one: Measurement, wrong: tuple[LookBack, ...]) -> Measurement:
    at = one.taken_at.utc
    for found in wrong:
        its = found.device == one.device and one.metric in recorded(found.metric)
        if its and (found.since is None or at >= found.since) and at < found.before:
            return replace(one, flags=(*one.flags, LOOKED_BACK))
    return one


_SINCE = """SELECT * FROM measurements WHERE resident_id = ? AND metric = ? AND at_utc >= ? AND validity != 'invalid'
  AND (visit_id IS NULL OR visit_id NOT IN ({open})) ORDER BY seq DESC LIMIT ?"""
