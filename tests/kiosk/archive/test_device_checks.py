"""Checks that certify nothing, in the file: in the audit chain, never changed, never in force."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.calibration_rows import content_of, digest
from kiosk.calibration.device_checks import DeviceCheck
from kiosk.calibration.methods import Claim
from kiosk.calibration.records import IDENTITY, Verdict
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.ids import new_id
from kiosk.store.errors import StoreError
from kiosk.store.sqlcipher import Database
from tests.kiosk.archive.calibrated import run
from tests.kiosk.calibration.thermometer import black_body
from tests.support.clock import ManualClock


def check(clock: ManualClock, **changes: object) -> DeviceCheck:
    compared = replace(run(clock, new_id()), metric="temp_body", method="comparison")
    made = DeviceCheck(
        id=new_id(), device="thermometer", model="lu90614", metric="temp_body", unit="Cel", method="comparison",
        claim=Claim.PLAUSIBILITY, reference=black_body(kind="contact-thermometer"), run=compared, error=1.2, limit=1.0,
        limit_id="body-plausible", verdict=Verdict.FAIL, by="zhou", made=clock.now().utc,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def test_check_comes_back_equal_and_stands_in_the_trail_with_its_outcome(store: Archive, clock: ManualClock) -> None:
    first, second = check(clock), check(clock, error=0.2, verdict=Verdict.PASS)
    for each in (first, second, second):  # asked again after an answer that did not come
        store.device_checks.keep(each)
    assert store.device_checks.of("thermometer", ("temp_object", "temp_body")) == (second, first)
    assert store.device_checks.of("thermometer", ("temp_object",)) == ()
    assert store.device_checks.of("other", ("temp_body",)) == ()
    with store._core.readers.db() as db:
        rows = list(db.query("SELECT actor, subject, detail FROM audit WHERE action = 'calibration.checked'"))
    assert [(row["actor"], row["subject"]) for row in rows] == [("zhou", first.id), ("zhou", second.id)]
    noted = json.loads(rows[0]["detail"])
    assert (noted["outcome"], noted["method"], noted["device"]) == ("failed", "comparison", "thermometer")
    assert noted["sha256"] == digest(content_of(first))
    assert json.loads(rows[1]["detail"])["outcome"] == "passed"


def test_failed_check_changes_nothing_in_force_and_is_no_record(store: Archive, clock: ManualClock) -> None:
    store.device_checks.keep(check(clock))
    assert store.calibrations.in_force("thermometer", "temp_object", clock.now()) == IDENTITY
    assert store.calibrations.history("thermometer", "temp_body") == ()
    assert store.calibrations.open_runs("thermometer", "temp_body") == ()


def test_calibration_is_not_noted_as_a_check(store: Archive, clock: ManualClock) -> None:
    with pytest.raises(ValueError, match="is a calibration"):
        store.device_checks.keep(check(clock, claim=Claim.CALIBRATION))


def test_check_against_an_expired_reference_is_refused_from_the_day_after(store: Archive, clock: ManualClock) -> None:
    today = clock.now().utc.date()
    last = black_body(kind="control-solution", due=today)
    store.device_checks.keep(check(clock, reference=last))
    late = replace(last, due=date.fromordinal(today.toordinal() - 1))
    with pytest.raises(CalibrationRefused, match="reference-overdue"):
        store.device_checks.keep(check(clock, reference=late))


@pytest.mark.parametrize("sql", ["UPDATE device_checks SET error = 0", "DELETE FROM device_checks"])
def test_kept_check_is_never_changed(store: Archive, clock: ManualClock, sql: str) -> None:
    store.device_checks.keep(check(clock))

    def work(db: Database) -> None:
        db.execute(sql)

    with pytest.raises(StoreError):
        store._core.writer.call(work)
