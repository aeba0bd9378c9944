"""What single makers do otherwise than the standard: a row for each family of devices, found by the advertised name."""

from __future__ import annotations

from dataclasses import dataclass

from devices.evidence import Evidence, Fact
from devices.gatt import uuids
from devices.gatt.decoders import OWN, STANDARD
from devices.gatt.octets import Decoder
from devices.gatt.own import beurer, contec, jumper, nonin, omron, sinocare, xiaomi, yuwell


@dataclass(frozen=True, slots=True)
class Family:
    """Devices of one maker that behave alike.

    Attributes:
        names: How the advertised name begins.
        service, characteristic: 16-bit numbers, or whole UUIDs of the maker's own.
        form: A key of `OWN`; "" for the standard's format.
        first_byte: The form is used only for values that begin with it; others are read by the standard.
        pairing_flags: The flags byte it advertises while it may be bonded, and only then.
        one_bond: It sends to the one host it is bonded with: bonded elsewhere, it is silent here.
        sets_clock: Its clock is to be written (0x2A08) before it sends.
        pause_s: It is silent unless so long passes between discovery and subscribing.
        hello, bye: What is written to `control` to make it send, and to end.
        keep_alive: Written to `control` every `keep_alive_s`, or it stops.
        consent: User number and code it wants at the User Control Point (0x2A9F) before it sends.
        plug_in: Not part of the default choice.
    """

    maker: str
    models: str
    names: tuple[str, ...]
    service: int | str
    characteristic: int | str
    rests_on: tuple[Fact, ...]
    form: str = ""
    first_byte: int | None = None
    pairing_flags: int | None = None
    one_bond: bool = False
    sets_clock: bool = False
    pause_s: float = 0.0
    control: str = ""
    hello: tuple[bytes, ...] = ()
    bye: bytes = b""
    keep_alive: bytes = b""
    keep_alive_s: float = 0.0
    consent: tuple[int, int] | None = None
    plug_in: bool = False

    @property
    def decoder(self) -> Decoder:
        """What reads its values."""
        return OWN[self.form] if self.form else STANDARD[int(self.characteristic)]


_NAME = Fact("how its advertised name begins", Evidence.MEMORY, "the first one: what it advertises")
_OBNIZ = Fact("pairing flags, clock, own service", Evidence.ONE, "obniz/obniz-parts-kits")
_AND_CONTROL = "233bf001-5a34-1b6d-975c-000d5690abe4"
_AND_SEND, _AND_BYE = bytes((2, 0, 0xE1)), bytes((2, 1, 3))

FAMILIES = (
    Family(
        "A&D",
        "UA-651BLE, UA-656, UA-1200",
        ("A&D_UA-",),
        uuids.BLOOD_PRESSURE_SERVICE,
        uuids.BLOOD_PRESSURE_MEASUREMENT,
        (_OBNIZ,),
        pairing_flags=5,
        one_bond=True,
        sets_clock=True,
        control=_AND_CONTROL,
        hello=(_AND_SEND,),
        bye=_AND_BYE,
    ),
    Family(
        "A&D",
        "UT-201",
        ("A&D_UT",),
        uuids.THERMOMETER_SERVICE,
        uuids.TEMPERATURE_MEASUREMENT,
        (_OBNIZ,),
        pairing_flags=5,
        one_bond=True,
        sets_clock=True,
        control=_AND_CONTROL,
        hello=(_AND_SEND,),
        bye=_AND_BYE,
    ),
    Family(
        "A&D",
        "UC-352, UC-421",
        ("A&D_UC-",),
        uuids.WEIGHT_SERVICE,
        uuids.WEIGHT_MEASUREMENT,
        (
            _OBNIZ,
            Fact("guest user 99 with code 9999", Evidence.ONE, "obniz/obniz-parts-kits"),
            Fact("UC-352 has the service 0x181D", Evidence.MEMORY, "the first one: its list of services"),
        ),
        pairing_flags=5,
        one_bond=True,
        sets_clock=True,
        control=_AND_CONTROL,
        hello=(_AND_SEND,),
        bye=_AND_BYE,
        consent=(99, 9999),
    ),
    Family(
        "Beurer",
        "BM85, BM48, BM59, ELITE900",
        ("BM85", "BM48", "BM59", "ELITE900"),
        uuids.BLOOD_PRESSURE_SERVICE,
        uuids.BLOOD_PRESSURE_MEASUREMENT,
        beurer.RESTS_ON,
        form="beurer-blood-pressure",
        first_byte=beurer.FLAGS,
        pause_s=1.0,
    ),
    Family(
        "Xiaomi",
        "body composition scale 2",
        ("MIBFS", "MIBCS"),
        uuids.BODY_COMPOSITION_SERVICE,
        uuids.BODY_COMPOSITION_MEASUREMENT,
        (*xiaomi.RESTS_ON, _NAME),
        form="xiaomi-scale",
    ),
    Family(
        "Yuwell",
        "BP-YE650A, BP-YE670, BP-YE680A, BP-YE8600A",
        ("Yuwell BP-", "Yuwell BloodPressure"),
        uuids.BLOOD_PRESSURE_SERVICE,
        uuids.BLOOD_PRESSURE_MEASUREMENT,
        (Fact("the standard's service and value", Evidence.SEVERAL, "three published programs"),),
    ),
    Family(
        "Yuwell",
        "glucose meters",
        ("Yuwell Glucose",),
        uuids.GLUCOSE_SERVICE,
        uuids.GLUCOSE_MEASUREMENT,
        (Fact("asked for the last record, else all, else from a number on", Evidence.ONE, "a published driver"),),
    ),
    Family(
        "Yuwell",
        "HT-YHW",
        ("HT-YHW",),
        uuids.THERMOMETER_SERVICE,
        uuids.TEMPERATURE_MEASUREMENT,
        (Fact("the standard's service", Evidence.ONE, "a published program"),),
    ),
    Family("Yuwell", "BO-YX110", ("Yuwell BO-",), 0xFFE0, 0xFFE4, yuwell.RESTS_ON, form="yuwell-oximeter"),
    Family(
        "Contec",
        "CMS50D-BT, EMAY, A&D UP-200BLE",
        ("CMS50D", "UP-200BLE"),
        0xFF00,
        0xFF02,
        (*contec.RESTS_ON, _NAME),
        form="contec-oximeter",
        control=uuids.uuid(0xFF01),
        hello=(contec.HELLO, contec.STATE, contec.START),
        bye=contec.STOP,
        keep_alive=contec.HEARTBEAT,
        keep_alive_s=1.5,
    ),
    Family(
        "Nonin",
        "3230",
        ("Nonin3230",),
        nonin.SERVICE,
        nonin.CHARACTERISTIC,
        (*nonin.RESTS_ON, _NAME),
        form="nonin-oximeter",
    ),
    Family(
        "Yonker",
        "YK-IBPA1",
        ("YK-IBPA1",),
        "",
        "cdeacd80-5235-4c07-8846-93a37ee6b86d",
        (*jumper.RESTS_ON, Fact("all of the UUID but its beginning", Evidence.MEMORY, "the first one: its services")),
        form="jumper-pressure",
        plug_in=True,
    ),
    Family(
        "Jumper",
        "JPD-500F oximeter",
        ("My Oximeter",),
        "",
        "cdeacb81-5235-4c07-8846-93a37ee6b86d",
        (*jumper.RESTS_ON, Fact("name and all of the UUID but its beginning", Evidence.MEMORY, "the first one")),
        form="jumper-oximeter",
        plug_in=True,
    ),
    Family(
        "Omron",
        "HEM-7xxx",
        ("BLESmart_", "BLEsmart_"),
        "",
        omron.FROM_DEVICE,
        (*omron.RESTS_ON, _NAME),
        form="omron-record",
        one_bond=True,
        plug_in=True,
    ),
    Family("Sinocare", "glucose meters", (), "", "", sinocare.RESTS_ON, form="sinocare-glucose", plug_in=True),
)


def family_of(name: str) -> Family | None:
    """The family of a device by its advertised name, the longest beginning first; None for the plain standard."""
    fitting = [(len(begin), family) for family in FAMILIES for begin in family.names if name.startswith(begin)]
    return max(fitting, key=lambda each: each[0])[1] if fitting else None
