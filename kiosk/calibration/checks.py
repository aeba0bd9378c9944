"""What is wrong with a run, before anything is made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from statistics import fmean

from kiosk.calibration.fit import is_number
from kiosk.calibration.methods import Adjusts, Limit, Method
from kiosk.calibration.outliers import outlier
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Run, SetPoint, Stage, Way
from kiosk.calibration.suspicions import implausible_slope, other_unit, swapped

POSSIBLE = {"humidity_pct": (0.0, 100.0), "emissivity": (0.1, 1.0), "distance_cm": (0.0, 1000.0)}
"""What an environment can be."""


class Weight(StrEnum):
    """What a problem does to a run."""

    REFUSE = "refuse"  # nothing is made of it until it is put right
    ASK = "ask"  # the technician is asked, and what they answer is kept
    NOTE = "note"  # it is said, and the budget knows of it


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a run.

    Attributes:
        code: A key of `calibration.refusals`, `calibration.questions` or `calibration.notes`, by its weight.
        blanks: What its sentence names: numbers, days, names of fields.
        point: Index of the set point it is about, None for the whole run.
        reading: Index of the reading in that point, None for all.
    """

    code: str
    weight: Weight
    blanks: dict[str, object] = field(default_factory=dict)
    point: int | None = None
    reading: int | None = None


def problems(
    run: Run, method: Method, reference: Reference, *, day: date, limit: Limit | None = None
) -> tuple[Problem, ...]:
    """Everything that is wrong with a run; nothing may be evaluated while one of weight REFUSE is among them.

    Args:
        day: Of the hall's calendar, on which it was done.
        limit: For what a rule says of leaks; not asked where None.
    """
    found = [*_belongs(run, method, reference), *_reference(run, method, reference, day), *_numbers(run)]
    if any(problem.code == "not-a-number" for problem in found):
        return tuple(found)
    found += [*_points(run, method), *_readings(run, method), *_figures(run, method)]
    return (*found, *_environment(run, method), *_zero_and_leak(run, method, limit), *_time(run))


def point_problems(point: SetPoint, method: Method, resolution: float, index: int = 0) -> tuple[Problem, ...]:
    """What is wrong with the readings of one point, to be said while it is still before the reference."""
    if not all(map(is_number, (*point.readings, point.reference, point.added))):
        return (_refuse("not-a-number", point=index),)
    return tuple(_of_a_point(point, method, resolution, index))


def _refuse(code: str, point: int | None = None, **blanks: object) -> Problem:
    return Problem(code, Weight.REFUSE, blanks, point)


def _belongs(run: Run, method: Method, reference: Reference) -> Iterator[Problem]:
    if run.unit != method.unit or run.metric not in method.metrics:
        yield _refuse("method-wrong")
    if run.way not in method.ways:
        yield _refuse("way-wrong")
    if reference.kind != method.reference:
        yield _refuse("reference-kind")
    if reference.unit != run.unit:
        yield _refuse("reference-unit", unit=reference.unit, wanted=run.unit)


def _reference(run: Run, method: Method, reference: Reference, day: date) -> Iterator[Problem]:
    if not reference.is_possible:
        yield _refuse("reference-figures")
    if reference.is_overdue(day):
        yield _refuse("solution-expired" if method.in_range else "reference-overdue", due=reference.due)
    if day < reference.certified:
        yield _refuse("reference-not-yet", certified=reference.certified)
    for index, point in enumerate(run.points):
        if point.reference < reference.low or point.reference > reference.high:
            blanks = {"reference": point.reference, "low": reference.low, "high": reference.high}
            yield _refuse("point-outside", index, **blanks)


def _numbers(run: Run) -> Iterator[Problem]:
    e = run.environment
    others = (run.zero_before, run.zero_after, run.leak_per_min, e.ambient_c, e.humidity_pct, e.distance_cm)
    alone = (run.resolution, *others, e.emissivity, e.warm_up_min)
    if any(value is not None and not is_number(value) for value in alone):
        yield _refuse("not-a-number")
    if run.resolution < 0 or (run.way is Way.TYPED and not run.resolution):
        yield _refuse("resolution-impossible")
    for index, point in enumerate(run.points):
        if not all(map(is_number, (*point.readings, point.reference, point.added))):
            yield _refuse("not-a-number", index)


def _points(run: Run, method: Method) -> Iterator[Problem]:
    least = 1 if run.stage is Stage.CHECK else method.least_points
    given = len({point.reference for point in run.points})
    if given < least:
        yield _refuse("too-few-points", least=least, given=given)
    times = Counter((point.reference, point.falling) for point in run.points)
    for (reference, _), count in times.items():
        if count > 1:
            yield _refuse("points-equal", reference=reference)
    if method.both_ways and run.stage is not Stage.CHECK:
        rising, falling = ({p.reference for p in run.points if p.falling is way} for way in (False, True))
        top = max(rising | falling, default=None)
        for reference in sorted((rising ^ falling) - {top}):
            yield _refuse("way-missing", reference=reference)


def _readings(run: Run, method: Method) -> Iterator[Problem]:
    for index, point in enumerate(run.points):
        yield from _of_a_point(point, method, run.resolution, index)


def _of_a_point(point: SetPoint, method: Method, resolution: float, index: int) -> Iterator[Problem]:
    used, at = point.used, point.reference
    if len(used) < method.least_readings:
        yield _refuse("too-few-readings", index, reference=at, least=method.least_readings, given=len(used))
    yield from _left_out(point, resolution, index)
    apart = outlier(used, resolution)
    if apart is not None:
        reading = [i for i in range(len(point.readings)) if i not in point.left_out][apart]
        yield Problem("outlier", Weight.ASK, {"reference": at, "value": point.readings[reading]}, index, reading)
    spread = max(used, default=0.0) - min(used, default=0.0)
    if method.spread_at_most is not None and spread > method.spread_at_most + 1e-9:
        yield Problem("unsteady", Weight.ASK, {"reference": at, "spread": spread, "most": method.spread_at_most}, index)
    if len(used) > 2 and not spread:
        yield Problem("no-scatter", Weight.NOTE, {"reference": at}, index)


def _left_out(point: SetPoint, resolution: float, index: int) -> Iterator[Problem]:
    """One reading of a point may be left out, and only one that Grubbs finds apart: nobody picks what suits them."""
    if not point.left_out:
        return
    if len(point.left_out) > 1:
        yield _refuse("left-out-several", index, reference=point.reference)
    elif point.left_out[0] != outlier(point.readings, resolution):
        yield _refuse("left-out-without-cause", index, reference=point.reference)


def _figures(run: Run, method: Method) -> Iterator[Problem]:
    pairs = [(fmean(point.used), point.reference) for point in run.points if point.used]
    if not pairs:
        return
    unit = other_unit(pairs, run.unit)
    if unit is not None:
        yield _refuse(unit)
        return
    if run.way is Way.TYPED and swapped(pairs, method.points, run.resolution):
        yield Problem("columns-swapped", Weight.ASK)
    if method.adjusts is not Adjusts.LINE or len({reference for _, reference in pairs}) < 2:
        return
    if len({raw for raw, _ in pairs}) == 1:
        yield Problem("stuck", Weight.ASK, {"value": pairs[0][0]})
        return
    slope = implausible_slope(pairs)
    if slope is not None:
        weight = Weight.REFUSE if run.way is Way.TYPED else Weight.ASK
        yield Problem("slope-implausible", weight, {"slope": slope})


def _environment(run: Run, method: Method) -> Iterator[Problem]:
    for name in method.environment:
        value = getattr(run.environment, name)
        if value is None:
            if run.stage is not Stage.CHECK:  # a look each morning needs no hygrometer
                yield _refuse("environment-missing", what=name)
        elif name in POSSIBLE and not POSSIBLE[name][0] <= value <= POSSIBLE[name][1]:
            yield _refuse("environment-impossible", what=name, value=value)
    ambient, warm_up = run.environment.ambient_c, run.environment.warm_up_min
    if ambient is not None and not method.ambient[0] <= ambient <= method.ambient[1]:
        yield _refuse("ambient-outside", ambient=ambient, low=method.ambient[0], high=method.ambient[1])
    if warm_up is not None and warm_up < method.least_warm_up_min:
        yield _refuse("warm-up-short", given=warm_up, least=method.least_warm_up_min)


def _zero_and_leak(run: Run, method: Method, limit: Limit | None) -> Iterator[Problem]:
    if method.zero is not None and run.stage is not Stage.CHECK:
        if run.zero_before is None or run.zero_after is None:
            yield _refuse("zero-missing")
        elif abs(run.zero_after - run.zero_before) > method.zero + 1e-9:
            yield _refuse("zero-drift", before=run.zero_before, after=run.zero_after, most=method.zero)
    if method.leak and run.stage is not Stage.CHECK:
        if run.leak_per_min is None:
            yield _refuse("leak-missing")
        elif limit is not None and limit.leak is not None and run.leak_per_min > limit.leak + 1e-9:
            yield Problem("leak-large", Weight.NOTE, {"leak": run.leak_per_min, "most": limit.leak})


def _time(run: Run) -> Iterator[Problem]:
    if run.ended < run.begun:
        yield _refuse("clock-back")
