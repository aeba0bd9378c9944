"""Numbers of the Bluetooth services and characteristics that health devices use (Bluetooth Assigned Numbers)."""

from __future__ import annotations

BLOOD_PRESSURE_SERVICE = 0x1810
GLUCOSE_SERVICE = 0x1808
THERMOMETER_SERVICE = 0x1809
CURRENT_TIME_SERVICE = 0x1805
HEART_RATE_SERVICE = 0x180D
BODY_COMPOSITION_SERVICE = 0x181B
WEIGHT_SERVICE = 0x181D
OXIMETER_SERVICE = 0x1822

DATE_TIME = 0x2A08
GLUCOSE_MEASUREMENT = 0x2A18
TEMPERATURE_MEASUREMENT = 0x2A1C
CURRENT_TIME = 0x2A2B
GLUCOSE_CONTEXT = 0x2A34
BLOOD_PRESSURE_MEASUREMENT = 0x2A35
HEART_RATE_MEASUREMENT = 0x2A37
BLOOD_PRESSURE_FEATURE = 0x2A49
RECORD_ACCESS = 0x2A52
OXIMETER_SPOT = 0x2A5E
OXIMETER_CONTINUOUS = 0x2A5F
BODY_COMPOSITION_MEASUREMENT = 0x2A9C
WEIGHT_MEASUREMENT = 0x2A9D
USER_CONTROL = 0x2A9F


def whole(named: int | str) -> str:
    """The whole UUID of a number, or the UUID itself."""
    return uuid(named) if isinstance(named, int) else named


def uuid(number: int) -> str:
    """The whole UUID of a 16-bit number."""
    return f"{number:08x}-0000-1000-8000-00805f9b34fb"
