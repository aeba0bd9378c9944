"""Runs a function on the GUI thread from any thread and brings its result back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

T = TypeVar("T")


class GuiTimeout(TimeoutError):
    """The GUI thread did not answer in time, or answers no more; the function is not run unless it had begun."""


@dataclass(slots=True, eq=False)
class _Call:
    run: Callable[[], Any]
    done: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: BaseException | None = None
    dropped: bool = False


class GuiCalls(QObject):
    """Make it on the GUI thread."""

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: set[_Call] = set()
        self._lock, self._ended = threading.Lock(), False
        self._asked.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def call(self, fn: Callable[[], T], timeout_s: float) -> T:
        """`fn()` as the GUI thread computes it; what it raises is raised here.

        Raises:
            GuiTimeout: the GUI thread was busy longer than `timeout_s`, or has ended.
        """
        if QThread.currentThread() is self.thread():
            return fn()
        call = _Call(fn)
        with self._lock:
            if self._ended:
                raise GuiTimeout("the screen has ended")
            self._waiting.add(call)
        self._asked.emit(call)
        answered = call.done.wait(timeout_s)
        with self._lock:
            self._waiting.discard(call)
        if not answered:
            call.dropped = True
            raise GuiTimeout(f"the screen did not answer within {timeout_s} s")
        if call.error is not None:
            raise call.error
        return cast(T, call.result)

    def end(self) -> None:
        """The event loop has ended: whoever waits for it, now or later, is told so at once."""
        with self._lock:
            self._ended = True
            for call in self._waiting:
                call.dropped, call.error = True, GuiTimeout("the screen has ended")
                call.done.set()

    @Slot(object)
    def _run(self, call: _Call) -> None:
        if call.dropped:
            return
        try:
            call.result = call.run()
        except BaseException as error:  # noqa: BLE001 - handed to the caller, who waits for it
            call.error = error
        finally:
            call.done.set()
