"""Words of the MLX90614 on an SMBus, address 5A: a register read, its two bytes and the PEC behind them.

B4 register B5 LSB MSB PEC    fiftieths of a kelvin; bit 15 says error; PEC is the CRC-8 (07) of all five before it
"""

from __future__ import annotations

from devices.decoding import Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact

RESTS_ON = (Fact("registers, scale and PEC", Evidence.SEVERAL, "Melexis data sheet; a header of mbed"),)

ADDRESS = 0x5A
AMBIENT, OBJECT = 0x06, 0x07
_ERROR = 0x8000
_KELVIN_A_STEP, _CELSIUS_0 = 0.02, 273.15


def pec(data: bytes) -> int:
    """The packet error code: CRC-8, polynomial 07, from 0."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ (0x07 if crc & 0x80 else 0)) & 0xFF
    return crc


def decode(answer: bytes, register: int = OBJECT, address: int = ADDRESS) -> Outcome:
    """The temperature in three bytes that a register answered with."""
    asked = bytes((address << 1, register, address << 1 | 1))
    if len(answer) != 3 or pec(asked + answer[:2]) != answer[2]:
        return Refused(RefusalCode.UNREADABLE)
    raw = int.from_bytes(answer[:2], "little")
    if raw & _ERROR:
        return Refused(RefusalCode.DEVICE_ERROR)
    return decoded([quantity("temp_object", round(raw * _KELVIN_A_STEP - _CELSIUS_0, 2), "Cel")])
