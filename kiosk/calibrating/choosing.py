"""What is calibrated, what goes on from before, and against which reference."""

from __future__ import annotations

from kiosk.calibrating import deciding, entering, reading
from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating.flow import Flow, Step
from kiosk.calibrating.judging import overdue
from kiosk.calibrating.turn import Turn
from kiosk.calibration.methods import Limit
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Run, Stage
from kiosk.sentences import sentence


def chosen(turn: Turn, event: e.Chosen) -> None:
    """A device and method."""
    if turn.flow.step is Step.CHOOSE:
        turn.go(Step.LOOKING_UP, target=event.target)
        turn.do(x.LookUp(turn.next_ticket(), event.target))


def looked_up(turn: Turn, event: e.LookedUp) -> None:
    """What is kept of it. An open calibration comes first: nobody begins a second one beside it."""
    if not turn.is_answer(event.ticket) or turn.flow.step is not Step.LOOKING_UP:
        return
    turn.set(in_force=event.in_force, references=event.references, site=event.site)
    if turn.flow.check:
        turn.go(Step.REFERENCE, calibration_id=turn.at.fresh_id)
    elif event.open_runs and turn.flow.certifies:
        turn.go(Step.RESUME, open_runs=event.open_runs, calibration_id=event.open_runs[0].calibration_id)
    else:
        begin(turn)


def begin(turn: Turn) -> None:
    """From the environment on, as a calibration of its own."""
    turn.go(Step.ENVIRONMENT, open_runs=(), calibration_id=turn.at.fresh_id)
    entering.first_field(turn)


def taken_up_again(turn: Turn, _: e.TakenUpAgain) -> None:
    """What was kept before the power went or the wing was shut: what it says is worked out anew from its readings."""
    flow = turn.flow
    if flow.step is not Step.RESUME:
        return
    found = _last(flow.open_runs, Stage.AS_FOUND)
    reference = next((one for one in flow.references if found is not None and one.id == found.reference_id), None)
    if found is None or reference is None:
        turn.refuse(sentence("calibrating.problems.nothing-to-resume"))
        return
    if reference.is_overdue(turn.at.today):
        turn.refuse(overdue(reference))
        return
    known = found.limit_id if turn.flow.method is not None and found.limit_id in turn.flow.method.limits else ""
    turn.set(reference=reference, environment=found.environment, limit_id=known)
    deciding.take_found(turn, found)
    left = _last(flow.open_runs, Stage.AS_LEFT)
    if left is not None and turn.flow.step is Step.VERDICT:
        turn.set(line=turn.flow.fitted)
        deciding.take_left(turn, left)


def limit_wanted(turn: Turn, _: e.LimitWanted) -> None:
    """Another limit than the usual one: agreed before anything is read."""
    if turn.flow.step is Step.ENVIRONMENT and limits_of(turn.flow):
        turn.go(Step.LIMIT)


def limit_chosen(turn: Turn, event: e.LimitChosen) -> None:
    """One of those the method has."""
    if turn.flow.step is Step.LIMIT and event.id in [row.id for row in limits_of(turn.flow)]:
        turn.go(Step.ENVIRONMENT, limit_id=event.id)
        entering.first_field(turn)


def limits_of(flow: Flow) -> tuple[Limit, ...]:
    """The limits there are to choose from; none where there is only one, or nothing is certified."""
    rows = () if flow.method is None or not flow.certifies else flow.method.limit_rows
    return rows if len(rows) > 1 else ()


def reference_chosen(turn: Turn, event: e.ReferenceChosen) -> None:
    """One of the known references. An overdue one is refused."""
    chosen_one = next((one for one in turn.flow.references if one.id == event.id), None)
    if turn.flow.step is not Step.REFERENCE or chosen_one is None:
        return
    if chosen_one.is_overdue(turn.at.today):
        turn.refuse(overdue(chosen_one))
    elif chosen_one not in fitting(turn.flow):
        turn.refuse(sentence("calibrating.problems.wrong-kind"))
    else:
        turn.set(reference=chosen_one)
        reading.begin_run(turn, Stage.CHECK if turn.flow.check else Stage.AS_FOUND)


def references_known(turn: Turn, event: e.ReferencesKnown) -> None:
    """The entered reference is kept: it is the one that is used."""
    if turn.is_answer(event.ticket) and turn.flow.step is Step.NEW_REFERENCE:
        turn.go(Step.REFERENCE, references=event.references)
        reference_chosen(turn, e.ReferenceChosen(event.chosen))


def back_pressed(turn: Turn, _: e.BackPressed) -> None:
    """The step before, as long as nothing was read. What was typed stays."""
    flow = turn.flow
    match flow.step:
        case Step.ENVIRONMENT | Step.RESUME:
            turn.begin_anew()
        case Step.REFERENCE if flow.check:
            turn.begin_anew()
        case Step.REFERENCE:
            turn.go(Step.ENVIRONMENT)
        case Step.LIMIT:
            turn.go(Step.ENVIRONMENT)
            entering.first_field(turn)
        case Step.NEW_REFERENCE:
            turn.go(Step.REFERENCE)
        case Step.GIVING_UP:
            turn.go(flow.came_from)
        case Step.POINTS if flow.taking is not None and flow.found is None and not _anything_read(flow):
            turn.go(Step.REFERENCE, taking=None)
        case Step.SIGN:
            turn.go(Step.VERDICT if flow.left is None else Step.REVIEW)


def fitting(flow: Flow) -> tuple[Reference, ...]:
    """Known references of the kind the method wants."""
    return () if flow.method is None else tuple(one for one in flow.references if one.kind == flow.method.reference)


def _last(runs: tuple[Run, ...], stage: Stage) -> Run | None:
    return next((run for run in reversed(runs) if run.stage is stage), None)


def _anything_read(flow: Flow) -> bool:
    return flow.taking is not None and any(point.readings for point in flow.taking.points)
