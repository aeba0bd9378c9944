"""What goes wrong inside the screen: counted and logged without a word that could be personal.

An exception in a slot, a `paint` or a property does not stop a Qt program; it reaches `sys.excepthook` only. Messages
of exceptions and of QML may quote what is on the screen, so only the type and the place are kept.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger("ui")

_PLACE = re.compile(r"([\w-]+\.(?:qml|js|mjs)):(\d+)")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Mishaps:
    """Counts exceptions and Qt warnings; the watchdog looks at the counts.

    Attributes:
        exceptions, warnings: How many since `install`.
    """

    def __init__(self) -> None:
        self.exceptions = 0
        self.warnings = 0
        self._before = sys.excepthook
        self._qt_before: Callable[[QtMsgType, QMessageLogContext, str], None] | None = None

    def install(self) -> None:
        """Take over the two hooks."""
        self._before, sys.excepthook = sys.excepthook, self._on_exception
        self._qt_before = qInstallMessageHandler(self._on_message)

    def remove(self) -> None:
        """Give them back."""
        sys.excepthook = self._before
        qInstallMessageHandler(self._qt_before)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        self.exceptions += 1
        log.error("%s in the screen (%s) at %s", kind.__name__, threading.current_thread().name, _place_of(trace))

    def _on_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        level = _LEVELS.get(kind, logging.WARNING)
        if level >= logging.WARNING:
            self.warnings += 1
        log.log(level, "Qt %s%s", context.category or "default", _qml_place(message, context))


def _place_of(trace: TracebackType | None) -> str:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def _qml_place(message: str, context: QMessageLogContext) -> str:
    found = _PLACE.search(message) or _PLACE.search(f"{Path(context.file or '').name}:{context.line}")
    return f" at {found[1]}:{found[2]}" if found else ""
