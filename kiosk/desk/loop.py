"""The desk's one thread and its queue: what comes from any thread is handled there, one thing after another."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from devices.clock import Clock
from devices.device import where_it_broke
from kiosk.desk import events as e

log = logging.getLogger("kiosk.desk")

BEAT_S = 0.25


class Loop:
    """See the module. Whatever goes wrong in one event, the next one is handled.

    Args:
        take: Handles one event, on the thread.
        failed: Told that an event could not be handled.
        settled: Called when everything that was posted is handled.
        beat: Looks at the clock, and drains the queue; called at every event and every BEAT_S.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        take: Callable[[e.DeskEvent], None],
        failed: Callable[[], None],
        settled: Callable[[], None],
        beat: Callable[[], None],
    ) -> None:
        self._clock, self._take, self._failed, self._settled, self._beat = clock, take, failed, settled, beat
        self._events: queue.SimpleQueue[e.DeskEvent] = queue.SimpleQueue()
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits to be handled."""
        return self._events.empty()

    def post(self, event: e.DeskEvent) -> None:
        """Something happened. From any thread; returns at once."""
        self._events.put(event)
        self._wake.set()

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """End the thread."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def drain(self) -> None:
        """Handle everything that has been posted."""
        while True:
            try:
                event = self._events.get_nowait()
            except queue.Empty:
                break
            try:
                self._take(event)
            except Exception as error:  # noqa: BLE001 - whatever it is, the wing must go on and say so
                log.error("%s failed: %s", type(event).__name__, where_it_broke(error))
                self._failed()
        self._settled()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                self._beat()
            except Exception as error:  # noqa: BLE001 - the next beat may be fine
                log.error("the desk stumbled: %s", where_it_broke(error))
            if self._events.empty():
                self._clock.wait(self._wake, BEAT_S)
