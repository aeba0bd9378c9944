"""The last bytes of one device's wire, for a technician, with nothing in it that names a person or is a person's value.

What may not be kept is left out before it is kept: a piece of an entry is either bytes as they were on the wire, or the
number of bytes that were there.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from devices.clock import Clock, Instant

KEPT = 400
"""Entries of a device; with `LONGEST` at most about a hundred kilobytes."""
LONGEST = 256
"""Bytes of an entry; what is longer goes on in the next."""
TOGETHER_S = 0.1
"""Pieces of one answer come in several reads: so soon after one another they are one entry."""

Piece = bytes | int
"""Bytes as they were, or how many were there."""


class Direction(StrEnum):
    """Seen from the terminal."""

    SENT = "sent"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True, repr=False)
class WireEntry:
    """What went one way without a pause.

    Attributes:
        number: Counted up from 1 over the life of the log.
    """

    number: int
    at: Instant
    direction: Direction
    pieces: tuple[Piece, ...]

    @property
    def length(self) -> int:
        """Bytes on the wire."""
        return sum(piece if isinstance(piece, int) else len(piece) for piece in self.pieces)

    def hex(self) -> str:
        """Two digits a byte; left-out bytes as their number in brackets: `AA AA 96 69 [1281] 90`."""
        return " ".join(f"[{piece}]" if isinstance(piece, int) else piece.hex(" ").upper() for piece in self.pieces)


class WireLog:
    """Thread-safe. Bytes are handed in by a driver's tap, on the device's thread.

    Attributes:
        watched: Whether a technician looks on, and so no visitor is served: only then are the values kept that an
            instrument sends. Payloads of cards never are.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._entries: deque[WireEntry] = deque(maxlen=KEPT)
        self._number = 0
        self.watched = False

    def entries(self, after: int = 0) -> tuple[WireEntry, ...]:
        """What is kept, the oldest first; only what has a higher number than `after`."""
        with self._lock:
            return tuple(entry for entry in self._entries if entry.number > after)

    def sent(self, *pieces: Piece) -> None:
        """Something was sent."""
        self._note(Direction.SENT, pieces)

    def received(self, *pieces: Piece) -> None:
        """Something came."""
        self._note(Direction.RECEIVED, pieces)

    def measured(self, data: bytes) -> None:
        """Something came that may hold a value: kept while somebody watches, else only its length."""
        self.received(data if self.watched else len(data))

    def _note(self, direction: Direction, pieces: tuple[Piece, ...]) -> None:
        now = self._clock.now()
        with self._lock:
            for piece in _cut(pieces):
                last = self._entries[-1] if self._entries else None
                if (
                    last is not None
                    and last.direction is direction
                    and now.monotonic_s - last.at.monotonic_s <= TOGETHER_S
                    and _shown(last.pieces) + _shown((piece,)) <= LONGEST
                ):
                    self._entries[-1] = WireEntry(last.number, last.at, direction, _joined(last.pieces, piece))
                else:
                    self._number += 1
                    self._entries.append(WireEntry(self._number, now, direction, (piece,)))


class MeasuringTap:
    """`devices.wires.Tap` of an instrument: what it is asked is kept, what it answers as `WireLog.measured` says."""

    def __init__(self, log: WireLog) -> None:
        self._log = log

    def sent(self, data: bytes) -> None:
        """See `Tap`."""
        self._log.sent(data)

    def received(self, data: bytes) -> None:
        """See `Tap`."""
        self._log.measured(data)


def _cut(pieces: tuple[Piece, ...]) -> list[Piece]:
    """Pieces without empty ones, none longer than an entry may be."""
    cut: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, int):
            cut += [piece] if piece else []
        else:
            cut += [bytes(piece[at : at + LONGEST]) for at in range(0, len(piece), LONGEST)]
    return cut


def _shown(pieces: tuple[Piece, ...]) -> int:
    return sum(8 if isinstance(piece, int) else len(piece) for piece in pieces)


def _joined(before: tuple[Piece, ...], piece: Piece) -> tuple[Piece, ...]:
    last = before[-1]
    if isinstance(last, int) and isinstance(piece, int):
        return (*before[:-1], last + piece)
    if isinstance(last, bytes) and isinstance(piece, bytes):
        return (*before[:-1], last + piece)
    return (*before, piece)
