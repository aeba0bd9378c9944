"""Devices in an export: a Device each, and a DeviceMetric for each calibration its values rest on.

FHIR R4 puts what calibrated a value on the DeviceMetric (`calibration[]`: type, state, time), and an Observation refers
to the DeviceMetric it came from. A Bundle covers a span of time in which a device may be calibrated anew, so each
calibration is a DeviceMetric of its own; both have ids that are the same in every export of this terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from typing import Any

from kiosk.archive.measurement_log import LoggedMeasurement
from kiosk.archive.traced import Traced
from kiosk.calibration.records import Standing
from kiosk.measurements.catalogue import metrics

MDC = "urn:iso:std:iso:11073:10101"
UCUM = "http://unitsofmeasure.org"
_NOMENCLATURE = {"sys": 150021, "dia": 150022, "pulse": 149546}
"""IEEE 11073-10101 codes that two sources agree on; the others stay at home."""
_STATES = {
    Standing.IN_FORCE: "calibrated",
    Standing.OVERRIDDEN: "calibration-required",
    Standing.NONE: "not-calibrated",
}

Resource = dict[str, Any]


class Equipment:
    """Which devices and calibrations an export has named already.

    Args:
        pseudonym: Gives a UUID for a kind and a text, the same each time; see `Records.pseudonym`.
        models: Model of each configured device by its name.
    """

    def __init__(self, zone: tzinfo, pseudonym: Callable[[str, str], str], models: dict[str, str]) -> None:
        self._zone, self._pseudonym, self._models = zone, pseudonym, models
        self._devices: dict[str, str] = {}
        self._metrics: dict[tuple[str, str, str], str] = {}

    def metric_of(self, record: LoggedMeasurement) -> str:
        """Id of the DeviceMetric a measured value refers to."""
        key = self._key(record)
        if key not in self._metrics:
            self._metrics[key] = self._pseudonym("device-metric", "\0".join(key))
        return self._metrics[key]

    def new(self, record: LoggedMeasurement) -> Iterator[Resource]:
        """The Device and DeviceMetric of a measured value, those of them that were not named before."""
        name = record.measurement.device
        if name is None or self._key(record) in self._metrics:
            return
        if name not in self._devices:
            self._devices[name] = self._pseudonym("device", name)
            yield self._device(name)
        yield self._device_metric(record, self.metric_of(record), self._devices[name])

    def _key(self, record: LoggedMeasurement) -> tuple[str, str, str]:
        m = record.measurement
        return (m.device or "", m.metric, m.calibration_id or "")

    def _device(self, name: str) -> Resource:
        made: Resource = {
            "resourceType": "Device",
            "id": self._devices[name],
            "identifier": [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{self._devices[name]}"}],
            "deviceName": [{"name": name, "type": "user-friendly-name"}],
        }
        return made | ({"modelNumber": self._models[name]} if name in self._models else {})

    def _device_metric(self, record: LoggedMeasurement, row_id: str, device_id: str) -> Resource:
        m = record.measurement
        known = metrics().get(m.metric)
        kind: Resource = {"text": known.name if known else m.metric}
        if m.metric in _NOMENCLATURE:
            kind["coding"] = [{"system": MDC, "code": str(_NOMENCLATURE[m.metric])}]
        return {
            "resourceType": "DeviceMetric",
            "id": row_id,
            "type": kind,
            "unit": {"coding": [{"system": UCUM, "code": m.unit}]},
            "source": {"reference": f"urn:uuid:{device_id}"},
            "category": "measurement",
            "calibration": [_calibration(record.calibration, self._zone)],
        }


def _calibration(rests_on: Traced | None, zone: tzinfo) -> Resource:
    if rests_on is None:
        return {"type": "unspecified", "state": "unspecified"}
    made = {"type": _kind(rests_on.line), "state": _STATES.get(rests_on.standing, "calibration-required")}
    if rests_on.signed is not None:
        made["time"] = instant(rests_on.signed, zone)
    return made


def _kind(line: tuple[float, float] | None) -> str:
    """FHIR has no word for a line through more than two points, nor for a device found right and left alone."""
    a, b = line or (1.0, 0.0)
    if a == 1.0:
        return "unspecified" if b == 0.0 else "offset"
    return "gain" if b == 0.0 else "two-point"


def instant(moment: datetime, zone: tzinfo) -> str:
    """A moment as FHIR writes one, with the zone and milliseconds."""
    return moment.astimezone(zone).isoformat(timespec="milliseconds")
