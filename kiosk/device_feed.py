"""What the devices of a running terminal say, for whoever looks on: `kiosk devices watch` and `wire` beside it.

A socket in the data folder, readable by its owner only and by no network. Onlookers hear; nothing they do reaches a
device. What they hear is masked already.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from devices.clock import Clock, SystemClock
from devices.events import (
    CardArrived,
    CardLeft,
    DeviceEvent,
    DeviceStateChanged,
    IdentityRead,
    ReadFailed,
    ReadingTaken,
)
from devices.identity import IdentityDocument
from devices.wire_log import WireEntry, WireLog
from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import fault_sentences

log = logging.getLogger("kiosk.devices")

SOCKET = "devices.sock"
WIRE = "wire:"
"""Before a device's name: its wire log is asked for, not its events."""
GROWS_S = 1.0
"""The newest entry of a wire log may grow for so long."""
_MOST_ONLOOKERS = 4
_KEPT = 200
_SLICE_S = 0.2
_NAME_BYTES = 256


class DeviceFeed:
    """Lets onlookers hear the events of one device each. `tell` never waits: who hears too slowly misses some.

    Args:
        states: The state each device announced last, by name.
        wires: The wire log of each device, by name. Nobody marks them as watched here: values of visitors stay lengths.
    """

    def __init__(
        self,
        data_dir: Path,
        states: Callable[[], dict[str, DeviceStateChanged]],
        wires: Mapping[str, WireLog] = MappingProxyType({}),
        clock: Clock | None = None,
    ) -> None:
        self._data_dir, self._states, self._wires = data_dir, states, wires
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._onlookers: dict[queue.Queue[DeviceEvent], str] = {}
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []
        self._server: socket.socket | None = None

    def start(self) -> None:
        """Begin to let onlookers in. Without a socket (a file system that has none) the terminal runs all the same."""
        server = socket.socket(socket.AF_UNIX)
        try:
            (self._data_dir / SOCKET).unlink(missing_ok=True)
            with _short(self._data_dir) as path:
                server.bind(path)
            (self._data_dir / SOCKET).chmod(0o600)
            server.listen(_MOST_ONLOOKERS)
        except OSError as error:
            log.info("nobody can look on at the devices: %s", type(error).__name__)
            server.close()
            return
        server.settimeout(_SLICE_S)
        self._server = server
        self._run(self._let_in)

    def stop(self) -> None:
        """Send all onlookers away."""
        self._ending.set()
        for thread in self._threads:
            thread.join(2)
        if self._server is not None:
            self._server.close()
            (self._data_dir / SOCKET).unlink(missing_ok=True)
            self._server = None

    def tell(self, event: DeviceEvent) -> None:
        """Pass an event on to those who look on at its device."""
        if not self._onlookers:
            return
        with self._lock:
            for onlooker, name in self._onlookers.items():
                if name == device_of(event):
                    with contextlib.suppress(queue.Full):
                        onlooker.put_nowait(event)

    def _run(self, work: Callable[..., None], *args: object) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=work, args=args, name="device-feed", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _let_in(self) -> None:
        assert self._server is not None
        while not self._ending.is_set():
            try:
                onlooker, _ = self._server.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            if len(self._onlookers) >= _MOST_ONLOOKERS:
                onlooker.close()
            else:
                self._run(self._serve, onlooker)

    def _serve(self, onlooker: socket.socket) -> None:
        heard: queue.Queue[DeviceEvent] = queue.Queue(_KEPT)
        try:
            onlooker.settimeout(2.0)
            name = onlooker.recv(_NAME_BYTES).decode("utf-8", "replace")
            with self._lock:
                self._onlookers[heard] = name
            if name.startswith(WIRE):
                self._serve_wire(onlooker, self._wires.get(name.removeprefix(WIRE)))
                return
            state = self._states().get(name)
            if state is not None:
                heard.put_nowait(state)
            while not self._ending.is_set():
                try:
                    event = heard.get(timeout=_SLICE_S)
                except queue.Empty:
                    continue
                onlooker.sendall(json.dumps(describe(event), ensure_ascii=False).encode() + b"\n")
        except OSError:
            return  # it went away
        finally:
            with self._lock:
                self._onlookers.pop(heard, None)
            onlooker.close()

    def _serve_wire(self, onlooker: socket.socket, log: WireLog | None) -> None:
        """What is kept of one wire, then what comes, a line an entry."""
        shown, never = 0, threading.Event()
        while log is not None and not self._ending.is_set():
            entries, now_s = log.entries(shown), self._clock.now().monotonic_s
            if entries and now_s - entries[-1].at.monotonic_s < GROWS_S:
                entries = entries[:-1]
            for entry in entries:
                onlooker.sendall(json.dumps(describe_wire(entry)).encode() + b"\n")
                shown = entry.number
            never.wait(_SLICE_S)


def look_on(data_dir: Path, device: str) -> socket.socket:
    """A socket that receives the events of one device of the running terminal, a JSON line each; with `WIRE` before its
    name the bytes of its wire, see `describe_wire`.

    Raises:
        OSError: the terminal lets nobody look on.
    """
    client = socket.socket(socket.AF_UNIX)
    try:
        client.settimeout(2.0)
        with _short(data_dir) as path:
            client.connect(path)
        client.sendall(device.encode())
    except OSError:
        client.close()
        raise
    return client


@contextlib.contextmanager
def _short(data_dir: Path) -> Iterator[str]:
    """The socket's path in a form that fits its 107 bytes, however deep the folder lies."""
    folder = os.open(data_dir, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{SOCKET}"
    finally:
        os.close(folder)


def device_of(event: DeviceEvent) -> str:
    """The name of the device an event is from."""
    match event:
        case DeviceStateChanged():
            return event.device
        case ReadingTaken():
            return event.reading.device
        case _:
            return event.token.reader


def describe(event: DeviceEvent, *, unmasked: bool = False) -> dict[str, Any]:
    """An event as plain data. Names and numbers are masked unless a technician asked to see a test card in full."""
    match event:
        case DeviceStateChanged():
            row: dict[str, Any] = {"event": "state", "device": event.device, "state": event.state.value}
            if event.fault:
                row |= {"fault": event.fault, "advice": fault_sentences(event.fault).technician}
        case CardArrived():
            row = {"event": "card-arrived", "token": event.token.counter, "card": event.kind.value}
        case CardLeft():
            row = {"event": "card-left", "token": event.token.counter}
        case IdentityRead():
            row = {"event": "identity", "token": event.token.counter} | _document(event.document, unmasked)
        case ReadFailed():
            row = {"event": "read-failed", "token": event.token.counter, "reason": event.reason.value,
                   "retryable": event.retryable}  # fmt: skip
        case ReadingTaken():
            reading = event.reading
            values = [{"metric": q.metric, "value": q.value, "unit": q.unit} for q in reading.quantities]
            row = {"event": "reading", "device": reading.device, "values": values, "quality": reading.quality.value,
                   "flags": list(reading.flags), "raw_frame": reading.raw_frame.hex()}  # fmt: skip
            return row | {"at": reading.at.utc.isoformat(timespec="milliseconds")}
    return row | {"at": event.at.utc.isoformat(timespec="milliseconds")}


def describe_wire(entry: WireEntry) -> dict[str, Any]:
    """An entry of a wire log as plain data; `hex` as `WireEntry.hex`."""
    at = entry.at.utc.isoformat(timespec="milliseconds")
    return {"at": at, "direction": entry.direction.value, "hex": entry.hex()}


def _document(document: IdentityDocument, unmasked: bool) -> dict[str, Any]:
    name, number = document.name, document.number
    row: dict[str, Any] = {
        "type": document.type.value,
        "name": name if unmasked or name is None else mask_name(name),
        "number": number if unmasked or number is None else mask_id_number(number),
        "number_ok": document.number_ok,
        "sex": document.sex,
        "birth": document.birth.isoformat() if document.birth and unmasked else None,
        "valid_to": "long-term" if document.long_term else str(document.valid_to or ""),
    }
    if document.card:
        row["card_version"] = document.card.version
        code = document.card.identification_code
        row["card_city"] = code[:6] if code else None
    return row
