"""Oximeters over Bluetooth: one that tells a finished spot check, and those that send samples."""

from __future__ import annotations

from datetime import datetime

from bumble.device import Connection
from bumble.gatt import Characteristic, CharacteristicValue

from devices.gatt import uuids
from devices.gatt.numbers import sfloat_code
from devices.gatt.octets import date_time_octets
from devices.gatt.own import contec
from devices.simulators.gatt_peripheral import GattPeripheral, named
from devices.simulators.gatt_sampler import GattSampler

TIME, STATUS, SENSOR, PERFUSION = 1, 2, 4, 8
_CONTINUOUS_STATUS, _CONTINUOUS_PERFUSION = 4, 16
ONGOING, EARLY, VALIDATED = 1 << 5, 1 << 6, 1 << 7


def _number(value: float, exponent: int = 0) -> bytes:
    return sfloat_code(round(value * 10**-exponent), exponent).to_bytes(2, "little")


class GattSpotOximeter(GattPeripheral):
    """Indicates 0x2A5E when a spot check is finished."""

    service = uuids.OXIMETER_SERVICE
    characteristic = uuids.OXIMETER_SPOT

    def properties(self) -> Characteristic.Properties:
        return Characteristic.Properties.INDICATE

    def measure(self, spo2: int, pulse: int, perfusion: float, status: int = VALIDATED) -> None:
        """Somebody's finger is measured now."""
        self.send(self.value(spo2, pulse, perfusion, self.now(), status))

    def value(self, spo2: int, pulse: int, perfusion: float, when: datetime | None, status: int = VALIDATED) -> bytes:
        """The bytes of 0x2A5E."""
        flags = STATUS | PERFUSION | (TIME if when else 0)
        time = date_time_octets(when) if when else b""
        numbers = _number(spo2) + _number(pulse) + time
        return bytes([flags]) + numbers + status.to_bytes(2, "little") + _number(perfusion, -1)


class GattFingerOximeter(GattSampler):
    """Notifies 0x2A5F as long as a finger is in."""

    service = uuids.OXIMETER_SERVICE
    characteristic = uuids.OXIMETER_CONTINUOUS

    def value(self, spo2: int, pulse: int, perfusion: float | None = 3.0, status: int = VALIDATED) -> bytes:
        """The bytes of 0x2A5F."""
        flags = _CONTINUOUS_STATUS | (_CONTINUOUS_PERFUSION if perfusion is not None else 0)
        last = b"" if perfusion is None else _number(perfusion, -1)
        return bytes([flags]) + _number(spo2) + _number(pulse) + status.to_bytes(2, "little") + last


class GattBothOximeter(GattFingerOximeter):
    """Sends samples, and indicates 0x2A5E when a spot check is finished."""

    def others(self) -> list[Characteristic[bytes]]:
        can = Characteristic.Properties.INDICATE
        self._spot: Characteristic[bytes] = Characteristic(
            named(uuids.OXIMETER_SPOT), can, Characteristic.READABLE, b""
        )
        return [self._spot]

    def finish(self, spo2: int, pulse: int) -> None:
        """The spot check is finished."""
        time = date_time_octets(self.now())
        numbers = _number(spo2) + _number(pulse) + time
        self.notify(bytes([TIME | STATUS]) + numbers + VALIDATED.to_bytes(2, "little"), self._spot)


class YuwellFingerOximeter(GattSampler):
    """Yuwell BO-YX110, at its own characteristic."""

    service, characteristic = 0xFFE0, 0xFFE4

    def value(self, spo2: int, pulse: int) -> bytes:
        """Its bytes, as far as they are known."""
        return bytes((0xFE, 8, 0x56, 0, pulse, spo2, 0, 0))


class ContecFingerOximeter(GattSampler):
    """Contec CMS50D-BT: sends once it has heard START.

    Attributes:
        beats: How often it was told to go on.
    """

    service, characteristic = 0xFF00, 0xFF02
    beats = 0

    def others(self) -> list[Characteristic[bytes]]:
        can, value = Characteristic.Properties.WRITE, CharacteristicValue(write=self._told)
        return [Characteristic("FF01", can, Characteristic.WRITEABLE, value)]

    def value(self, spo2: int, pulse: int) -> bytes:
        """Its bytes."""
        return contec.command(0xEB, 1, 4, pulse, spo2, 0x7F, 0)

    def can_send(self) -> bool:
        return contec.START in self.written

    def _told(self, _connection: Connection, words: bytes) -> None:
        self.written.append(words)
        self.beats += words == contec.HEARTBEAT
