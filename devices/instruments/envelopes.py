"""Frames between a beginning and an ETX, with one check byte behind: A&D's and Terumo's."""

from __future__ import annotations

CUT_AFTER_S = 1.0
"""A frame comes in one go: the beginning of one that is this old is never continued."""
ETX = 0x03


class EnvelopeFramer:
    """Cuts a stream into frames, check byte included, and finds its way back after noise.

    Args:
        start: What every frame begins with. A frame that begins again before it ended is given up.
        longest: More bytes than this are noise.
        short_ends: Bytes that end a frame at once, without a check byte, such as an acknowledgement.

    Attributes:
        rejected: Beginnings of frames thrown away since the framer was made.
    """

    def __init__(self, start: bytes, longest: int, short_ends: bytes = b"") -> None:
        self._start, self._longest, self._short_ends = start, longest, short_ends
        self._pending = b""
        self._pending_at_s = 0.0
        self.rejected = 0

    def feed(self, data: bytes, at_s: float) -> list[bytes]:
        """Frames completed by these bytes, in order. `at_s`: now, monotonic seconds."""
        if self._pending and at_s - self._pending_at_s >= CUT_AFTER_S:
            self.rejected += self._pending.startswith(self._start)
            self._pending = b""
        if not data:
            return []
        self._pending_at_s = at_s
        found: list[bytes] = []
        stream, at = self._pending + data, 0
        while True:  # a check byte may look like a beginning: only what stands before it counts as one
            begin = stream.find(self._start, at)
            if begin < 0:
                keep = len(self._start) - 1
                self._pending = stream[max(at, len(stream) - keep) :] if keep else b""
                return found
            again = stream.find(self._start, begin + len(self._start))
            end = self._end(stream, begin)
            if 0 <= again < (end - 1 if end is not None else len(stream)):
                self.rejected += 1
                at = again
            elif end is not None and end - begin <= self._longest:
                found.append(stream[begin:end])
                at = end
            elif end is not None or len(stream) - begin > self._longest:
                self.rejected += 1
                at = begin + len(self._start)
            else:
                self._pending = stream[begin:]
                return found

    def _end(self, stream: bytes, begin: int) -> int | None:
        """Behind the frame's last byte; None while it has not come."""
        for at in range(begin + len(self._start), len(stream)):
            if stream[at] in self._short_ends:
                return at + 1
            if stream[at] == ETX:
                return at + 2 if at + 2 <= len(stream) else None
        return None
