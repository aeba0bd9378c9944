"""What lies on the technician's bench of the demonstration hall: references with invented certificates, one overdue."""

from __future__ import annotations

from datetime import date, timedelta

from kiosk.calibration.keeping import CalibrationKeeping
from kiosk.calibration.references import Reference
from kiosk.ids import new_id
from kiosk.sentences import table

ACTOR = "demonstration"
YEAR = timedelta(days=365)


def put_out(keeping: CalibrationKeeping, today: date) -> None:
    """Make the references known, unless an earlier demonstration has."""
    known = {(reference.kind, reference.serial) for reference in keeping.references()}
    for reference in _references(today):
        if (reference.kind, reference.serial) not in known:
            keeping.keep_reference(reference, ACTOR)


def _references(today: date) -> tuple[Reference, ...]:
    words = table("demonstration.bench")
    laboratory, maker = str(words["laboratory"]), str(words["maker"])

    def made(kind: str, model: str, serial: str, ends: date, low: float, high: float, unit: str, u: float) -> Reference:
        certificate = f"YS{ends.year - 1}-{serial}"
        stability = 0.02 if kind == "black-body" else 0.0
        return Reference(
            new_id(), kind, maker, model, serial, certificate, laboratory, ends - YEAR, ends, low, high, unit, u, 2.0,
            stability,
        )  # fmt: skip

    holds, over = today + timedelta(days=213), today - timedelta(days=12)
    return (
        made("black-body", "BB-40", "20417", holds, 30.0, 45.0, "Cel", 0.1),
        made("black-body", "BB-40", "20398", over, 30.0, 45.0, "Cel", 0.1),
        made("manometer", "DPG-600", "60331", holds, 0.0, 300.0, "mm[Hg]", 0.8),
        made("weights", "M1", "10086", holds, 10.0, 150.0, "kg", 0.005),
    )
