"""A check that certifies nothing: a comparison, a function test. It is kept, shown, and never in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.calibration.evaluation import Evaluation
from kiosk.calibration.methods import Claim
from kiosk.calibration.records import Verdict
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Run


@dataclass(frozen=True, slots=True)
class DeviceCheck:
    """What one check found. Never changed, and no value is corrected by it.

    Attributes:
        id: UUIDv7.
        metric: What was read, in `unit` (UCUM).
        method: Its id; `claim` what it may be said to show, never CALIBRATION.
        reference: What it was compared with, as it was known that day.
        run: Every raw reading.
        error: The largest, in `unit`, with its sign; `limit` the largest permitted one there.
        limit_id: Its row in the table of limits; "" where the range on a bottle was the limit.
        by: Login of whoever did it; `made` when, UTC.
    """

    id: str
    device: str
    model: str
    metric: str
    unit: str
    method: str
    claim: Claim
    reference: Reference
    run: Run
    error: float
    limit: float
    limit_id: str
    verdict: Verdict
    by: str
    made: datetime


class DeviceChecks(Protocol):
    """Where they are kept. Thread-safe; raises StoreError."""

    def keep(self, check: DeviceCheck) -> None:
        """Keep one. Raises CalibrationRefused "reference-overdue" for one that leaned on an expired reference."""

    def of(self, device: str, metrics: tuple[str, ...]) -> tuple[DeviceCheck, ...]:
        """Those of a device and these metrics, the newest first, at most `MOST`."""


MOST = 20


def check_of(
    run: Run, judged: Evaluation, reference: Reference, *, model: str, claim: Claim, limit_id: str, made: datetime
) -> DeviceCheck:
    """The record of a run that was judged."""
    return DeviceCheck(
        id=run.id, device=run.device, model=model, metric=run.metric, unit=run.unit, method=run.method, claim=claim,
        reference=reference, run=run, error=judged.worst_error, limit=judged.limit, limit_id=limit_id,
        verdict=judged.verdict, by=run.by, made=made,
    )  # fmt: skip
