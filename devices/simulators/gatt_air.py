"""A virtual air: bumble's link between simulated instruments and a bleak backend. No adapter is needed.

Needs bumble, which is installed for tests and demonstration alone. Everything here lives on the radio's loop.
"""

from __future__ import annotations

from typing import Any

from bleak.args import SizedBuffer
from bleak.assigned_numbers import gatt_char_props_to_strs
from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient, NotifyCallback
from bleak.backends.descriptor import BleakGATTDescriptor
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakError, BleakGATTProtocolError
from bumble.att import ATT_Error
from bumble.controller import Controller
from bumble.core import AdvertisingData, BaseBumbleError
from bumble.device import Advertisement, Connection, Device, Peer
from bumble.hci import Address
from bumble.host import Host
from bumble.keys import MemoryKeyStore
from bumble.link import LocalLink
from bumble.transport.common import AsyncPipeSink

from devices.wires_gatt import Backend

TERMINAL = "F0:F0:F0:F0:F0:F0"


async def powered(link: LocalLink, address: str, name: str) -> Device:
    """A device on the air, its controller switched on."""
    controller = Controller(name, link=link)
    device = Device(name=name, address=Address(address), host=Host(controller, AsyncPipeSink(controller)))
    device.keystore = MemoryKeyStore()
    await device.power_on()
    return device


class Air:
    """One place within radio range.

    Attributes:
        mtu: What the terminal asks for when it connects; None leaves the 23 every device begins with.
        bonded: Addresses the terminal is bonded with.
        subscribed: With which options somebody subscribed, in order.
    """

    def __init__(self) -> None:
        self.link = LocalLink()  # type: ignore[no-untyped-call]
        self.mtu: int | None = 185
        self.bonded: set[str] = set()
        self.subscribed: list[dict[str, Any]] = []
        self._terminal: Device | None = None

    async def terminal(self) -> Device:
        """The terminal's own end."""
        if self._terminal is None:
            self._terminal = await powered(self.link, TERMINAL, "terminal")
        return self._terminal

    def backend(self) -> Backend:
        """For a Radio: bleak on this air."""
        air = self

        class Client(_Client):
            AIR = air

        class Scanner(_Scanner):
            AIR = air

        return Backend(Client, Scanner)


class _Scanner(BaseBleakScanner):
    AIR: Air

    def __init__(self, detection_callback: Any, service_uuids: Any, _scanning_mode: str, **_: Any) -> None:
        super().__init__(detection_callback, service_uuids)
        self._device: Device | None = None

    async def start(self) -> None:
        self.seen_devices = {}
        self._device = await self.AIR.terminal()
        self._device.on(Device.EVENT_ADVERTISEMENT, self._heard)
        await self._device.start_scanning(active=False)

    async def stop(self) -> None:
        if self._device is not None:
            self._device.remove_listener(Device.EVENT_ADVERTISEMENT, self._heard)
            await self._device.stop_scanning()

    def _heard(self, told: Advertisement) -> None:
        address = str(told.address).partition("/")[0]
        flags = told.data.get(AdvertisingData.Type.FLAGS, raw=True)
        name = told.data.get(AdvertisingData.Type.COMPLETE_LOCAL_NAME)
        properties = {"AdvertisingFlags": flags, "Bonded": address in self.AIR.bonded}
        data = AdvertisementData(name, {}, {}, [], None, told.rssi, (address, properties))
        device = self.create_or_update_device(address, address, name, told.address, data)
        self.call_detection_callbacks(device, data)


class _Client(BaseBleakClient):
    AIR: Air

    def __init__(self, address_or_ble_device: BLEDevice | str, **named: Any) -> None:
        super().__init__(address_or_ble_device, **named)
        if isinstance(address_or_ble_device, str):
            raise BleakError("the simulated air connects to devices that were seen")
        self._to: Address = address_or_ble_device.details
        self._connection: Connection | None = None
        self._peer: Peer | None = None

    @property
    def mtu_size(self) -> int:
        return self._connection.att_mtu if self._connection else 23

    @property
    def is_connected(self) -> bool:
        return self._connection is not None

    async def connect(self, pair: bool, **_: Any) -> None:
        terminal = await self.AIR.terminal()
        try:
            connection = self._connection = await terminal.connect(self._to, timeout=self._timeout)
            connection.on(Connection.EVENT_DISCONNECTION, self._ended)
            self._peer = Peer(connection)
            if self.AIR.mtu is not None:
                await self._peer.request_mtu(self.AIR.mtu)
            await self._discover(self._peer)
        except BaseBumbleError as error:
            raise _as_bleak(error) from error
        if pair:
            await self.pair()

    async def _discover(self, peer: Peer) -> None:
        await peer.discover_services()
        found = BleakGATTServiceCollection()
        for service in peer.services:
            ours = BleakGATTService(service, service.handle, _whole(service.uuid.to_hex_str("-")))
            found.add_service(ours)
            for each in await service.discover_characteristics():
                words = list(gatt_char_props_to_strs(int(each.properties)))
                uuid = _whole(each.uuid.to_hex_str("-"))
                found.add_characteristic(BleakGATTCharacteristic(each, each.handle, uuid, words, lambda: 20, ours))
        self.services = found

    def _ended(self, _reason: int) -> None:
        self._connection = None
        if self._disconnected_callback is not None:
            self._disconnected_callback()

    async def disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.remove_listener(Connection.EVENT_DISCONNECTION, self._ended)
            await connection.disconnect()

    async def pair(self, *_: Any, **__: Any) -> None:
        try:
            await self._alive().pair()
        except BaseBumbleError as error:
            raise _as_bleak(error) from error
        self.AIR.bonded.add(self.address)

    async def unpair(self) -> None:
        raise BleakError("the simulated air forgets bonds by itself")

    def _alive(self) -> Connection:
        if self._connection is None:
            raise BleakError("not connected")
        return self._connection

    async def read_gatt_char(
        self, characteristic: BleakGATTCharacteristic, *, use_cached: bool = False, **_: Any
    ) -> bytearray:
        self._alive()
        try:
            return bytearray(await characteristic.obj.read_value())
        except BaseBumbleError as error:
            raise _as_bleak(error) from error

    async def write_gatt_char(self, characteristic: BleakGATTCharacteristic, data: SizedBuffer, response: bool) -> None:
        self._alive()
        try:
            await characteristic.obj.write_value(bytes(data), with_response=response)
        except BaseBumbleError as error:
            raise _as_bleak(error) from error

    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: NotifyCallback, **named: Any
    ) -> None:
        self._alive()
        self.AIR.subscribed.append(named)
        try:
            await characteristic.obj.subscribe(lambda value: callback(bytearray(value)))
        except BaseBumbleError as error:
            raise _as_bleak(error) from error

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        self._alive()
        await characteristic.obj.unsubscribe()

    async def read_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, *, use_cached: bool = False, **_: Any
    ) -> bytearray:
        raise BleakError("the simulated air has no descriptors")

    async def write_gatt_descriptor(self, descriptor: BleakGATTDescriptor, data: SizedBuffer) -> None:
        raise BleakError("the simulated air has no descriptors")


def _as_bleak(error: BaseBumbleError) -> BleakError:
    if isinstance(error, ATT_Error):
        return BleakGATTProtocolError(error.error_code)
    return BleakError(type(error).__name__)


def _whole(uuid: str) -> str:
    return (f"0000{uuid}-0000-1000-8000-00805f9b34fb" if len(uuid) == 4 else uuid).lower()
