"""Items made by QML end when QML is done with them, and take with them what they showed.

PySide 6.11 never gives back the reference it takes when QML makes a Python object: the Qt side is deleted with its
page, the Python side stays for the life of the process, with everything it holds. So an item is emptied when its Qt
side goes, and the forgotten reference is given back where a trial shows that this build forgets it.
"""

from __future__ import annotations

import ctypes
import sys
import weakref
from functools import cache
from typing import Protocol

import shiboken6
from PySide6.QtCore import QTimer, QUrl, SignalInstance
from PySide6.QtQml import QQmlComponent, QQmlEngine

FORGOTTEN = 3
"""References to a dead item that nobody holds: the one forgotten, the variable it is looked at by, the argument."""


class Item(Protocol):
    """What has something to let go of."""

    destroyed: SignalInstance

    def let_go(self) -> None:
        """Forget what is shown. The Qt side may be gone already: touch Python's own attributes only."""


def end_with_qt(item: Item) -> None:
    """Empty this item when its Qt side is deleted, and let the Python side go. Call it once QML has made it."""
    known = weakref.ref(item)

    def gone() -> None:
        left = known()
        if left is not None:
            left.let_go()
            QTimer.singleShot(0, lambda: _give_back(known))

    item.destroyed.connect(gone)


def _give_back(known: weakref.ref[Item]) -> None:
    if not wrappers_are_forgotten():
        return
    item = known()
    if item is not None and not shiboken6.isValid(item) and sys.getrefcount(item) == FORGOTTEN:
        ctypes.pythonapi.Py_DecRef(ctypes.py_object(item))


@cache
def wrappers_are_forgotten() -> bool:
    """Whether this build of PySide keeps an item that QML has made and deleted: tried out once."""
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(b"import kiosk.items\nQrCode {}", QUrl())
    item = component.create()
    known = weakref.ref(item)
    shiboken6.delete(item)
    del item
    return known() is not None
