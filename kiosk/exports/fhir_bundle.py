"""Measurements as a FHIR R4 transaction: a Patient a resident, an Observation a value, and what it was measured with.

Every resource is put under an id of its own (`PUT Observation/…`): a Bundle sent twice changes nothing the second time.

Both pressures of one reading are one Observation (85354-9) with two components, as the vital-signs profile wants. Codes
are LOINC and 卫生信息数据元, units are UCUM, all from the metric catalogue; a code that is unsure there stays here.
A doubtful value is `preliminary`; one that was implausible has no value but `dataAbsentReason`, never a number.
A Patient is a pseudonym, the resident's random id, unless names were asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Any

from kiosk.archive.measurement_log import LoggedMeasurement
from kiosk.archive.traced import Traced
from kiosk.exports.fhir_equipment import Equipment, instant
from kiosk.exports.fhir_rules import LOINC, OXIMETER, UCUM, ProfileBroken, faults
from kiosk.measurements.catalogue import Metric, metrics
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.sentences import sentence

DATA_ELEMENTS = "urn:oid:2.16.156.10011.2.2.1"
CALIBRATION = "urn:kiosk:calibration"
"""Url of the extension that says on which calibration an Observation rests."""
TAKEN_BY = "urn:kiosk:taken-by"
"""System of the tag that says who took a Bundle away."""
_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_IDENTIFIER_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203"
_VITAL_SIGNS = frozenset(
    {"temp_body", "temp_clinical", "sys", "dia", "map", "pulse", "resp_rate", "spo2", "weight", "height", "bmi"}
)
_LABORATORY = frozenset({"glucose_fasting", "glucose_random"})
_PRESSURES = ("sys", "dia")
_ALSO = {"spo2": OXIMETER}
"""A pulse oximeter's saturation carries this code besides the profile's own."""

Resource = dict[str, Any]


def fhir_text(
    records: Iterable[LoggedMeasurement],
    zone: tzinfo,
    made: datetime,
    pseudonym: Callable[[str, str], str],
    *,
    models: Mapping[str, str] | None = None,
    unmasked: bool = False,
    stamp: str = "",
) -> Iterator[str]:
    """The Bundle as JSON, an entry a line.

    Args:
        records: In the order in which they were written: the values of one reading follow each other.
        zone: The hall's, for the times of the Observations.
        made: When the Bundle is made.
        pseudonym: A UUID for a kind of thing and its name, the same in each export of this terminal.
        models: Model of each configured device by its name.
        stamp: Who takes it away and when, as a tag of the Bundle.

    Raises:
        ProfileBroken: a resource is not as it must be; nothing of the rest is given.
    """
    head: Resource = {"resourceType": "Bundle", "type": "transaction", "timestamp": instant(made, zone)}
    if stamp:
        head["meta"] = {"tag": [{"system": TAKEN_BY, "display": stamp}]}
    yield json.dumps(head, ensure_ascii=False)[:-1]
    before = ', "entry": [\n'
    for resource in _resources(records, Equipment(zone, pseudonym, dict(models or {})), zone, unmasked):
        wrong = faults(resource)
        if wrong:
            raise ProfileBroken(resource["resourceType"], wrong)
        request = {"method": "PUT", "url": f"{resource['resourceType']}/{resource['id']}"}
        entry = {"fullUrl": _urn(resource["id"]), "resource": resource, "request": request}
        yield before + json.dumps(entry, ensure_ascii=False, allow_nan=False)
        before = ",\n"
    yield "}\n" if before.startswith(", ") else "\n]}\n"


def _resources(
    records: Iterable[LoggedMeasurement], equipment: Equipment, zone: tzinfo, unmasked: bool
) -> Iterator[Resource]:
    known: set[str] = set()
    for _, together in groupby(records, key=lambda record: record.measurement.group_id):
        group = list(together)
        owner = group[0].measurement.resident_id
        if owner is not None and owner not in known:
            known.add(owner)
            yield _patient(owner, group[0], unmasked)
        for record in group:
            yield from equipment.new(record)
        pressures = [record for record in group if record.measurement.metric in _PRESSURES]
        if pressures:
            yield _pressure(pressures, equipment, zone)
        for record in group:
            if record.measurement.metric not in _PRESSURES:
                yield _observation(record, equipment, zone)


def _patient(resident_id: str, record: LoggedMeasurement, unmasked: bool) -> Resource:
    identifiers: list[Resource] = [{"system": "urn:ietf:rfc:3986", "value": _urn(resident_id)}]
    patient: Resource = {"resourceType": "Patient", "id": resident_id, "identifier": identifiers}
    if unmasked and record.number:
        identifiers.append({"type": {"coding": [{"system": _IDENTIFIER_TYPES, "code": "NI"}]}, "value": record.number})
    if unmasked and record.name:
        patient["name"] = [{"text": record.name}]
    return patient


def _observation(record: LoggedMeasurement, equipment: Equipment, zone: tzinfo) -> Resource:
    measurement = record.measurement
    made = _frame([record], equipment, zone, _code(measurement.metric))
    return made | _value(measurement)


def _pressure(records: list[LoggedMeasurement], equipment: Equipment, zone: tzinfo) -> Resource:
    """One reading of the cuff; a component that was not exported is said to be unknown."""
    code = {"coding": [{"system": LOINC, "code": "85354-9"}], "text": str(sentence("records.blood-pressure"))}
    by_metric = {record.measurement.metric: record.measurement for record in records}
    components = [
        {"code": _code(metric)} | (_value(by_metric[metric]) if metric in by_metric else _absent("unknown"))
        for metric in _PRESSURES
    ]
    return _frame(records, equipment, zone, code) | {"component": components}


def _frame(records: list[LoggedMeasurement], equipment: Equipment, zone: tzinfo, code: Resource) -> Resource:
    """What every Observation says: of whom, when, by what."""
    measurement = records[0].measurement
    valid = all(record.measurement.validity is not Validity.DOUBTFUL for record in records)
    subject = {"reference": _urn(measurement.resident_id or "")}
    made: Resource = {
        "resourceType": "Observation",
        "id": measurement.id,
        "status": "final" if valid else "preliminary",
        "category": [{"coding": [{"system": _CATEGORIES, "code": _category(measurement.metric)}]}],
        "code": code,
        "subject": subject,
        "effectiveDateTime": instant(measurement.taken_at.utc, zone),
    }
    if measurement.source is Source.SELF_REPORTED:
        made["performer"] = [subject]
    elif measurement.device:
        made["device"] = {"reference": _urn(equipment.metric_of(records[0])), "display": measurement.device}
    if measurement.calibration_id is not None and records[0].calibration is not None:
        made["extension"] = [_calibration(records[0].calibration, measurement.unit)]
    notes = [{"text": note} for note in _notes(records)]
    return made | ({"note": notes} if notes else {})


def _calibration(rests_on: Traced, unit: str) -> Resource:
    """The calibration in force when it was taken; its uncertainty is expanded (k = 2)."""
    parts: list[Resource] = [{"url": "standing", "valueCode": rests_on.standing.value}]
    if rests_on.number:
        parts.append({"url": "certificate", "valueString": rests_on.number})
    if rests_on.expanded_u is not None:
        quantity = {"value": rests_on.expanded_u, "system": UCUM, "code": unit}
        parts.append({"url": "expanded-uncertainty", "valueQuantity": quantity})
    return {"url": CALIBRATION, "extension": parts}


def _notes(records: list[LoggedMeasurement]) -> Iterator[str]:
    for record in records:
        if record.measurement.reason is not None:
            yield f"{record.measurement.metric}: {record.measurement.reason.value}"
    if any(record.clock_suspect for record in records):
        yield "the terminal's clock could not be trusted"


def _code(metric_id: str) -> Resource:
    known = metrics().get(metric_id)
    if known is None:
        return {"text": metric_id}
    coding: list[Resource] = []
    if known.loinc and "loinc" not in known.unsure:
        coding += [{"system": LOINC, "code": code} for code in (known.loinc, _ALSO.get(metric_id)) if code]
    if known.de and "de" not in known.unsure:
        coding.append({"system": DATA_ELEMENTS, "code": known.de})
    return {"coding": coding, "text": known.name} if coding else {"text": known.name}


def _value(measurement: Measurement) -> Resource:
    if measurement.value is None:
        return _absent("error")
    known = metrics().get(measurement.metric)
    return {
        "valueQuantity": {
            "value": _number(measurement.value, known),
            "unit": known.unit_shown if known else measurement.unit,
            "system": UCUM,
            "code": measurement.unit,
        }
    }


def _number(value: float, known: Metric | None) -> float | int:
    """Without a point where the metric has none: FHIR's decimals say how precise they are."""
    return int(value) if known is not None and known.decimals == 0 and value.is_integer() else value


def _absent(code: str) -> Resource:
    return {"dataAbsentReason": {"coding": [{"system": _ABSENT, "code": code}]}}


def _category(metric_id: str) -> str:
    if metric_id in _LABORATORY:
        return "laboratory"
    return "vital-signs" if metric_id in _VITAL_SIGNS else "exam"


def _urn(row_id: str) -> str:
    return f"urn:uuid:{row_id}"
