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
FILLED_FROM = 0.8
"""Share of the spot that must be forehead, where a sensor tells it: 5 % of it on a cool wall cost half a degree, and a
spot is found at its warmest. Ours, for the clinic to approve."""
FILLED = "filled-"
"""Begins the flag by which a driver tells that share, such as filled-0.85."""
RISE_C = 1.1
"""A rise over one's own median that counts as raised below the usual limit: the old run cooler. From memory (IDSA,
long-term care)."""


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
        warm_up_s: A sensor that has been on for less shows no number.
    """

    emissivity: float = 0.98
    ambient_c: float = 23.0
    model: str = "constant-offset-v1"
    offset_c: float = 2.08
    low_c: float = 35.0
    raised_c: float = 37.3
    high_c: float = 38.5
    warm_up_s: float = 0.0


def temperature_settings(settings: Temperature) -> TemperatureSettings:
    """The temperature room's own settings out of the operator's."""
    return TemperatureSettings(
        emissivity=settings.emissivity,
        ambient_c=settings.ambient_c,
        offset_c=settings.body_offset_c,
        low_c=settings.low_c,
        raised_c=settings.raised_c,
        warm_up_s=settings.warm_up_min * 60,
    )


class Verdict(StrEnum):
    """What a temperature leads to."""

    NO_NUMBER = "no-number"  # nothing that can be shown: measure again
    LOW = "low"  # sit indoors for a while, measure again; still low: staff with a contact thermometer
    NORMAL = "normal"  # show it
    RAISED = "raised"  # no number yet: sit, measure again; still raised: staff with a contact thermometer
    RAISED_OWN = "raised-own"  # the same, for a rise over what is usual for this person
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


def hindrance(settings: TemperatureSettings, warm_s: float | None, flags: tuple[str, ...]) -> Reason | None:
    """What keeps a reading from being one of a forehead at all, whatever its number; None where nothing does.

    Args:
        warm_s: For how long the sensor has been on; None where nobody knows.
        flags: Of the reading. A single spot tells no share: it is judged by its spread and by what skin can be.
    """
    if warm_s is not None and warm_s < settings.warm_up_s:
        return Reason.WARMING
    shares = [float(flag.removeprefix(FILLED)) for flag in flags if flag.startswith(FILLED)]
    return Reason.SPOT if shares and min(shares) < FILLED_FROM else None


def verdict(body_c: float | None, settings: TemperatureSettings, usual_c: float | None = None) -> Verdict:
    """What a body estimate leads to; None, for a reading without a number that may be shown, is NO_NUMBER.

    Args:
        usual_c: The person's own median (`kiosk.measurements.baseline`), None where it is not known.
    """
    if body_c is None:
        return Verdict.NO_NUMBER
    shown = metric("temp_body").rounded(body_c)
    if shown < settings.low_c:
        return Verdict.LOW
    if shown < settings.raised_c:
        rise = 0.0 if usual_c is None else round(shown - usual_c, 2)
        return Verdict.RAISED_OWN if rise >= RISE_C else Verdict.NORMAL
    return Verdict.RAISED if shown < settings.high_c else Verdict.HIGH


def _problem(skin: float, body: float, ambient_c: float) -> Reason | None:
    if not ROOM_RANGE_C[0] <= ambient_c <= ROOM_RANGE_C[1]:
        return Reason.ROOM_RANGE
    if not SKIN_RANGE_C[0] <= skin <= SKIN_RANGE_C[1]:
        return Reason.SKIN_RANGE
    return implausible("temp_body", body)
