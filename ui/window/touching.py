"""Real touches for scripts and tests: through Qt's own input path, on whatever lies on top at that place."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem, QQuickWindow


class Hand:
    """Several fingers on one window, by number."""

    def __init__(self, window: QQuickWindow) -> None:
        from PySide6.QtTest import QTest

        self._window = window
        # One sequence for all events: it knows where the fingers that rest are.
        self._touches = QTest.touchEvent(window, QTest.createTouchDevice(), False)
        self._down: set[int] = set()

    def press(self, finger: int, point: QPointF) -> None:
        """Put a finger down."""
        self._touches.press(finger, point.toPoint(), self._window)
        self._commit(finger)
        self._down.add(finger)

    def move(self, finger: int, point: QPointF) -> None:
        """Move one that is down."""
        self._touches.move(finger, point.toPoint(), self._window)
        self._commit(finger)

    def release(self, finger: int, point: QPointF) -> None:
        """Lift it."""
        self._touches.release(finger, point.toPoint(), self._window)
        self._commit(finger)
        self._down.discard(finger)

    def _commit(self, finger: int) -> None:
        """Tell the window; the other fingers that are down rest where they are."""
        for other in sorted(self._down - {finger}):
            self._touches.stationary(other)
        self._touches.commit()


class Finger:
    """One finger on one window."""

    def __init__(self, window: QQuickWindow) -> None:
        self._hand = Hand(window)

    def touch(self, point: QPointF) -> None:
        """Touch and let go at a point of the window, px."""
        self.press(point)
        self.release(point)

    def press(self, point: QPointF) -> None:
        """Put the finger down."""
        self._hand.press(0, point)

    def move(self, point: QPointF) -> None:
        """Move it while it is down."""
        self._hand.move(0, point)

    def release(self, point: QPointF) -> None:
        """Lift it."""
        self._hand.release(0, point)


def visible_items(root: QQuickItem) -> Iterator[QQuickItem]:
    """An item and everything in it that is shown, in painting order."""
    if not root.isVisible() or root.opacity() <= 0:
        return
    yield root
    for child in root.childItems():
        yield from visible_items(child)


def lay_out(root: QQuickItem) -> None:
    """Put rows, columns and grids in their places now, not with the next frame.

    A finger that comes down before that frame and up after it would touch two places.
    """
    for _ in range(2):  # what lies in a column may make it higher, and so move what stands below it
        _lay_out(root)


def _lay_out(item: QQuickItem) -> None:
    if item.isVisible():
        for child in item.childItems():
            _lay_out(child)
        item.ensurePolished()


def visible_item(root: QQuickItem, object_name: str) -> QQuickItem:
    """The shown item of this name whose centre lies on the screen; with a * at its end, the first whose name begins so.

    Raises:
        KeyError: nothing of that name is to be seen.
    """
    lay_out(root)
    screen = root.mapRectToScene(QRectF(0, 0, root.width(), root.height()))
    for item in visible_items(root):
        if _is_called(item, object_name) and item.isEnabled() and screen.contains(centre_of(item)):
            return item
    raise KeyError(object_name)


def _is_called(item: QQuickItem, name: str) -> bool:
    called = item.objectName()
    return called.startswith(name[:-1]) and bool(called) if name.endswith("*") else called == name


def centre_of(item: QQuickItem) -> QPointF:
    """The middle of an item in window coordinates."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
