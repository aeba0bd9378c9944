"""Scales with the Bluetooth profile for body composition: service 0x181B, indications of 0x2A9C."""

from __future__ import annotations

from devices.device import DeviceKind
from devices.evidence import Evidence, Fact
from devices.gatt import scales, uuids
from devices.gatt.own import xiaomi
from devices.gatt.scales import body_composition
from devices.instruments.gatt_instrument import GattInstrument, Role

RESTS_ON = (
    *scales.RESTS_ON[:1],
    *xiaomi.RESTS_ON,
    Fact("how long impedance comes after the weight", Evidence.MEMORY, "the first scale: the times of its values"),
)

SETTLED_S = 4.0
"""Weight comes first, and what current through the body tells some seconds later; the last value is the whole one."""


class GattBodyComposition(GattInstrument):
    """Readings with `weight` (kg) and, where they are measured, `impedance` (Ohm) and `body_fat` (%).

    The fat is the scale's own reckoning, with age, sex and height of the profile chosen on it: the flag "of-a-profile"
    says so. Height and BMI are that profile's, and not told. A record in several packets is refused.
    """

    kind = DeviceKind.SCALE
    metrics = ("weight", "body_fat", "impedance")
    role = Role({uuids.BODY_COMPOSITION_MEASUREMENT: body_composition}, SETTLED_S)
