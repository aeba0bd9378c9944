"""From what an infrared sensor reads on a forehead to an estimate of the body, and what follows from it.

    raw ──calibration──▶ calibrated ──emissivity──▶ skin ──body model──▶ body estimate

The four are never mixed. Only the first step can be calibrated (against a black body). The second is physics:
T_skin⁴ = (T_cal⁴ − (1 − ε)·T_ambient⁴) / ε, in kelvin. The third is statistics: a person's forehead differs from the
body by an amount that varies between people (a published series of 18 024 readings kept a spread of 0.67 °C after every
correction), and of seven corrections compared in a study of more than a thousand people a constant offset detected
fever best (Wang et al., Sensors 2022, 22:215). So the body value is an estimate for screening, never a temperature
taken in the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.calibration.records import Calibration
from kiosk.measurements.catalogue import metric
from kiosk.measurements.plausibility import Reason, implausible
from kiosk.settings import Temperature

KELVIN = 273.15
SKIN_RANGE_C = (28.0, 43.0)
"""Outside it no number is shown: no forehead has this temperature. Proposed policy, for the clinic to approve."""
ROOM_RANGE_C = (16.0, 35.0)
"""Forehead thermometers are used in rooms of this temperature (a metrology institute's advice)."""


@dataclass(frozen=True, slots=True)
class TemperatureSettings:
    """What the hall sets.

    Attributes:
        emissivity: Of skin.
        ambient_c: Room temperature.
        model: Name and version of the body model; it goes with every measurement.
        offset_c: Body over skin in the model "constant-offset-v1". No published figure fits every sensor and room: this
            one makes a raw 34.2 °C at 23 °C a body of 36.5 °C, and a hall must set its own against a contact
            thermometer.
        low_c, raised_c, high_c: Body estimates where the verdict changes, judged on one decimal.
    """

    emissivity: float = 0.98
    ambient_c: float = 23.0
    model: str = "constant-offset-v1"
    offset_c: float = 2.08
    low_c: float = 35.0
    raised_c: float = 37.3
    high_c: float = 38.5


def temperature_settings(settings: Temperature) -> TemperatureSettings:
    """The temperature room's own settings out of the operator's."""
    return TemperatureSettings(
        emissivity=settings.emissivity,
        ambient_c=settings.ambient_c,
        offset_c=settings.body_offset_c,
        low_c=settings.low_c,
        raised_c=settings.raised_c,
    )


class Verdict(StrEnum):
    """What a temperature leads to."""

    NO_NUMBER = "no-number"  # nothing that can be shown: measure again
    LOW = "low"  # sit indoors for a while, measure again; still low: staff with a contact thermometer
    NORMAL = "normal"  # show it
    RAISED = "raised"  # no number yet: sit, measure again; still raised: staff with a contact thermometer
    HIGH = "high"  # staff at once


@dataclass(frozen=True, slots=True, repr=False)
class Temperatures:
    """The four of one reading, °C. `problem` says why no number may be shown."""

    raw_c: float
    calibrated_c: float
    skin_c: float
    body_c: float
    problem: Reason | None


def skin_c(calibrated_c: float, emissivity: float, ambient_c: float) -> float:
    """Temperature of a surface that reads `calibrated_c` and mirrors a room of `ambient_c`.

    A reading so cold that the room alone would send more is given back as absolute zero, which no range lets pass.
    """
    seen, room = (calibrated_c + KELVIN) ** 4, (ambient_c + KELVIN) ** 4
    own = (seen - (1 - emissivity) * room) / emissivity
    return float(max(own, 0.0) ** 0.25 - KELVIN)


def estimate(raw_c: float, calibration: Calibration, settings: TemperatureSettings) -> Temperatures:
    """Everything that follows from one raw value, which lies within the hard limits of `temp_object`."""
    calibrated = calibration.apply(raw_c)
    skin = skin_c(calibrated, settings.emissivity, settings.ambient_c)
    body = skin + settings.offset_c
    return Temperatures(raw_c, calibrated, skin, body, _problem(skin, body, settings.ambient_c))


def verdict(body_c: float | None, settings: TemperatureSettings) -> Verdict:
    """What a body estimate leads to; None, for a reading without a number that may be shown, is NO_NUMBER."""
    if body_c is None:
        return Verdict.NO_NUMBER
    shown = metric("temp_body").rounded(body_c)
    if shown < settings.low_c:
        return Verdict.LOW
    if shown < settings.raised_c:
        return Verdict.NORMAL
    return Verdict.RAISED if shown < settings.high_c else Verdict.HIGH


def _problem(skin: float, body: float, ambient_c: float) -> Reason | None:
    if not ROOM_RANGE_C[0] <= ambient_c <= ROOM_RANGE_C[1]:
        return Reason.ROOM_RANGE
    if not SKIN_RANGE_C[0] <= skin <= SKIN_RANGE_C[1]:
        return Reason.SKIN_RANGE
    return implausible("temp_body", body)
