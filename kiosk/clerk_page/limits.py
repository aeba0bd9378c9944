"""How much anybody on the network may ask of the page, and the two counters that hold them to it."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_ADDRESSES = 1024
"""Addresses remembered by a `Rate`; the one heard longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one terminal. A hall has a handful of windows.

    Attributes:
        connections, connections_each: Open at once, altogether and from one address.
        connects, connects_per_s: New ones from one address: so many at once, and refilled so fast. A handshake costs.
        streams_each: Live lists of one session: tabs.
        sessions, sessions_each: Logged in at once, altogether and by one account.
        head_s, body_s, send_s: Seconds for the whole head of a request (the TLS handshake and idling before it
            included), for its body, and for a client to take what it is sent.
        head_bytes, body_bytes: Of a request.
        requests, requests_per_s: From one address: so many at once, and refilled so fast.
        log_ins, log_ins_per_s: The same for tries to log in.
        work_s: Seconds the house may take for an answer.
        beat_s: Every so often a live list hears that the terminal is there.
    """

    connections: int = 64
    connections_each: int = 12
    connects: int = 40
    connects_per_s: float = 4.0
    streams_each: int = 4
    sessions: int = 32
    sessions_each: int = 4
    head_s: float = 10.0
    body_s: float = 10.0
    send_s: float = 10.0
    head_bytes: int = 8 * 1024
    body_bytes: int = 4 * 1024
    requests: int = 60
    requests_per_s: float = 6.0
    log_ins: int = 6
    log_ins_per_s: float = 0.1
    work_s: float = 8.0
    beat_s: float = 5.0


class Rate:
    """A bucket for each address: `most` at once, refilled with `per_s`."""

    def __init__(self, most: int, per_s: float, now_s: Callable[[], float]) -> None:
        self._most, self._per_s, self._now_s = most, per_s, now_s
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, address: str) -> float:
        """Take one: 0 when there was one, else the seconds until there is one again."""
        now_s = self._now_s()
        used, at_s = self._used.pop(address, (0.0, now_s))
        used = max(0.0, used - (now_s - at_s) * self._per_s)
        over = used + 1.0 - self._most
        self._used[address] = (used if over > 0.0 else used + 1.0, now_s)
        if len(self._used) > MOST_ADDRESSES:
            self._used.popitem(last=False)
        return max(0.0, over / self._per_s)


class Places:
    """Counts who is in."""

    def __init__(self, most: int, each: int) -> None:
        self._most, self._each = most, each
        self._taken: Counter[str] = Counter()

    def enter(self, who: str) -> bool:
        """Take a place; False when there is none."""
        if self._taken.total() >= self._most or self._taken[who] >= self._each:
            return False
        self._taken[who] += 1
        return True

    def leave(self, who: str) -> None:
        """Give it back."""
        self._taken[who] -= 1
        if self._taken[who] <= 0:
            del self._taken[who]
