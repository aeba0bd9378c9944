"""The checksums found on serial instruments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Sum = Literal["none", "sum8", "negative8", "xor8", "sum16", "crc16-modbus", "crc16-xmodem"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: how it is made, and how many bytes it has."""

    make: Callable[[bytes], int]
    width: int


def _xor8(data: bytes) -> int:
    found = 0
    for byte in data:
        found ^= byte
    return found


def _crc16_modbus(data: bytes) -> int:
    """Reflected polynomial A001 from FFFF; 4B37 for "123456789"."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def _crc16_xmodem(data: bytes) -> int:
    """Polynomial 1021 from 0; 31C3 for "123456789"."""
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ (0x1021 if crc & 0x8000 else 0)) & 0xFFFF
    return crc


CHECKSUMS: Mapping[str, Kind] = MappingProxyType({
    "none": Kind(lambda _: 0, 0),
    "sum8": Kind(lambda data: sum(data) & 0xFF, 1),
    "negative8": Kind(lambda data: -sum(data) & 0xFF, 1),
    "xor8": Kind(_xor8, 1),
    "sum16": Kind(lambda data: sum(data) & 0xFFFF, 2),
    "crc16-modbus": Kind(_crc16_modbus, 2),
    "crc16-xmodem": Kind(_crc16_xmodem, 2),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a frame the summed bytes stand and where their sum does: half-open places."""

    first: int
    last: int
    at: int
    end: int


def width(kind: str, *, text: bool) -> int:
    """Bytes a checksum takes in a frame: hexadecimal digits take two each."""
    return CHECKSUMS[kind].width * (2 if text else 1)


def span(length: int, kind: str, *, first: int, gap: int, tail: int, text: bool) -> Span | None:
    """None when a frame of this length has no room for it."""
    end = length - tail
    at = end - width(kind, text=text)
    last = at - gap
    return Span(first, last, at, end) if 0 <= first < last else None


def holds(frame: bytes, kind: str, where: Span, *, endian: Literal["big", "little"], text: bool) -> bool:
    """Whether the sum that stands in the frame is the one its bytes make."""
    written = frame[where.at : where.end]
    if text:
        try:
            written = bytes.fromhex(written.decode("ascii"))
        except ValueError:
            return False
    made = CHECKSUMS[kind].make(frame[where.first : where.last])
    return written == made.to_bytes(CHECKSUMS[kind].width, endian)
