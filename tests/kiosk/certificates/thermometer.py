"""A forehead thermometer that failed as found, was adjusted and passed: the worked example, signed."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

from kiosk.calibration.evaluation import coefficients, evaluate_both
from kiosk.calibration.methods import limits, methods
from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.runs import Stage
from kiosk.certificates.particulars import Particulars
from tests.kiosk.calibration.thermometer import black_body, run

PARTICULARS = Particulars(
    laboratory="梧桐里社区服务中心",
    customer="梧桐里社区服务中心",
    issued=date(2026, 11, 28),
    done_by="唐建国",
    second_by="",
    software="kiosk 0.9",
    zone="Asia/Shanghai",
)


def signed(**changes: object) -> CalibrationRecord:
    """The record, reckoned as the product reckons it."""
    method, limit = methods()["black-body"], limits()["ir-forehead"]
    found_run, left_run = run(), run(stage=Stage.AS_LEFT, id="run-2")
    found, _ = evaluate_both(
        found_run, None, method, black_body(), limit, drift=0.1, before=(1.0, 0.0), after=(1.0, 0.0)
    )
    after = coefficients(found)
    found, left = evaluate_both(
        found_run, left_run, method, black_body(), limit, drift=0.1, before=(1.0, 0.0), after=after
    )
    assert left is not None
    record = CalibrationRecord(
        id="c-1", number="JZ-2026-0007", device="forehead", model="PG-IRX100", serial="FT-00231", firmware="1.8",
        metric="temp_object", unit="Cel", method="black-body", reference=black_body(), before=(1.0, 0.0), after=after,
        as_found=found_run, as_left=left_run, as_found_error=found.worst_error, as_left_error=left.worst_error,
        as_found_u=found.expanded_u, as_left_u=left.expanded_u, as_found_verdict=found.verdict,
        as_left_verdict=left.verdict, limit=0.3, limit_id="ir-forehead", decision="guard-band", drift=0.1,
        site="梧桐里 12 号", received=date(2026, 11, 27), done=date(2026, 11, 28), due=date(2027, 11, 27),
        supersedes=None, reason="scheduled", by="tang", second=None,
        signed=datetime(2026, 11, 28, 1, 30, tzinfo=UTC),
    )  # fmt: skip
    return dataclasses.replace(record, **changes)  # type: ignore[arg-type]
