"""What the mathematics of `kiosk.calibration` say of one calibration in hand."""

from __future__ import annotations

from datetime import date

from kiosk.calibrating.flow import At, Flow, Taking, there
from kiosk.calibration.checks import Weight, point_problems, problems
from kiosk.calibration.decision import acceptance_limit
from kiosk.calibration.device_checks import DeviceCheck, check_of
from kiosk.calibration.evaluation import Evaluation, coefficients, evaluate
from kiosk.calibration.fit import Line
from kiosk.calibration.methods import Limit, Method
from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.references import Reference
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import Run, Stage
from kiosk.calibration.words import of_problem, of_refusal
from kiosk.sentences import NO_WORDS, Text, sentence

DRIFT = 1 / 3
"""Half width allowed for drift till the due day, as a part of the limit: no device here has a history yet."""


class Refused(Exception):
    """The run says nothing; `sentence` why."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.key)
        self.sentence = sentence


def overdue(reference: Reference) -> Text:
    """The sentence of a reference whose certificate is over."""
    day = f"{reference.due:%Y-%m-%d}"
    if reference.kind == "control-solution":
        return sentence("calibrating.problems.solution-expired", day=day)
    return sentence("calibrating.problems.reference-overdue", day=day)


def limit_at(flow: Flow, reference: float) -> float:
    """Largest permitted error at a value of the reference; the one of the middle where the rule has none there."""
    method = there(flow.method)
    if method.in_range and flow.reference is not None:
        return (flow.reference.high - flow.reference.low) / 2
    row = flow.limit
    try:
        return row.at(reference)
    except CalibrationRefused:
        return row.at(method.points[len(method.points) // 2])


def limit_words(flow: Flow, row: Limit) -> Text:
    """允差 ±0.3 ℃, or ±0.2 to ±0.3 ℃ where it is not the same at every point."""
    permitted = sorted({round(row.at(point), 3) for point in there(flow.method).points})
    value = " – ".join(f"±{each:g}" for each in sorted({permitted[0], permitted[-1]}))
    return sentence("calibrating.limit", value=value, unit=there(flow.target).unit_shown)


def calibrated(raw: float, line: tuple[float, float]) -> float:
    """a · raw + b."""
    return line[0] * raw + line[1]


def drift_of(method: Method, row: Limit) -> float:
    """What is allowed for drift, in the unit of the method; a check holds for no time at all."""
    if not method.certifies:
        return 0.0
    return DRIFT * (row.value if row.value is not None else row.at(method.points[0]))


def evaluated(flow: Flow, run: Run, line: tuple[float, float]) -> Evaluation:
    """A run under the coefficients it was read under. Raises Refused."""
    method, reference = there(flow.method), there(flow.reference)
    fitted = flow.fitted if run.stage is Stage.AS_LEFT else None
    try:
        return evaluate(
            run, method, reference, flow.limit, drift=drift_of(method, flow.limit), line=line, fitted=fitted,
            rule=run.decision,
        )  # fmt: skip
    except CalibrationRefused as refused:
        raise Refused(of_refusal(refused)) from None


def check_in_hand(flow: Flow, run: Run, at: At) -> DeviceCheck:
    """A run that certifies nothing, as it is kept. Raises Refused."""
    method, judged = there(flow.method), evaluated(flow, run, flow.before)
    return check_of(run, judged, there(flow.reference), model=flow.item, claim=method.claim,
                    limit_id="" if method.in_range else flow.limit.id, made=at.moment)  # fmt: skip


def line_of(flow: Flow, judged: Evaluation) -> Line | None:
    """The line an adjustment would bring into force; None where the method adjusts nothing."""
    try:
        coefficients(judged)
    except CalibrationRefused:
        return None
    return judged.fitted


def accepted_limit(judged: Evaluation, rule: str) -> float | None:
    """Limit less guard band, at the worst point; None where U leaves none."""
    try:
        return acceptance_limit(judged.limit, judged.expanded_u, rule)
    except CalibrationRefused:
        return None


def objections(flow: Flow, run: Run, today: date) -> tuple[Text, Text]:
    """Why nothing can be made of a run, and what is asked before it counts; each empty where there is nothing."""
    method, reference = there(flow.method), there(flow.reference)
    found = problems(run, method, reference, day=today, limit=flow.limit)
    refused = next((problem for problem in found if problem.weight is Weight.REFUSE), None)
    if refused is not None:
        return of_problem(refused), NO_WORDS
    try:
        evaluated(flow, run, flow.after)  # what is refused is so under any line
    except Refused as nothing:
        return nothing.sentence, NO_WORDS
    # Readings that lie apart were asked about at their point.
    asked = next((problem for problem in found if problem.weight is Weight.ASK and problem.code != "outlier"), None)
    return NO_WORDS, NO_WORDS if asked is None else of_problem(asked)


def apart_in(flow: Flow, taking: Taking) -> int | None:
    """Index of the reading that lies too far from the others of its point; None where nobody has to be asked."""
    step = there(flow.target).resolution
    found = point_problems(taking.point, there(flow.method), step, taking.at)
    apart = next((problem.reading for problem in found if problem.code == "outlier"), None)
    return None if apart in taking.counted else apart


def record_of(flow: Flow, at: At, second: str | None) -> CalibrationRecord:
    """Everything that is signed."""
    target, method, reference = there(flow.target), there(flow.method), there(flow.reference)
    found, judged = there(flow.found), there(flow.found_judged)
    left = flow.left_judged
    return CalibrationRecord(
        id=flow.calibration_id,
        number=flow.number,
        device=target.device,
        model=target.model,
        serial=target.serial,
        firmware=target.firmware,
        metric=target.metric,
        unit=target.unit,
        method=target.method,
        reference=reference,
        before=flow.before,
        after=flow.after,
        as_found=found,
        as_left=flow.left if left is not None else None,
        as_found_error=judged.worst_error,
        as_left_error=None if left is None else left.worst_error,
        as_found_u=judged.expanded_u,
        as_left_u=None if left is None else left.expanded_u,
        as_found_verdict=judged.verdict,
        as_left_verdict=None if left is None else left.verdict,
        limit=judged.limit,
        limit_id=flow.limit.id,
        decision=found.decision,
        drift=drift_of(method, flow.limit),
        site=flow.site,
        received=at.today,
        done=at.today,
        due=there(flow.due),
        supersedes=None if flow.in_force.id == "identity" else flow.in_force.id,
        reason="scheduled" if flow.in_force.due is not None else "first",
        by=at.by,
        second=second,
        signed=at.moment,
    )
