"""What must be true of each resource before it leaves, and what a parser of FHIR says of the same Bundle."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from kiosk.archive.measurement_log import LoggedMeasurement
from kiosk.archive.traced import Traced
from kiosk.calibration.records import Standing
from kiosk.exports.fhir_bundle import fhir_text
from kiosk.exports.fhir_rules import ProfileBroken, faults
from kiosk.measurements.catalogue import metrics
from kiosk.measurements.measurement import Source, Validity
from kiosk.measurements.plausibility import Reason
from tests.kiosk.exports.test_fhir_bundle import GROUP, MADE, SHANGHAI, bundle, logged, pseudonym

IN_FORCE = Traced(Standing.IN_FORCE, "KC-1", 0.169, (1.02, -0.3), datetime(2026, 11, 20, 1, 0, tzinfo=UTC))


def everything() -> list[LoggedMeasurement]:
    """One value of every metric, told and measured, doubtful and absent, under a calibration and without one."""
    one_each = [
        logged(name, sum(metric.hard) / 2, metric.unit, number)
        for number, (name, metric) in enumerate(metrics().items())
    ]
    temperature = logged("temp_body", 36.5, "Cel", 80, calibration_id="c-1")
    return [
        *one_each,
        logged("sys", 128.0, "mm[Hg]", 70, group_id=GROUP), logged("dia", 79.0, "mm[Hg]", 71, group_id=GROUP),
        logged("weight", 60.0, "kg", 72, source=Source.SELF_REPORTED, device=None),
        logged("pulse", 72.0, "/min", 73, validity=Validity.DOUBTFUL, reason=Reason.MOVEMENT, clock_suspect=True),
        logged("temp_body", None, "Cel", 74, validity=Validity.INVALID, reason=Reason.OUT_OF_RANGE, raw_value=99.0),
        LoggedMeasurement(temperature.measurement, "王桂英", "310100194403120020", False, IN_FORCE),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return bundle(*everything(), unmasked=True)


def test_a_fhir_parser_takes_the_whole_bundle_and_gives_it_back_the_same(made: dict[str, Any]) -> None:
    parsed = Bundle.model_validate(made)
    assert len(parsed.entry) == len(made["entry"])
    again = json.loads(parsed.model_dump_json())
    kinds = {"Patient", "Device", "DeviceMetric", "Observation"}
    assert {e["resource"]["resourceType"] for e in again["entry"]} == kinds
    assert [e["request"] for e in again["entry"]] == [e["request"] for e in made["entry"]]


def test_every_reference_leads_to_a_resource_of_the_same_bundle(made: dict[str, Any]) -> None:
    there = {entry["fullUrl"] for entry in made["entry"]}
    assert len(there) == len(made["entry"])
    for entry in made["entry"]:
        resource = entry["resource"]
        for part in ("subject", "device", "source"):
            if part in resource:
                assert resource[part]["reference"] in there


def test_nothing_made_breaks_a_rule(made: dict[str, Any]) -> None:
    assert [faults(entry["resource"]) for entry in made["entry"]] == [()] * len(made["entry"])


def _last(made: dict[str, Any], kind: str, code: str = "") -> dict[str, Any]:
    for entry in reversed(made["entry"]):
        resource = entry["resource"]
        codes = json.dumps(resource.get("code", {}))
        if resource["resourceType"] == kind and code in codes:
            return copy.deepcopy(resource)  # type: ignore[no-any-return]
    raise AssertionError(kind)


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("code", "change", "fault"),
    [
        ("8310-5", lambda o: o.update(status="finished"), "status"),
        ("8310-5", lambda o: o.pop("category"), "category"),
        ("8310-5", lambda o: o.update(effectiveDateTime="2026-11-22T09:20:00.000"), "time without a zone"),
        ("8310-5", lambda o: o.update(effectiveDateTime="2026/11/22 08:30"), "time without a zone"),
        ("8310-5", lambda o: o["valueQuantity"].update(code="mm[Hg]"), "unit mm[Hg] where Cel belongs"),
        ("8310-5", lambda o: o["valueQuantity"].update(system=""), "unit is not of UCUM"),
        ("8310-5", lambda o: o["valueQuantity"].update(value="36.5"), "value is no number"),
        ("8310-5", lambda o: o["valueQuantity"].update(value=float("nan")), "value is no number"),
        ("8310-5", lambda o: o["valueQuantity"].update(value=True), "value is no number"),
        ("8310-5", lambda o: o.pop("valueQuantity"), "neither a value nor why there is none, or both"),
        ("8310-5", lambda o: o.update(dataAbsentReason={}), "neither a value nor why there is none, or both"),
        ("8310-5", lambda o: o["code"].pop("text"), "code without a text"),
        ("8310-5", lambda o: o.update(performer=[]), "both measured and told"),
        ("8310-5", lambda o: o["device"].update(reference="desk"), "device refers to nothing"),
        ("8310-5", lambda o: o.pop("subject"), "subject refers to nothing"),
        ("8310-5", lambda o: o.update(id="1"), "id is not a UUID"),
        ("2708-6", lambda o: o["code"]["coding"].pop(1), "saturation without the oximeter's code"),
        ("85354-9", lambda o: o["component"].reverse(), "components are not systolic and diastolic"),
        ("85354-9", lambda o: o.update(valueQuantity={}), "a value beside its components"),
        ("85354-9", lambda o: o["component"][1]["valueQuantity"].update(code="kPa"), "unit kPa where mm[Hg] belongs"),
    ],
)
def test_observation_that_a_parser_would_let_through_is_refused(
    made: dict[str, Any], code: str, change: Change, fault: str
) -> None:
    observation = _last(made, "Observation", code)
    change(observation)
    assert faults(observation) == (fault,)


@pytest.mark.parametrize(
    ("kind", "change", "fault"),
    [
        ("DeviceMetric", lambda o: o.update(category="setting"), "category is not measurement"),
        ("DeviceMetric", lambda o: o.pop("type"), "no type"),
        ("DeviceMetric", lambda o: o.pop("source"), "source refers to nothing"),
        ("DeviceMetric", lambda o: o.update(calibration=[]), "not one calibration"),
        ("DeviceMetric", lambda o: o["calibration"][0].update(state="good"), "calibration without a state"),
        ("DeviceMetric", lambda o: o["calibration"][0].update(time="2026-11-20"), "calibration's time without a zone"),
        ("Device", lambda o: o.pop("deviceName"), "no name"),
        ("Patient", lambda o: o.pop("identifier"), "no identifier"),
        ("Patient", lambda o: o.update(resourceType="Person"), "resource of type Person"),
    ],
)
def test_what_stands_beside_an_observation_is_checked_too(
    made: dict[str, Any], kind: str, change: Change, fault: str
) -> None:
    resource = _last(made, kind)
    change(resource)
    assert faults(resource) == (fault,)


def test_a_broken_one_ends_the_export_and_its_words_name_no_value() -> None:
    with pytest.raises(ProfileBroken) as told:
        list(fhir_text([logged("temp_body", float("inf"), "Cel", 1)], SHANGHAI, MADE, pseudonym))
    assert str(told.value) == "Observation: value is no number"
