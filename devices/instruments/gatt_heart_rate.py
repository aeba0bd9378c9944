"""Chest straps and watches with the Bluetooth profile, service 0x180D: notifications of 0x2A37."""

from __future__ import annotations

from typing import ClassVar

from devices.device import DeviceKind
from devices.gatt import uuids
from devices.gatt.heart_rate import heart_rate
from devices.instruments.gatt_instrument import Role
from devices.instruments.gatt_stream import GattStream


class GattHeartRate(GattStream):
    """Readings with `pulse` (/min), once the rates have agreed for six seconds."""

    kind = DeviceKind.HEART_RATE
    metrics = ("pulse",)
    role = Role({})
    samples: ClassVar = {uuids.HEART_RATE_MEASUREMENT: heart_rate}
