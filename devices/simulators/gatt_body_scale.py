"""Scales that tell what a body is made of: the Bluetooth profile, and Xiaomi's own thirteen bytes in its place."""

from __future__ import annotations

from datetime import datetime

from bumble.gatt import Characteristic

from devices.gatt import uuids
from devices.gatt.octets import date_time_octets
from devices.simulators.gatt_peripheral import GattPeripheral

TIME, USER, IMPEDANCE, WEIGHT, MORE = 1 << 1, 1 << 2, 1 << 9, 1 << 10, 1 << 12
_XIAOMI_IMPEDANCE, _XIAOMI_SETTLED = 1 << 1, 1 << 5


class GattBodyScale(GattPeripheral):
    """Indicates 0x2A9C once somebody has stood still barefoot."""

    service = uuids.BODY_COMPOSITION_SERVICE
    characteristic = uuids.BODY_COMPOSITION_MEASUREMENT

    def properties(self) -> Characteristic.Properties:
        return Characteristic.Properties.INDICATE

    def weigh(self, kg: float, fat: float, ohm: float) -> None:
        """Somebody stands on it now."""
        self.send(self.value(kg, fat, ohm, self.now()))

    def value(self, kg: float, fat: float, ohm: float, when: datetime | None, *, more: bool = False) -> bytes:
        """The bytes of 0x2A9C: fat (%), impedance (ohm), weight, user 1; `more` announces a second packet."""
        flags = USER | IMPEDANCE | WEIGHT | (TIME if when else 0) | (MORE if more else 0)
        words = [round(ohm * 10), round(kg / 0.005)]
        return (
            flags.to_bytes(2, "little")
            + round(fat * 10).to_bytes(2, "little")
            + (date_time_octets(when) if when else b"")
            + b"\x01"
            + b"".join(each.to_bytes(2, "little") for each in words)
        )


class XiaomiScale(GattBodyScale):
    """Notifies its own bytes in 0x2A9C, several times a second, as long as somebody stands on it."""

    def properties(self) -> Characteristic.Properties:
        return Characteristic.Properties.NOTIFY

    def stands(self, kg: float, ohm: int, *, when: datetime | None = None) -> None:
        """Somebody steps on it: a weight that moves, one that has settled, and then the impedance, told six times."""
        moment = when or self.now()
        moving = self.frame(kg - 1, 0, moment, 0)
        settled = self.frame(kg, 0, moment, _XIAOMI_SETTLED)
        whole = self.frame(kg, ohm, moment, _XIAOMI_SETTLED | _XIAOMI_IMPEDANCE)
        self.send(moving, settled, *[whole] * 6)

    def frame(self, kg: float, ohm: int, when: datetime, state: int) -> bytes:
        """Its thirteen bytes."""
        raw = ohm.to_bytes(2, "little") + round(kg * 200).to_bytes(2, "little")
        return bytes((2, state | 0x04)) + date_time_octets(when) + raw
