"""A straight line through the points of a calibration, and how uncertain it is (GUM, JCGM 100:2008, H.3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.calibration.refusals import CalibrationRefused

LARGEST = 1e9
"""Nothing that is calibrated here is this large."""


@dataclass(frozen=True, slots=True)
class Line:
    """y = a·x + b by least squares; x indicated, y the reference.

    Attributes:
        a, b: Slope and offset.
        u_a, u_b, covariance: Their standard uncertainties and cov(a, b). The two go almost wholly against one another:
            whoever leaves the covariance out of `u_at` is wrong by a factor of twenty.
        s_r: Standard deviation of the residuals; where `dof` is 0 the one that was given.
        dof: Degrees of freedom of `s_r`; 0 for one or two points, which say nothing of the scatter.
        residuals: Reference minus line, in the order of the points.
        centre, u_centre: Mean of x, and the standard uncertainty of the line there, its smallest.
    """

    a: float
    b: float
    u_a: float
    u_b: float
    covariance: float
    s_r: float
    dof: int
    residuals: tuple[float, ...]
    centre: float
    u_centre: float

    def at(self, x: float) -> float:
        """What the line makes of an indicated value."""
        return self.a * x + self.b

    def u_at(self, x: float) -> float:
        """Standard uncertainty of `at(x)` from the fit alone.

        The same as √(u_a²·x² + 2·x·covariance + u_b²), reckoned from the centre so that nothing cancels.
        """
        return math.hypot(self.u_centre, self.u_a * (x - self.centre))


def is_number(value: float) -> bool:
    """Whether a value can be reckoned with: finite, and of a size that something measured has."""
    return abs(value) < LARGEST


def fit_line(points: Sequence[tuple[float, float]], scatter: float = 0.0) -> Line:
    """The line through (indicated, reference). One point gives an offset with slope 1.

    Args:
        scatter: Standard uncertainty of one point; used where fewer than three points cannot show it.

    Raises:
        CalibrationRefused: "too-few-points" for none, "not-a-number", "points-equal" where all indicated values are the
            same.
    """
    if not points:
        raise CalibrationRefused("too-few-points", least=1, given=0)
    if not all(is_number(value) for point in points for value in point):
        raise CalibrationRefused("not-a-number")
    n = len(points)
    centre = math.fsum(x for x, _ in points) / n
    height = math.fsum(y for _, y in points) / n
    if n == 1:
        return Line(1.0, height - centre, 0.0, scatter, 0.0, scatter, 0, (0.0,), centre, scatter)
    spread = math.fsum((x - centre) ** 2 for x, _ in points)
    if math.sqrt(spread) <= 1e-9 * max(1.0, abs(centre)):
        raise CalibrationRefused("points-equal")
    a = math.fsum((x - centre) * (y - height) for x, y in points) / spread
    b = height - a * centre
    residuals = tuple(y - height - a * (x - centre) for x, y in points)
    s_r = math.sqrt(math.fsum(r * r for r in residuals) / (n - 2)) if n > 2 else scatter
    u_a = s_r / math.sqrt(spread)
    u_centre = s_r / math.sqrt(n)
    return Line(
        a, b, u_a, math.hypot(u_centre, u_a * centre), -centre * u_a**2, s_r, n - 2, residuals, centre, u_centre
    )
