"""The thread that reads the cards of one PC/SC reader: at most one card waits, and the newest wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from devices.clock import Clock
from devices.events import CardToken


@dataclass(slots=True, eq=False)
class Stay:
    """One stay of one card on one PC/SC reader.

    Attributes:
        since_s: Monotonic time of its arrival.
        told: Whether its outcome, good or bad, has been announced. Changed under the device's lock only.
        gone: Set when the card left or its read was given up; the reading thread stops at the next step.
    """

    token: CardToken
    reader: str
    since_s: float
    told: bool = False
    gone: threading.Event = field(default_factory=threading.Event)


class ReadWorker:
    """Runs `read(stay)` on its own thread for each card that `put` hands it.

    A read that never returns blocks this thread only: the device abandons it and makes another.

    Args:
        read: Reads one card and reports; must not raise.
    """

    def __init__(self, device: str, read: Callable[[Stay], None], clock: Clock) -> None:
        self._read = read
        self._clock = clock
        self._changed = threading.Condition()
        self._next: Stay | None = None
        self._ending = False
        self._busy_since_s: float | None = None
        self._thread = threading.Thread(target=self._work, name=f"device-{device}-read", daemon=True)
        self._thread.start()

    def put(self, stay: Stay) -> None:
        """Read this card next; one that still waits is dropped."""
        with self._changed:
            self._next = stay
            self._changed.notify()

    def end(self) -> None:
        """Finish after the read under way. Does not wait."""
        with self._changed:
            self._ending = True
            self._next = None
            self._changed.notify()

    def join(self, timeout_s: float) -> bool:
        """Wait for the end; true when it came in time."""
        self._thread.join(max(0.0, timeout_s))
        return not self._thread.is_alive()

    @property
    def alive(self) -> bool:
        """Whether the thread still runs."""
        return self._thread.is_alive()

    @property
    def busy_s(self) -> float:
        """Seconds the present read has taken, 0 when none is under way."""
        with self._changed:
            since = self._busy_since_s
        return 0.0 if since is None else self._clock.now().monotonic_s - since

    def _work(self) -> None:
        while True:
            with self._changed:
                self._busy_since_s = None
                while self._next is None and not self._ending:
                    self._changed.wait()
                if self._next is None:
                    return
                stay, self._next = self._next, None
                self._busy_since_s = self._clock.now().monotonic_s
            self._read(stay)
