"""What a serial receiver makes of bytes sent at another speed: bits resampled as its hardware does."""

from __future__ import annotations


def received(data: bytes, sent_at: int, read_at: int, *, parity: str = "N") -> bytes:
    """`data` as eight bits without parity are read, from a sender of seven bits with `parity` "E" or "O", or eight.

    One start bit 0, bits from the lowest, one stop bit 1; the line rests at 1. A missing stop bit loses nothing else.
    """
    bits: list[int] = []
    for byte in data:
        if parity != "N":
            seven = byte & 0x7F
            byte = seven | ((seven.bit_count() + (parity == "O")) % 2) << 7
        bits += [0, *(byte >> i & 1 for i in range(8)), 1]
    bits += [1] * 400
    got, at, end = bytearray(), 0.0, (len(bits) - 200) / sent_at

    def level(seconds: float) -> int:
        place = int(seconds * sent_at + 1e-9)
        return bits[place] if place < len(bits) else 1

    step = 1 / (16 * read_at)
    while at < end:
        if level(at) == 1:
            at += step
            continue
        byte = sum(level(at + (1.5 + i) / read_at) << i for i in range(8))
        got.append(byte)
        at += 9.5 / read_at
    return bytes(got)
