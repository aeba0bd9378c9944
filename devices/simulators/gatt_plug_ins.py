"""Instruments that speak in their makers' own way, by the one program each is known from."""

from __future__ import annotations

from datetime import datetime

from bumble.gatt import Characteristic

from devices.gatt.own.sinocare import HISTORY, LIVE
from devices.instruments.gatt_plug_ins import JUMPER_OXYGEN, YONKER_PRESSURE
from devices.simulators.gatt_peripheral import GattPeripheral
from devices.simulators.gatt_sampler import GattSampler

SERVICE = "cdeacd80-5235-4c07-8846-93a37ee6b860"
SINOCARE = "0000ffe1-0000-1000-8000-00805f9b34fb"
"""Where this simulated meter notifies; where a real one does is not known."""


class YonkerCuff(GattPeripheral):
    """Yonker YK-IBPA1."""

    service, characteristic, has_clock = SERVICE, YONKER_PRESSURE, False

    def properties(self) -> Characteristic.Properties:
        return Characteristic.Properties.NOTIFY

    def value(self, sys: int, dia: int, pulse: int, when: datetime) -> bytes:
        """Its bytes."""
        date = (when.year - 2000, when.month, when.day, when.hour, when.minute)
        return bytes((0x81, sys, dia, pulse, 0, 0, *date))


class JumperFingerOximeter(GattSampler):
    """Jumper JPD-500F."""

    service, characteristic = SERVICE, JUMPER_OXYGEN

    def value(self, spo2: int, pulse: int, perfusion: float) -> bytes:
        """Its bytes."""
        return bytes((0x81, pulse, spo2, round(perfusion * 10)))


class SinocareMeter(GattPeripheral):
    """A Sinocare meter that notifies a result as soon as it has one."""

    service, characteristic, has_clock = 0xFFE0, SINOCARE, False

    def properties(self) -> Characteristic.Properties:
        return Characteristic.Properties.NOTIFY

    def value(self, mmol: float, when: datetime, *, kept: bool = False) -> bytes:
        """Its frame; `kept` is one out of its memory."""
        date = (when.year - 2000, when.month, when.day, when.hour, when.minute, when.second)
        value = round(mmol * 10).to_bytes(2, "big")
        body = bytes((16, 0, 4, HISTORY if kept else LIVE, *date)) + value + bytes((0, 0, 0xCD, 0x18))
        return b"SN" + body + bytes((sum(body) & 0xFF,))
