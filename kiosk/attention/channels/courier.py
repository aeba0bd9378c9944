"""Carries calls over one way that may take long or fail: one at a time, on its own thread, with growing patience."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from devices.backoff import Backoff
from devices.clock import Clock
from devices.device import where_it_broke
from kiosk.attention.channels.channel import NotDelivered, Told
from kiosk.attention.message import Message

log = logging.getLogger("kiosk.attention")

IDLE_S = 60.0
MOST = 64
"""Calls that wait at once; of more, the oldest are given up."""


@dataclass(slots=True)
class _Waiting:
    """A call on its way, and when it is tried next."""

    message: Message
    told: Told
    due_s: float
    until_s: float
    tries: int = 0


class Courier:
    """See the module.

    Args:
        name: Of the thread, behind `call-`.
        deliver: Takes one call to its far end, at most for some seconds; raises NotDelivered.
        keep_s: A call is tried again for so long; 0 for once.
        given_up: Told of a call that is not tried any more.
    """

    def __init__(
        self,
        name: str,
        deliver: Callable[[Message], None],
        clock: Clock,
        *,
        keep_s: float = 0.0,
        given_up: Callable[[Message], None] = lambda _: None,
        backoff: Backoff | None = None,
    ) -> None:
        self._name, self._deliver, self._clock = name, deliver, clock
        self._keep_s, self._given_up = keep_s, given_up
        self._backoff = backoff or Backoff(first_s=2.0, cap_s=60.0)
        self._lock = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self.fault: str | None = None
        """Error code of the last try; None when it was delivered, or nothing has been tried."""

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name=f"call-{self._name}", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = 4.0) -> None:
        """End. Safe to call again."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def send(self, message: Message, told: Told, *, keep_s: float | None = None) -> None:
        """Take a call. One of the same id that waits already is replaced."""
        now_s = self._clock.now().monotonic_s
        until_s = now_s + (self._keep_s if keep_s is None else keep_s)
        with self._lock:
            others = [w for w in self._waiting if w.message.id != message.id]
            dropped, kept = others[: -(MOST - 1)], others[-(MOST - 1) :]
            self._waiting = [*kept, _Waiting(message, told, now_s, until_s)]
        for waiting in dropped:
            self._given_up(waiting.message)
        self._wake.set()

    def take_back(self, call_ids: Iterable[str]) -> None:
        """These need not be carried any more."""
        ids = set(call_ids)
        with self._lock:
            gone = [w for w in self._waiting if w.message.id in ids]
            self._waiting = [w for w in self._waiting if w.message.id not in ids]
        for waiting in gone:
            self._given_up(waiting.message)

    def waiting(self) -> int:
        """How many calls have not reached their far end."""
        with self._lock:
            return len(self._waiting)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            due = self._due()
            if due is not None:
                self._carry(due)
                continue
            self._clock.wait(self._wake, self._pause_s())

    def _due(self) -> _Waiting | None:
        now_s = self._clock.now().monotonic_s
        with self._lock:
            return next((w for w in self._waiting if w.due_s <= now_s), None)

    def _pause_s(self) -> float:
        now_s = self._clock.now().monotonic_s
        with self._lock:
            return min((max(w.due_s - now_s, 0.0) for w in self._waiting), default=IDLE_S)

    def _carry(self, waiting: _Waiting) -> None:
        try:
            self._deliver(waiting.message)
        except NotDelivered as failed:
            self._failed(waiting, failed.code, str(failed))
        except Exception as error:  # noqa: BLE001 - a defect in one channel must not silence the next call
            self._failed(waiting, "device", where_it_broke(error))
        else:
            self.fault = None
            self._drop(waiting)
            log.info("%s: call %s delivered", self._name, waiting.message.id)
            waiting.told(True)

    def _failed(self, waiting: _Waiting, code: str, detail: str) -> None:
        level = logging.INFO if code == self.fault else logging.WARNING
        log.log(level, "%s: call %s not delivered: %s", self._name, waiting.message.id, detail)
        self.fault = code
        waiting.tries += 1
        waiting.due_s = self._clock.now().monotonic_s + self._backoff.wait_s(waiting.tries)
        waiting.told(False)
        if waiting.due_s > waiting.until_s:
            self._drop(waiting)
            self._given_up(waiting.message)

    def _drop(self, waiting: _Waiting) -> None:
        with self._lock:
            self._waiting = [w for w in self._waiting if w is not waiting]
