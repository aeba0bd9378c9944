"""Checks of devices that certify nothing: added, never changed, each in the audit trail with a digest."""

from __future__ import annotations

from datetime import tzinfo

from kiosk.archive.calibration_rows import content_of, digest, readable
from kiosk.calibration.device_checks import MOST, DeviceCheck
from kiosk.calibration.methods import Claim
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.store.core import Core
from kiosk.store.fields import storable
from kiosk.store.rows import insert, one
from kiosk.store.sqlcipher import Database
from resources.learnt import learn

learn(DeviceCheck)


class DeviceCheckArchive:
    """Implements `kiosk.calibration.device_checks.DeviceChecks`.

    Args:
        zone: The hall's, in which a reference expires.
    """

    def __init__(self, core: Core, zone: tzinfo) -> None:
        self._core, self._zone = core, zone

    def keep(self, check: DeviceCheck) -> None:
        """See the port. Raises ValueError for a calibration: that is signed, and not noted here."""
        if check.claim is Claim.CALIBRATION:
            raise ValueError(f"{check.method} is a calibration")
        if check.reference.is_overdue(check.made.astimezone(self._zone).date()):
            raise CalibrationRefused("reference-overdue", due=check.reference.due)
        content = content_of(check)

        def work(db: Database) -> None:
            if one(db, "SELECT 1 FROM device_checks WHERE id = ?", check.id):
                return  # asked again after an answer that did not come
            act = self._core.act(db, storable(check.by))
            insert(db, "device_checks", {
                "id": check.id, **act.when(), "device": storable(check.device), "metric": check.metric,
                "method": check.method, "verdict": check.verdict.value, "error": check.error, "content": content,
            })  # fmt: skip
            act.note("calibration.checked", check.id, device=check.device, metric=check.metric, method=check.method,
                     outcome="passed" if check.verdict.passed else "failed", sha256=digest(content))  # fmt: skip

        self._core.writer.call(work)

    def of(self, device: str, metrics: tuple[str, ...]) -> tuple[DeviceCheck, ...]:
        """See the port. A row that was damaged is named in the log and left out."""
        marks = ", ".join("?" * len(metrics))
        with self._core.readers.db() as db:
            rows = list(db.query(
                f"SELECT id, content FROM device_checks WHERE device = ? AND metric IN ({marks}) "
                f"ORDER BY seq DESC LIMIT {MOST}", [storable(device), *metrics],
            ))  # fmt: skip
        return tuple(check for _, check in readable(DeviceCheck, rows))
