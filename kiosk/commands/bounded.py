"""Work of a command on a stranger's file, given up after a while."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TookTooLong(BaseException):
    """The time is over. No Exception: a library that catches all of those goes on as if nothing had happened."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TookTooLong in the main thread, where this is called, once the time is over."""

    def over(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, over)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:
            signal.setitimer(signal.ITIMER_REAL, left, interval)
