"""What leaves as FHIR R4: codes, units, times, and what is said of values that cannot be relied on."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from devices.clock import Instant
from kiosk.archive.measurement_log import LoggedMeasurement
from kiosk.exports.fhir_bundle import fhir_text
from kiosk.measurements.catalogue import metrics
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.measurements.plausibility import Reason

SHANGHAI = timezone(timedelta(hours=8))
MADE = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
WANG = "01936f2a-0000-7000-8000-000000000001"
LI = "01936f2a-0000-7000-8000-000000000002"
GROUP = "01936f2a-0000-7000-8000-0000000000f0"


def logged(metric: str, value: float | None, unit: str, number: int, **changes: Any) -> LoggedMeasurement:
    suspect = changes.pop("clock_suspect", False)
    fields: dict[str, Any] = {
        "id": f"01936f2a-0000-7000-8000-0000000001{number:02d}",
        "group_id": f"01936f2a-0000-7000-8000-0000000002{number:02d}",
        "metric": metric,
        "value": value,
        "unit": unit,
        "source": Source.DEVICE,
        "validity": Validity.VALID,
        "taken_at": Instant(datetime(2026, 11, 22, 1, 20, tzinfo=UTC), 5.0),
        "resident_id": WANG,
        "device": "desk",
    }
    return LoggedMeasurement(Measurement(**(fields | changes)), "王桂英", "310100194403120020", suspect)


def pseudonym(kind: str, text: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"{kind} {text}"))


DESK = pseudonym("device", "desk")
DESK_TEMPERATURE = pseudonym("device-metric", "desk\0temp_body\0")


def bundle(*records: LoggedMeasurement, unmasked: bool = False) -> dict[str, Any]:
    text = fhir_text(records, SHANGHAI, MADE, pseudonym, models={"desk": "lu90614"}, unmasked=unmasked)
    made: dict[str, Any] = json.loads("".join(text))
    return made


def observations(*records: LoggedMeasurement) -> list[dict[str, Any]]:
    return [e["resource"] for e in bundle(*records)["entry"] if e["resource"]["resourceType"] == "Observation"]


def test_a_temperature_as_a_whole_bundle() -> None:
    assert bundle(logged("temp_body", 36.5, "Cel", 1)) == {
        "resourceType": "Bundle",
        "type": "transaction",
        "timestamp": "2026-11-22T10:00:00.000+08:00",
        "entry": [
            {
                "fullUrl": f"urn:uuid:{WANG}",
                "resource": {
                    "resourceType": "Patient",
                    "id": WANG,
                    "identifier": [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{WANG}"}],
                },
                "request": {"method": "PUT", "url": f"Patient/{WANG}"},
            },
            {
                "fullUrl": f"urn:uuid:{DESK}",
                "resource": {
                    "resourceType": "Device",
                    "id": DESK,
                    "identifier": [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{DESK}"}],
                    "deviceName": [{"name": "desk", "type": "user-friendly-name"}],
                    "modelNumber": "lu90614",
                },
                "request": {"method": "PUT", "url": f"Device/{DESK}"},
            },
            {
                "fullUrl": f"urn:uuid:{DESK_TEMPERATURE}",
                "resource": {
                    "resourceType": "DeviceMetric",
                    "id": DESK_TEMPERATURE,
                    "type": {"text": "体温"},
                    "unit": {"coding": [{"system": "http://unitsofmeasure.org", "code": "Cel"}]},
                    "source": {"reference": f"urn:uuid:{DESK}"},
                    "category": "measurement",
                    "calibration": [{"type": "unspecified", "state": "unspecified"}],
                },
                "request": {"method": "PUT", "url": f"DeviceMetric/{DESK_TEMPERATURE}"},
            },
            {
                "fullUrl": "urn:uuid:01936f2a-0000-7000-8000-000000000101",
                "resource": {
                    "resourceType": "Observation",
                    "id": "01936f2a-0000-7000-8000-000000000101",
                    "status": "final",
                    "category": [
                        {
                            "coding": [
                                {
                                    "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                                    "code": "vital-signs",
                                }
                            ]
                        }
                    ],
                    "code": {
                        "coding": [
                            {"system": "http://loinc.org", "code": "8310-5"},
                            {"system": "urn:oid:2.16.156.10011.2.2.1", "code": "DE04.10.186.00"},
                        ],
                        "text": "体温",
                    },
                    "subject": {"reference": f"urn:uuid:{WANG}"},
                    "effectiveDateTime": "2026-11-22T09:20:00.000+08:00",
                    "device": {"reference": f"urn:uuid:{DESK_TEMPERATURE}", "display": "desk"},
                    "valueQuantity": {
                        "value": 36.5,
                        "unit": "℃",
                        "system": "http://unitsofmeasure.org",
                        "code": "Cel",
                    },
                },
                "request": {"method": "PUT", "url": "Observation/01936f2a-0000-7000-8000-000000000101"},
            },
        ],
    }


def test_both_pressures_of_a_reading_are_one_observation_and_the_pulse_its_own() -> None:
    pressure, pulse = observations(
        logged("sys", 128.0, "mm[Hg]", 1, group_id=GROUP),
        logged("dia", 79.0, "mm[Hg]", 2, group_id=GROUP),
        logged("pulse", 72.0, "/min", 3, group_id=GROUP),
    )
    assert pressure["code"]["coding"] == [{"system": "http://loinc.org", "code": "85354-9"}]
    assert [c["code"]["coding"][0]["code"] for c in pressure["component"]] == ["8480-6", "8462-4"]
    assert [(c["valueQuantity"]["value"], c["valueQuantity"]["code"]) for c in pressure["component"]] == [
        (128, "mm[Hg]"), (79, "mm[Hg]")
    ]  # fmt: skip
    assert "valueQuantity" not in pressure
    assert (pulse["code"]["coding"][0]["code"], pulse["valueQuantity"]["value"]) == ("8867-4", 72)
    assert pulse["valueQuantity"]["code"] == "/min"


def test_whole_numbers_have_no_point() -> None:
    text = "".join(fhir_text([logged("pulse", 72.0, "/min", 1)], SHANGHAI, MADE, pseudonym))
    assert '"value": 72,' in text


def test_pressure_of_which_one_was_left_out_says_so() -> None:
    (pressure,) = observations(logged("dia", 79.0, "mm[Hg]", 2))
    assert pressure["component"][0]["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert pressure["component"][1]["valueQuantity"]["value"] == 79


def test_implausible_value_is_absent_and_a_doubtful_one_preliminary() -> None:
    invalid = logged("temp_body", None, "Cel", 1, validity=Validity.INVALID, reason=Reason.OUT_OF_RANGE, raw_value=99.0)
    doubtful = logged("pulse", 72.0, "/min", 2, validity=Validity.DOUBTFUL, reason=Reason.MOVEMENT)
    absent, unsure = observations(invalid, doubtful)
    assert "valueQuantity" not in absent
    assert absent["dataAbsentReason"]["coding"] == [
        {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "error"}
    ]
    assert "99" not in json.dumps(absent)
    assert (absent["status"], unsure["status"]) == ("final", "preliminary")
    assert unsure["note"] == [{"text": f"pulse: {Reason.MOVEMENT.value}"}]


def test_codes_nobody_has_checked_stay_at_home() -> None:
    glucose, weight, raw = observations(
        logged("glucose_random", 6.1, "mmol/L", 1, source=Source.SELF_REPORTED, device=None),
        logged("weight", 60.0, "kg", 2),
        logged("temp_object", 33.25, "Cel", 3),
    )
    assert glucose["code"] == {"text": "随机血糖"}
    assert weight["code"]["coding"] == [{"system": "http://loinc.org", "code": "29463-7"}]
    assert raw["code"] == {"text": "额头表面读数"}
    categories = [o["category"][0]["coding"][0]["code"] for o in (glucose, weight, raw)]
    assert categories == ["laboratory", "vital-signs", "exam"]


def test_what_a_person_told_has_the_person_as_performer_and_no_device() -> None:
    (told,) = observations(logged("weight", 60.0, "kg", 1, source=Source.SELF_REPORTED, device=None))
    assert told["performer"] == [{"reference": f"urn:uuid:{WANG}"}]
    assert "device" not in told


def test_oxygen_saturation_carries_both_codes() -> None:
    (saturation,) = observations(logged("spo2", 97.0, "%", 1))
    codes = [c["code"] for c in saturation["code"]["coding"] if c["system"] == "http://loinc.org"]
    assert codes == ["2708-6", "59408-5"]


def test_clock_that_could_not_be_trusted_is_noted() -> None:
    (observation,) = observations(logged("pulse", 72.0, "/min", 1, clock_suspect=True))
    assert observation["note"] == [{"text": "the terminal's clock could not be trusted"}]


def test_each_person_is_one_patient_and_a_pseudonym_unless_asked() -> None:
    records = [logged("pulse", 72.0, "/min", n, resident_id=who) for n, who in ((1, WANG), (2, LI), (3, WANG))]
    masked, full = bundle(*records), bundle(*records, unmasked=True)
    assert [e["fullUrl"] for e in masked["entry"] if e["resource"]["resourceType"] == "Patient"] == [
        f"urn:uuid:{WANG}", f"urn:uuid:{LI}"
    ]  # fmt: skip
    text = json.dumps(masked, ensure_ascii=False)
    assert ("王" in text, "310100194403120020" in text) == (False, False)
    patient = full["entry"][0]["resource"]
    assert patient["name"] == [{"text": "王桂英"}]
    assert patient["identifier"][1] == {
        "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "NI"}]},
        "value": "310100194403120020",
    }


def test_nothing_measured_is_a_bundle_without_entries() -> None:
    assert bundle() == {
        "resourceType": "Bundle", "type": "transaction", "timestamp": "2026-11-22T10:00:00.000+08:00"
    }  # fmt: skip


LOINC_AND_UNITS = {
    "temp_object": ((), "Cel"), "temp_skin": ((), "Cel"), "temp_ambient": ((), "Cel"), "temp_device_body": ((), "Cel"),
    "temp_body": (("8310-5",), "Cel"), "temp_clinical": (("8310-5",), "Cel"),
    "map": ((), "mm[Hg]"), "pulse": (("8867-4",), "/min"), "resp_rate": (("9279-1",), "/min"),
    "spo2": (("2708-6", "59408-5"), "%"), "perfusion": ((), "%"),
    "glucose_fasting": ((), "mmol/L"), "glucose_random": ((), "mmol/L"),
    "weight": (("29463-7",), "kg"), "height": (("8302-2",), "cm"), "waist": ((), "cm"),
    "bmi": (("39156-5",), "kg/m2"), "body_fat": ((), "%"), "impedance": ((), "Ohm"),
}  # fmt: skip
"""Of every metric that is no part of a blood pressure: what leaves as its LOINC codes, and its unit."""


def test_every_metric_of_the_catalogue_leaves_with_its_codes_and_its_unit() -> None:
    alone = {name: entry for name, entry in metrics().items() if name not in ("sys", "dia")}
    records = [logged(name, entry.hard[1], entry.unit, number) for number, (name, entry) in enumerate(alone.items())]
    found = {}
    for name, observation in zip(alone, observations(*records), strict=True):
        coding = observation["code"].get("coding", [])
        codes = tuple(each["code"] for each in coding if each["system"] == "http://loinc.org")
        found[name] = (codes, observation["valueQuantity"]["code"])
    assert found == LOINC_AND_UNITS
