"""The way in for whoever works here: five quick taps in one corner of the visitor's wing. Nothing on the screen tells
of it, and what lies under the corner is touched all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem

from devices.clock import Clock

TAPS = 5
WITHIN_S = 0.5
"""A tap is lifted within this time, and the next one follows within this time after it was put down."""
STILL_PX = 24.0
"""A finger that moves farther drags, it does not tap."""

_QML = Path(__file__).with_name("corner.qml")


class Knocking:
    """Counts taps.

    Args:
        on_knock: Called with the fifth tap of a row.
    """

    def __init__(self, clock: Clock, on_knock: Callable[[], None]) -> None:
        self._clock, self._on_knock = clock, on_knock
        self._taps = 0
        self._down_s = float("-inf")

    def press(self) -> None:
        """A finger came down."""
        now_s = self._clock.now().monotonic_s
        if now_s - self._down_s > WITHIN_S:
            self._taps = 0
        self._down_s = now_s

    def lift(self, moved_px: float) -> None:
        """It was lifted, having moved so far."""
        if moved_px > STILL_PX or self._clock.now().monotonic_s - self._down_s > WITHIN_S:
            self._taps = 0
            return
        self._taps += 1
        if self._taps == TAPS:
            self._taps = 0
            self._on_knock()


class Corner:
    """The corner itself, at the upper left of a wing's pages; it is there as long as they are shown.

    Args:
        root: The wing's pages.
    """

    def __init__(self, root: QQuickItem, engine: QQmlEngine, clock: Clock, on_knock: Callable[[], None]) -> None:
        self._knocking = Knocking(clock, on_knock)
        self._component = QQmlComponent(engine, QUrl.fromLocalFile(str(_QML)))
        item: Any = self._component.create()  # owned by its component
        item.pressed.connect(self._knocking.press)
        item.lifted.connect(self._knocking.lift)
        item.setParentItem(root)
