"""Readings become measurements here: calibrated, checked for plausibility, judged. They are nobody's yet."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from devices.decoding import CUFF_LOOSE, MOVEMENT, POSITION, RefusalCode
from devices.events import Quality, Quantity, Reading
from kiosk.calibration.records import Calibration, Standing
from kiosk.ids import new_id
from kiosk.measurements.about import NOBODY, About
from kiosk.measurements.bands import USUAL, BandChoice, band_for
from kiosk.measurements.baseline import Baseline
from kiosk.measurements.catalogue import metric
from kiosk.measurements.measurement import OVERRIDE, UNCALIBRATED, Measurement, Source, Validity, valid_values
from kiosk.measurements.plausibility import Reason, implausible, implausible_pressure
from kiosk.measurements.temperature import TemperatureSettings, Verdict, estimate, hindrance, verdict

MARKS: Mapping[Standing, str] = {Standing.NONE: UNCALIBRATED, Standing.OVERRIDDEN: OVERRIDE}
"""By standing: what stands among the flags of a measurement that was taken without a calibration in force."""

FLAG_REASONS: Mapping[str, Reason] = {
    Reason.NO_ANSWER.value: Reason.NO_ANSWER,
    **{code.value: Reason(code.value) for code in RefusalCode},
    **{flag: Reason(flag) for flag in (MOVEMENT, CUFF_LOOSE, POSITION)},
}
"""By flag of a reading: why it is not, or not surely, valid. Every refusal of the decoders is one."""
_PAIR = ("sys", "dia")


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what one reading becomes measurements.

    Attributes:
        in_force: The calibration of a metric on the device of the reading, when it was taken.
        temperature: What the hall sets for temperatures.
        choice: What the hall chose among the bands.
        about: Whose it is, as far as bands ask.
        warm_s: For how long the device of the reading has been on; None where nobody knows.
        usual_temperature: Of whoever it is, asked when a number could be shown.
    """

    in_force: Callable[[str], Calibration]
    temperature: TemperatureSettings
    choice: BandChoice = USUAL
    about: About = NOBODY
    warm_s: float | None = None
    usual_temperature: Callable[[], Baseline | None] = lambda: None


Builder = Callable[[Reading, Terms], tuple[Measurement, ...]]
"""Raises ValueError for a quantity in another unit than the catalogue's: an error in the driver."""


def forehead(reading: Reading, terms: Terms) -> tuple[Measurement, ...]:
    """The body estimate of a forehead reading, and, when the module gave one, its own estimate beside it.

    The first is always `temp_body`, with raw, calibrated and skin values and the verdict in `assessment`. A doubtful
    reading's verdict is NO_NUMBER: its value is recorded, never shown. The module's own estimate is not calibrated.
    What a hindrance hid has its reason; a rise over what is usual for the person has the flag own-median-36.1.
    """
    for quantity in reading.quantities:
        _check_unit(reading, quantity)
    group_id = new_id()
    body = _body(reading, group_id, terms)
    body = _judged_body(body, terms)
    own = reading.value("temp_device_body")
    if own is None:
        return (body,)
    quantity = next(q for q in reading.quantities if q.metric == "temp_device_body")
    return body, _row(reading, quantity, group_id, implausible("temp_device_body", own))


def blood_pressure(reading: Reading, terms: Terms) -> tuple[Measurement, ...]:
    """Systolic pressure, diastolic pressure and pulse of one reading, with one group id.

    The two pressures are judged as a pair: when one cannot be true neither is used. Bands stand in `assessment` of the
    valid rows, the pair's on both.
    """
    return _rows(reading, terms, pair=_PAIR)


def each_by_itself(reading: Reading, terms: Terms) -> tuple[Measurement, ...]:
    """Every quantity of one reading as a measurement of its own, with one group id: calibrated, checked, judged."""
    return _rows(reading, terms)


def _rows(reading: Reading, terms: Terms, pair: tuple[str, ...] = ()) -> tuple[Measurement, ...]:
    group_id = new_id()
    known = [(quantity, terms.in_force(quantity.metric)) for quantity in reading.quantities]
    values = {quantity.metric: _calibrated(quantity, calibration) for quantity, calibration in known}
    rows = tuple(
        _row(reading, quantity, group_id, _problem(quantity.metric, values, pair), calibration)
        for quantity, calibration in known
    )
    return tuple(_judged(row, rows, pair, terms) for row in rows)


def _problem(name: str, values: dict[str, float | None], pair: tuple[str, ...]) -> Reason | None:
    if name not in pair:
        value = values[name]
        return None if value is None else implausible(name, value)
    sys, dia = (values.get(each) for each in pair)
    return None if sys is None or dia is None else implausible_pressure(sys, dia)


def _calibrated(quantity: Quantity, calibration: Calibration | None) -> float | None:
    return quantity.value if calibration is None or quantity.value is None else calibration.apply(quantity.value)


def _body(reading: Reading, group_id: str, terms: Terms) -> Measurement:
    calibration, settings = terms.in_force("temp_object"), _in_its_room(reading, terms.temperature)
    raw = reading.value("temp_object")
    problem = None if raw is None else implausible("temp_object", raw)
    found = estimate(raw, calibration, settings) if raw is not None and problem is None else None
    quantity = Quantity("temp_body", found.body_c if found else raw, "Cel")
    hidden = hindrance(settings, terms.warm_s, reading.flags)
    row = _row(reading, quantity, group_id, hidden or (found.problem if found else problem))
    return replace(
        row,
        raw_value=raw,
        calibrated=round(found.calibrated_c, 2) if found else None,
        skin=round(found.skin_c, 2) if found else None,
        emissivity=settings.emissivity,
        ambient_c=settings.ambient_c,
        calibration_id=calibration.id,
        certificate=calibration.mark("Cel"),
        flags=(*row.flags, *_marks(calibration)),
        model=settings.model,
    )


def _in_its_room(reading: Reading, settings: TemperatureSettings) -> TemperatureSettings:
    """The room as the sensor feels it, where it tells, to a whole degree: one is 0.02 °C on the skin, and readings of a
    look back are counted by their room.
    """
    felt = reading.value("temp_ambient")
    return settings if felt is None or not math.isfinite(felt) else replace(settings, ambient_c=float(round(felt)))


def _judged_body(body: Measurement, terms: Terms) -> Measurement:
    if body.validity is not Validity.VALID or body.value is None:
        return replace(body, assessment=verdict(None, terms.temperature).value)
    usual = terms.usual_temperature()
    found = verdict(body.value, terms.temperature, None if usual is None else usual.median)
    why = (f"own-median-{usual.median:g}",) if usual is not None and found is Verdict.RAISED_OWN else ()
    return replace(body, assessment=found.value, flags=(*body.flags, *why))


def _check_unit(reading: Reading, quantity: Quantity) -> None:
    unit = metric(quantity.metric).unit
    if quantity.unit != unit:
        raise ValueError(f"{reading.device} sends {quantity.metric} in {quantity.unit}, not {unit}")


def _row(
    reading: Reading, quantity: Quantity, group_id: str, problem: Reason | None, calibration: Calibration | None = None
) -> Measurement:
    entry = metric(quantity.metric)
    _check_unit(reading, quantity)
    value = _calibrated(quantity, calibration)
    validity, reason = _validity(reading, value, problem)
    return Measurement(
        id=new_id(),
        group_id=group_id,
        metric=quantity.metric,
        value=None if value is None or validity is Validity.INVALID else entry.rounded(value),
        unit=entry.unit,
        source=Source.DEVICE,
        validity=validity,
        taken_at=reading.at,
        device=reading.device,
        reason=reason,
        raw_value=quantity.value,
        calibration_id=None if calibration is None else calibration.id,
        certificate=None if calibration is None else calibration.mark(entry.unit),
        raw_frame=reading.raw_frame,
        device_time=reading.device_time,
        flags=reading.flags if calibration is None else (*reading.flags, *_marks(calibration)),
    )


def _marks(calibration: Calibration) -> tuple[str, ...]:
    return (MARKS[calibration.standing],) if calibration.standing in MARKS else ()


def _validity(reading: Reading, value: float | None, problem: Reason | None) -> tuple[Validity, Reason | None]:
    named = next((FLAG_REASONS[flag] for flag in reading.flags if flag in FLAG_REASONS), None)
    if reading.quality is Quality.INVALID or value is None:
        return Validity.INVALID, named or Reason.DEVICE_ERROR
    if problem is not None:
        return Validity.INVALID, problem
    if reading.quality is Quality.DOUBTFUL:
        return Validity.DOUBTFUL, named or Reason.MOVEMENT
    return Validity.VALID, None


def _judged(row: Measurement, rows: tuple[Measurement, ...], pair: tuple[str, ...], terms: Terms) -> Measurement:
    values = valid_values(rows)
    beside = pair if row.metric in pair else (row.metric,)
    judged = {m: v for m, v in values.items() if m in beside}
    band = band_for(judged, about=terms.about, choice=terms.choice)
    return replace(row, assessment=band.id) if band is not None and row.metric in values else row
