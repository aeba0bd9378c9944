"""Jumper and Yonker (YK-IBPA1): characteristics of their own that begin with 81.

pressure   81, systolic, diastolic, pulse, 00 00, year, month, day, hour, minute
oxygen     81, pulse, SpO2, perfusion in tenths of a percent
"""

from __future__ import annotations

from datetime import datetime

from devices.decoding import Outcome, RefusalCode, Refused, decoded, pressure, quantity
from devices.evidence import Evidence, Fact

RESTS_ON = (Fact("both formats", Evidence.ONE, "a published program for the YK-IBPA1"),)

_BEGIN = 0x81
_NO_PULSE, _NO_SPO2 = (0, 0xFF), (0, 0x7F)


def jumper_pressure(data: bytes) -> Outcome:
    """A finished measurement of the cuff."""
    if len(data) != 11 or data[0] != _BEGIN:
        return Refused(RefusalCode.UNREADABLE)
    try:
        taken = datetime(2000 + data[6], data[7], data[8], data[9], data[10])
    except ValueError:
        return Refused(RefusalCode.UNREADABLE)
    pair = pressure(data[1], data[2])
    if isinstance(pair, Refused):
        return pair
    return decoded((*pair, quantity("pulse", data[3], "/min")), device_time=taken)


def jumper_oximeter(data: bytes) -> Outcome:
    """Oxygen, pulse and perfusion of the moment."""
    if len(data) != 4 or data[0] != _BEGIN:
        return Refused(RefusalCode.UNREADABLE)
    if data[1] in _NO_PULSE or data[2] in _NO_SPO2:
        return Refused(RefusalCode.NO_FINGER)
    held = (
        quantity("spo2", data[2], "%"),
        quantity("pulse", data[1], "/min"),
        quantity("perfusion", data[3] / 10, "%"),
    )
    return decoded(held)
