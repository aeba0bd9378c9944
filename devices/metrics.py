"""Of the metric catalogue what devices need: units, limits, and the way from another unit to a metric's own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

import resources
from resources.learnt import learn

UNITS: Mapping[tuple[str, str], tuple[float, float]] = MappingProxyType({
    ("kPa", "mm[Hg]"): (7.500617, 0.0),
    ("[lb_av]", "kg"): (0.45359237, 0.0),
    ("g", "kg"): (0.001, 0.0),
    ("m", "cm"): (100.0, 0.0),
    ("mm", "cm"): (0.1, 0.0),
    ("[in_i]", "cm"): (2.54, 0.0),
    ("[degF]", "Cel"): (5 / 9, -160 / 9),
    ("mol/L", "mmol/L"): (1000.0, 0.0),
    ("mg/dL", "mmol/L"): (1 / 18.0156, 0.0),
    ("kg/L", "mmol/L"): (1e5 / 18.0156, 0.0),
})  # fmt: skip
"""(from, to): factor and what is added behind it. All codes are UCUM. The last two are of glucose, 180.156 g/mol."""


class Known(msgspec.Struct, frozen=True):
    """Of one metric of the catalogue what a driver needs."""

    unit: str
    hard: tuple[float, float]


learn(Known)


@resources.read_once
def known() -> dict[str, Known]:
    """All metrics of the catalogue."""
    return msgspec.toml.decode(resources.path("codes", "metrics.toml").read_bytes(), type=dict[str, Known])


def conversion(unit: str, metric: str) -> tuple[float, float] | None:
    """Factor and addend from a unit to the metric's; None where there is no way."""
    own = known()[metric].unit
    return (1.0, 0.0) if unit == own else UNITS.get((unit, own))
