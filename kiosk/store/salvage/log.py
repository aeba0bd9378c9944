"""The write-ahead log as it lies on the disk, read without SQLite: which frames SQLite would replay, which not.

SQLite replays frames up to the last commit before the first frame whose checksum does not fit; whatever stands behind
that place is silently left out. A power cut may leave one transaction there that was never acknowledged, and one that
was taken back may leave frames without a commit. Two commits behind that place were acknowledged and cut off.
Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path

from kiosk.store.salvage.pages import PAGE_BYTES

HEADER_BYTES = 32
FRAME_BYTES = 24 + PAGE_BYTES
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
_MASK = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Frame:
    """One page in the log. `commit` is true for the last page of a transaction; `offset` is where the page begins."""

    page: int
    commit: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Log:
    """What a log holds.

    Attributes:
        replayed: Frames SQLite replays.
        beyond: Frames of the same log it would not, the last of them a commit; empty on a sound log.
    """

    replayed: tuple[Frame, ...] = ()
    beyond: tuple[Frame, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to be had."""
        return not self.replayed and not self.beyond

    @property
    def cut(self) -> bool:
        """Whether acknowledged transactions stand where SQLite would not look."""
        return sum(frame.commit for frame in self.beyond) >= 2


def read_log(path: Path) -> Log:
    """The log of that name; an empty one when there is none. Raises OSError."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return Log()
    with file:
        header = file.read(HEADER_BYTES)
        if len(header) < HEADER_BYTES:
            return Log()
        magic, _, page_bytes, _, *salts = struct.unpack(">6I", header[:24])
        order = _MAGIC.get(magic, "<")
        sums = _checksum((0, 0), struct.unpack(f"{order}6I", header[:24]))
        good = magic in _MAGIC and page_bytes == PAGE_BYTES and sums == struct.unpack(">2I", header[24:])
        if not good:
            salts = []
        replayed: list[Frame] = []
        beyond: list[Frame] = []
        offset = HEADER_BYTES
        while len(frame := file.read(FRAME_BYTES)) == FRAME_BYTES:
            page, size, *rest = struct.unpack(">6I", frame[:24])
            salts = salts or rest[:2]
            same = rest[:2] == salts
            if good:
                sums = _checksum(sums, struct.unpack(f"{order}2I", frame[:8]))
                sums = _checksum(sums, struct.unpack(f"{order}{PAGE_BYTES // 4}I", frame[24:]))
                good = same and page > 0 and sums == tuple(rest[2:])
            if good or (same and page > 0):
                (replayed if good else beyond).append(Frame(page, size > 0, offset + 24))
            offset += FRAME_BYTES
    whole = _to_last_commit(replayed)
    # frames of an unfinished transaction stand between the two parts; they count only when a commit follows
    return Log(whole, _to_last_commit([*replayed[len(whole) :], *beyond]))


def _to_last_commit(frames: list[Frame]) -> tuple[Frame, ...]:
    last = max((n for n, frame in enumerate(frames, 1) if frame.commit), default=0)
    return tuple(frames[:last])


def _factors(words: int) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, int, int, int]]:
    """SQLite's checksum is linear: what each word adds to either sum in the end, and what the sums before turn into."""
    first, second = [0] * words, [0] * words
    a, b = (1, 0), (0, 1)  # the sums at the end as functions of the sums here, walking backwards
    for n in range(words - 2, -1, -2):
        # s0 += x + s1; s1 += y + s0
        second[n + 1], first[n + 1] = b[1], a[1]
        first[n], second[n] = a[0] + a[1], b[0] + b[1]
        a = ((a[0] + a[1]) & _MASK, (a[0] + 2 * a[1]) & _MASK)
        b = ((b[0] + b[1]) & _MASK, (b[0] + 2 * b[1]) & _MASK)
    return tuple(f & _MASK for f in first), tuple(f & _MASK for f in second), (*a, *b)


_FACTORS = {words: _factors(words) for words in (2, 6, PAGE_BYTES // 4)}


def _checksum(sums: tuple[int, ...], words: Sequence[int]) -> tuple[int, int]:
    first, second, (a0, a1, b0, b1) = _FACTORS[len(words)]
    s0, s1 = sums
    return (
        (a0 * s0 + a1 * s1 + sum(map(mul, first, words))) & _MASK,
        (b0 * s0 + b1 * s1 + sum(map(mul, second, words))) & _MASK,
    )
