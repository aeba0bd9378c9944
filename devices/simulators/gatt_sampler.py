"""What instruments share that send samples over Bluetooth as long as somebody is at them."""

from __future__ import annotations

from bumble.device import Connection
from bumble.gatt import Characteristic

from devices.simulators.gatt_peripheral import GattPeripheral


class GattSampler(GattPeripheral):
    """Advertises when somebody puts it on; each sample is sent by whoever directs it. It keeps nothing."""

    has_clock = False

    def properties(self) -> Characteristic.Properties:
        return Characteristic.Properties.NOTIFY

    def put_on(self) -> None:
        """Somebody puts it on. It advertises until it is connected to."""
        self.is_listened_to = False
        self.written.clear()
        self.send()

    def take_off(self) -> None:
        """It is taken off, and goes."""
        self.hang_up()

    def can_send(self) -> bool:
        """Whether somebody listens, and it has been told to."""
        return self.is_listened_to

    def sample(self, value: bytes) -> None:
        """Send one, with the faults."""
        if self.faults.silent:
            return
        for _ in range(2 if self.faults.duplicate else 1):
            self.notify(self.spoilt(value))
        if self.faults.unplug:
            self.hang_up()

    async def after_subscribing(self, connection: Connection) -> None:
        """Samples come when they come."""
