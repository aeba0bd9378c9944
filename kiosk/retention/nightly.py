"""The nightly purge: deletes what its period is over for when nobody is served, by itself, with or without a camera."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import time, tzinfo

from devices.clock import Clock
from kiosk.archive.archive import Archive
from kiosk.archive.expiry import ClockLeapt, Periods
from kiosk.daily import Daily
from kiosk.ids import new_id
from kiosk.sentences import sentence
from kiosk.settings import Retention
from kiosk.visits.ports import StaffAlert

log = logging.getLogger("kiosk.retention")

AGAIN_AFTER_S = 3600.0
"""After a purge that could not be made."""
ALERT = "records"


class NightlyPurge:
    """Once a day, at its hour.

    Args:
        is_idle: Whether nobody is served now.
        zone: The hall's.
    """

    def __init__(
        self, store: Archive, retention: Retention, clock: Clock, zone: tzinfo, *, is_idle: Callable[[], bool]
    ) -> None:
        self._store, self._clock = store, clock
        self._periods = Periods(retention.health_days, retention.audit_days, retention.set_aside_days)
        self._was_told = False
        self._daily = Daily(
            "purge",
            clock,
            time.fromisoformat(retention.purge_at),
            zone,
            again_s=AGAIN_AFTER_S,
            last=store.expiry.last,
            is_idle=is_idle,
            work=self._purge,
        )

    def start(self) -> None:
        """Begin to wait; a purge that was missed is made as soon as nobody is served."""
        self._daily.start()

    def stop(self) -> None:
        """End the wait. Safe to call again, and before `start`."""
        self._daily.stop()

    def _purge(self) -> None:
        try:
            gone = self._store.expiry.purge(self._periods, "terminal")
        except ClockLeapt as leapt:
            self._tell(leapt.days)
            return
        self._was_told = False
        if gone:
            self._store.whitelist.leave_no_traces()
        log.info("purged: %s", gone or "nothing was due")

    def _tell(self, days: int) -> None:
        if self._was_told:
            return
        self._was_told = True
        text = sentence("notices.clock-leapt", days=days)
        alert = StaffAlert(new_id(), None, None, ALERT, text, self._clock.now())
        self._store.journal.save_alert(alert, lambda _: None)
