"""Records of calibrations as the archive gets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from devices.clock import Clock
from kiosk.calibration.records import CalibrationRecord, Verdict
from kiosk.calibration.runs import Run, SetPoint, Stage
from kiosk.ids import new_id
from tests.kiosk.calibration.thermometer import READINGS, black_body
from tests.kiosk.calibration.thermometer import run as as_found

DEVICE, METRIC = "forehead", "temp_object"
LINE = (1.018921, -0.29834)
TODAY, NEXT_YEAR = date(2026, 11, 22), date(2027, 11, 21)


def run(clock: Clock, calibration_id: str, stage: Stage = Stage.AS_FOUND, **changes: object) -> Run:
    """A run that ends now."""
    now = clock.now().utc
    said = {"id": new_id(), "calibration_id": calibration_id, "begun": now, "ended": now}
    return as_found(stage=stage, **{**said, **changes})  # type: ignore[arg-type]


def read_under(line: tuple[float, float], clock: Clock, calibration_id: str) -> Run:
    """The run after an adjustment: each point read by a device that shows what the line makes of it."""
    a, b = line
    points = tuple(SetPoint(at, tuple(a * raw + b for raw in raws)) for at, raws in READINGS.items())
    return run(clock, calibration_id, Stage.AS_LEFT, points=points)


def record(clock: Clock, number: str, **changes: object) -> CalibrationRecord:
    """A thermometer that was found 0.4 °C low and adjusted, signed now; with `changes`."""
    record_id = new_id()
    made = CalibrationRecord(
        id=record_id,
        number=number,
        device=DEVICE,
        model="lu90614",
        serial="T-0042",
        firmware="",
        metric=METRIC,
        unit="Cel",
        method="black-body-3",
        reference=black_body(),
        before=(1.0, 0.0),
        after=LINE,
        as_found=run(clock, record_id),
        as_left=read_under(LINE, clock, record_id),
        as_found_error=-0.47,
        as_left_error=0.004,
        as_found_u=0.169,
        as_left_u=0.169,
        as_found_verdict=Verdict.CONDITIONAL_FAIL,
        as_left_verdict=Verdict.PASS,
        limit=0.3,
        limit_id="jjf-1107",
        decision="guard-band",
        drift=0.1,
        site="",
        received=TODAY,
        done=TODAY,
        due=NEXT_YEAR,
        supersedes=None,
        reason="first",
        by="tang",
        second=None,
        signed=clock.now().utc,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def unadjusted(clock: Clock, number: str, **changes: object) -> CalibrationRecord:
    """A thermometer that was found right and left as it was."""
    said: dict[str, object] = {"after": (1.0, 0.0), "as_found_verdict": Verdict.PASS, "as_found_error": 0.02}
    said |= dict.fromkeys(("as_left", "as_left_error", "as_left_u", "as_left_verdict"))
    return record(clock, number, **{**said, **changes})
