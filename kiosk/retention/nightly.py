"""The nightly purge: deletes what its period is over for when nobody is served, by itself, with or without a camera."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, time, tzinfo

from devices.clock import Clock
from kiosk.archive.archive import Archive
from kiosk.archive.expiry import ClockLeapt, Periods
from kiosk.gallery.schedule import is_due
from kiosk.sentences import sentence
from kiosk.settings import Retention
from kiosk.store.errors import StoreError
from kiosk.store.rows import new_id
from kiosk.visits.ports import StaffAlert

log = logging.getLogger("kiosk.retention")

LOOK_EVERY_S = 30.0
AGAIN_AFTER_S = 3600.0
"""After a purge that could not be made."""
ALERT = "records"


class NightlyPurge:
    """One thread that waits for its hour.

    Args:
        is_idle: Whether nobody is served now.
        zone: The hall's.
    """

    def __init__(
        self, store: Archive, retention: Retention, clock: Clock, zone: tzinfo, *, is_idle: Callable[[], bool]
    ) -> None:
        self._store, self._clock, self._zone, self._is_idle = store, clock, zone, is_idle
        self._periods = Periods(retention.health_days, retention.audit_days)
        self._at = time.fromisoformat(retention.purge_at)
        self._not_before_s = 0.0
        self._was_told = False
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="purge", daemon=True)

    def start(self) -> None:
        """Begin to wait; a purge that was missed is made as soon as nobody is served."""
        if not self._stopping.is_set():
            self._thread.start()

    def stop(self) -> None:
        """End the wait. Safe to call again, and before `start`."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._look()
            except (StoreError, TimeoutError) as error:
                self._not_before_s = self._clock.now().monotonic_s + AGAIN_AFTER_S
                log.warning("the nightly purge was not finished: %s", getattr(error, "code", "timeout"))
            self._clock.wait(self._wake, LOOK_EVERY_S)

    def _look(self) -> None:
        now = self._clock.now()
        if now.monotonic_s < self._not_before_s or not self._is_idle():
            return
        if is_due(now.utc, self._last(), self._at, self._zone):
            try:
                gone = self._store.expiry.purge(self._periods, "terminal")
            except ClockLeapt as leapt:
                self._not_before_s = now.monotonic_s + AGAIN_AFTER_S
                self._tell(leapt.days)
                return
            self._was_told = False
            if gone:
                self._store.whitelist.leave_no_traces()
            log.info("purged: %s", gone or "nothing was due")

    def _last(self) -> datetime | None:
        return self._store.expiry.last()

    def _tell(self, days: int) -> None:
        if self._was_told:
            return
        self._was_told = True
        text = sentence("notices.clock-leapt", days=days)
        alert = StaffAlert(new_id(), None, None, ALERT, text, self._clock.now())
        self._store.journal.save_alert(alert, lambda _: None)
