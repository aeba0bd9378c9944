"""Weight and height of one reading, and the body mass index of both: reckoned here, whatever the scale says of it."""

from __future__ import annotations

from dataclasses import replace

from devices.events import Quality, Reading
from kiosk.ids import new_id
from kiosk.instruments.builders import Terms, each_by_itself
from kiosk.measurements.bands import band_for
from kiosk.measurements.catalogue import metric
from kiosk.measurements.measurement import Measurement, Validity, valid_values
from kiosk.measurements.plausibility import implausible

BMI_WITHIN = 0.3
"""kg/m2: a scale that differs by more reckoned with another height, such as that of a profile on it."""
RECKONED, DIFFERS = "reckoned", "device-differs"
"""Flags of an index: worked out of weight and height; the scale's own is another one."""


def body_size(reading: Reading, terms: Terms) -> tuple[Measurement, ...]:
    """Every quantity as a measurement of its own; behind them the index of a valid weight and a valid height, with the
    scale's own in `raw_value`. Without both there is no index: the scale's own would be of a height nobody measured.
    """
    own = reading.value("bmi")
    told = tuple(each for each in reading.quantities if each.metric != "bmi")
    rows = each_by_itself(replace(reading, quantities=told), terms)
    valid = valid_values(rows)
    if reading.quality is not Quality.GOOD or not {"weight", "height"} <= valid.keys():
        return rows
    index = metric("bmi").rounded(valid["weight"] / (valid["height"] / 100) ** 2)
    if implausible("bmi", index) is not None:
        return rows
    differs = (DIFFERS,) if own is not None and round(abs(own - index), 6) > BMI_WITHIN else ()
    weight = next(row for row in rows if row.metric == "weight")
    band = band_for({"bmi": index}, choice=terms.choice, about=terms.about)
    made = replace(
        weight,
        id=new_id(),
        metric="bmi",
        value=index,
        unit=metric("bmi").unit,
        validity=Validity.VALID,
        raw_value=own,
        calibration_id=None,
        certificate=None,
        assessment=band.id if band is not None else None,
        flags=(*weight.flags, RECKONED, *differs),
    )
    return (*rows, made)
