"""What this terminal demands of each resource before it leaves: a FHIR parser lets through much that is wrong.

A parser takes any word for a status, any unit for any code, a vital sign without a category and an observation without
a value. These rules are the parts of the vital-signs profile and of our own that a receiver relies on.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from kiosk.measurements.catalogue import metrics

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
BLOOD_PRESSURE = "85354-9"
SATURATION, OXIMETER = "2708-6", "59408-5"
_CATEGORIES = frozenset({"vital-signs", "laboratory", "exam"})
_STATUSES = frozenset({"final", "preliminary"})
_STATES = frozenset({"calibrated", "calibration-required", "not-calibrated", "unspecified"})
_URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d")
_COMPONENTS = ("8480-6", "8462-4")

Resource = dict[str, Any]


class ProfileBroken(Exception):
    """A resource that was made is not as it must be.

    Attributes:
        faults: What is wrong, in English, for whoever mends the program; no value of a person.
    """

    def __init__(self, kind: str, faults: tuple[str, ...]) -> None:
        super().__init__(f"{kind}: {'; '.join(faults)}")
        self.faults = faults


def faults(resource: Resource) -> tuple[str, ...]:
    """What is wrong with a Patient, Device, DeviceMetric or Observation; empty when nothing is."""
    check = {"Patient": _patient, "Device": _device, "DeviceMetric": _device_metric, "Observation": _observation}
    kind = resource.get("resourceType")
    if kind not in check:
        return (f"resource of type {kind}",)
    found = [*_id(resource), *check[kind](resource)]
    return tuple(found)


def _id(resource: Resource) -> Iterator[str]:
    if not _URN.fullmatch(f"urn:uuid:{resource.get('id')}"):
        yield "id is not a UUID"


def _patient(resource: Resource) -> Iterator[str]:
    if not resource.get("identifier"):
        yield "no identifier"


def _device(resource: Resource) -> Iterator[str]:
    if not resource.get("deviceName"):
        yield "no name"


def _device_metric(resource: Resource) -> Iterator[str]:
    if resource.get("category") != "measurement":
        yield "category is not measurement"
    if not resource.get("type"):
        yield "no type"
    yield from _reference(resource.get("source"), "source")
    calibrations = resource.get("calibration") or []
    if len(calibrations) != 1:
        yield "not one calibration"
    for one in calibrations:
        if one.get("state") not in _STATES:
            yield "calibration without a state"
        if "time" in one and not _MOMENT.fullmatch(one["time"]):
            yield "calibration's time without a zone"


def _observation(resource: Resource) -> Iterator[str]:
    if resource.get("status") not in _STATUSES:
        yield "status"
    if [_code(category) for category in resource.get("category") or []] not in [[each] for each in _CATEGORIES]:
        yield "category"
    if not _MOMENT.fullmatch(str(resource.get("effectiveDateTime"))):
        yield "time without a zone"
    yield from _reference(resource.get("subject"), "subject")
    if "device" in resource and "performer" in resource:
        yield "both measured and told"
    if "device" in resource:
        yield from _reference(resource["device"], "device")
    if _code(resource.get("code") or {}) == BLOOD_PRESSURE:
        yield from _pressure(resource)
    else:
        yield from _valued(resource)
    codes = {str(coding.get("code")) for coding in (resource.get("code") or {}).get("coding") or []}
    if SATURATION in codes and OXIMETER not in codes:
        yield "saturation without the oximeter's code"


def _pressure(resource: Resource) -> Iterator[str]:
    components = resource.get("component") or []
    if tuple(_code(each.get("code") or {}) for each in components) != _COMPONENTS:
        yield "components are not systolic and diastolic"
    if "valueQuantity" in resource:
        yield "a value beside its components"
    for each in components:
        yield from _valued(each)


def _valued(of: Resource) -> Iterator[str]:
    if ("valueQuantity" in of) == ("dataAbsentReason" in of):
        yield "neither a value nor why there is none, or both"
    if not (of.get("code") or {}).get("text"):
        yield "code without a text"
    quantity = of.get("valueQuantity")
    if quantity is None:
        return
    value = quantity.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        yield "value is no number"
    if quantity.get("system") != UCUM:
        yield "unit is not of UCUM"
    expected = _units().get(_code(of.get("code") or {}))
    if expected is not None and quantity.get("code") != expected:
        yield f"unit {quantity.get('code')} where {expected} belongs"


def _reference(of: Resource | None, what: str) -> Iterator[str]:
    if not _URN.fullmatch(str((of or {}).get("reference"))):
        yield f"{what} refers to nothing"


def _code(concept: Resource) -> str:
    codings = concept.get("coding") or [{}]
    return str(codings[0].get("code", ""))


@cache
def _units() -> dict[str, str]:
    return {metric.loinc: metric.unit for metric in metrics().values() if metric.loinc}
