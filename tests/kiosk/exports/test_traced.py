"""An exported measurement names the calibration it rests on."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.archive.archive import Archive
from kiosk.archive.measurement_log import LoggedMeasurement
from kiosk.archive.reading import ReadingArchive
from kiosk.archive.traced import Traced, records_of, traced
from kiosk.calibration.records import Standing
from kiosk.exports.csv_table import csv_lines
from kiosk.store.sqlcipher import Database
from tests.kiosk.archive.calibrated import DEVICE, LINE, METRIC, TODAY, record, unadjusted
from tests.kiosk.exports.test_fhir_bundle import logged, observations
from tests.support.clock import ManualClock

SHANGHAI = ZoneInfo("Asia/Shanghai")


def resting_on(calibration: Traced | None, calibration_id: str | None = "c-1") -> LoggedMeasurement:
    made = logged("temp_body", 36.5, "Cel", 1, calibration_id=calibration_id)
    return LoggedMeasurement(made.measurement, made.name, made.number, clock_suspect=False, calibration=calibration)


def test_measurement_rests_on_the_record_or_the_override_or_nothing(store: Archive, clock: ManualClock) -> None:
    adjusted = record(clock, "KC-1", as_found_u=0.21)
    store.calibrations.sign(adjusted)
    store.calibrations.sign(unadjusted(clock, "KC-2", metric="other", as_found_u=0.12))
    override = store.calibrations.allow(DEVICE, METRIC, "等标准器", TODAY, "tang")
    records = records_of(store._core)

    def of(calibration_id: str | None) -> Traced | None:
        return traced(logged("temp_body", 36.5, "Cel", 1, calibration_id=calibration_id).measurement, records)

    now = clock.now().utc
    assert of(adjusted.id) == Traced(Standing.IN_FORCE, "KC-1", 0.169, LINE, now)
    assert [each for each in records.values() if each.number == "KC-2"] == [
        Traced(Standing.IN_FORCE, "KC-2", 0.12, (1.0, 0.0), now)
    ]
    assert of(override.id) == Traced(Standing.OVERRIDDEN)
    assert of("identity") == Traced(Standing.NONE)
    assert of(None) is None


def test_file_older_than_calibrations_is_exported_all_the_same(folder: Path, clock: ManualClock) -> None:
    def older(db: Database) -> None:
        db.execute("ALTER TABLE calibrations RENAME COLUMN number TO old")

    with Archive.open(folder, clock) as store:
        store._core.writer.call(older)
        store._core.writer.call(lambda db: db.execute("PRAGMA user_version = 7"))
    with ReadingArchive.open(folder, clock) as store:
        assert records_of(store._core) == {}


def test_spreadsheet_has_number_uncertainty_and_standing() -> None:
    lines = csv_lines([resting_on(Traced(Standing.IN_FORCE, "KC-1", 0.169)), resting_on(Traced(Standing.OVERRIDDEN)),
                       resting_on(None, None)], SHANGHAI)  # fmt: skip
    rows = list(csv.DictReader(io.StringIO("".join(lines)[1:], newline="")))
    assert [(row["calibration"], row["calibration_u"], row["calibration_standing"]) for row in rows] == [
        ("KC-1", "0.169", "in-force"), ("", "", "overridden"), ("", "", "")
    ]  # fmt: skip


def test_observation_has_the_calibration_as_an_extension() -> None:
    (certified,) = observations(resting_on(Traced(Standing.IN_FORCE, "KC-1", 0.169)))
    assert certified["extension"] == [
        {
            "url": "urn:kiosk:calibration",
            "extension": [
                {"url": "standing", "valueCode": "in-force"},
                {"url": "certificate", "valueString": "KC-1"},
                {"url": "expanded-uncertainty",
                 "valueQuantity": {"value": 0.169, "system": "http://unitsofmeasure.org", "code": "Cel"}},
            ],
        }
    ]  # fmt: skip
    (allowed,) = observations(resting_on(Traced(Standing.OVERRIDDEN)))
    assert allowed["extension"][0]["extension"] == [{"url": "standing", "valueCode": "overridden"}]
    (typed,) = observations(resting_on(None, None))
    assert "extension" not in typed
