"""A scale with the Bluetooth profile for weight."""

from __future__ import annotations

from datetime import datetime

from bumble.device import Connection
from bumble.gatt import Characteristic, CharacteristicValue

from devices.gatt import uuids
from devices.gatt.octets import date_time_octets
from devices.simulators.gatt_peripheral import GattPeripheral, named

TIME, USER, BMI = 2, 4, 8
UNSUCCESSFUL = 0xFFFF


class GattWeighing(GattPeripheral):
    """Indicates 0x2A9D once somebody has stood still, with the BMI of the user it takes them for."""

    service = uuids.WEIGHT_SERVICE
    characteristic = uuids.WEIGHT_MEASUREMENT

    def properties(self) -> Characteristic.Properties:
        return Characteristic.Properties.INDICATE

    def weigh(self, kg: float) -> None:
        """Somebody stands on it now."""
        self.send(self.value(round(kg / 0.005), self.now()))

    def weighing_fails(self) -> None:
        """Somebody does not stand still."""
        self.send(self.value(UNSUCCESSFUL, self.now()))

    def value(self, steps: int, when: datetime | None) -> bytes:
        """The bytes of 0x2A9D: weight in steps of 0.005 kg, user 1, who is 1.600 m."""
        time = date_time_octets(when) if when else b""
        bmi = round(min(steps * 0.005 / 1.6**2, 70) * 10)
        beside = bytes([1]) + bmi.to_bytes(2, "little") + (1600).to_bytes(2, "little")
        return bytes([USER | BMI | (TIME if when else 0)]) + steps.to_bytes(2, "little") + time + beside


class AndScale(GattWeighing):
    """One that tells a weight only to a user who has given a code (A&D UC-421): here the guest."""

    guest = bytes((2, 99)) + (9999).to_bytes(2, "little")

    def others(self) -> list[Characteristic[bytes]]:
        can = Characteristic.Properties.WRITE | Characteristic.Properties.INDICATE
        value = CharacteristicValue(write=self._asked)
        return [Characteristic(named(uuids.USER_CONTROL), can, Characteristic.WRITEABLE, value)]

    async def after_subscribing(self, connection: Connection) -> None:
        """Waits for a consent."""

    def _asked(self, connection: Connection, words: bytes) -> None:
        self.written.append(words)
        if words == self.guest:
            self.in_background(super().after_subscribing(connection))
