"""What an exported value was measured with: Device and DeviceMetric, and the calibration it rests on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.measurement_log import LoggedMeasurement
from kiosk.archive.traced import Traced
from kiosk.calibration.records import Standing
from tests.kiosk.exports.test_fhir_bundle import bundle, logged
from tests.support.clock import ManualClock

SIGNED = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
IN_FORCE = Traced(Standing.IN_FORCE, "KC-1", 0.169, (1.018921, -0.29834), SIGNED)


def resting_on(calibration: Traced | None, calibration_id: str | None = "c-1", **changes: Any) -> LoggedMeasurement:
    made = logged("temp_body", 36.5, "Cel", changes.pop("number", 1), calibration_id=calibration_id, **changes)
    return LoggedMeasurement(made.measurement, made.name, made.number, clock_suspect=False, calibration=calibration)


def of_type(kind: str, *records: LoggedMeasurement) -> list[dict[str, Any]]:
    return [e["resource"] for e in bundle(*records)["entry"] if e["resource"]["resourceType"] == kind]


@pytest.mark.parametrize(
    ("calibration", "said"),
    [
        (IN_FORCE, {"type": "two-point", "state": "calibrated", "time": "2026-11-20T09:00:00.000+08:00"}),
        (Traced(Standing.IN_FORCE, "K", 0.1, (1.0, -0.3), SIGNED),
         {"type": "offset", "state": "calibrated", "time": "2026-11-20T09:00:00.000+08:00"}),
        (Traced(Standing.IN_FORCE, "K", 0.1, (1.02, 0.0), SIGNED),
         {"type": "gain", "state": "calibrated", "time": "2026-11-20T09:00:00.000+08:00"}),
        (Traced(Standing.IN_FORCE, "K", 0.1, (1.0, 0.0), SIGNED),
         {"type": "unspecified", "state": "calibrated", "time": "2026-11-20T09:00:00.000+08:00"}),
        (Traced(Standing.OVERRIDDEN), {"type": "unspecified", "state": "calibration-required"}),
        (Traced(Standing.NONE), {"type": "unspecified", "state": "not-calibrated"}),
        (None, {"type": "unspecified", "state": "unspecified"}),
    ],
)  # fmt: skip
def test_device_metric_says_how_it_was_calibrated(calibration: Traced | None, said: dict[str, str]) -> None:
    (metric,) = of_type("DeviceMetric", resting_on(calibration))
    assert metric["calibration"] == [said]


def test_a_new_calibration_is_a_device_metric_of_its_own_and_the_device_stays_one() -> None:
    records = [
        resting_on(IN_FORCE),
        resting_on(IN_FORCE, number=2),
        resting_on(Traced(Standing.OVERRIDDEN), "c-2", number=3),
    ]
    devices, kinds = of_type("Device", *records), of_type("DeviceMetric", *records)
    assert (len(devices), len(kinds)) == (1, 2)
    assert {kind["source"]["reference"] for kind in kinds} == {f"urn:uuid:{devices[0]['id']}"}
    seen = [observation["device"]["reference"] for observation in of_type("Observation", *records)]
    assert seen == [f"urn:uuid:{kinds[n]['id']}" for n in (0, 0, 1)]


def test_model_is_told_only_where_the_settings_know_it() -> None:
    known, gone = of_type("Device", resting_on(None), resting_on(None, number=2, device="gone"))
    assert (known["modelNumber"], "modelNumber" in gone) == ("lu90614", False)


def test_pressure_has_its_code_of_the_nomenclature() -> None:
    kinds = of_type("DeviceMetric", logged("sys", 128.0, "mm[Hg]", 1), logged("dia", 79.0, "mm[Hg]", 2))
    assert [kind["type"]["coding"][0]["code"] for kind in kinds] == ["150021", "150022"]


def test_pseudonym_is_the_same_in_each_export_and_another_in_another_store(
    store: Archive, folder: Path, clock: ManualClock, tmp_path: Path
) -> None:
    first = store.records.pseudonym("device", "forehead")
    assert first == store.records.pseudonym("device", "forehead")
    assert first[14] == "8"
    assert first != store.records.pseudonym("device-metric", "forehead")
    assert first != store.records.pseudonym("device", "cuff")
    with Archive.open(tmp_path / "other", clock) as other:
        assert other.records.pseudonym("device", "forehead") != first
