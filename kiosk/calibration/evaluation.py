"""A run becomes errors, an uncertainty and a verdict; the same run says the same again, so that it can be checked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, stdev

from kiosk.calibration import budget as parts
from kiosk.calibration.budget import Budget, Part
from kiosk.calibration.decision import GUARD_BAND, decide
from kiosk.calibration.fit import Line, fit_line, is_number
from kiosk.calibration.methods import Adjusts, Limit, Method
from kiosk.calibration.records import IDENTITY, Verdict
from kiosk.calibration.references import Reference
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import Run, SetPoint

_ORDER = (Verdict.PASS, Verdict.CONDITIONAL_PASS, Verdict.CONDITIONAL_FAIL, Verdict.FAIL)
SLOPE_AT_MOST = 0.1
"""A slope farther than this from 1 comes of another unit, swapped columns or a broken device, never of ageing."""
_OF_THE_DEVICE = ("repeatability", "hysteresis", "leak", "fit")
ROUNDING_STEPS = 10
"""Digital rounding: the small weights are a tenth of the scale interval."""


@dataclass(frozen=True, slots=True)
class PointResult:
    """One reference value, both ways of a pressure together.

    Attributes:
        mean: Of the raw readings; after digital rounding what the display showed before it was rounded.
        s: Their standard deviation (n − 1); 0 where there is only one a way.
        n: Readings used.
        error: Indication under the line in force, minus reference.
        residual: Reference minus a straight line through this run; 0 where it has fewer than three points.
        hysteresis: Falling minus rising; 0 where it was read one way.
        limit: Largest permitted |error| here.
        verdict: Of this point.
    """

    reference: float
    mean: float
    s: float
    n: int
    error: float
    residual: float
    hysteresis: float
    limit: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one run shows.

    Attributes:
        points: By reference value, rising.
        worst_error: The error nearest to its limit, or farthest beyond it, with its sign; `limit` the limit there.
        budget: Of an error; empty where the method has no U.
        k, expanded_u: Coverage factor for 95.45 % and expanded uncertainty, in the unit of the run.
        fitted: The line (raw → reference) through this run; None where the method adjusts nothing or there is none.
        verdict: The worst of the points; FAIL where it leaks more than the rule permits.
    """

    points: tuple[PointResult, ...]
    worst_error: float
    limit: float
    budget: Budget
    k: float
    expanded_u: float
    fitted: Line | None
    verdict: Verdict

    @property
    def single_u(self) -> float:
        """Expanded uncertainty of one reading, as a visitor is measured; `expanded_u` is that of a mean."""
        alone = tuple(
            replace(part, standard_u=_loudest(self.points).s) if part.name == "repeatability" else part
            for part in self.budget.parts
        )
        return Budget(alone).expanded(Budget(alone).coverage_factor)


def evaluate(
    run: Run,
    method: Method,
    reference: Reference,
    limit: Limit,
    *,
    drift: float,
    resolution: float | None = None,
    line: tuple[float, float] = (IDENTITY.a, IDENTITY.b),
    rule: str = GUARD_BAND,
    fitted: Line | None = None,
) -> Evaluation:
    """Evaluate a run in which `kiosk.calibration.checks` found nothing to refuse.

    Args:
        drift: Half width allowed for drift till the due day (rectangular).
        resolution: One step of what was read, in the unit of the run; that of the run if None.
        line: Coefficients in force while it was read: errors are those of what the kiosk would have shown.
        fitted: As left: the line of the as-found run, whose own uncertainty then counts. As found it does not: an
            error at a point is read, not worked out from the others.

    Raises:
        CalibrationRefused: "reference-too-poor", "readings-scattered", "no-limit", "not-a-number", "too-few-points".
    """
    step = run.resolution if resolution is None else resolution
    points = _points(run, method, step)
    if not points:
        raise CalibrationRefused("too-few-points", least=method.least_points, given=0)
    if method.in_range:
        return _in_range(points, reference)
    a, b = line
    through = _line_through(points, method)
    found = _budget(points, run, method, reference, step, drift, fitted)
    k = found.coverage_factor
    expanded_u = found.expanded(k)
    judged = []
    for point, residual in zip(points, through.residuals if through else [0.0] * len(points), strict=True):
        error, permitted = a * point.mean + b - point.reference, limit.at(point.reference, step)
        if method.certifies:
            _decidable(found, expanded_u, permitted)
            verdict = decide(error, expanded_u, permitted, rule)
        else:  # nothing is said of how right it is, so U decides nothing
            verdict = Verdict.PASS if abs(error) <= permitted + 1e-9 else Verdict.FAIL
        judged.append(replace(point, error=error, residual=residual, limit=permitted, verdict=verdict))
    worst = max(judged, key=lambda point: (abs(point.error) / point.limit, point.reference))
    verdict = max((point.verdict for point in judged), key=_ORDER.index)
    if run.leak_per_min is not None and limit.leak is not None and run.leak_per_min > limit.leak + 1e-9:
        verdict = Verdict.FAIL
    return Evaluation(tuple(judged), worst.error, worst.limit, found, k, expanded_u, through, verdict)


def evaluate_both(
    as_found: Run,
    as_left: Run | None,
    method: Method,
    reference: Reference,
    limit: Limit,
    *,
    drift: float,
    before: tuple[float, float],
    after: tuple[float, float],
    rule: str = GUARD_BAND,
) -> tuple[Evaluation, Evaluation | None]:
    """Both runs of a record, as its figures were found and are checked. Raises as `evaluate`."""
    found = evaluate(as_found, method, reference, limit, drift=drift, line=before, rule=rule)
    if as_left is None:
        return found, None
    fitted = found.fitted if after != before else None
    return found, evaluate(as_left, method, reference, limit, drift=drift, line=after, rule=rule, fitted=fitted)


def coefficients(evaluation: Evaluation) -> tuple[float, float]:
    """The (a, b), raw → calibrated, that an adjustment by this as-found run brings into force.

    Raises:
        CalibrationRefused: "no-line" where the method adjusts nothing or its points show none, "slope-implausible"
            where no instrument that works is like that.
    """
    if evaluation.fitted is None:
        raise CalibrationRefused("no-line")
    if abs(evaluation.fitted.a - 1) > SLOPE_AT_MOST:
        raise CalibrationRefused("slope-implausible", slope=round(evaluation.fitted.a, 4))
    return evaluation.fitted.a, evaluation.fitted.b


def rounded_away(indication: float, scale_interval: float, added: float) -> float:
    """What a display showed before it was rounded: P = I + e/2 − ΔL (OIML R 76-1:2006, A.4.4.3)."""
    return indication + scale_interval / 2 - added


def accuracy_root_mean_square(readings: list[float] | tuple[float, ...], reference: float) -> float:
    """Arms of an oximeter: root of the mean squared error."""
    return math.sqrt(fmean((reading - reference) ** 2 for reading in readings))


def _points(run: Run, method: Method, resolution: float) -> list[PointResult]:
    by_reference: dict[float, list[SetPoint]] = {}
    for point in run.points:
        by_reference.setdefault(point.reference, []).append(point)
    return [_point(each, by_reference[each], method, resolution) for each in sorted(by_reference)]


def _point(reference: float, visits: list[SetPoint], method: Method, resolution: float) -> PointResult:
    def shown(visit: SetPoint) -> list[float]:
        if not method.digital_rounding:
            return list(visit.used)
        return [rounded_away(reading, resolution, visit.added) for reading in visit.used]

    rising = [value for visit in visits if not visit.falling for value in shown(visit)]
    falling = [value for visit in visits if visit.falling for value in shown(visit)]
    every = rising + falling
    if not every or not all(is_number(value) for value in every):
        raise CalibrationRefused("not-a-number")
    ways = [way for way in (rising, falling) if way]
    spreads = [stdev(way) for way in ways if len(way) > 1]
    hysteresis = fmean(falling) - fmean(rising) if rising and falling else 0.0
    # Each way weighs the same, however many readings it has.
    mean, s = fmean(fmean(way) for way in ways), max(spreads, default=0.0)
    return PointResult(reference, mean, s, len(every), 0.0, 0.0, hysteresis, 0.0, Verdict.PASS)


def _line_through(points: list[PointResult], method: Method) -> Line | None:
    if method.adjusts is Adjusts.NONE:
        return None
    scatter = max((point.s / math.sqrt(point.n) for point in points), default=0.0)
    if method.adjusts is Adjusts.OFFSET:
        middle = fmean(point.mean for point in points), fmean(point.reference for point in points)
        line = fit_line([middle], scatter)
        return replace(line, residuals=tuple(point.reference - line.at(point.mean) for point in points))
    try:
        return fit_line([(point.mean, point.reference) for point in points], scatter)
    except CalibrationRefused:  # it shows the same everywhere: that is an error to be stated, and no line
        return None


def _budget(
    points: list[PointResult],
    run: Run,
    method: Method,
    reference: Reference,
    resolution: float,
    drift: float,
    fitted: Line | None,
) -> Budget:
    found: list[Part] = [parts.certified(reference.expanded_u, reference.k)]
    loudest = _loudest(points)
    if loudest.s:
        found.append(parts.repeatability(loudest.s, loudest.n))
    found.append(parts.resolution(resolution / ROUNDING_STEPS if method.digital_rounding else resolution))
    if reference.stability:
        found.append(parts.rectangular("stability", reference.stability))
    if run.leak_per_min:
        found.append(parts.rectangular("leak", abs(run.leak_per_min) * method.settling_min))
    widest = max(abs(point.hysteresis) for point in points)
    if widest:
        found.append(parts.rectangular("hysteresis", widest / 2))
    if method.unseen:
        found.append(parts.rectangular("unseen", method.unseen))
    if fitted is not None:
        u = max(fitted.u_at(point.mean) for point in points)
        if u:
            found.append(Part("fit", u, fitted.dof or math.inf, "A" if fitted.dof else "B"))
    if drift:
        found.append(parts.rectangular("drift", drift))
    return Budget(tuple(found))


def _decidable(budget: Budget, expanded_u: float, limit: float) -> None:
    """Says whose fault it is where U leaves nothing to decide: the device's, or that of what it is compared with."""
    others = Budget(tuple(part for part in budget.parts if part.name not in _OF_THE_DEVICE))
    if expanded_u >= limit > others.expanded(others.coverage_factor):
        raise CalibrationRefused("readings-scattered", u=expanded_u, limit=limit)


def _loudest(points: Sequence[PointResult]) -> PointResult:
    return max(points, key=lambda point: point.s / math.sqrt(point.n))


def _in_range(points: list[PointResult], reference: Reference) -> Evaluation:
    """The bottle of a control solution gives a range: a reading lies in it or not, with nothing to be uncertain of."""
    middle, half = (reference.low + reference.high) / 2, (reference.high - reference.low) / 2
    judged = tuple(
        replace(
            point,
            reference=middle,
            error=point.mean - middle,
            limit=half,
            verdict=Verdict.PASS if abs(point.mean - middle) <= half + 1e-9 else Verdict.FAIL,
        )
        for point in points
    )
    worst = max(judged, key=lambda point: abs(point.error))
    return Evaluation(judged, worst.error, half, Budget(()), 2.0, 0.0, None, worst.verdict)
