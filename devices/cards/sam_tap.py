"""What of a SAM's answers may stand in a wire log: preamble, length and status of each frame, and nothing of its data.

A frame's head is only taken for one when all ten bytes of it fit: what a card sends is otherwise counted, not kept,
noise included, since a frame whose preamble was spoilt is noise with a person in it.
"""

from __future__ import annotations

from devices.cards.sam_frames import LONGEST, PREAMBLE, SHORTEST, Sw3
from devices.wire_log import Piece, WireLog

_HEAD = len(PREAMBLE) + 5
_STATUS = frozenset(status.value for status in Sw3)


class SamTap:
    """A `Tap` for one open wire to a SAM. On the device's thread."""

    def __init__(self, log: WireLog) -> None:
        self._log = log
        self._pending = b""
        self._data_left = 0

    def sent(self, data: bytes) -> None:
        """A command: none of those this program knows says anything of a person."""
        self._log.sent(data)
        self._flush()

    def received(self, data: bytes) -> None:
        """Any part of any number of answers."""
        self._log.received(*self._masked(data))

    def _flush(self) -> None:
        self._pending, self._data_left = b"", 0

    def _masked(self, data: bytes) -> list[Piece]:
        pieces: list[Piece] = []
        stream, self._pending = self._pending + data, b""
        while stream:
            if self._data_left:
                hidden = min(self._data_left, len(stream))
                self._data_left -= hidden
                pieces.append(hidden)
                stream = stream[hidden:]
                continue
            at = _may_begin(stream)
            if at:
                pieces.append(at)
                stream = stream[at:]
            if len(stream) < _HEAD:
                self._pending = stream
                break
            if _is_head(stream[:_HEAD]):
                pieces.append(stream[:_HEAD])
                self._data_left = int.from_bytes(stream[5:7], "big") - 3
                stream = stream[_HEAD:]
            else:
                pieces.append(1)
                stream = stream[1:]
        return pieces


def _may_begin(stream: bytes) -> int:
    """How many bytes stand before the first place where a preamble is, or may begin at the end."""
    found = stream.find(PREAMBLE)
    if found != -1:
        return found
    for length in range(min(len(PREAMBLE) - 1, len(stream)), 0, -1):
        if stream.endswith(PREAMBLE[:length]):
            return len(stream) - length
    return len(stream)


def _is_head(head: bytes) -> bool:
    length = int.from_bytes(head[5:7], "big")
    return SHORTEST < length <= LONGEST and head[7:9] == b"\0\0" and head[9] in _STATUS
