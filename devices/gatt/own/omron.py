"""Omron's own protocol of the HEM-7xxx monitors: frames, records of their memory, their clock. Optional.

A record has fourteen bytes, in one of two orders by model.

    lowest byte first   sys - 25, dia, pulse, year in the low six bits; then a word of hour 5, day 5, month 4,
                        irregular 1, movement 1; then a word of second 6, minute 6, cuff 1, battery 1, position 2
    one string of bits  dia 8, sys - 25 8, year 8, pulse 8, movement 1, irregular 1, month 4, day 5, hour 5, 4 unknown,
                        minute 6, second 6

Everything these monitors tell comes out of their memory: the time of a record is what makes it somebody's.
"""

from __future__ import annotations

from datetime import datetime

from devices.decoding import IRREGULAR, MOVEMENT, Outcome, RefusalCode, Refused, decoded, pressure, quantity
from devices.evidence import Evidence, Fact

RESTS_ON = (
    Fact(
        "frames and records, lowest byte first", Evidence.SEVERAL, "userx14/omblepy; eigger/hass-omron; export2garmin"
    ),
    Fact("records as one string of bits", Evidence.ONE, "userx14/omblepy"),
    Fact("swapped pairs of the HEM-7600T's clock", Evidence.ONE, "eigger/hass-omron, issue 74"),
)

FROM_DEVICE = "49123040-aee8-11e1-a74d-0002a5d5c51b"
TO_DEVICE = "db5b55e0-aee7-11e1-965e-0002a5d5c51b"
"""Characteristics for its answers and for what is asked."""
RECORD_LENGTH = 14
LEAST_SYS = 25
EMPTY_FROM = 0xE2
"""A first byte from here on is the FF of a place never written."""


def frame_holds(frame: bytes) -> bool:
    """Whether a frame has the length it says, and the exclusive or of its bytes is 0."""
    if not frame or frame[0] != len(frame):
        return False
    rest = 0
    for byte in frame:
        rest ^= byte
    return rest == 0


def record(data: bytes) -> Outcome:
    """A record, lowest byte first."""
    if len(data) != RECORD_LENGTH:
        return Refused(RefusalCode.UNREADABLE)
    if data[0] >= EMPTY_FROM or not any(data):
        return Refused(RefusalCode.EMPTY)
    day_word, second_word = int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little")
    taken = _when(
        (data[3] & 0x3F, day_word >> 10 & 0xF, day_word >> 5 & 0x1F),
        (day_word & 0x1F, second_word >> 6 & 0x3F, second_word & 0x3F),
    )
    return _settled(data[0] + LEAST_SYS, data[1], data[2], taken, bool(day_word >> 15), bool(day_word >> 14 & 1))


def record_of_bits(data: bytes) -> Outcome:
    """A record as one string of bits, highest first."""
    if len(data) != RECORD_LENGTH:
        return Refused(RefusalCode.UNREADABLE)
    if data[1] >= EMPTY_FROM or not any(data):
        return Refused(RefusalCode.EMPTY)
    bits = int.from_bytes(data[4:8], "big")
    taken = _when(
        (data[2] & 0x3F, bits >> 26 & 0xF, bits >> 21 & 0x1F),
        (bits >> 16 & 0x1F, bits >> 6 & 0x3F, bits & 0x3F),
    )
    return _settled(data[1] + LEAST_SYS, data[0], data[3], taken, bool(bits >> 31), bool(bits >> 30 & 1))


def clock(block: bytes, *, swapped: bool = False) -> datetime | None:
    """The monitor's clock: two bytes, year, month, day, hour, minute, second, and the sum of these eight.

    None for a block whose sum is wrong, that holds an FF, or whose date is none.

    Args:
        swapped: The HEM-7600T gives each pair of bytes the other way round.
    """
    if swapped:
        block = b"".join(block[at : at + 2][::-1] for at in range(0, len(block), 2))
    if len(block) < 9 or 0xFF in block[2:8] or sum(block[:8]) & 0xFF != block[8]:
        return None
    return _when((block[2] & 0x3F, block[3], block[4]), (block[5], block[6], block[7]))


def _when(date: tuple[int, int, int], time: tuple[int, int, int]) -> datetime | None:
    try:
        return datetime(2000 + date[0], date[1], date[2], *time)
    except ValueError:
        return None


def _settled(sys: int, dia: int, pulse: int, taken: datetime | None, moved: bool, irregular: bool) -> Outcome:
    if taken is None:
        return Refused(RefusalCode.UNREADABLE)
    pair = pressure(sys, dia)
    if isinstance(pair, Refused):
        return pair
    words = (*((MOVEMENT,) if moved else ()), *((IRREGULAR,) if irregular else ()))
    return decoded((*pair, quantity("pulse", pulse, "/min")), doubtful=moved, device_time=taken, flags=words)
