"""Which decoder reads which characteristic, in the standard's formats and in those of single makers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from devices.gatt import uuids
from devices.gatt.blood_pressure import blood_pressure
from devices.gatt.glucose import glucose_value
from devices.gatt.heart_rate import heart_rate
from devices.gatt.octets import Decoder
from devices.gatt.own.beurer import beurer_blood_pressure
from devices.gatt.own.contec import contec_oximeter
from devices.gatt.own.jumper import jumper_oximeter, jumper_pressure
from devices.gatt.own.nonin import nonin_oximeter
from devices.gatt.own.omron import record, record_of_bits
from devices.gatt.own.sinocare import sinocare_glucose
from devices.gatt.own.xiaomi import xiaomi_scale
from devices.gatt.own.yuwell import yuwell_oximeter
from devices.gatt.oximeter import oximeter_continuous, oximeter_spot
from devices.gatt.scales import body_composition, weight
from devices.gatt.thermometer import thermometer

STANDARD: Mapping[int, Decoder] = MappingProxyType({
    uuids.BLOOD_PRESSURE_MEASUREMENT: blood_pressure,
    uuids.TEMPERATURE_MEASUREMENT: thermometer,
    uuids.OXIMETER_SPOT: oximeter_spot,
    uuids.OXIMETER_CONTINUOUS: oximeter_continuous,
    uuids.WEIGHT_MEASUREMENT: weight,
    uuids.BODY_COMPOSITION_MEASUREMENT: body_composition,
    uuids.GLUCOSE_MEASUREMENT: glucose_value,
    uuids.HEART_RATE_MEASUREMENT: heart_rate,
})  # fmt: skip
"""By characteristic."""

OWN: Mapping[str, Decoder] = MappingProxyType({
    "beurer-blood-pressure": beurer_blood_pressure,
    "xiaomi-scale": xiaomi_scale,
    "contec-oximeter": contec_oximeter,
    "nonin-oximeter": nonin_oximeter,
    "jumper-pressure": jumper_pressure,
    "jumper-oximeter": jumper_oximeter,
    "yuwell-oximeter": yuwell_oximeter,
    "omron-record": record,
    "omron-record-of-bits": record_of_bits,
    "sinocare-glucose": sinocare_glucose,
})  # fmt: skip
"""By the name a maker's row gives its format (devices/gatt/makers.py)."""
