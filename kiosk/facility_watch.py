"""Tells staff of what has been broken for a while, whether or not a visitor stands before it.

A visitor who meets a broken thermometer is told, and staff with them. A reader that fails while nobody is there closes
the terminal's front instead: everybody is sent to the window, and nobody would know why.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from devices.clock import Clock
from devices.printers.printer import Printed
from kiosk.facilities import NOT_THERE, Facility, FacilityChanged
from kiosk.ids import new_id
from kiosk.sentences import fault_sentences
from kiosk.visits.events import SlipFailed, VisitEvent
from kiosk.visits.ports import StaffAlert
from kiosk.visits.visitor_words import AlertWords

AFTER_S = 60.0
"""A cable that is plugged in again, or a service that is restarted, is nobody's business."""


class FacilityWatch:
    """Hears every event, and looks at the time when it is asked to. Thread-safe.

    Args:
        save: Keeps an alert.
    """

    def __init__(self, save: Callable[[StaffAlert], None], words: AlertWords, clock: Clock) -> None:
        self._save, self._words, self._clock = save, words, clock
        self._lock = threading.Lock()
        self._faults: dict[Facility, str] = {}
        self._broken: dict[Facility, float] = {}
        """Since when, on the monotonic clock; infinity once staff have been told."""

    def hear(self, event: VisitEvent) -> None:
        """Take an event; any but FacilityChanged and SlipFailed is ignored."""
        if isinstance(event, SlipFailed) and event.fault is not Printed.BUSY:
            with self._lock:
                self._broken[Facility.PRINTER] = float("inf")  # the visit told staff
        if not isinstance(event, FacilityChanged):
            return
        with self._lock:
            if event.works or event.fault in NOT_THERE:
                self._broken.pop(event.facility, None)
            else:
                self._broken.setdefault(event.facility, self._clock.now().monotonic_s)
                self._faults[event.facility] = event.fault or ""

    def look(self) -> None:
        """Tell staff of everything that has been broken for long enough, once as long as it is."""
        now = self._clock.now()
        with self._lock:
            due = [facility for facility, since_s in self._broken.items() if now.monotonic_s - since_s >= AFTER_S]
            self._broken |= dict.fromkeys(due, float("inf"))
        for facility in due:
            self._save(StaffAlert(new_id(), None, None, "device", self._text(facility), now))

    def _text(self, facility: Facility) -> str:
        """What a printer says of itself is what to do; everything else may be a cable."""
        fault = self._faults.get(facility, "")
        if fault.startswith("printer-"):
            return fault_sentences(fault).staff
        return self._words.texts["device-down"].format(device=self._words.devices[facility])
