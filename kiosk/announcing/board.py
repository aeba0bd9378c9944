"""What stands on the first screen now: one of those in force, another every twenty seconds while nobody is near."""

from __future__ import annotations

import base64
import logging
import threading
from collections.abc import Callable
from datetime import date
from typing import Protocol

from devices.clock import Clock
from kiosk.archive.announcements import Announcement
from kiosk.store.errors import StoreError
from kiosk.visits.view import AnnouncementView

log = logging.getLogger("kiosk.announcing")

CHANGES_S = 20.0


class Kept(Protocol):
    """Where announcements are kept; see `kiosk.archive.announcements.Announcements`."""

    def today(self) -> date:
        """The day it is in the hall."""

    def in_force(self) -> tuple[Announcement, ...]:
        """Those of today."""

    def picture(self, announcement_id: str) -> bytes:
        """Of one of them."""


class Board:
    """Thread-safe.

    Args:
        changed: Another one stands there, or none; called on whichever thread noticed it.
    """

    def __init__(self, kept: Kept, clock: Clock, changed: Callable[[], None]) -> None:
        self._kept, self._clock, self._changed = kept, clock, changed
        self._lock = threading.Lock()
        self._views: tuple[AnnouncementView, ...] = ()
        self._day: date | None = None
        self._at, self._since_s = 0, clock.now().monotonic_s

    def now(self) -> AnnouncementView | None:
        """The one that stands there."""
        with self._lock:
            return self._views[self._at % len(self._views)] if self._views else None

    def read(self) -> None:
        """Read those of today anew: one was put up or withdrawn, or another day began."""
        try:
            day = self._kept.today()
            views = tuple(self._view(each) for each in self._kept.in_force())
        except StoreError as error:
            log.error("which announcements are in force is not known: %s", error.code)
            return
        with self._lock:
            before = self._views
            self._day, self._views = day, views
            if views != before:
                self._at, self._since_s = max(0, len(views) - 1), self._clock.now().monotonic_s  # the newest first
        if views != before:
            self._changed()

    def look(self, *, near: bool) -> None:
        """Time goes on. While somebody is near nothing changes under their eyes."""
        if self._kept.today() != self._day:
            self.read()
            return
        now_s = self._clock.now().monotonic_s
        with self._lock:
            if near or len(self._views) < 2:
                self._since_s = now_s
                return
            if now_s - self._since_s < CHANGES_S:
                return
            self._at, self._since_s = (self._at + 1) % len(self._views), now_s
        self._changed()

    def _view(self, one: Announcement) -> AnnouncementView:
        picture = self._kept.picture(one.id) if one.has_picture else b""
        return AnnouncementView(one.title, one.body, base64.b64encode(picture).decode("ascii"))
