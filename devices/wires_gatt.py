"""Bluetooth, as drivers use it from threads of their own: one radio, one thread with one event loop behind it.

What a call may raise: DeviceRefused ("bond-missing") where a device wants to be bonded with, WireLost for a connection
or an adapter that is gone, DeviceTimeout for an answer that did not come in time, DeviceNotAvailable where no Bluetooth
is. None waits longer than `AWAIT_S`. An adapter that hangs so that the loop itself stands still is left behind with its
thread; the next call begins a new one.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from bleak import BleakClient, BleakScanner
from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.exc import BleakBluetoothNotAvailableError, BleakDBusError, BleakError, BleakGATTProtocolError

from devices.errors import DeviceNotAvailable, DeviceRefused, DeviceTimeout, WireLost

log = logging.getLogger("kiosk.devices")

AWAIT_S = 10.0
"""Longest wait for any answer of adapter or device."""
GRACE_S = 2.0
"""A loop that has not even ended a wait so long after its time stands still."""

try:
    from dbus_fast.errors import AuthError, DBusFastError

    _GONE: tuple[type[Exception], ...] = (BleakError, OSError, EOFError, DBusFastError, AuthError)
except ImportError:  # no D-Bus on Windows
    _GONE = (BleakError, OSError, EOFError)
"""What bleak raises besides its own errors comes from the system's bus as it is."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Backend:
    """What bleak runs on. None is the machine's own: BlueZ, WinRT."""

    client: type[BaseBleakClient] | None = None
    scanner: type[BaseBleakScanner] | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Seen:
    """A device that was just heard advertising.

    Attributes:
        flags: Its flags byte (Core Specification Supplement, 1.3); None where the system does not tell it.
        bonded: Whether this machine is bonded with it; None where the system does not tell it.
    """

    name: str
    flags: int | None
    bonded: bool | None
    device: BLEDevice


class _Worker:
    """The thread, its loop, and what lives on it."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.air = asyncio.Lock()
        self.scanner: BleakScanner | None = None
        self.thread = threading.Thread(target=self._run, name="bluetooth", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_forever()
            left = asyncio.all_tasks(self.loop)
            for task in left:
                task.cancel()
            self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        finally:
            self.loop.close()

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)


class Radio:
    """The adapter of this machine. Thread-safe; the thread runs while somebody has joined.

    Attributes:
        ignored: Advertisements of devices that nobody here is bound to.
        restarts: Workers left behind because they stood still.
    """

    def __init__(self, backend: Backend | None = None, *, await_s: float = AWAIT_S, grace_s: float = GRACE_S) -> None:
        self._backend = backend or Backend()
        self._await_s, self._grace_s = await_s, grace_s
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._bound: dict[str, Callable[[Seen], None]] = {}
        self._calls: dict[threading.Thread, concurrent.futures.Future[Any]] = {}
        self.ignored = 0
        self.restarts = 0

    def join(self, address: str, heard: Callable[[Seen], None]) -> None:
        """Be told, on the radio's thread, when this address advertises. ValueError where somebody is told already."""
        with self._lock:
            if address.upper() in self._bound:
                raise ValueError("this address is bound already")
            self._bound[address.upper()] = heard

    def leave(self, address: str) -> None:
        """No longer. The thread ends with the last one."""
        with self._lock:
            self._bound.pop(address.upper(), None)
            worker = self._worker if not self._bound else None
        if worker is None:
            return
        try:
            self.do(self._hush(worker), whole=True)
        except (WireLost, DeviceTimeout, DeviceNotAvailable):
            log.info("bluetooth: the scan did not end by itself")
        with self._lock:
            if self._worker is worker:
                self._worker = None
        worker.end()
        worker.thread.join(self._grace_s)

    def listen(self, *, afresh: bool = False) -> None:
        """Listen for advertisements, if that is not being done. `afresh` begins again: that finds a lost adapter."""
        self.do(self._scan(self._at_work(), afresh), whole=True)

    def connect(self, seen: Seen, lost: Callable[[], None]) -> Link:
        """Connect. `lost` is called on the radio's thread when the other end or the air ends it."""
        link = Link(self, lost)
        self.do(self._connect(self._at_work(), link, seen))
        return link

    def do(self, work: Coroutine[Any, Any, T], *, whole: bool = False) -> T:
        """The result of a coroutine that is run on the loop; `whole` is not broken off."""
        worker = self._at_work()
        future = asyncio.run_coroutine_threadsafe(_in_time(work, self._await_s), worker.loop)
        caller = threading.current_thread()
        if not whole:
            self._calls[caller] = future
        try:
            return future.result(self._await_s + self._grace_s)
        except concurrent.futures.CancelledError:
            raise WireLost("bluetooth is being closed") from None
        except TimeoutError as error:
            if not future.done():
                future.cancel()
                self._leave_behind(worker)
                raise DeviceTimeout("the bluetooth adapter hangs", code="bluetooth-hangs") from None
            raise DeviceTimeout(f"no answer over bluetooth in {self._await_s:.0f} s") from error
        except BleakBluetoothNotAvailableError as error:
            raise DeviceNotAvailable(f"bluetooth: {error.reason.name}", code="no-bluetooth") from error
        except _GONE as error:
            if _wants_bond(error):
                raise DeviceRefused("it answers only to a host it is bonded with", code="bond-missing") from error
            raise WireLost(f"bluetooth: {type(error).__name__}", code="bluetooth-lost") from error
        finally:
            self._calls.pop(caller, None)

    def break_off(self, caller: threading.Thread) -> None:
        """End the call in which another thread waits, if it does: it raises WireLost there."""
        if (future := self._calls.get(caller)) is not None:
            future.cancel()

    def _at_work(self) -> _Worker:
        with self._lock:
            if self._worker is None:
                self._worker = _Worker()
            return self._worker

    def _leave_behind(self, worker: _Worker) -> None:
        with self._lock:
            if self._worker is worker:
                self._worker = None
                self.restarts += 1
        worker.end()

    async def _scan(self, worker: _Worker, afresh: bool) -> None:
        async with worker.air:
            if worker.scanner is not None and not afresh:
                return
            await self._stop(worker)
            scanner = BleakScanner(self._heard, backend=self._backend.scanner)
            try:
                await scanner.start()
            except TimeoutError:
                raise
            except OSError as error:  # not even a system bus to ask
                raise DeviceNotAvailable(f"bluetooth: {type(error).__name__}", code="no-bluetooth") from error
            worker.scanner = scanner

    async def _hush(self, worker: _Worker) -> None:
        async with worker.air:
            await self._stop(worker)

    async def _stop(self, worker: _Worker) -> None:
        scanner, worker.scanner = worker.scanner, None
        if scanner is not None:
            await scanner.stop()

    async def _connect(self, worker: _Worker, link: Link, seen: Seen) -> None:
        # Many adapters cannot connect while they scan; whoever listens next begins the scan again.
        async with worker.air:
            await self._stop(worker)
            client = BleakClient(seen.device, link.on_lost, timeout=self._await_s, backend=self._backend.client)
            await client.connect()
            link.client = client

    def _heard(self, device: BLEDevice, told: AdvertisementData) -> None:
        heard = self._bound.get(device.address.upper())
        if heard is None:
            if self.ignored == 0:
                log.info("bluetooth: devices advertise that are bound to nothing here; they are ignored")
            self.ignored += 1
            return
        properties = next((part for part in told.platform_data if isinstance(part, dict)), {})
        flags = properties.get("AdvertisingFlags")
        bonded = properties.get("Bonded", properties.get("Paired"))
        heard(Seen(told.local_name or device.name or "", flags[0] if flags else None, bonded, device))


class Link:
    """One connection, for the thread of one driver. Characteristics are named by their whole UUID.

    Attributes:
        lost: It was ended by the other end or by the air.
    """

    def __init__(self, radio: Radio, lost: Callable[[], None]) -> None:
        self._radio, self._told = radio, lost
        self.client: BleakClient | None = None
        self.lost = False

    def on_lost(self, _client: BleakClient) -> None:
        """bleak's own call."""
        self.lost = True
        self._told()

    def _open(self) -> BleakClient:
        if self.client is None or self.lost:
            raise WireLost("the device has ended the connection", code="bluetooth-lost")
        return self.client

    def has(self, uuid: str, ability: str = "") -> bool:
        """Whether there is such a characteristic, and whether it can be `read`, `write`, …"""
        found = self._open().services.get_characteristic(uuid)
        return found is not None and (not ability or ability in found.properties)

    def subscribe(self, uuid: str, heard: Callable[[bytes], None]) -> None:
        """Be told each value, on the radio's thread."""
        # BlueZ's other way, AcquireNotify, is for notifications alone and loses what comes before its socket is read.
        bluez: Any = {"use_start_notify": True}
        self._radio.do(self._open().start_notify(uuid, lambda _, data: heard(bytes(data)), bluez=bluez))

    def read(self, uuid: str) -> bytes:
        """Its value now."""
        return bytes(self._radio.do(self._open().read_gatt_char(uuid)))

    def write(self, uuid: str, data: bytes) -> None:
        """Write and wait for the answer."""
        self._radio.do(self._open().write_gatt_char(uuid, data, response=True))

    def pair(self) -> None:
        """Bond with the device."""
        self._radio.do(self._open().pair())

    def close(self) -> None:
        """End it, whatever state it is in."""
        client, self.client = self.client, None
        if client is None:
            return
        try:
            self._radio.do(client.disconnect(), whole=True)
        except (WireLost, DeviceTimeout, DeviceNotAvailable):
            return


_BOND_CODES = (0x05, 0x0C, 0x0F)
"""Insufficient authentication, encryption key size, encryption (Core Specification, 3 F 3.4.1.1)."""
_BOND_NAMES = ("org.bluez.Error.AuthenticationFailed", "org.bluez.Error.AuthenticationRejected")


def _wants_bond(error: Exception) -> bool:
    if isinstance(error, BleakGATTProtocolError):
        return error.args[0] in _BOND_CODES
    return isinstance(error, BleakDBusError) and error.dbus_error in _BOND_NAMES


async def _in_time(work: Coroutine[Any, Any, T], seconds: float) -> T:
    async with asyncio.timeout(seconds):
        return await work


_shared: list[Radio] = []
_sharing = threading.Lock()


def shared() -> Radio:
    """The one radio of this process."""
    with _sharing:
        if not _shared:
            _shared.append(Radio())
        return _shared[0]
