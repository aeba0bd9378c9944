"""Signed calibrations of a forehead thermometer."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kiosk.calibration.records import CalibrationRecord, Verdict
from kiosk.calibration.runs import Run, SetPoint, Stage
from tests.kiosk.calibration.thermometer import black_body, run


def reads(error: float, stage: Stage = Stage.AS_FOUND) -> Run:
    return run([SetPoint(at, (at + error,) * 3) for at in (35.0, 37.0, 41.0)], stage=stage)


def record(
    done: date, found: float, left: float | None = None, after: tuple[float, float] = (1.0, 0.0)
) -> CalibrationRecord:
    return CalibrationRecord(
        id=f"c-{done}",
        number=f"n-{done}",
        device="forehead",
        model="LU90614",
        serial="",
        firmware="",
        metric="temp_object",
        unit="Cel",
        method="black-body",
        reference=black_body(),
        before=(1.0, 0.0),
        after=after,
        as_found=reads(found),
        as_left=None if left is None else reads(left, Stage.AS_LEFT),
        as_found_error=found,
        as_left_error=left,
        as_found_u=0.17,
        as_left_u=None,
        as_found_verdict=Verdict.PASS,
        as_left_verdict=None,
        limit=0.30,
        limit_id="ir-forehead",
        decision="guard-band",
        drift=0.1,
        site="",
        received=done,
        done=done,
        due=date(done.year + 1, done.month, done.day),
        supersedes=None,
        reason="scheduled",
        by="tang",
        second=None,
        signed=datetime(2026, 1, 1, tzinfo=UTC),
    )
