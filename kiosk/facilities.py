"""What the terminal can do for a visitor, and the news that a part of it works or does not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Facility(StrEnum):
    """What the terminal can do for a visitor; shown as 能用 or 请到窗口."""

    ID_CARD = "id-card"
    SOCIAL_CARD = "social-card"
    CAMERA = "camera"
    TEMPERATURE = "temperature"
    CODE = "code"
    BLOOD_PRESSURE = "blood-pressure"
    WEIGHT = "weight"
    OXYGEN = "oxygen"
    GLUCOSE = "glucose"
    BODY_TEMPERATURE = "body-temperature"
    HEART_RATE = "heart-rate"
    PRINTER = "printer"


NOT_CONFIGURED = "not-configured"


NOT_THERE = frozenset({NOT_CONFIGURED, "camera-none", "camera-off"})
"""Faults of a facility this terminal was never meant to have: nothing is broken, and nobody is told."""


@dataclass(frozen=True, slots=True)
class FacilityChanged:
    """A facility began or ceased to work. `fault` is an error code or one of NOT_THERE, None when it works."""

    facility: Facility
    works: bool
    fault: str | None = None
