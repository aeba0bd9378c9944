"""What a run looks like whose figures were typed in another unit, or into the other column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

from kiosk.calibration.evaluation import SLOPE_AT_MOST
from kiosk.calibration.fit import fit_line
from kiosk.calibration.refusals import CalibrationRefused

Pairs = Sequence[tuple[float, float]]
"""(mean of the raw readings, reference)."""

AS_IF: Mapping[str, tuple[tuple[str, Callable[[float], float]], ...]] = {
    "mm[Hg]": (("kpa-typed", lambda raw: raw / 0.133322), ("kpa-reference", lambda raw: raw * 0.133322)),
    "Cel": (("fahrenheit-typed", lambda raw: (raw - 32) / 1.8), ("fahrenheit-reference", lambda raw: raw * 1.8 + 32)),
    "kg": (
        ("jin-typed", lambda raw: raw / 2),
        ("jin-reference", lambda raw: raw * 2),
        ("pound-typed", lambda raw: raw * 0.45359237),
    ),
    "mmol/L": (("mg-dl-typed", lambda raw: raw / 18.016), ("mg-dl-reference", lambda raw: raw * 18.016)),
}
"""By unit: what it is called, and what the reading would be were it so."""


def other_unit(pairs: Pairs, unit: str) -> str | None:
    """Code of the unit that figures look to have been typed in; None where they look like their own."""
    size = fmean(abs(reference) for _, reference in pairs)
    apart = fmean(abs(raw - reference) for raw, reference in pairs)
    fits = {
        code: fmean(abs(turned(raw) - reference) for raw, reference in pairs) for code, turned in AS_IF.get(unit, ())
    }
    best = min(fits, key=lambda code: fits[code], default=None)
    if best is None or fits[best] > SLOPE_AT_MOST * size or fits[best] >= apart / 5:
        return None
    return best


def implausible_slope(pairs: Pairs) -> float | None:
    """The slope where it is more than `SLOPE_AT_MOST` from 1; None where it is not, or there is none (one pair)."""
    try:
        slope = fit_line(pairs).a
    except CalibrationRefused:
        return None
    return slope if abs(slope - 1) > SLOPE_AT_MOST else None


def swapped(pairs: Pairs, proposed: Sequence[float], resolution: float) -> bool:
    """Whether the readings are exactly the values a reference is set to, and the reference's are none of them."""
    near = resolution / 100
    return (
        len(pairs) > 1
        and all(any(abs(raw - value) <= near for value in proposed) for raw, _ in pairs)
        and not any(abs(reference - value) <= near for _, reference in pairs for value in proposed)
    )
