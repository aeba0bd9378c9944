"""The first screen with what is announced on it: each view as it comes, and again when another one stands there."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from devices.clock import Clock
from kiosk.announcing.board import Board, Kept
from kiosk.store.errors import StoreError
from kiosk.visits.states import State
from kiosk.visits.view import VisitView

log = logging.getLogger("kiosk.announcing")


class Showing:
    """Thread-safe: an older view never follows a newer one.

    Args:
        publish: Shows a view; must not block.
    """

    def __init__(self, kept: Kept, clock: Clock, publish: Callable[[VisitView], None]) -> None:
        self._publish, self._lock = publish, threading.Lock()
        self._view: VisitView | None = None
        self.board = Board(kept, clock, self._again)
        self.board.read()

    def show(self, view: VisitView) -> None:
        """This is shown from now on."""
        with self._lock:
            self._view = view
            self._publish(self._announced(view))

    def look(self, *, near: bool) -> None:
        """Time goes on; `near` says that somebody is before the screen."""
        try:
            self.board.look(near=near)
        except StoreError as error:
            log.error("which announcements are in force is not known: %s", error.code)

    def _again(self) -> None:
        with self._lock:
            if self._view is not None and self._view.state is State.ATTRACT:
                self._publish(self._announced(self._view))

    def _announced(self, view: VisitView) -> VisitView:
        return replace(view, announcement=self.board.now()) if view.state is State.ATTRACT else view
