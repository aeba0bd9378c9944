"""Yuwell (鱼跃) BO-YX110 oximeter: service FFE0, characteristic FFE4, four times a second.

4 pulse    5 SpO2    what the other bytes mean is not known
"""

from __future__ import annotations

from devices.decoding import Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact

RESTS_ON = (
    Fact("places of the values", Evidence.ONE, "a published program, whose author guessed them"),
    Fact("0, 7F and FF stand for no value", Evidence.MEMORY, "the oximeter without a finger"),
)

_LEAST, _MOST = 6, 20
_PULSE_AT, _SPO2_AT = 4, 5
_NONE = (0, 0x7F, 0xFF)


def yuwell_oximeter(data: bytes) -> Outcome:
    """Oxygen and pulse of the moment."""
    if not _LEAST <= len(data) <= _MOST:
        return Refused(RefusalCode.UNREADABLE)
    pulse, spo2 = data[_PULSE_AT], data[_SPO2_AT]
    if spo2 in _NONE or pulse in (0, 0xFF):
        return Refused(RefusalCode.NO_FINGER)
    return decoded([quantity("spo2", spo2, "%"), quantity("pulse", pulse, "/min")])
