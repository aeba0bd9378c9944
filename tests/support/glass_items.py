"""Items of a window found as a patient person finds them: waited for when they come late."""

from __future__ import annotations

import time

from PySide6.QtQuick import QQuickItem

from ui.application.event_loop import wait_ms
from ui.window.touching import visible_item

LATEST_S = 20.0
"""However busy the machine is; nothing waits for an item that is there."""


def awaited(root: QQuickItem, object_name: str) -> QQuickItem:
    """The shown item of this name, as `visible_item` finds it, as soon as it is there.

    Raises:
        KeyError: it does not come.
    """
    latest_s = time.monotonic() + LATEST_S
    while True:
        try:
            return visible_item(root, object_name)
        except KeyError:
            if time.monotonic() >= latest_s:
                raise
        wait_ms(5)
