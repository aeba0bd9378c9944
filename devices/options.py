"""What a configuration may say about one device of a model: a struct a model, with bounds and a sentence each."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Url = Annotated[
    str,
    Meta(
        pattern=r"^(/.+|(rfc2217|socket|loop|spy|alt|hwgrep|cp2110)://.*)\Z",
        description="serial port, such as /dev/ttyUSB0, or a pyserial URL",
        extra={"allowed": "serial-url"},
    ),
]


class SerialOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A device on a serial port of fixed speed."""

    url: Url


Baudrate = Annotated[
    Literal[1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200],
    Meta(description="speed of the line, as set in the device"),
]


class Hbp9020Options(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A monitor whose whole line is set at the monitor."""

    url: Url
    baudrate: Baudrate = 2400
    parity: Annotated[Literal["N", "E", "O"], Meta(description="parity of the line, as set in the device")] = "E"
    stopbits: Annotated[Literal[1, 2], Meta(description="stop bits of the line, as set in the device")] = 1


class SlowLineOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A device on a serial port that leaves its factory at 2400 baud."""

    url: Url
    baudrate: Baudrate = 2400


class UsualLineOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A device on a serial port that leaves its factory at 9600 baud."""

    url: Url
    baudrate: Baudrate = 9600


class FastLineOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A device on a serial port that leaves its factory at 115200 baud."""

    url: Url
    baudrate: Baudrate = 115200


class OximeterOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An oximeter on a serial port, whose speed is its firmware's."""

    url: Url
    baudrate: Annotated[
        Literal[0, 4800, 9600, 19200, 38400, 57600, 115200],
        Meta(description="speed of the line; 0 looks for it among those the model is known to use"),
    ] = 0


class SamOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An ID-card reader with a SAM."""

    url: Url
    baudrate: Annotated[
        Literal[9600, 19200, 38400, 57600, 115200], Meta(description="speed of the line, as set in the reader")
    ] = 115200
    removal_s: Annotated[
        float, Meta(ge=0.1, le=30, description="seconds a card must be silent before it counts as taken away")
    ] = 1.0
    blind_removal_s: Annotated[
        float,
        Meta(ge=0.1, le=60, description="the same, on readers that cannot tell whether a read card still lies there"),
    ] = 10.0


class PcscOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Smart-card readers of the PC/SC service."""

    reader: Annotated[
        str, Meta(max_length=128, description="part of the reader's PC/SC name; empty takes every reader but SAM slots")
    ] = ""


class RelayOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One channel of a relay board on a serial port."""

    url: Url
    channel: Annotated[int, Meta(ge=1, le=8, description="which relay of the board, from 1")] = 1


class GattOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The one device a Bluetooth driver is bound to."""

    address: Annotated[
        str,
        Meta(
            pattern=r"^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}\Z",
            description="its Bluetooth address, such as C0:26:DA:00:12:34; every other device is ignored",
            extra={"allowed": "bluetooth-address"},
        ),
    ]


class NamedGattOptions(GattOptions, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A Bluetooth device of a maker that has not published where it sends."""

    characteristic: Annotated[
        str,
        Meta(
            pattern=r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\Z",
            description="where it notifies its results, as read off the device itself",
            extra={"allowed": "bluetooth-characteristic"},
        ),
    ]


class I2cOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sensor on an I2C bus of this machine."""

    bus: Annotated[
        str,
        Meta(pattern=r"^/dev/i2c-[0-9]+\Z", description="the bus, such as /dev/i2c-1", extra={"allowed": "i2c-bus"}),
    ]
    address: Annotated[
        int, Meta(ge=0x08, le=0x77, description="where the sensor answers; 90 as it leaves its factory")
    ] = 0x5A


class ThermalCameraOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A thermal camera on USB."""

    source: Annotated[
        str,
        Meta(
            pattern=r"^/.+\Z",
            description="device path, such as /dev/v4l/by-id/usb-GroupGets_PureThermal-video-index0",
            extra={"allowed": "video-path"},
        ),
    ]


class EscposOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A slip printer."""

    url: Annotated[
        str,
        Meta(
            pattern=r"^(/.+|(rfc2217|socket|loop|spy|alt|hwgrep|cp2110)://.*)\Z",
            description="serial port, USB printer port such as /dev/usb/lp0, or network address: socket://HOST:9100",
            extra={"allowed": "serial-url"},
        ),
    ]
    baudrate: Annotated[
        Literal[9600, 19200, 38400, 57600, 115200], Meta(description="speed of a serial line, as set in the printer")
    ] = 9600
    width: Annotated[
        Literal[384, 576], Meta(description="dots of a row: 384 on paper of 58 mm, 576 on paper of 80 mm")
    ] = 384
    cut: Annotated[bool, Meta(description="whether it has a knife")] = True
    answers: Annotated[
        bool, Meta(description="whether it answers questions; one that does not cannot say that its paper is used up")
    ] = True


class LineOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A device no driver knows, on a serial port, by a profile."""

    url: Url
    profile: Annotated[
        str,
        Meta(
            pattern=r"^/.+\.toml\Z",
            description="file that says what the device sends; as learnt by `kiosk devices learn`",
            extra={"allowed": "profile-file"},
        ),
    ]
