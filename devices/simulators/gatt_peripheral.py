"""The far end of a Bluetooth connection: an instrument that advertises when it has something, tells it and is gone."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from bumble.core import AdvertisingData
from bumble.device import Connection, Device
from bumble.gatt import Characteristic, CharacteristicValue, Service

from devices.clock import Clock, SystemClock
from devices.gatt import uuids
from devices.gatt.octets import date_time, date_time_octets
from devices.simulators.gatt_air import Air, powered
from devices.wires_gatt import Radio, Seen

INTERVAL_MS = 20.0
READ, WRITE = Characteristic.READABLE, Characteristic.WRITEABLE
READ_BONDED = READ | Characteristic.READ_REQUIRES_AUTHENTICATION
WRITE_BONDED = WRITE | Characteristic.WRITE_REQUIRES_AUTHENTICATION


@dataclass(slots=True)
class GattFaults:
    """What the instrument does otherwise than it should. All off by default.

    Attributes:
        duplicate: Send each value twice.
        silent: Connect, and send nothing.
        unplug: Lose power while a value is being sent.
        stays: Do not end the connection.
        corrupt: Turn over the highest bits of the first byte, which no format knows.
        truncate: Cut values to the 20 bytes a connection begins with.
        clock_ahead: How far its clock is ahead of true.
        forgets_clock: Say yes to a clock that is written, and keep the old one.
    """

    duplicate: bool = False
    silent: bool = False
    unplug: bool = False
    stays: bool = False
    corrupt: bool = False
    truncate: bool = False
    clock_ahead: timedelta = timedelta(0)
    forgets_clock: bool = False


class GattPeripheral(ABC):
    """An instrument of one profile. Its methods may be called from any thread but the radio's.

    Args:
        zone: Where it stands; None is the machine's own. Its clock is right there until a fault says otherwise.

    Attributes:
        memory: Values kept for others, sent before the new one.
        written: What was written to it, in order.
        is_listened_to: Somebody subscribed to its values, on the present connection.
    """

    service: int | str
    characteristic: int | str
    has_clock = True
    wants_bond = False
    """Shows and takes its clock only to a host it is bonded with."""

    def __init__(
        self,
        radio: Radio,
        air: Air,
        address: str,
        name: str,
        *,
        flags: int = 6,
        zone: tzinfo | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.faults = GattFaults()
        self.memory: list[bytes] = []
        self.written: list[bytes] = []
        self.connections = 0
        self.is_listened_to = False
        self._radio, self._air, self._address, self._name, self.flags = radio, air, address, name, flags
        self._zone, self._clock = zone, clock or SystemClock()
        self._fresh: list[bytes] = []
        self._device: Device | None = None
        self._values: Characteristic[bytes] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def switch_on(self) -> None:
        """Put it within range. It is silent until it has something to say."""
        self._radio.join(f"simulated {self._address}", _nobody)  # its loop stays while it is on
        self._radio.do(self._begin())

    def switch_off(self) -> None:
        """Take it away."""
        self._radio.do(self._end())
        self._radio.leave(f"simulated {self._address}")

    def send(self, *values: bytes) -> None:
        """Have something to say."""
        self._radio.do(self._offer(values))

    def is_connected(self) -> bool:
        """Whether somebody is connected to it now."""
        return self._device is not None and bool(self._device.connections)

    def now(self) -> datetime:
        """Its clock."""
        return self._civil_time() + self.faults.clock_ahead

    def notify(self, value: bytes, where: Characteristic[bytes] | None = None) -> None:
        """Send a value to whoever listens, on its own; at another place than its values where that is given."""
        self._radio.do(self._notify(value, where or self._values))

    def hang_up(self) -> None:
        """End the connection from its side."""
        self._radio.do(self._hang_up())

    async def _notify(self, value: bytes, where: Characteristic[bytes] | None) -> None:
        if self._device is not None and where is not None:
            for connection in list(self._device.connections.values()):
                await self.tell_one(self._device, connection, where, value)

    async def _hang_up(self) -> None:
        if self._device is not None:
            for connection in list(self._device.connections.values()):
                await connection.disconnect()

    @abstractmethod
    def properties(self) -> Characteristic.Properties:
        """How its values are told."""

    def others(self) -> list[Characteristic[bytes]]:
        """Further characteristics of its service."""
        return []

    def more_services(self) -> list[Service]:
        """Services beside its own."""
        return []

    async def after_subscribing(self, connection: Connection) -> None:
        """What it does when somebody listens: tells all it has, and goes."""
        await self.tell(connection, [*self.memory, *self._fresh])

    async def tell(self, connection: Connection, values: list[bytes]) -> None:
        """Tell values, with the faults."""
        if self._device is None or self._values is None:
            return
        for value in [] if self.faults.silent else values:
            sent = self.spoilt(value)
            for _ in range(2 if self.faults.duplicate else 1):
                telling = asyncio.ensure_future(self.tell_one(self._device, connection, self._values, sent))
                if self.faults.unplug:
                    await connection.disconnect()
                    telling.cancel()
                    return
                await telling
        self._fresh.clear()
        if not self.faults.stays:
            await connection.disconnect()

    async def tell_one(
        self, device: Device, connection: Connection, where: Characteristic[bytes], value: bytes
    ) -> None:
        """Indicate a value, or notify it where that is what the characteristic can."""
        if where.properties & Characteristic.Properties.INDICATE:
            await device.indicate_subscriber(connection, where, value)
        else:
            await device.notify_subscriber(connection, where, value)

    def spoilt(self, value: bytes) -> bytes:
        """As it goes over the air, with the faults."""
        value = value[:20] if self.faults.truncate else value
        return bytes((value[0] ^ 0xE0,)) + value[1:] if self.faults.corrupt and value else value

    async def _begin(self) -> None:
        device = self._device = await powered(self._air.link, self._address, self._name)
        self._values = Characteristic(named(self.characteristic), self.properties(), READ, b"")
        self._values.on(Characteristic.EVENT_SUBSCRIPTION, self._subscribed)
        held = [self._values, *self.others()]
        if self.has_clock:
            held.append(self.clock_at(uuids.DATE_TIME, date_time_octets))
        device.add_service(Service(named(self.service), held))
        for service in self.more_services():
            device.add_service(service)
        device.on(Device.EVENT_CONNECTION, self._connected)

    async def _end(self) -> None:
        if self._device is None:
            return
        await self._device.stop_advertising()
        for connection in list(self._device.connections.values()):
            await connection.disconnect()
        for task in list(self._tasks):
            task.cancel()
        await self._device.power_off()

    async def _offer(self, values: tuple[bytes, ...]) -> None:
        if self._device is None:
            return
        self._fresh.extend(values)
        data = AdvertisingData([
            (AdvertisingData.Type.FLAGS, bytes([self.flags])),
            (AdvertisingData.Type.COMPLETE_LOCAL_NAME, self._name.encode()),
        ])  # fmt: skip
        await self._device.start_advertising(
            advertising_data=bytes(data), advertising_interval_min=INTERVAL_MS, advertising_interval_max=INTERVAL_MS
        )

    def _connected(self, _connection: Connection) -> None:
        self.connections += 1
        self.is_listened_to = False

    def _subscribed(self, connection: Connection, notify: bool, indicate: bool) -> None:
        self.is_listened_to = notify or indicate
        if self.is_listened_to:
            self.in_background(self.after_subscribing(connection))

    def in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it while the radio goes on; on the radio's loop."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def clock_at(self, number: int, octets: Callable[[datetime], bytes]) -> Characteristic[bytes]:
        """The characteristic that shows its clock and sets it."""
        return Characteristic(
            named(number),
            Characteristic.Properties.READ | Characteristic.Properties.WRITE,
            (READ_BONDED | WRITE_BONDED) if self.wants_bond else (READ | WRITE),
            CharacteristicValue(read=lambda _: octets(self.now()), write=self._set_clock),
        )

    def _set_clock(self, _connection: Connection, value: bytes) -> None:
        self.written.append(value)
        set_to = date_time(value[:7])
        if isinstance(set_to, datetime) and not self.faults.forgets_clock:
            self.faults.clock_ahead = set_to - self._civil_time()

    def _civil_time(self) -> datetime:
        return self._clock.now().utc.astimezone(self._zone).replace(tzinfo=None)


def _nobody(_seen: Seen) -> None:
    """Nobody is told."""


def named(which: int | str) -> str:
    """A service or characteristic as bumble wants it named."""
    return f"{which:04X}" if isinstance(which, int) else which
