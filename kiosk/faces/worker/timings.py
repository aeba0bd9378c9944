"""How long each part of looking takes: means and counts, nothing of a face."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Timings:
    """Adds up the time spent in named parts.

    Args:
        now_s: Monotonic seconds; without it everything takes no time.
    """

    def __init__(self, now_s: Callable[[], float] = lambda: 0.0) -> None:
        self._now_s = now_s
        self._spent: dict[str, tuple[float, int]] = {}

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        began_s = self._now_s()
        try:
            yield
        finally:
            seconds, count = self._spent.get(name, (0.0, 0))
            self._spent[name] = (seconds + self._now_s() - began_s, count + 1)

    def mean_ms(self) -> dict[str, float]:
        """Mean milliseconds of each part since the last `clear`."""
        return {name: round(1000.0 * seconds / count, 2) for name, (seconds, count) in self._spent.items()}

    def clear(self) -> None:
        """Begin to count anew."""
        self._spent.clear()
