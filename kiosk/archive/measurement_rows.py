"""A measurement as a row, and back."""

from __future__ import annotations

import json
import math
from datetime import datetime

from devices.clock import Instant
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.measurements.plausibility import Reason
from kiosk.store.fields import storable
from kiosk.store.rows import Row
from kiosk.store.stamps import moment

_RAW_FRAME_LIMIT = 65536
_RAW_LIMIT = 1e9


def to_row(m: Measurement) -> Row:
    """The columns of a measurement but its time.

    A raw value that is no number, or absurdly large, is left out: SQLite keeps no NaN. Its bytes stand in `raw_frame`.
    """
    return {
        "id": m.id,
        "group_id": m.group_id,
        "resident_id": m.resident_id,
        "visit_id": m.visit_id,
        "metric": m.metric,
        "value": m.value,
        "unit": m.unit,
        "source": m.source.value,
        "validity": m.validity.value,
        "device": None if m.device is None else storable(m.device),
        "reason": None if m.reason is None else m.reason.value,
        "raw_value": _finite(m.raw_value),
        "calibrated": _finite(m.calibrated),
        "skin": _finite(m.skin),
        "emissivity": m.emissivity,
        "ambient_c": m.ambient_c,
        "calibration_id": m.calibration_id,
        "model": m.model,
        "assessment": m.assessment,
        "raw_frame": None if m.raw_frame is None else m.raw_frame[:_RAW_FRAME_LIMIT],
        "device_time": None if m.device_time is None else m.device_time.isoformat(),
        "flags": json.dumps([storable(flag) for flag in m.flags], ensure_ascii=False),
    }


def from_row(row: Row) -> Measurement:
    """The measurement of a row."""
    return Measurement(
        id=row["id"],
        group_id=row["group_id"],
        metric=row["metric"],
        value=row["value"],
        unit=row["unit"],
        source=Source(row["source"]),
        validity=Validity(row["validity"]),
        taken_at=Instant(moment(row["at_utc"]), row["monotonic_s"]),
        resident_id=row["resident_id"],
        visit_id=row["visit_id"],
        device=row["device"],
        reason=None if row["reason"] is None else Reason(row["reason"]),
        raw_value=row["raw_value"],
        calibrated=row["calibrated"],
        skin=row["skin"],
        emissivity=row["emissivity"],
        ambient_c=row["ambient_c"],
        calibration_id=row["calibration_id"],
        model=row["model"],
        assessment=row["assessment"],
        raw_frame=row["raw_frame"],
        device_time=None if row["device_time"] is None else datetime.fromisoformat(row["device_time"]),
        flags=tuple(json.loads(row["flags"])),
    )


def plain(m: Measurement) -> dict[str, object]:
    """A measurement as plain data, for the quarantine."""
    row: dict[str, object] = to_row(m)
    return {**row, "raw_frame": m.raw_frame.hex() if m.raw_frame else None, "taken_at": m.taken_at.utc.isoformat()}


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) and abs(value) <= _RAW_LIMIT else None
