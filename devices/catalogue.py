"""Model name → driver. A driver is imported only when asked for; the hardware table in the README is made from this."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from devices.clock import Clock
from devices.device import Device, DeviceKind
from devices.errors import DeviceNotAvailable


@dataclass(frozen=True, slots=True)
class Model:
    """One supported model.

    Attributes:
        name: The word written in a configuration file.
        title: What is printed on the box, and similar boxes.
        wire: How it is connected.
        options: Configuration keys of this model, each with a sentence.
        tested_on: What this project itself has run it against. Honest: "simulator" until somebody brings the box.
    """

    name: str
    kind: DeviceKind
    title: str
    wire: str
    module: str
    cls: str
    options: dict[str, str]
    tested_on: str = "simulator"


_URL = "serial port, such as /dev/ttyUSB0, or a pyserial URL"

MODELS: dict[str, Model] = {
    m.name: m
    for m in (
        Model(
            "sam-serial",
            DeviceKind.ID_CARD_READER,
            "Resident ID card reader with SAM-A/SAM-V module (IDM20, A905, FDX3S, LD9900 class)",
            "serial, 115200 8N1",
            "devices.cards.id_card",
            "IdCardReader",
            {
                "url": _URL,
                "removal_s": "seconds a card must be silent before it counts as taken away (1.0)",
                "blind_removal_s": "the same, on readers that cannot tell whether a read card still lies there (10.0)",
            },
        ),
        Model(
            "pcsc",
            DeviceKind.SMART_CARD_READER,
            "Contact smart-card reader for social-security cards (any PC/SC reader)",
            "PC/SC",
            "devices.cards.pcsc",
            "PcscReader",
            {"reader": "part of the reader's PC/SC name; empty takes every reader but SAM slots"},
        ),
        Model(
            "lu90614",
            DeviceKind.THERMOMETER,
            "LU90614 infrared forehead module",
            "serial, 9600 8N1",
            "devices.thermometers.lu90614",
            "Lu90614",
            {"url": _URL},
        ),
        Model(
            "hbp-9030",
            DeviceKind.BLOOD_PRESSURE,
            "Omron HBP-9030 / HBP-9031 arm-in monitor, output item 32 format 5",
            "USB serial (CDC)",
            "devices.instruments.hbp9030",
            "Hbp9030",
            {"url": _URL},
        ),
    )
}


def create(model: str, name: str, options: dict[str, Any], clock: Clock) -> Device:
    """Make a device that is not yet started.

    Raises:
        DeviceNotAvailable: the model is unknown, an option is wrong, or its library does not load here.
    """
    try:
        entry = MODELS[model]
    except KeyError:
        raise DeviceNotAvailable(f"no driver for model {model!r}; supported: {', '.join(MODELS)}") from None
    unknown = sorted(set(options) - set(entry.options))
    if unknown:
        known = ", ".join(entry.options)
        raise DeviceNotAvailable(f"model {model} has no option {', '.join(unknown)}; it has: {known}")
    try:
        driver = getattr(importlib.import_module(entry.module), entry.cls)
    except ImportError as error:
        raise DeviceNotAvailable(f"driver {model} does not load here: {error}") from error
    try:
        device: Device = driver(name, clock=clock, **options)
    except (TypeError, ValueError) as error:
        raise DeviceNotAvailable(f"model {model}: {error}") from error
    return device
