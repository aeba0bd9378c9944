"""Waiting on the GUI thread without standing still."""

from __future__ import annotations


def wait_ms(milliseconds: int) -> None:
    """Let Qt run for so long."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
