"""Bluetooth instruments that speak in their makers' own way alone, each known from one published program.

No device was touched: the rows of the catalogue call them experimental, and nothing looks for them by name.
"""

from __future__ import annotations

from datetime import tzinfo
from typing import ClassVar

from devices.backoff import Backoff
from devices.clock import Clock
from devices.device import DeviceKind
from devices.evidence import Evidence, Fact
from devices.gatt.octets import Decoder
from devices.gatt.own import jumper, sinocare
from devices.instruments.gatt_instrument import GattInstrument, Role
from devices.instruments.gatt_stream import GattStream
from devices.wires_gatt import Link, Radio

YONKER_PRESSURE = "cdeacd80-5235-4c07-8846-93a37ee6b86d"
JUMPER_OXYGEN = "cdeacb81-5235-4c07-8846-93a37ee6b86d"
_UUID = Fact("all of its characteristic but the beginning", Evidence.MEMORY, "the first one: its list of services")
RESTS_ON = {
    "yonker": (*jumper.RESTS_ON, _UUID),
    "jumper": (*jumper.RESTS_ON, _UUID),
    "sinocare": (
        *sinocare.RESTS_ON,
        Fact(
            "that live results come by themselves, where nothing but a host listens", Evidence.MEMORY, "the first one"
        ),
    ),
}


class YonkerBloodPressure(GattInstrument):
    """Yonker YK-IBPA1: readings with `sys`, `dia` and `pulse`. Its clock cannot be set."""

    kind = DeviceKind.BLOOD_PRESSURE
    metrics = ("sys", "dia", "pulse")
    role = Role({})

    def _readers_of(self, link: Link) -> dict[str, Decoder]:
        return _where(link, YONKER_PRESSURE, jumper.jumper_pressure)


class JumperOximeter(GattStream):
    """Jumper JPD-500F: samples that become a reading with `spo2`, `pulse` and `perfusion` once they have agreed."""

    kind = DeviceKind.OXIMETER
    metrics = ("spo2", "pulse", "perfusion")
    role = Role({})
    samples: ClassVar = {}

    def _readers_of(self, link: Link) -> dict[str, Decoder]:
        self._streams = _where(link, JUMPER_OXYGEN, jumper.jumper_oximeter)
        return self._streams


class SinocareGlucose(GattInstrument):
    """Sinocare (三诺) meters: readings with `glucose_random`; what comes out of the memory is refused.

    Args:
        characteristic: Where it notifies its results, whole UUID. No source names it: it is read off the first meter.
    """

    kind = DeviceKind.GLUCOSE_METER
    metrics = ("glucose_random",)
    role = Role({})

    def __init__(
        self,
        name: str,
        *,
        address: str,
        characteristic: str,
        zone: tzinfo | None = None,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
        radio: Radio | None = None,
    ) -> None:
        super().__init__(name, address=address, zone=zone, clock=clock, backoff=backoff, radio=radio)
        self._characteristic = characteristic.lower()

    def _readers_of(self, link: Link) -> dict[str, Decoder]:
        return _where(link, self._characteristic, sinocare.sinocare_glucose)


def _where(link: Link, uuid: str, decoder: Decoder) -> dict[str, Decoder]:
    return {uuid: decoder} if link.has(uuid) else {}
