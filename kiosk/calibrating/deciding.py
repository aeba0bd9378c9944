"""A kept run becomes a verdict: whether the device is adjusted, checked again, or not brought to an end."""

from __future__ import annotations

from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating import reading, signing
from kiosk.calibrating.flow import Step
from kiosk.calibrating.judging import Refused, evaluated, line_of
from kiosk.calibrating.turn import Turn
from kiosk.calibration.runs import Run, Stage
from kiosk.sentences import sentence


def kept(turn: Turn, event: e.Kept) -> None:
    """The run is on the disk: what it says."""
    flow = turn.flow
    if not turn.is_answer(event.ticket) or flow.step is not Step.KEEPING or flow.taking is None:
        return
    if event.run.stage is Stage.AS_LEFT:
        take_left(turn, event.run)
    else:
        take_found(turn, event.run)


def check_kept(turn: Turn, event: e.CheckKept) -> None:
    """What a check showed is on the disk. Nothing in force has changed, and there is nothing to sign."""
    if turn.is_answer(event.ticket) and turn.flow.step is Step.KEEPING:
        judged = evaluated(turn.flow, event.check.run, turn.flow.before)
        turn.go(Step.DONE, taking=None, checked=event.check, found_judged=judged)


def take_found(turn: Turn, run: Run) -> None:
    """What the device was found like, or what a check says."""
    try:
        judged = evaluated(turn.flow, run, turn.flow.before)
    except Refused as refused:
        turn.refuse(refused.sentence)
        return
    turn.set(found=run, found_judged=judged, fitted=line_of(turn.flow, judged), line=None, left=None, left_judged=None)
    turn.go(Step.DONE if run.stage is Stage.CHECK else Step.VERDICT, taking=None)


def take_left(turn: Turn, run: Run) -> None:
    """What it is like after the adjustment."""
    try:
        judged = evaluated(turn.flow, run, turn.flow.after)
    except Refused as refused:
        turn.refuse(refused.sentence)
        return
    turn.set(left=run, left_judged=judged)
    if judged.verdict.passed:
        signing.prepare(turn)
    else:
        turn.go(Step.REVIEW, taking=None)


def adjusted(turn: Turn, event: e.Adjusted) -> None:
    """Whether the fitted line corrects the device. One that failed as found is not signed as it is."""
    flow = turn.flow
    if flow.step is not Step.VERDICT or flow.found_judged is None:
        return
    if event.adjust and flow.fitted is not None:
        turn.set(line=flow.fitted)
        reading.begin_run(turn, Stage.AS_LEFT)
    elif not event.adjust and flow.found_judged.verdict.passed:
        turn.set(line=None)
        signing.prepare(turn)
    else:
        turn.refuse(sentence("calibrating.problems.failed-as-found"))


def read_again(turn: Turn, _: e.ReadAgain) -> None:
    """The check after the adjustment once more; the first one is kept."""
    if turn.flow.step is Step.REVIEW:
        reading.begin_run(turn, Stage.AS_LEFT)


def given_up_for(turn: Turn, event: e.GivenUpFor) -> None:
    """放弃: why is asked first; what was kept stays. Where nothing was kept there is nothing to give up."""
    flow = turn.flow
    if not event.reason:
        if flow.step is Step.RESUME or flow.begun:
            turn.go(Step.GIVING_UP, came_from=flow.step)
        else:
            turn.begin_anew()
    elif flow.step is Step.GIVING_UP:
        turn.do(x.GiveUp(turn.next_ticket(), flow.calibration_id, event.reason))


def given_up(turn: Turn, event: e.GivenUp) -> None:
    """It is kept that it is not finished."""
    if turn.is_answer(event.ticket):
        turn.begin_anew()


def went_wrong(turn: Turn, event: e.WentWrong) -> None:
    """What was asked for was not done: back to where it was asked."""
    if not turn.is_answer(event.ticket):
        return
    back = {Step.LOOKING_UP: Step.CHOOSE, Step.KEEPING: Step.POINTS, Step.SIGNING: Step.SIGN}
    turn.set(step=back.get(turn.flow.step, turn.flow.step))
    turn.refuse(event.why)
