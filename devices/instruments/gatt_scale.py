"""Scales with a Bluetooth profile: service 0x181D with 0x2A9D, or 0x181B with 0x2A9C."""

from __future__ import annotations

from devices.device import DeviceKind
from devices.gatt import uuids
from devices.gatt.scales import body_composition, weight
from devices.instruments.gatt_instrument import GattInstrument, Role


class GattScale(GattInstrument):
    """Readings with `weight` (kg).

    Height, BMI and body fat are not told: the scale reckons them with height, age and sex of a user in its memory, who
    is not whoever stands on it here.
    """

    kind = DeviceKind.SCALE
    metrics = ("weight",)
    role = Role({uuids.WEIGHT_MEASUREMENT: weight, uuids.BODY_COMPOSITION_MEASUREMENT: body_composition})
