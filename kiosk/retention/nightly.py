"""The nightly purge: deletes what its period is over for when nobody is served, by itself, with or without a camera."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from datetime import time, tzinfo

from devices.clock import Clock
from kiosk.archive.archive import Archive
from kiosk.archive.expiry import ClockLeapt
from kiosk.daily import Daily
from kiosk.ids import new_id
from kiosk.retention.periods import periods_of
from kiosk.sentences import sentence
from kiosk.settings import Retention
from kiosk.store.errors import StoreError
from kiosk.visits.ports import StaffAlert

log = logging.getLogger("kiosk.retention")

AGAIN_AFTER_S = 3600.0
"""After a purge that could not be made."""
ALERT = "records"
SERVING = 4.0
"""A rest between two transactions is so many times as long while somebody is served."""


class Stopped(Exception):
    """The terminal is closed: the purge goes on when it is open again."""


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
        self._periods, self._is_idle = periods_of(retention), is_idle
        self._was_told, self._stopping = False, threading.Event()
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
        """End the wait, and a purge between two transactions. Safe to call again, and before `start`."""
        self._stopping.set()
        self._daily.stop()

    def _purge(self) -> None:
        try:
            gone = self._store.expiry.purge(self._periods, "terminal", pause=self._pause)
        except ClockLeapt as leapt:
            self._tell(leapt.days)
            return
        except Stopped:
            return
        except (StoreError, TimeoutError) as error:
            with contextlib.suppress(StoreError, TimeoutError):
                self._store.expiry.note_failure(getattr(error, "code", "timeout"))
            raise
        self._was_told = False
        if gone:
            self._store.whitelist.leave_no_traces()
        log.info("purged: %s", gone or "nothing was due")

    def _pause(self, seconds: float) -> None:
        if self._clock.wait(self._stopping, seconds if self._is_idle() else seconds * SERVING):
            raise Stopped

    def _tell(self, days: int) -> None:
        if self._was_told:
            return
        self._was_told = True
        self._store.expiry.note_failure("clock-leapt", days=days)
        text = sentence("notices.clock-leapt", days=days)
        alert = StaffAlert(new_id(), None, None, ALERT, text, self._clock.now())
        self._store.journal.save_alert(alert, lambda _: None)
