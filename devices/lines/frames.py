"""Cuts a stream of bytes into frames as a profile describes them, and finds its way back after noise."""

from __future__ import annotations

from dataclasses import dataclass

from devices.lines.checksums import holds, span
from devices.lines.profile import Checksum, Frame, octets

CUT_AFTER_S = 1.0
"""A frame comes in one go: the beginning of one that is this old is never continued."""


@dataclass(frozen=True, slots=True, repr=False)
class Framed:
    """One frame. `whole` is false where its checksum does not hold: something was sent, and nothing is known of it."""

    data: bytes
    whole: bool


class LineFramer:
    """Frames of one kind. Never keeps more bytes than the longest frame may have.

    Attributes:
        rejected: Pieces thrown away since the framer was made.
    """

    def __init__(self, frame: Frame, checksum: Checksum | None = None) -> None:
        self._frame, self._checksum = frame, checksum or Checksum()
        self._start, self._end = octets(frame.start), octets(frame.end)
        self._pending = b""
        self._pending_at_s = 0.0
        self._overlong = False
        self.rejected = 0

    def feed(self, data: bytes, at_s: float) -> list[Framed]:
        """Frames completed by these bytes, in order. `at_s`: now, monotonic seconds."""
        self.expire(at_s)
        if not data:
            return []
        self._pending_at_s = at_s
        stream = self._pending + data
        return self._lines(stream) if self._frame.way == "lines" else self._blocks(stream)

    def expire(self, at_s: float) -> None:
        """Give up the beginning of a frame when nothing followed it."""
        if self._pending and at_s - self._pending_at_s >= CUT_AFTER_S:
            self._pending = b""
            self.rejected += 1

    def _lines(self, stream: bytes) -> list[Framed]:
        *lines, rest = stream.split(self._end)
        found = []
        for line in lines:
            if self._overlong:
                self._overlong = False
            elif line and line.startswith(self._start):
                found.append(Framed(line, self._holds(line)))
            elif line:
                self.rejected += 1
        if len(rest) > self._frame.longest:
            self.rejected += not self._overlong
            self._overlong, rest = True, rest[-(len(self._end) - 1) :] if len(self._end) > 1 else b""
        self._pending = rest
        return found

    def _blocks(self, stream: bytes) -> list[Framed]:
        found: list[Framed] = []
        at = 0
        while True:
            begin = stream.find(self._start, at)
            if begin < 0:
                keep = len(self._start) - 1
                self._pending = stream[max(at, len(stream) - keep) :] if keep else b""
                return found
            length = self._length(stream[begin:])
            if length is None or (length > 0 and begin + length > len(stream)):
                self._pending = stream[begin:]
                return found
            data = stream[begin : begin + length]
            good = length > 0 and self._holds(data)
            if good:
                found.append(Framed(data, whole=True))
                at = begin + length
                continue
            self.rejected += 1
            if length > 0:
                found.append(Framed(data, whole=False))
            at = begin + 1

    def _length(self, head: bytes) -> int | None:
        """Of the frame that begins here: None while it is not known, 0 when there is no such frame."""
        frame = self._frame
        if frame.way == "fixed":
            return frame.length
        counted = head[frame.count_at : frame.count_at + frame.count_bytes]
        if len(counted) < frame.count_bytes:
            return None
        length = int.from_bytes(counted, frame.count_endian) + frame.count_plus
        return length if frame.count_at + frame.count_bytes < length <= frame.longest else 0

    def _holds(self, data: bytes) -> bool:
        check = self._checksum
        if check.kind == "none":
            return True
        where = span(len(data), check.kind, first=check.first, gap=check.gap, tail=check.tail, text=check.text)
        return where is not None and holds(data, check.kind, where, endian=check.endian, text=check.text)
