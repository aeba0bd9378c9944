"""The far end of an I²C bus, at the call by which a program reaches the kernel's: an MLX90614."""

from __future__ import annotations

import ctypes
import errno
from dataclasses import dataclass

from devices.thermometers.mlx90614_words import ADDRESS, AMBIENT, OBJECT, pec
from devices.wires_i2c import I2C_RDWR, READ, Transfer


@dataclass(slots=True)
class I2cFaults:
    """What goes wrong. All off by default.

    Attributes:
        corrupt: So many of the next words come with a wrong code.
        error: The sensor sets its error bit.
        silent: Nothing acknowledges.
        unplug: The adapter is gone.
    """

    corrupt: int = 0
    error: bool = False
    silent: bool = False
    unplug: bool = False


class Mlx90614Simulator:
    """Called in place of `fcntl.ioctl`, with the kernel's own structures. Does not imitate the electrical bus, clock
    stretching, the sensor's settling or its angle of view.
    """

    def __init__(self, address: int = ADDRESS) -> None:
        self.faults = I2cFaults()
        self.calls = 0
        self._address = address
        self._kelvin = {AMBIENT: 297.15, OBJECT: 297.15}

    def aim(self, celsius: float) -> None:
        """Point it at a surface."""
        self._kelvin[OBJECT] = celsius + 273.15

    def __call__(self, _handle: int, request: int, argument: Transfer) -> int:
        """See `devices.wires_i2c.Ioctl`."""
        self.calls += 1
        if self.faults.unplug:
            raise OSError(errno.ENODEV, "no such device")
        if request != I2C_RDWR or argument.count != 2:
            raise OSError(errno.EINVAL, "invalid argument")
        asked, answer = argument.messages[0], argument.messages[1]
        if self.faults.silent or asked.address != self._address or answer.address != self._address:
            raise OSError(errno.EREMOTEIO, "no acknowledgement")
        if asked.length != 1 or asked.flags or answer.flags != READ or answer.length != 3:
            raise OSError(errno.EINVAL, "invalid argument")
        ctypes.memmove(answer.data, self._word(asked.data[0]), 3)
        return 2

    def _word(self, register: int) -> bytes:
        raw = round(self._kelvin[register] / 0.02) | (0x8000 if self.faults.error else 0)
        word = raw.to_bytes(2, "little")
        code = pec(bytes((self._address << 1, register, self._address << 1 | 1)) + word)
        if self.faults.corrupt:
            self.faults.corrupt -= 1
            code ^= 0x55
        return word + bytes((code,))
