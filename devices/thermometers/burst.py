"""One value out of a short burst of infrared samples: the middle one, what was thrown away, how far they lay apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from devices.events import Quality

GLITCH_ABOVE_C = 90.0
"""A body reads nothing like this: modules have been seen to send such values between good ones."""
JUMP_C = 1.0
"""A sample further than this from the middle of its burst is not of the same surface: a hand, a step aside."""
STEADY_WITHIN_C = 0.5
"""Samples of a still person lie closer together than this. Our choice; the module's maker states no figure."""
ENOUGH = 3
"""Fewer good samples than this make no value."""


@dataclass(frozen=True, slots=True, repr=False)
class Settled:
    """What a burst came to.

    Attributes:
        value_c: Median of the kept samples, None when there were too few.
        spread_c: Largest minus smallest kept sample, None with `value_c`.
        glitches: How many samples were thrown away as impossible or as jumps.
        quality: GOOD; DOUBTFUL when the samples wandered or two or more jumped; INVALID without a value.
    """

    value_c: float | None
    spread_c: float | None
    glitches: int
    quality: Quality

    @property
    def flags(self) -> tuple[str, ...]:
        """What a reading says of its burst: "spread-0.12" in degrees, "glitches-2", "unsteady"."""
        spread = () if self.spread_c is None else (f"spread-{self.spread_c:.2f}",)
        glitches = (f"glitches-{self.glitches}",) if self.glitches else ()
        return (*spread, *glitches, *(() if self.quality is Quality.GOOD else ("unsteady",)))


def settle(samples_c: Sequence[float]) -> Settled:
    """Reduce the object temperatures of one burst to one value.

    A burst is never averaged: one bad sample must not pull the result.
    """
    possible = [s for s in samples_c if s <= GLITCH_ABOVE_C]
    middle = median(possible) if possible else 0.0
    kept = [s for s in possible if abs(s - middle) <= JUMP_C]
    glitches = len(samples_c) - len(kept)
    if len(kept) < ENOUGH:
        return Settled(None, None, glitches, Quality.INVALID)
    spread = round(max(kept) - min(kept), 2)
    jumped = len(possible) - len(kept)
    steady = spread <= STEADY_WITHIN_C and jumped < 2
    return Settled(round(median(kept), 2), spread, glitches, Quality.GOOD if steady else Quality.DOUBTFUL)
