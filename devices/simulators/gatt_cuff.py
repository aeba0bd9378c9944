"""A blood pressure monitor with the Bluetooth profile."""

from __future__ import annotations

from datetime import datetime

from bumble.device import Connection
from bumble.gatt import Characteristic, CharacteristicValue

from devices.gatt import uuids
from devices.gatt.blood_pressure import PULSE, STATUS, TIME
from devices.gatt.octets import date_time_octets
from devices.simulators.gatt_peripheral import GattPeripheral

NOT_A_NUMBER = 0x07FF


class GattCuff(GattPeripheral):
    """Indicates 0x2A35 once somebody has measured."""

    service = uuids.BLOOD_PRESSURE_SERVICE
    characteristic = uuids.BLOOD_PRESSURE_MEASUREMENT

    def properties(self) -> Characteristic.Properties:
        return Characteristic.Properties.INDICATE

    def measure(self, sys: int, dia: int, pulse: int, *, status: int = 0) -> None:
        """Somebody measures now. Pressures in mmHg."""
        self.send(self.value(sys, dia, pulse, self.now(), status))

    def measure_fails(self) -> None:
        """Somebody measures, and it does not succeed."""
        self.send(self.value(NOT_A_NUMBER, NOT_A_NUMBER, NOT_A_NUMBER, self.now()))

    def value(self, sys: int, dia: int, pulse: int, when: datetime | None, status: int = 0) -> bytes:
        """The bytes of 0x2A35."""
        mean = sys if sys == NOT_A_NUMBER else (sys + 2 * dia) // 3
        flags = PULSE | STATUS | (TIME if when else 0)
        words = b"".join(each.to_bytes(2, "little") for each in (sys, dia, mean))
        time = date_time_octets(when) if when else b""
        return bytes([flags]) + words + time + pulse.to_bytes(2, "little") + status.to_bytes(2, "little")


class AndCuff(GattCuff):
    """One that sends when it is asked at its maker's own characteristic, and to its one host alone (A&D UA-651BLE)."""

    control = "233bf001-5a34-1b6d-975c-000d5690abe4"
    send_all = bytes((2, 0, 0xE1))

    def others(self) -> list[Characteristic[bytes]]:
        can = Characteristic.Properties.WRITE
        value = CharacteristicValue(write=self._asked)
        return [Characteristic(self.control, can, Characteristic.WRITEABLE, value)]

    async def after_subscribing(self, connection: Connection) -> None:
        """Waits to be asked."""

    def _asked(self, connection: Connection, words: bytes) -> None:
        self.written.append(words)
        if words == self.send_all:
            self.in_background(super().after_subscribing(connection))
