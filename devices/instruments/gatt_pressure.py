"""Blood pressure monitors with the Bluetooth profile: service 0x1810, indications of 0x2A35."""

from __future__ import annotations

from devices.device import DeviceKind
from devices.gatt import uuids
from devices.gatt.blood_pressure import blood_pressure
from devices.instruments.gatt_instrument import GattInstrument, Role


class GattBloodPressure(GattInstrument):
    """Readings with `sys`, `dia` (mm[Hg]) and, where the monitor counts it, `pulse` (/min)."""

    kind = DeviceKind.BLOOD_PRESSURE
    metrics = ("sys", "dia", "pulse")
    role = Role({uuids.BLOOD_PRESSURE_MEASUREMENT: blood_pressure})
