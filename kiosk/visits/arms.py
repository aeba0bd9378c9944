"""How thick an upper arm may be, and which of them a cuff fits."""

from __future__ import annotations

from kiosk.visits.states import Button

ARMS: dict[str, tuple[float, float]] = {
    Button.ARM_THIN: (17.0, 22.0),
    Button.ARM_MIDDLE: (22.0, 32.0),
    Button.ARM_THICK: (32.0, 42.0),
}
"""Round the upper arm, cm: the usual small, middle and large cuffs of the makers (from memory)."""


def fits(arm: str, cuff_cm: tuple[float, float]) -> bool:
    """Whether a cuff for arms from and to, cm, fits every arm of this size."""
    thin, thick = ARMS[arm]
    return cuff_cm[0] <= thin and cuff_cm[1] >= thick


def fits_all(cuff_cm: tuple[float, float]) -> bool:
    """Whether nobody need be asked."""
    return all(fits(arm, cuff_cm) for arm in ARMS)
