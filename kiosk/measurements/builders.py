"""Readings become measurements here: calibrated, checked for plausibility, judged. They are nobody's yet."""

from __future__ import annotations

from dataclasses import replace

from devices.events import Quality, Quantity, Reading
from kiosk.calibration.records import Calibration
from kiosk.ids import new_id
from kiosk.measurements.bands import band_for
from kiosk.measurements.catalogue import metric
from kiosk.measurements.measurement import Measurement, Source, Validity, valid_values
from kiosk.measurements.plausibility import Reason, implausible, implausible_pressure
from kiosk.measurements.temperature import TemperatureSettings, estimate, verdict

_FLAG_REASONS = {reason.value: reason for reason in (Reason.NO_ANSWER, Reason.UNSTEADY, Reason.UNREADABLE)}


def from_temperature(
    reading: Reading, calibration: Calibration, settings: TemperatureSettings
) -> tuple[Measurement, ...]:
    """The body estimate of a forehead reading, and, when the module gave one, its own estimate beside it.

    The first is always `temp_body`, with raw, calibrated and skin values and the verdict in `assessment`. A doubtful
    reading's verdict is NO_NUMBER: its value is recorded, never shown.
    """
    group_id = new_id()
    body = _body(reading, group_id, calibration, settings)
    usable = body.value if body.validity is Validity.VALID else None
    body = replace(body, assessment=verdict(usable, settings).value)
    own = reading.value("temp_device_body")
    if own is None:
        return (body,)
    quantity = next(q for q in reading.quantities if q.metric == "temp_device_body")
    return body, _row(reading, quantity, group_id, implausible("temp_device_body", own))


def from_blood_pressure(reading: Reading) -> tuple[Measurement, ...]:
    """Systolic pressure, diastolic pressure and pulse of one reading, with one group id.

    The two pressures are judged as a pair: when one cannot be true neither is used. Bands stand in `assessment` of the
    valid rows, the pair's on both.
    """
    group_id = new_id()
    sys, dia = reading.value("sys"), reading.value("dia")
    pair = implausible_pressure(sys, dia) if sys is not None and dia is not None else None
    rows = []
    for quantity in reading.quantities:
        if quantity.metric in ("sys", "dia"):
            problem = pair
        else:
            problem = None if quantity.value is None else implausible(quantity.metric, quantity.value)
        rows.append(_row(reading, quantity, group_id, problem))
    return tuple(_judged(row, tuple(rows)) for row in rows)


def _body(reading: Reading, group_id: str, calibration: Calibration, settings: TemperatureSettings) -> Measurement:
    raw = reading.value("temp_object")
    problem = None if raw is None else implausible("temp_object", raw)
    found = estimate(raw, calibration, settings) if raw is not None and problem is None else None
    quantity = Quantity("temp_body", found.body_c if found else raw, "Cel")
    row = _row(reading, quantity, group_id, found.problem if found else problem)
    return replace(
        row,
        raw_value=raw,
        calibrated=round(found.calibrated_c, 2) if found else None,
        skin=round(found.skin_c, 2) if found else None,
        calibration_id=calibration.id,
        model=settings.model,
    )


def _row(reading: Reading, quantity: Quantity, group_id: str, problem: Reason | None) -> Measurement:
    entry = metric(quantity.metric)
    if quantity.unit != entry.unit:
        raise ValueError(f"{reading.device} sends {quantity.metric} in {quantity.unit}, not {entry.unit}")
    validity, reason = _validity(reading, quantity.value, problem)
    usable = quantity.value is not None and validity is not Validity.INVALID
    return Measurement(
        id=new_id(),
        group_id=group_id,
        metric=quantity.metric,
        value=entry.rounded(quantity.value) if usable and quantity.value is not None else None,
        unit=entry.unit,
        source=Source.DEVICE,
        validity=validity,
        taken_at=reading.at,
        device=reading.device,
        reason=reason,
        raw_value=quantity.value,
        raw_frame=reading.raw_frame,
        device_time=reading.device_time,
        flags=reading.flags,
    )


def _validity(reading: Reading, value: float | None, problem: Reason | None) -> tuple[Validity, Reason | None]:
    named = next((_FLAG_REASONS[flag] for flag in reading.flags if flag in _FLAG_REASONS), None)
    if reading.quality is Quality.INVALID or value is None:
        return Validity.INVALID, named or Reason.DEVICE_ERROR
    if problem is not None:
        return Validity.INVALID, problem
    if reading.quality is Quality.DOUBTFUL:
        return Validity.DOUBTFUL, named or Reason.MOVEMENT
    return Validity.VALID, None


def _judged(row: Measurement, rows: tuple[Measurement, ...]) -> Measurement:
    values = valid_values(rows)
    together = {"sys", "dia"} if row.metric in ("sys", "dia") else {row.metric}
    band = band_for({m: v for m, v in values.items() if m in together})
    return replace(row, assessment=band.id) if band is not None and row.metric in values else row
