"""The worked example: an infrared thermometer at three points of a black body, ten readings each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Environment, Run, SetPoint, Stage

READINGS = {
    35.0: (34.6, 34.7, 34.6, 34.6, 34.7, 34.6, 34.7, 34.6, 34.6, 34.7),
    37.0: (36.6, 36.6, 36.7, 36.6, 36.6, 36.5, 36.6, 36.6, 36.7, 36.6),
    41.0: (40.5, 40.6, 40.5, 40.5, 40.6, 40.5, 40.5, 40.6, 40.5, 40.5),
}
MEANS = ((34.64, 35.0), (36.61, 37.0), (40.53, 41.0))
ROOM = Environment(ambient_c=23.0, humidity_pct=45.0, distance_cm=3.0, emissivity=0.95, warm_up_min=40.0)


def black_body(**changes: object) -> Reference:
    said: dict[str, object] = {
        "id": "r1",
        "kind": "black-body",
        "maker": "Fluke",
        "model": "4180",
        "serial": "B7123",
        "certificate": "RG-2026-0117",
        "laboratory": "市计量院",
        "certified": date(2026, 1, 12),
        "due": date(2027, 1, 11),
        "low": 30.0,
        "high": 45.0,
        "unit": "Cel",
        "expanded_u": 0.10,
        "stability": 0.02,
    }
    return Reference(**{**said, **changes})  # type: ignore[arg-type]


def run(points: Sequence[SetPoint] = (), stage: Stage = Stage.AS_FOUND, **changes: object) -> Run:
    said: dict[str, object] = {
        "id": "run-1",
        "calibration_id": "c-1",
        "stage": stage,
        "device": "forehead",
        "metric": "temp_object",
        "unit": "Cel",
        "method": "black-body",
        "points": tuple(points) or tuple(SetPoint(at, each) for at, each in READINGS.items()),
        "reference_id": "r1",
        "environment": ROOM,
        "begun": datetime(2026, 11, 28, 1, 0, tzinfo=UTC),
        "ended": datetime(2026, 11, 28, 1, 8, tzinfo=UTC),
        "by": "tang",
        "resolution": 0.1,
    }
    return Run(**{**said, **changes})  # type: ignore[arg-type]
