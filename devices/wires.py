"""One way to open a serial wire, one place where its three kinds of error become ours, one hook for faults."""

from __future__ import annotations

import termios
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import serial

from devices.clock import Clock
from devices.errors import DeviceTimeout, WireLost

LOST = (serial.SerialException, OSError, termios.error)
"""What pyserial raises when a port goes: termios.error is neither of the other two."""

Fault = Callable[[bytes], bytes]
"""Rewrites what was received, as a test's or technician's fault would: drop, garble, repeat."""


class Tap(Protocol):
    """Looks on at the bytes of a wire, as they are on it. On the device's thread; must not block."""

    def sent(self, data: bytes) -> None:
        """Something was sent."""

    def received(self, data: bytes) -> None:
        """Something came; never empty."""


@dataclass(frozen=True, slots=True)
class SerialLine:
    """Settings of a serial line. All are set at opening: changing them later fails on some drivers."""

    baudrate: int
    parity: str = "N"
    stopbits: float = 1
    bytesize: int = 8


class Wire:
    """An open serial port (device path, or any pyserial URL such as socket://host:port).

    Reads return what is there within a short slice and never block for longer than asked.
    Raises WireLost for every way in which a port can go away.
    """

    SLICE_S = 0.05

    def __init__(
        self, url: str, line: SerialLine, clock: Clock, *, fault: Fault | None = None, tap: Tap | None = None
    ) -> None:
        self._clock, self._tap = clock, tap
        self.fault = fault
        try:
            self._port = serial.serial_for_url(
                url,
                baudrate=line.baudrate,
                parity=line.parity,
                stopbits=line.stopbits,
                bytesize=line.bytesize,
                timeout=self.SLICE_S,
                write_timeout=2.0,
                exclusive=True if url.startswith("/") else None,
            )
        except (*LOST, ValueError) as error:
            raise WireLost(f"cannot open the port: {type(error).__name__}") from error

    def write(self, data: bytes) -> None:
        """Send all bytes."""
        try:
            self._port.write(data)
        except LOST as error:
            raise WireLost(f"write failed: {type(error).__name__}") from error
        if self._tap is not None:
            self._tap.sent(data)

    def read_some(self, most: int = 4096) -> bytes:
        """What has arrived, after waiting at most one slice for the first byte; may be empty."""
        try:
            data: bytes = self._port.read(1)
            waiting = self._port.in_waiting if data else 0
            if waiting:
                data += self._port.read(min(waiting, most - 1))
        except LOST as error:
            raise WireLost(f"read failed: {type(error).__name__}") from error
        data = self.fault(data) if self.fault and data else data
        if self._tap is not None and data:
            self._tap.received(data)
        return data

    def read_until(self, enough: Callable[[bytes], bool], timeout_s: float) -> bytes:
        """Collect until `enough(collected)` is true. Raises DeviceTimeout after `timeout_s`."""
        deadline = self._clock.now().monotonic_s + timeout_s
        collected = b""
        while not enough(collected):
            if self._clock.now().monotonic_s >= deadline:
                raise DeviceTimeout(f"{len(collected)} bytes in {timeout_s:.1f} s")
            collected += self.read_some()
        return collected

    def discard_input(self) -> None:
        """Throw away what has arrived and was not asked for."""
        try:
            self._port.reset_input_buffer()
        except LOST as error:
            raise WireLost(f"flush failed: {type(error).__name__}") from error

    def close(self) -> None:
        """Close, whatever state the port is in."""
        try:
            self._port.close()
        except LOST:
            return
