"""Contec's oximeters over Bluetooth (CMS50D-BT; sold by A&D as UP-200BLE, by EMAY too): service FF00, not 0x1822.

    commands   written to FF01: bytes and their sum in seven bits; nothing is padded
    answers    told by FF02: EB 01, kind, pulse, SpO2, 7F, 00, sum in seven bits

The stream ends by itself unless the oximeter hears HEARTBEAT every second and a half.
"""

from __future__ import annotations

from devices.decoding import Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact

RESTS_ON = (
    Fact("frame, sum and commands", Evidence.SEVERAL, "a description of the EMAY oximeter; a capture of the UP-200BLE"),
    Fact("7F and 0 stand for no value", Evidence.ONE, "a published driver for the UP-200BLE"),
)

LENGTH = 8
_NO_SPO2, _NO_PULSE = (0, 0x7F), (0, 0x7F, 0xFF)


def command(*payload: int) -> bytes:
    """Bytes with their sum."""
    return bytes((*payload, sum(payload) & 0x7F))


HELLO, STATE, BATTERY = command(0x89), command(0x8E, 5), command(0x86)
START, STOP, HEARTBEAT = command(0x9B, 1), command(0x9B, 0x7F), command(0x9A)


def contec_oximeter(data: bytes) -> Outcome:
    """Oxygen and pulse of the moment."""
    if len(data) != LENGTH or data[:2] != b"\xeb\x01" or sum(data[:-1]) & 0x7F != data[-1]:
        return Refused(RefusalCode.UNREADABLE)
    pulse, spo2 = data[3], data[4]
    if spo2 in _NO_SPO2 or pulse in _NO_PULSE:
        return Refused(RefusalCode.NO_FINGER)
    return decoded([quantity("spo2", spo2, "%"), quantity("pulse", pulse, "/min")])
