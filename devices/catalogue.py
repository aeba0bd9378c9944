"""Model name → driver. A driver is imported only when asked for; the hardware table in the README is made from this."""

from __future__ import annotations

import importlib
from datetime import tzinfo
from typing import Any

import msgspec

from devices.bluetooth_models import BLUETOOTH
from devices.clock import Clock
from devices.device import Device, DeviceKind
from devices.errors import DeviceNotAvailable
from devices.model import Model
from devices.options import (
    EscposOptions,
    FastLineOptions,
    Hbp9020Options,
    I2cOptions,
    LineOptions,
    OximeterOptions,
    PcscOptions,
    RelayOptions,
    SamOptions,
    SerialOptions,
    SlowLineOptions,
    ThermalCameraOptions,
    UsualLineOptions,
)
from resources.learnt import learn

MODELS: dict[str, Model] = {
    m.name: m
    for m in (
        Model(
            "sam-serial",
            DeviceKind.ID_CARD_READER,
            "Resident ID card reader with SAM-A/SAM-V module (IDM20, A905, FDX3S, LD9900 class)",
            "serial, 115200 8N1 (9600 to 115200 by option)",
            "devices.cards.id_card",
            "IdCardReader",
            SamOptions,
        ),
        Model(
            "pcsc",
            DeviceKind.SMART_CARD_READER,
            "Contact smart-card reader for social-security cards (any PC/SC reader)",
            "PC/SC",
            "devices.cards.pcsc",
            "PcscReader",
            PcscOptions,
            place="reader",
        ),
        Model(
            "lu90614",
            DeviceKind.THERMOMETER,
            "LU90614 infrared forehead module",
            "serial, 9600 8N1",
            "devices.thermometers.lu90614",
            "Lu90614",
            SerialOptions,
            format="devices.thermometers.lu90614_frames",
        ),
        Model(
            "gy-614v",
            DeviceKind.THERMOMETER,
            "GY-614V infrared forehead module",
            "serial, 9600 8N1 (1200 to 115200 by option)",
            "devices.thermometers.streaming",
            "Gy614v",
            UsualLineOptions,
            format="devices.thermometers.gy614v_frames",
        ),
        Model(
            "gy-mcu90640",
            DeviceKind.THERMOMETER,
            "GY-MCU90640 thermal array of 24 by 32 pixels (MLX90640)",
            "serial, 115200 8N1 (1200 to 115200 by option)",
            "devices.thermometers.streaming",
            "Gymcu90640",
            FastLineOptions,
            format="devices.thermometers.gymcu90640_frames",
        ),
        Model(
            "lepton",
            DeviceKind.THERMOMETER,
            "FLIR Lepton 2 or 3 with TLinear on a PureThermal board (thermal camera)",
            "USB video (V4L2, Y16)",
            "devices.thermometers.lepton",
            "Lepton",
            ThermalCameraOptions,
            place="source",
            tested_on="the same pictures through a pipe, not over USB",
            format="devices.thermometers.thermal",
        ),
        Model(
            "mlx90614",
            DeviceKind.THERMOMETER,
            "Melexis MLX90614 infrared sensor",
            "I2C (/dev/i2c-N), where the machine has one",
            "devices.thermometers.mlx90614",
            "Mlx90614",
            I2cOptions,
            place="bus",
            tested_on="simulator at the kernel's call",
            format="devices.thermometers.mlx90614_words",
        ),
        Model(
            "hbp-9030",
            DeviceKind.BLOOD_PRESSURE,
            "Omron HBP-9030 / HBP-9031 arm-in monitor, output item 32 format 5",
            "USB serial (CDC)",
            "devices.instruments.hbp9030",
            "Hbp9030",
            SerialOptions,
            arm_in=True,
            format="devices.instruments.hbp9030_frames",
        ),
        Model(
            "hbp-9020",
            DeviceKind.BLOOD_PRESSURE,
            "Omron HBP-9020 arm-in monitor, output mode 5, F3",
            "serial, 2400 8E1 (all by option)",
            "devices.instruments.pressure_monitors",
            "Hbp9020",
            Hbp9020Options,
            arm_in=True,
            format="devices.instruments.hbp9020_frames",
        ),
        Model(
            "tm-265x",
            DeviceKind.BLOOD_PRESSURE,
            "A&D TM-2655, TM-2655P, TM-2657, TM-2657P arm-in monitors, output format RB",
            "serial, 2400 8N1 (1200 to 115200 by option)",
            "devices.instruments.pressure_monitors",
            "Tm265x",
            SlowLineOptions,
            arm_in=True,
            format="devices.instruments.tm265x_frames",
        ),
        Model(
            "terumo",
            DeviceKind.BLOOD_PRESSURE,
            "Terumo ES-P, BP-500 monitors",
            "serial, 9600 8N1 (1200 to 115200 by option)",
            "devices.instruments.pressure_monitors",
            "Terumo",
            UsualLineOptions,
            format="devices.instruments.terumo_frames",
        ),
        *BLUETOOTH,
        Model(
            "hw-3030",
            DeviceKind.SCALE,
            "SuperView HW-3030 height and weight stand",
            "serial, 9600 8N1 (1200 to 115200 by option)",
            "devices.instruments.stands",
            "Hw3030",
            UsualLineOptions,
            format="devices.instruments.stand_frames:hw-3030",
        ),
        Model(
            "escape-stand",
            DeviceKind.SCALE,
            "Height and weight stands whose fields begin with an escape and whose lines end with ZK",
            "serial, 9600 8N1 (1200 to 115200 by option)",
            "devices.instruments.stands",
            "EscapeStand",
            UsualLineOptions,
            format="devices.instruments.stand_frames:escapes",
        ),
        Model(
            "wb-3000",
            DeviceKind.SCALE,
            "Tanita WB-3000 height and weight stand, in kilograms and centimetres",
            "serial, 9600 8N1 (1200 to 115200 by option)",
            "devices.instruments.stands",
            "Wb3000",
            UsualLineOptions,
            format="devices.instruments.stand_frames:wb-3000",
        ),
        Model(
            "cms50d-plus",
            DeviceKind.OXIMETER,
            "Contec CMS50D+ finger oximeter, firmware 4.6 and 7.0",
            "USB serial, 115200 or 19200 8N1, found by itself",
            "devices.instruments.oximeters",
            "Cms50dPlus",
            OximeterOptions,
            format="devices.instruments.cms50d_frames",
        ),
        Model(
            "bci-oximeter",
            DeviceKind.OXIMETER,
            "Finger oximeters that send the five bytes of BCI (older Contec, Berry BM1000)",
            "serial, 19200 or 4800 8N1, found by itself",
            "devices.instruments.oximeters",
            "BciOximeter",
            OximeterOptions,
            format="devices.instruments.bci_frames",
        ),
        Model(
            "line-blood-pressure",
            DeviceKind.BLOOD_PRESSURE,
            "Any blood pressure monitor on a serial line, by a profile learnt on the spot",
            "serial, as the profile says",
            "devices.instruments.line_device",
            "LineBloodPressure",
            LineOptions,
        ),
        Model(
            "line-scale",
            DeviceKind.SCALE,
            "Any scale on a serial line, by a profile learnt on the spot",
            "serial, as the profile says",
            "devices.instruments.line_device",
            "LineScale",
            LineOptions,
        ),
        Model(
            "line-thermometer",
            DeviceKind.THERMOMETER,
            "Any forehead thermometer on a serial line, by a profile learnt on the spot",
            "serial, as the profile says",
            "devices.thermometers.line_thermometer",
            "LineThermometer",
            LineOptions,
        ),
        Model(
            "lcus-relay",
            DeviceKind.SIGNAL,
            "Lamp or buzzer for staff on a USB relay board (LCUS-1, -2, -4, -8; CH340)",
            "USB serial, 9600 8N1",
            "devices.signals.lcus",
            "LcusRelay",
            RelayOptions,
        ),
        Model(
            "escpos-printer",
            DeviceKind.PRINTER,
            "Slip printer that speaks ESC/POS, 58 or 80 mm",
            "serial, USB printer port, or network (port 9100)",
            "devices.printers.escpos_printer",
            "EscposPrinter",
            EscposOptions,
            format="devices.printers.escpos_commands",
        ),
    )
}


learn(*{entry.options for entry in MODELS.values()})


def create(model: str, name: str, options: dict[str, Any], clock: Clock, zone: tzinfo) -> Device:
    """Make a device that is not yet started.

    Args:
        zone: Civil time where the device stands.

    Raises:
        DeviceNotAvailable: the model is unknown, an option is wrong, or its library does not load here.
    """
    try:
        entry = MODELS[model]
    except KeyError:
        raise DeviceNotAvailable(f"no driver for model {model!r}; supported: {', '.join(MODELS)}") from None
    try:
        checked: dict[str, Any] = msgspec.structs.asdict(msgspec.convert(options, entry.options))
    except msgspec.ValidationError as error:
        raise DeviceNotAvailable(f"model {model}: {error}") from None
    try:
        driver = getattr(importlib.import_module(entry.module), entry.cls)
    except ImportError as error:
        raise DeviceNotAvailable(f"driver {model} does not load here: {error}") from error
    if entry.has_clock:
        checked["zone"] = zone
    try:
        device: Device = driver(name, clock=clock, **checked)
    except (TypeError, ValueError) as error:
        raise DeviceNotAvailable(f"model {model}: {error}") from error
    return device
