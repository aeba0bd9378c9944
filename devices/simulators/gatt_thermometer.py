"""A contact thermometer with the Bluetooth profile."""

from __future__ import annotations

from datetime import datetime

from bumble.gatt import Characteristic

from devices.gatt import uuids
from devices.gatt.numbers import float32_code
from devices.gatt.octets import date_time_octets
from devices.simulators.gatt_peripheral import GattPeripheral

TIME, SITE = 2, 4
NOT_A_NUMBER = 0x007FFFFF


class GattThermometer(GattPeripheral):
    """Indicates 0x2A1C once it has measured, under the arm."""

    service = uuids.THERMOMETER_SERVICE
    characteristic = uuids.TEMPERATURE_MEASUREMENT

    def properties(self) -> Characteristic.Properties:
        return Characteristic.Properties.INDICATE

    def measure(self, celsius: float) -> None:
        """Somebody measures now."""
        self.send(self.value(celsius, self.now()))

    def measuring_fails(self) -> None:
        """It is taken out too early."""
        self.send(self.value(None, self.now()))

    def value(self, celsius: float | None, when: datetime | None) -> bytes:
        """The bytes of 0x2A1C."""
        code = NOT_A_NUMBER if celsius is None else float32_code(round(celsius * 10), -1)
        time = date_time_octets(when) if when else b""
        return bytes([SITE | (TIME if when else 0)]) + code.to_bytes(4, "little") + time + b"\x01"
