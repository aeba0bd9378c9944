"""Recognises the checksum of frames by trying all of them over all that were heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from devices.lines.checksums import CHECKSUMS, Sum, holds, span
from devices.lines.profile import Checksum, Frame, octets

LEAST_DISTINCT = 2
"""Fewer frames that differ prove nothing: one byte in 256 fits by chance, and some hundred ways are tried."""
SURE_DISTINCT = 3
ONE_SPOILT_IN = 20
"""Of so many frames one may be broken: a real wire has noise."""
STRONGEST: tuple[Sum, ...] = ("crc16-modbus", "crc16-xmodem", "sum16", "sum8", "negative8", "xor8")
_ENDIANS: tuple[Literal["big", "little"], ...] = ("big", "little")


def checksums(frame: Frame, frames: Sequence[bytes]) -> tuple[Checksum, ...]:
    """Every checksum that holds in all frames but the few a wire may spoil, the likeliest first; empty when none does,
    or too few frames differ.
    """
    different = sorted(set(frames))
    if len(different) < LEAST_DISTINCT:
        return ()
    start = len(octets(frame.start))
    return tuple(check for check in _ways(start, text=frame.way == "lines") if _fits(check, different))


def _ways(start: int, *, text: bool) -> Iterator[Checksum]:
    firsts = dict.fromkeys((start, 0, 1, 2, 3, 4))
    for written in (True, False) if text else (False,):
        for kind in STRONGEST:
            for tail in (0, 1, 2):
                for gap in (1, 0) if written else (0,):
                    for first in firsts:
                        for endian in _ENDIANS if CHECKSUMS[kind].width > 1 else _ENDIANS[:1]:
                            yield Checksum(kind=kind, first=first, gap=gap, tail=tail, endian=endian, text=written)


def _fits(check: Checksum, frames: Sequence[bytes]) -> bool:
    spoilt = len(frames) // ONE_SPOILT_IN
    for data in frames:
        where = span(len(data), check.kind, first=check.first, gap=check.gap, tail=check.tail, text=check.text)
        if where is None or not holds(data, check.kind, where, endian=check.endian, text=check.text):
            spoilt -= 1
            if spoilt < 0:
                return False
    return True
