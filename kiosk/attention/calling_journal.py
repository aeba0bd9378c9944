"""The journal of a terminal whose alerts leave it: each is kept with the outbox it waits in, and goes out at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.attention.calls import Calls
from kiosk.health_code.result import CodeResult
from kiosk.measurements.measurement import Measurement
from kiosk.visits.ports import Journal, StaffAlert, VisitRecord


class CallingJournal:
    """Implements `kiosk.visits.ports.Journal` over another one.

    Args:
        outboxes: Topics an alert of a kind waits under until it has left.
    """

    def __init__(self, journal: Journal, calls: Calls, outboxes: Callable[[str], tuple[str, ...]]) -> None:
        self._journal, self._calls, self._outboxes = journal, calls, outboxes
        self.save_visit: Callable[[VisitRecord, Callable[[bool], None]], None] = journal.save_visit
        self.save_measurements: Callable[[tuple[Measurement, ...], Callable[[bool], None]], None] = (
            journal.save_measurements
        )
        self.save_code: Callable[[str, str, CodeResult, Callable[[bool], None]], None] = journal.save_code
        self.quarantine: Callable[[tuple[Measurement, ...], str], None] = journal.quarantine

    def save_alert(self, alert: StaffAlert, done: Callable[[bool], None]) -> None:
        """Keep it, and let it go out without waiting for the commit: a full disk must silence nobody."""

        def heard(ok: bool) -> None:
            done(ok)
            if ok:
                self._calls.stored()

        self._journal.save_alert(replace(alert, outboxes=self._outboxes(alert.kind)), heard)
        self._calls.raised(alert)
