"""An uncertainty budget: what a result is uncertain by, part by part, and together (GUM, JCGM 100:2008)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STUDENT = (
    (1, 13.97), (2, 4.53), (3, 3.31), (4, 2.87), (5, 2.65), (6, 2.52), (7, 2.43), (8, 2.37), (9, 2.32), (10, 2.28),
    (11, 2.25), (12, 2.23), (13, 2.21), (14, 2.20), (15, 2.18), (16, 2.17), (17, 2.16), (18, 2.15), (19, 2.14),
    (20, 2.13), (25, 2.11), (30, 2.09), (35, 2.07), (40, 2.06), (45, 2.06), (50, 2.05),
)  # fmt: skip
"""Degrees of freedom and t for 95.45 % (GUM table G.2)."""
_NORMAL_FROM = 100
"""From so many effective degrees of freedom on t is within 1.3 % of 2, and k = 2 is said."""


@dataclass(frozen=True, slots=True)
class Part:
    """One source of uncertainty.

    Attributes:
        name: A key of `calibration.parts` in the catalogue of sentences, such as "repeatability".
        standard_u: Standard uncertainty, in the unit of the result.
        dof: Degrees of freedom; infinite where it is known otherwise than by statistics.
        kind: "A" by statistics of readings, "B" otherwise.
    """

    name: str
    standard_u: float
    dof: float = math.inf
    kind: str = "B"

    def __post_init__(self) -> None:
        if not (math.isfinite(self.standard_u) and self.standard_u >= 0 and self.dof > 0):
            raise ValueError(f"{self.name}: an uncertainty is a finite number from 0 up, with degrees of freedom")


@dataclass(frozen=True, slots=True)
class Budget:
    """Independent parts, added in squares."""

    parts: tuple[Part, ...]

    @property
    def combined(self) -> float:
        """Combined standard uncertainty."""
        return math.hypot(*(part.standard_u for part in self.parts))

    @property
    def dof(self) -> float:
        """Effective degrees of freedom by Welch and Satterthwaite (GUM G.4); infinite where all parts' are."""
        whole = self.combined
        below = math.fsum((p.standard_u / whole) ** 4 / p.dof for p in self.parts) if whole else 0.0
        return 1 / below if below else math.inf

    @property
    def coverage_factor(self) -> float:
        """k for 95.45 %: 2 from 100 effective degrees of freedom on, below that Student's t of the next lower row."""
        if self.dof >= _NORMAL_FROM:
            return 2.0
        return next((t for dof, t in reversed(_STUDENT) if dof <= self.dof), _STUDENT[0][1])

    def expanded(self, k: float = 2.0) -> float:
        """Expanded uncertainty with coverage factor k."""
        return k * self.combined


def rectangular(name: str, half_width: float) -> Part:
    """A value that lies anywhere within ± half_width with the same chance."""
    return Part(name, half_width / math.sqrt(3))


def resolution(step: float) -> Part:
    """A display that moves in steps: rectangular within half a step."""
    return rectangular("resolution", step / 2)


def repeatability(s: float, n: int) -> Part:
    """Mean of n readings of standard deviation s, n ≥ 2. With n readings in use it is s/√n, with one it is s."""
    return Part("repeatability", s / math.sqrt(n), n - 1, "A")


def certified(expanded_u: float, k: float) -> Part:
    """What a certificate says of the reference."""
    return Part("reference", expanded_u / k)


def together(half_widths: Sequence[float]) -> Part:
    """Weights of one set: each may be off by ± its half width, all the same way (full correlation, so they add up)."""
    return rectangular("reference", math.fsum(half_widths))
