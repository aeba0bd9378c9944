"""Nonin 3230: ten bytes in a characteristic of its own, highest byte first.

0 length   1 status   5-6 counter   7 SpO2   8-9 pulse
"""

from __future__ import annotations

from devices.decoding import Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact

RESTS_ON = (
    Fact("service and characteristic", Evidence.SEVERAL, "andreasdri/nonin-3230-ble and a second program"),
    Fact("places of the values", Evidence.ONE, "andreasdri/nonin-3230-ble"),
    Fact("127 and 511 stand for no value", Evidence.MEMORY, "the oximeter without a finger"),
)

SERVICE = "46a970e0-0d5f-11e2-8b5e-0002a5d5c51b"
CHARACTERISTIC = "0aad7ea0-0d60-11e2-8e3c-0002a5d5c51b"
LENGTH = 10
_NO_SPO2, _NO_PULSE = 127, 511


def nonin_oximeter(data: bytes) -> Outcome:
    """Oxygen and pulse of the moment."""
    if len(data) != LENGTH or data[0] != LENGTH:
        return Refused(RefusalCode.UNREADABLE)
    spo2, pulse = data[7], int.from_bytes(data[8:10], "big")
    if spo2 == _NO_SPO2 or pulse == _NO_PULSE:
        return Refused(RefusalCode.NO_FINGER)
    return decoded([quantity("spo2", spo2, "%"), quantity("pulse", pulse, "/min")])
