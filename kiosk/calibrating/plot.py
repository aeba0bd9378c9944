"""The errors of a calibration as a drawing: before and after over the reference, the limit and what U leaves of it."""

from __future__ import annotations

import math

from kiosk.calibrating.figures import plain, signed
from kiosk.calibrating.flow import Flow, Step, Taking, there
from kiosk.calibrating.judging import accepted_limit, calibrated, limit_at
from kiosk.calibrating.view import PlotPointView, PlotView, TickView
from kiosk.calibration.evaluation import Evaluation
from kiosk.calibration.fit import Line, fit_line
from kiosk.calibration.methods import Adjusts
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import SetPoint, Stage
from kiosk.sentences import sentence, table

_STEPS = (1.0, 2.0, 2.5, 5.0)
_LINES = 4
"""Lines of the scale above zero at most."""


def plot_of(flow: Flow) -> PlotView | None:
    """What there is to draw; None before the first point."""
    if flow.target is None or flow.method is None or (flow.taking is not None and not flow.taking.standard):
        return None
    before, after = _errors(flow)
    nominal = [point.reference for point in flow.taking.points] if flow.taking is not None else []
    xs = sorted({*before, *after, *nominal})
    if not xs:
        return None
    limit = limit_at(flow, xs[len(xs) // 2])
    guard = _guard(flow, limit)
    largest = max((abs(value) for value in (*before.values(), *after.values())), default=0.0)
    step, top = scale(max(largest, limit * 1.2))
    decimals = next(digits for digits in range(6) if abs(step * 10**digits - round(step * 10**digits)) < 1e-9)
    unit = flow.target.unit_shown
    ends = (xs[0], xs[-1]) if len(xs) > 1 else (xs[0] - 1, xs[0] + 1)
    room = (ends[1] - ends[0]) * 0.08
    words = table("calibrating.plot")
    return PlotView(
        points=tuple(PlotPointView(x, before.get(x), after.get(x)) for x in xs),
        marks=tuple(TickView(x, f"{x:g}") for x in xs),
        ticks=_ticks(step, top, limit, decimals),
        top=top,
        left=ends[0] - room,
        right=ends[1] + room,
        limit=limit,
        guard=guard,
        before_word=words["before"],
        after_word=words["after" if _is_measured(flow) else "fitted"],
        limit_words=sentence("calibrating.plot.limit", limit=plain(limit, 2).rstrip("0").rstrip("."), unit=unit),
        guard_words="" if guard is None else sentence("calibrating.plot.guard", guard=plain(guard, 2)),
        unit=unit,
    )


def scale(largest: float) -> tuple[float, float]:
    """(step, top) of a scale that holds so much."""
    power = 10.0 ** math.floor(math.log10(largest / _LINES))
    step = next(power * each for each in (*_STEPS, 10.0) if power * each * _LINES >= largest)
    return step, step * math.ceil(largest / step - 1e-9)


def error_of(point: SetPoint, line: tuple[float, float]) -> float | None:
    """Mean of the readings so far under a line, minus the reference; None with no reading."""
    used = point.used
    return calibrated(sum(used) / len(used), line) - point.reference if used else None


def line_so_far(flow: Flow) -> Line | None:
    """The line through what was found so far; None where it shows none, or the method corrects nothing."""
    if flow.taking is None or flow.taking.stage is not Stage.AS_FOUND:
        return flow.fitted
    if there(flow.method).adjusts is not Adjusts.LINE:
        return None
    means = [(sum(p.used) / len(p.used), p.reference) for p in flow.taking.points if p.used]
    if len({reference for _, reference in means}) < 2:
        return None
    try:
        return fit_line(means)
    except CalibrationRefused:
        return None


def _is_measured(flow: Flow) -> bool:
    """Whether what is drawn as after was read again, and not only worked out."""
    as_left = flow.taking is not None and flow.taking.stage is Stage.AS_LEFT
    return as_left or flow.left_judged is not None


def _errors(flow: Flow) -> tuple[dict[float, float], dict[float, float]]:
    before, after = _judged_errors(flow.found_judged), _judged_errors(flow.left_judged)
    if flow.taking is not None and flow.taking.stage is Stage.AS_LEFT:
        return before, _read_errors(flow.taking, flow.after)
    line = line_so_far(flow)
    if flow.taking is not None:
        fitted = {} if line is None else _read_errors(flow.taking, (line.a, line.b))
        return _read_errors(flow.taking, flow.before), fitted
    if line is not None and flow.left_judged is None and flow.step is Step.VERDICT:
        after = {p.reference: line.at(p.mean) - p.reference for p in there(flow.found_judged).points}
    return before, after


def _read_errors(taking: Taking, line: tuple[float, float]) -> dict[float, float]:
    read = {point.reference: error_of(point, line) for point in taking.points}
    return {x: value for x, value in read.items() if value is not None}


def _judged_errors(judged: Evaluation | None) -> dict[float, float]:
    return {} if judged is None else {point.reference: point.error for point in judged.points}


def _guard(flow: Flow, limit: float) -> float | None:
    judged = (flow.left_judged or flow.found_judged) if flow.certifies else None
    accepted = None if judged is None else accepted_limit(judged, flow.rules.decision)
    return None if accepted is None or accepted >= limit else accepted


def _ticks(step: float, top: float, limit: float, decimals: int) -> tuple[TickView, ...]:
    """Every step, and the limit on its own line; a step that would touch the limit's number gives way to it."""
    count = round(top / step)
    steps = [index * step for index in range(-count, count + 1)]
    free = [at for at in steps if abs(abs(at) - limit) > step * 0.6]
    marks = [TickView(at, signed(at, decimals)) for at in free]
    exact = 1 if abs(limit * 10 - round(limit * 10)) < 1e-9 else 2
    said = limit > 0.15 * top  # nearer to zero its number would lie on the one of zero
    marks += [TickView(at, signed(at, exact) if said else "", limit=True) for at in (-limit, limit)]
    return tuple(sorted(marks, key=lambda mark: mark.at))
