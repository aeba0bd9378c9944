"""Pulse oximeters with the Bluetooth profile, service 0x1822, and those of makers who send samples in their own way."""

from __future__ import annotations

from typing import ClassVar

from devices.device import DeviceKind
from devices.evidence import Evidence, Fact
from devices.gatt import oximeter, uuids
from devices.gatt.own import contec, nonin, yuwell
from devices.gatt.oximeter import oximeter_continuous, oximeter_spot
from devices.instruments.gatt_instrument import Role
from devices.instruments.gatt_stream import GattStream

RESTS_ON = (
    *oximeter.RESTS_ON,
    *(Fact(f"{maker}: {fact.what}", fact.evidence, fact.source)
      for maker, own in (("Contec", contec), ("Nonin", nonin), ("Yuwell", yuwell)) for fact in own.RESTS_ON),
    Fact("how Contec's and Nonin's advertised names begin", Evidence.MEMORY, "the first one: what it advertises"),
)  # fmt: skip


class GattOximeter(GattStream):
    """Readings with `spo2` (%), `pulse` (/min) and, where it is told, `perfusion` (%): of a spot check (0x2A5E) when it
    is finished, of continuous samples (0x2A5F) when they have agreed for six seconds.
    """

    kind = DeviceKind.OXIMETER
    metrics = ("spo2", "pulse", "perfusion")
    role = Role({uuids.OXIMETER_SPOT: oximeter_spot})
    samples: ClassVar = {uuids.OXIMETER_CONTINUOUS: oximeter_continuous}
    own = frozenset({"yuwell-oximeter", "contec-oximeter", "nonin-oximeter"})
