"""Carries views from any thread to the GUI thread: the latest wins, and at most one call waits in the queue."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

V = TypeVar("V")


class Bridge(QObject, Generic[V]):
    """For the views of one wing. Make it on the GUI thread.

    Args:
        show: Called on the GUI thread with the newest view.
    """

    _came = Signal()

    def __init__(self, show: Callable[[V], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._lock = threading.Lock()
        self._newest: V | None = None
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, view: V) -> None:
        """Show this view soon, unless a newer one comes first. From any thread; never blocks."""
        with self._lock:
            waiting = self._newest is not None
            self._newest = view
        if not waiting:
            self._came.emit()

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            view, self._newest = self._newest, None
        if view is not None:
            self._show(view)
