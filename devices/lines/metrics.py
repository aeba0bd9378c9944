"""What a line device may measure: kinds with their metrics, and the units a profile may name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from devices.metrics import UNITS, known

KINDS: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = MappingProxyType({
    "blood-pressure": (("sys", "dia"), frozenset({"sys", "dia", "pulse"})),
    "scale": (("weight",), frozenset({"weight", "height"})),
    "thermometer": (("temp_object",), frozenset({"temp_object", "temp_device_body"})),
})  # fmt: skip
"""Of each kind the metrics that every reading has, and all it may have."""


def units_of(metric: str) -> tuple[str, ...]:
    """The units a profile may name for a metric, its own first."""
    own = known()[metric].unit
    return (own, *(unit for unit, to in UNITS if to == own))
