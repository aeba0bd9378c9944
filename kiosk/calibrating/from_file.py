"""A calibration without a screen: points written into a file, and the record that kept runs make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from kiosk.calibrating.judging import drift_of
from kiosk.calibrating.scheduling import due_of
from kiosk.calibration.checks import Problem, Weight, problems
from kiosk.calibration.decision import GUARD_BAND
from kiosk.calibration.evaluation import Evaluation, coefficients, evaluate
from kiosk.calibration.methods import Method
from kiosk.calibration.records import Calibration, CalibrationRecord
from kiosk.calibration.references import Reference
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import Environment, Run, SetPoint, Stage, Way
from kiosk.ids import new_id
from kiosk.settings import DeviceEntry
from resources.learnt import learn

Line = tuple[float, float]


class RunPoints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One run in the file; see `Run`."""

    points: tuple[SetPoint, ...]
    zero_before: float | None = None
    zero_after: float | None = None
    leak_per_min: float | None = None


class PointsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `kiosk calibrate run --points FILE` reads, as TOML.

    Attributes:
        reference: Number of the certificate of the reference.
        resolution: One step of the display, in the unit of the method.
        limit: Its id in the table of limits; left out for the usual one of the method.
        as_left: Read again under the line that the as-found run gives; left out where nothing is to be adjusted.
    """

    reference: str
    resolution: float
    as_found: RunPoints
    as_left: RunPoints | None = None
    environment: Environment = Environment()
    limit: str = ""


learn(PointsFile)


@dataclass(frozen=True, slots=True)
class Worked:
    """The runs of a file, judged. `after` is `before` where nothing is adjusted."""

    runs: tuple[Run, ...]
    found: Evaluation
    left: Evaluation | None
    before: Line
    after: Line
    asked: tuple[Problem, ...]


def read_points(content: bytes) -> PointsFile:
    """Raises ValueError for what is no such file, with what is wrong in it."""
    try:
        return msgspec.toml.decode(content, type=PointsFile)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def runs_of(
    file: PointsFile,
    device: str,
    metric: str,
    method: Method,
    reference: Reference,
    now: datetime,
    by: str,
    decision: str = GUARD_BAND,
) -> tuple[Run, ...]:
    """The runs in a file, typed in now. Raises CalibrationRefused "limit-wrong" for a limit the method has not."""
    calibration_id, limit_id = new_id(), method.limit_row(file.limit).id

    def run(points: RunPoints, stage: Stage) -> Run:
        return Run(
            id=new_id(), calibration_id=calibration_id, stage=stage, device=device, metric=metric, unit=method.unit,
            method=method.id, points=points.points, reference_id=reference.id, environment=file.environment, begun=now,
            ended=now, by=by, way=Way.TYPED, zero_before=points.zero_before, zero_after=points.zero_after,
            leak_per_min=points.leak_per_min, resolution=file.resolution,
            limit_id=limit_id, decision=decision,
        )  # fmt: skip

    found = (run(file.as_found, Stage.AS_FOUND),)
    return found if file.as_left is None else (*found, run(file.as_left, Stage.AS_LEFT))


def worked_out(runs: Sequence[Run], method: Method, reference: Reference, before: Line, day: date) -> Worked:
    """Judge runs as the terminal does.

    Raises:
        ProblemFound: the first thing that is wrong with a run.
        CalibrationRefused: nothing can be made of them; "no-as-left" for a device that failed and was not read again.
    """
    limit = method.limit_row(runs[0].limit_id)
    drift, rule = drift_of(method, limit), runs[0].decision
    asked: list[Problem] = []
    for run in runs:
        for problem in problems(run, method, reference, day=day, limit=limit):
            if problem.weight is Weight.REFUSE:
                raise ProblemFound(problem)
            asked += [problem] if problem.weight is Weight.ASK else []
    first, *others = runs
    found = evaluate(first, method, reference, limit, drift=drift, line=before, rule=rule)
    if not others:
        return Worked(tuple(runs), found, None, before, before, tuple(asked))
    after = coefficients(found)
    left = evaluate(others[-1], method, reference, limit, drift=drift, line=after, fitted=found.fitted, rule=rule)
    return Worked((first, others[-1]), found, left, before, after, tuple(asked))


class ProblemFound(Exception):
    """A run nothing is made of."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def record_of(
    worked: Worked,
    method: Method,
    reference: Reference,
    in_force: Calibration,
    history: Sequence[CalibrationRecord],
    *,
    number: str,
    device: DeviceEntry,
    site: str,
    today: date,
    now: datetime,
    by: str,
    second: str | None,
) -> CalibrationRecord:
    """What is signed. Raises CalibrationRefused "no-as-left" for a device that failed and is not adjusted."""
    run, left = worked.runs[0], worked.left
    limit = method.limit_row(run.limit_id)
    if left is None and not worked.found.verdict.passed:
        raise CalibrationRefused("no-as-left")
    return CalibrationRecord(
        id=run.calibration_id, number=number, device=run.device, model=device.model, serial=device.serial,
        firmware=device.firmware, metric=run.metric, unit=run.unit, method=method.id, reference=reference,
        before=worked.before, after=worked.after, as_found=run, as_left=worked.runs[1] if left is not None else None,
        as_found_error=worked.found.worst_error, as_left_error=None if left is None else left.worst_error,
        as_found_u=worked.found.expanded_u, as_left_u=None if left is None else left.expanded_u,
        as_found_verdict=worked.found.verdict, as_left_verdict=None if left is None else left.verdict,
        limit=worked.found.limit, limit_id=limit.id, decision=run.decision, drift=drift_of(method, limit), site=site,
        received=today, done=today, due=due_of(history, worked.found.verdict, today),
        supersedes=None if in_force.id == "identity" else in_force.id,
        reason="scheduled" if in_force.due is not None else "first", by=by, second=second, signed=now,
    )  # fmt: skip
