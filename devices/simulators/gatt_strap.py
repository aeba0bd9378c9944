"""A chest strap with the Bluetooth profile."""

from __future__ import annotations

from devices.gatt import uuids
from devices.simulators.gatt_sampler import GattSampler

_CONTACT, _TELLS_CONTACT = 2, 4


class GattStrap(GattSampler):
    """Notifies 0x2A37 once a second as long as somebody wears it."""

    service = uuids.HEART_RATE_SERVICE
    characteristic = uuids.HEART_RATE_MEASUREMENT

    def value(self, pulse: int, *, worn: bool = True) -> bytes:
        """The bytes of 0x2A37."""
        return bytes((_TELLS_CONTACT | (_CONTACT if worn else 0), pulse))
