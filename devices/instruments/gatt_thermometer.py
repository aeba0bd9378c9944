"""Contact and ear thermometers with the Bluetooth profile: service 0x1809, indications of 0x2A1C."""

from __future__ import annotations

from devices.device import DeviceKind
from devices.gatt import uuids
from devices.gatt.thermometer import thermometer
from devices.instruments.gatt_instrument import GattInstrument, Role


class GattThermometer(GattInstrument):
    """Readings with `temp_clinical` (Cel); the flag "site-ear" and its like says where it was measured."""

    kind = DeviceKind.CLINICAL_THERMOMETER
    metrics = ("temp_clinical",)
    role = Role({uuids.TEMPERATURE_MEASUREMENT: thermometer})
