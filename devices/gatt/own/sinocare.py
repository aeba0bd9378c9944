"""Sinocare (三诺) glucose meters: frames that begin with "SN". Optional: the maker's own library asks for a key.

53 4E, length of what follows it, 2 bytes, command, date and time 6, value 2 highest first in tenths of a mmol/L,
4 bytes, sum of all bytes from the length on
"""

from __future__ import annotations

from datetime import datetime

from devices.decoding import Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact

RESTS_ON = (
    Fact("frame, sum, commands, time", Evidence.ONE, "snintelligent/Sinocare_Detection_SDK_Android"),
    Fact(
        "value in tenths of a mmol/L", Evidence.MEMORY, "a meter's display beside its frame: inferred from one example"
    ),
)

LENGTH = 19
LIVE, HISTORY = 0x04, 0x0E


def sinocare_glucose(data: bytes) -> Outcome:
    """A live result; one out of the memory is refused."""
    if len(data) != LENGTH or data[:2] != b"SN" or data[2] != LENGTH - 3 or sum(data[2:-1]) & 0xFF != data[-1]:
        return Refused(RefusalCode.UNREADABLE)
    if data[5] == HISTORY:
        return Refused(RefusalCode.STORED)
    if data[5] != LIVE:
        return Refused(RefusalCode.SEARCHING)
    try:
        taken = datetime(2000 + data[6], *data[7:12])
    except ValueError:
        return Refused(RefusalCode.UNREADABLE)
    value = int.from_bytes(data[12:14], "big") / 10
    return decoded([quantity("glucose_random", value, "mmol/L")], device_time=taken)
