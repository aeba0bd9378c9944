"""The self-check: its menu, a step chosen there, and once more. Measuring and typing stand beside it."""

from __future__ import annotations

from dataclasses import replace

from kiosk.measurements.measurement import Source
from kiosk.visits.arms import fits, fits_all
from kiosk.visits.draft import Draft
from kiosk.visits.moves import begin_pause, go
from kiosk.visits.self_check_measuring import begin_sitting, measure
from kiosk.visits.self_check_typing import ask
from kiosk.visits.self_check_values import look_up_last
from kiosk.visits.states import State
from kiosk.visits.steps import Step


def choose(d: Draft, step: Step) -> None:
    """A tile of the menu: with the instrument where it works, else on the digit pad."""
    begin_sitting(d, step)
    if step.facility is None or not d.terminal.works(step.facility):
        if step.typed:
            ask(d, step.typed[0])
        return
    look_up_last(d, step.metrics)
    cuff_cm, arm = d.rules.cuff_cm, d.self_check.arm
    if not step.repeats or cuff_cm is None or fits_all(cuff_cm) or (arm and fits(arm, cuff_cm)):
        begin(d, step)
    else:
        go(d, State.ARM_SIZE, step.id, "unfit" if arm else "")


def arm_said(d: Draft, arm: str) -> None:
    """How thick the arm is: it is measured here, or at the window with another cuff."""
    step = d.rules.step(d.self_check.step)
    if step is None or d.rules.cuff_cm is None:
        return
    d.self_check = replace(d.self_check, arm=arm)
    if fits(arm, d.rules.cuff_cm):
        begin(d, step)
    else:
        go(d, State.ARM_SIZE, "cuff-does-not-fit", "unfit")


def arm_again(d: Draft) -> None:
    """They touched the wrong one."""
    d.self_check = replace(d.self_check, arm="")
    go(d, State.ARM_SIZE, "again")


def begin(d: Draft, step: Step) -> None:
    """A rest where the step wants one, then the instrument."""
    if step.rests and d.rules.rest_s > 0:
        go(d, State.REST, step.id)
        begin_pause(d, d.rules.rest_s)
    else:
        measure(d, "no-rest" if step.rests else step.id)


def again(d: Draft) -> None:
    """再量一次."""
    value = d.self_check.value
    step = d.rules.step(value.step) if value is not None else None
    if value is None or step is None:
        return
    begin_sitting(d, step)
    first = value.measurements[0].metric
    by_hand = step.facility is None or value.measurements[0].source is Source.SELF_REPORTED
    if first in step.typed and by_hand:
        ask(d, first)
    elif step.facility is not None and d.terminal.works(step.facility):
        measure(d, "again")
    elif step.typed:
        ask(d, step.typed[0])


def menu(d: Draft, reason: str) -> None:
    """Back to the menu."""
    go(d, State.MENU, reason)
