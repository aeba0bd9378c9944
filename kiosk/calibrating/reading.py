"""The readings at each point: asked of the device once a second, or typed off a display."""

from __future__ import annotations

from dataclasses import replace

from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating.flow import Flow, Listening, Step, Taking, there
from kiosk.calibrating.judging import apart_in, calibrated, check_in_hand, limit_at, objections
from kiosk.calibrating.turn import Turn
from kiosk.calibrating.typed import number_of
from kiosk.calibration.methods import Method
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Run, SetPoint, Stage, Way
from kiosk.sentences import NO_WORDS, sentence

PACE_S = 1.0
"""From one question to the next: readings closer together would tell the same noise twice."""
ANSWER_S = 8.0
"""A device that says nothing for so long has not answered."""
GIVE_UP = 3
"""After so many questions in a row without a value the point stops by itself."""
RECENT = 10
FAR = 5.0
"""A reading so many limits away from the reference is looked at before the point begins."""
STEADY = 1 / 3
"""The device is steady when its last readings scatter by less than this part of the limit."""
MMHG_PER_KPA = 1 / 0.133322


def begin_run(turn: Turn, stage: Stage) -> None:
    """All points of the method, with nothing read yet."""
    method = there(turn.flow.method)
    check = stage is Stage.CHECK
    points = _points(method, there(turn.flow.reference), check)
    known = bool(method.points) or method.in_range
    taking = Taking(stage, turn.at.fresh_id, turn.at.moment, points, standard=known)
    turn.go(Step.POINTS, taking=taking, hearing=Listening())


def wanted(flow: Flow) -> int:
    """Readings of each point."""
    if flow.method is None:
        return 0
    by_hand = flow.target is not None and flow.target.by_hand
    return flow.method.least_readings if by_hand else flow.method.readings


def left_at(flow: Flow, point: SetPoint) -> int:
    """How many are still wanted there."""
    return max(0, wanted(flow) - len(point.used))


def slot_of(flow: Flow) -> str:
    """Which value is typed next; "" when there is none.

    One of "standard", "zero-before", "reading", "added", "zero-after", "leak".
    """
    taking, method = flow.taking, flow.method
    if taking is not None and not taking.standard:
        return "standard"
    if taking is None or method is None or flow.wire:
        return ""
    zeroed = method.zero is not None and taking.stage is not Stage.CHECK
    if zeroed and taking.zero_before is None:
        return "zero-before"
    if method.digital_rounding and not left_at(flow, taking.point) and taking.weighed <= taking.at:
        return "added"
    if left_at(flow, taking.point):
        return "reading"
    if zeroed and taking.zero_after is None:
        return "zero-after"
    return "leak" if method.leak and taking.leak is None and taking.stage is not Stage.CHECK else ""


def is_read(flow: Flow) -> bool:
    """Whether everything the run asks for is there."""
    taking = flow.taking
    whole = taking is not None and not any(left_at(flow, point) for point in taking.points)
    return whole and taking is not None and taking.apart is None and slot_of(flow) == ""


# --- the wire -----------------------------------------------------------------------------------------------------
def ticked(turn: Turn) -> None:
    """The device is asked again when it is time; a question nobody answered counts as missed."""
    flow, hearing, now_s = turn.flow, turn.flow.hearing, turn.at.now_s
    if flow.step is not Step.POINTS or not flow.wire or flow.target is None or slot_of(flow):
        return
    if hearing.asked_s is not None:
        if now_s - hearing.asked_s >= ANSWER_S:
            _missed(turn, e.Took(None, sentence("calibrating.problems.no-answer")))
        return
    if hearing.last_s is None or now_s - hearing.last_s >= PACE_S:
        turn.hear(asked_s=now_s, last_s=now_s)
        turn.do(x.AskDevice(flow.target.device))


def took(turn: Turn, event: e.Took) -> None:
    """The device answered. What it says while nobody asked is not counted: it may be a visitor's."""
    flow, hearing = turn.flow, turn.flow.hearing
    if flow.step is not Step.POINTS or hearing.asked_s is None:
        return
    if event.value is None:
        _missed(turn, event)
        return
    recent = (*hearing.recent, event.value)[-RECENT:]
    turn.hear(recent=recent, asked_s=None, missed=0, why=NO_WORDS)
    if flow.taking is not None and flow.taking.running:
        _count(turn, event.value)


def _missed(turn: Turn, event: e.Took) -> None:
    missed = turn.flow.hearing.missed + 1
    turn.hear(asked_s=None, missed=missed, why=event.why)
    if missed >= GIVE_UP and turn.flow.taking is not None and turn.flow.taking.running:
        turn.take(running=False)
        turn.refuse(sentence("calibrating.problems.silent", count=missed))


def _count(turn: Turn, value: float) -> None:
    taking = there(turn.flow.taking)
    point = replace(taking.point, readings=(*taking.point.readings, value))
    _put(turn, point)
    if not left_at(turn.flow, point):
        turn.take(running=False)
        _look_for_apart(turn)


def _look_for_apart(turn: Turn) -> None:
    taking = there(turn.flow.taking)
    turn.take(apart=apart_in(turn.flow, taking))


# --- what the technician presses -----------------------------------------------------------------------------------
def point_begun(turn: Turn, _: e.PointBegun) -> None:
    """开始采集, or on with it. A device that sees something else than the reference is asked about first."""
    flow, taking = turn.flow, turn.flow.taking
    if flow.step is not Step.POINTS or taking is None or taking.running or taking.apart is not None or slot_of(flow):
        return
    if not flow.hearing.recent:
        turn.refuse(sentence("calibrating.problems.nothing-heard"))
        return
    if not left_at(flow, taking.point):
        return
    off = calibrated(flow.hearing.recent[-1], line_under(flow)) - taking.point.reference
    if abs(off) > FAR * limit_at(flow, taking.point.reference) and not flow.sure:
        turn.set(sure=True)
        turn.refuse(sentence("calibrating.problems.far-off", off=f"{abs(off):.1f}", unit=there(flow.target).unit_shown))
        return
    turn.set(problem=NO_WORDS, sure=False, focus="")
    turn.take(running=True)
    turn.hear(missed=0)


def point_again(turn: Turn, _: e.PointAgain) -> None:
    """重测这点: whoever says so begins it anew, all of it. Nobody picks single readings out of a point."""
    taking = turn.flow.taking
    if turn.flow.step is Step.POINTS and taking is not None and taking.point.readings:
        _put(turn, replace(taking.point, readings=(), left_out=(), added=0.0))
        turn.take(running=False, apart=None, counted=frozenset(), weighed=min(taking.weighed, taking.at))
        turn.set(problem=NO_WORDS, sure=False)


def point_next(turn: Turn, _: e.PointNext) -> None:
    """下一点."""
    taking = turn.flow.taking
    if turn.flow.step is not Step.POINTS or taking is None or taking.apart is not None:
        return
    if not left_at(turn.flow, taking.point) and taking.at + 1 < len(taking.points):
        turn.take(at=taking.at + 1, counted=frozenset())
        turn.set(problem=NO_WORDS, sure=False)


def outlier_judged(turn: Turn, event: e.OutlierJudged) -> None:
    """Whether the reading that lies apart counts; another one is taken in the place of one that does not."""
    taking = turn.flow.taking
    if taking is None or taking.apart is None:
        return
    if event.counts:
        turn.take(apart=None, counted=taking.counted | {taking.apart})
        _look_for_apart(turn)
    elif not taking.point.left_out:
        left_out = tuple(sorted({*taking.point.left_out, taking.apart}))
        _put(turn, replace(taking.point, left_out=left_out))
        turn.take(apart=None)


def typed(turn: Turn, text: str) -> None:
    """The value of the reference, or the next one of the display."""
    flow, taking = turn.flow, turn.flow.taking
    value = number_of(text)
    if taking is None:
        return
    if isinstance(value, str):
        turn.refuse(value)
        return
    turn.set(problem=NO_WORDS)
    slot = "standard" if flow.focus == "standard" else slot_of(flow)
    if slot != "added" and flow.fields.get("unit") == "kPa":
        value *= MMHG_PER_KPA
    match slot:
        case "standard" if not taking.point.readings:
            _standard(turn, value)
        case "zero-before":
            turn.take(zero_before=value)
        case "reading":
            _put(turn, replace(taking.point, readings=(*taking.point.readings, value)))
            _on(turn)
        case "added":
            _put(turn, replace(taking.point, added=value))
            turn.take(weighed=taking.at + 1)
            _on(turn)
        case "zero-after":
            turn.take(zero_after=value)
        case "leak":
            turn.take(leak=value)


def _standard(turn: Turn, value: float) -> None:
    """What the reference shows, within what its certificate covers."""
    reference, unit = there(turn.flow.reference), there(turn.flow.target).unit_shown
    if not reference.low <= value <= reference.high:
        turn.refuse(sentence("calibrating.problems.standard-outside", low=f"{reference.low:g}",
                             high=f"{reference.high:g}", unit=unit))  # fmt: skip
        return
    _put(turn, replace(there(turn.flow.taking).point, reference=value))
    turn.take(standard=True)
    turn.set(focus="")


def unit_chosen(turn: Turn, event: e.UnitChosen) -> None:
    """What is typed is in this unit."""
    if turn.flow.target is not None and turn.flow.target.unit == "mm[Hg]":
        turn.set(fields={**turn.flow.fields, "unit": event.unit})


def _on(turn: Turn) -> None:
    """To the next point by itself: a display is read off as the reference goes up."""
    taking = turn.flow.taking
    if taking is not None and taking.at + 1 < len(taking.points) and slot_of(turn.flow) in ("zero-after", "leak", ""):
        turn.take(at=taking.at + 1)


def run_finished(turn: Turn, _: e.RunFinished) -> None:
    """看结果: the run is kept at once. One that cannot be right is refused, and why is said."""
    if turn.flow.step is not Step.POINTS or not is_read(turn.flow):
        return
    run = run_of(turn)
    refused, asked = objections(turn.flow, run, turn.at.today)
    if refused or (asked and not turn.flow.sure):
        turn.set(sure=not refused)
        turn.refuse(refused or sentence("calibrating.asked", question=asked))
        return
    turn.set(step=Step.KEEPING, problem=NO_WORDS)
    if turn.flow.certifies:
        turn.do(x.KeepRun(turn.next_ticket(), run))
    else:
        turn.do(x.KeepCheck(turn.next_ticket(), check_in_hand(turn.flow, run, turn.at)))


def run_of(turn: Turn) -> Run:
    """The run as it is kept."""
    flow, taking, target = turn.flow, there(turn.flow.taking), there(turn.flow.target)
    return Run(
        id=taking.run_id,
        calibration_id=flow.calibration_id,
        stage=taking.stage,
        device=target.device,
        metric=target.metric,
        unit=target.unit,
        method=target.method,
        points=taking.points,
        reference_id=there(flow.reference).id,
        environment=flow.environment,
        begun=taking.begun,
        ended=turn.at.moment,
        by=turn.at.by,
        way=Way.WIRE if flow.wire else Way.TYPED,
        resolution=target.resolution,
        limit_id=flow.limit.id,
        decision=flow.rules.decision if flow.found is None else flow.found.decision,
        zero_before=taking.zero_before,
        zero_after=taking.zero_after,
        leak_per_min=taking.leak,
    )


def set_aside(turn: Turn) -> None:
    """The wing is shut: what was read waits, and nothing that is read meanwhile counts."""
    if turn.flow.taking is not None:
        turn.take(running=False)
    turn.set(hearing=Listening(), sure=False)


def line_under(flow: Flow) -> tuple[float, float]:
    """Coefficients under which the device is read now."""
    as_left = flow.taking is not None and flow.taking.stage is Stage.AS_LEFT
    return flow.after if as_left else flow.before


def _put(turn: Turn, point: SetPoint) -> None:
    taking = there(turn.flow.taking)
    turn.take(points=tuple(point if index == taking.at else one for index, one in enumerate(taking.points)))


def _points(method: Method, reference: Reference, check: bool) -> tuple[SetPoint, ...]:
    if method.in_range:
        return (SetPoint((reference.low + reference.high) / 2, ()),)
    if not method.points:
        return (SetPoint(reference.low, ()),)  # until it is read off
    if check:
        return (SetPoint(method.points[len(method.points) // 2], ()),)
    rising = tuple(SetPoint(value, ()) for value in method.points)
    falling = tuple(SetPoint(value, (), falling=True) for value in reversed(method.points[:-1]))
    return (*rising, *falling) if method.both_ways else rising
