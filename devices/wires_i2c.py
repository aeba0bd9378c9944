"""An I²C bus as Linux offers it, /dev/i2c-N: a register written and an answer read in one transfer (`I2C_RDWR`).

Structures and numbers are those of <linux/i2c.h> and <linux/i2c-dev.h>. No library: what is needed of one is these
structures, and the usual call for a word has the kernel check the PEC, so that a wrong one is an error without bytes.
"""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable
from typing import Any

from devices.errors import DeviceNotAvailable, DeviceTimeout, WireLost

I2C_RDWR = 0x0707
READ = 0x0001
_SILENT = (errno.ENXIO, errno.EREMOTEIO, errno.ETIMEDOUT, errno.EAGAIN)
"""What adapters answer when nothing acknowledges the address."""

Ioctl = Callable[[int, int, Any], int]


class Message(ctypes.Structure):
    """struct i2c_msg."""

    _fields_ = (
        ("address", ctypes.c_uint16),
        ("flags", ctypes.c_uint16),
        ("length", ctypes.c_uint16),
        ("data", ctypes.POINTER(ctypes.c_uint8)),
    )


class Transfer(ctypes.Structure):
    """struct i2c_rdwr_ioctl_data."""

    _fields_ = (("messages", ctypes.POINTER(Message)), ("count", ctypes.c_uint32))


def kernel(handle: int, request: int, argument: Any) -> int:
    """The operating system's own call."""
    from fcntl import ioctl

    return int(ioctl(handle, request, argument))


class I2cBus:
    """One open bus, for the thread of one driver.

    Raises:
        DeviceNotAvailable: this machine has no such bus ("no-i2c-bus"), or it may not be opened ("i2c-denied").
    """

    def __init__(self, path: str, ioctl: Ioctl = kernel) -> None:
        self._ioctl = ioctl
        try:
            self._handle = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
        except PermissionError:
            raise DeviceNotAvailable("the I2C bus may not be opened", code="i2c-denied") from None
        except OSError as error:
            raise DeviceNotAvailable(f"no such I2C bus: {error.strerror}", code="no-i2c-bus") from error

    def ask(self, address: int, register: int, length: int) -> bytes:
        """What a register answers.

        Raises:
            DeviceTimeout: nothing acknowledges this address.
            WireLost: the bus itself is gone.
        """
        asked, answer = (ctypes.c_uint8 * 1)(register), (ctypes.c_uint8 * length)()
        messages = (Message * 2)(Message(address, 0, 1, asked), Message(address, READ, length, answer))
        try:
            self._ioctl(self._handle, I2C_RDWR, Transfer(messages, 2))
        except OSError as error:
            if error.errno in _SILENT:
                raise DeviceTimeout("nothing answers at this address of the I2C bus") from error
            raise WireLost(f"the I2C bus: {error.strerror}") from error
        return bytes(answer)

    def close(self) -> None:
        """Release it."""
        os.close(self._handle)
