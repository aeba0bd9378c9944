"""Everything that can go wrong between us and a device.

    DeviceError
    ├── DeviceNotAvailable   the driver cannot run here (library, service or permission missing)
    ├── WireLost             the port, socket or reader cannot be opened or has gone
    ├── DeviceTimeout        the device said nothing in time (also a TimeoutError)
    ├── ProtocolError        bytes came that the protocol does not allow
    └── DeviceRefused        the device answered, and the answer is no

`code` is the key of the three sentences (visitor, staff, technician) in `resources/sentences/zh-CN/faults.toml`.
Messages name commands, status words, lengths and times, never what a card or a person's reading says.
"""

from __future__ import annotations


class DeviceError(Exception):
    """Base of all device errors."""

    code = "device"

    def __init__(self, detail: str, *, code: str | None = None) -> None:
        super().__init__(detail)
        if code is not None:
            self.code = code


class DeviceNotAvailable(DeviceError):
    """The driver cannot run on this machine: no PC/SC service, a library that does not load, no permission."""

    code = "device-not-available"


class WireLost(DeviceError):
    """The wire is gone: unplugged, closed at the far end, or it never opened."""

    code = "wire-lost"


class DeviceTimeout(DeviceError, TimeoutError):
    """The device did not answer before the deadline."""

    code = "device-timeout"


class ProtocolError(DeviceError):
    """Bytes that break the protocol: wrong checksum, impossible length, unknown field."""

    code = "protocol"


class DeviceRefused(DeviceError):
    """A well-formed answer that says no, such as a status word other than success."""

    code = "device-refused"
