"""The moves every part of the table shares: going to a state, covering a visit and uncovering it, silence, absence."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visits.asking import close_instrument, query_code, stop_comparing, stop_search
from kiosk.visits.draft import Draft
from kiosk.visits.situation import Timer
from kiosk.visits.states import State
from kiosk.visits.visit import Pause, PauseStage

_OF_THE_SCREEN = (Timer.WARN, Timer.LEAVE, Timer.BYE, Timer.LEFT_BEHIND, Timer.AWAKE, Timer.NOTICE)
"""Timers of what is on the screen; the others run on while help covers it."""

_ENDS_WITH = {
    Timer.READ: State.READING,
    Timer.LOOK: State.LOOKING,
}

_ALONE = frozenset({State.ATTRACT, State.LOOKING, State.ASK_CARD, State.GOODBYE})
"""No comparison of a card's holder goes on in these."""

NOT_PERSONAL = frozenset(
    {
        *(State.ATTRACT, State.READING, State.CARD_PROBLEM, State.LOOKING, State.ASK_CARD, State.REMEASURE),
        *(State.REST, State.ARM_SIZE, State.SYMPTOMS, State.HELP, State.DEVICE_FAULT, State.GOODBYE, State.CONFIRM),
    }
)
"""Screens that show no more of the person than 王奶奶; GOODBYE is reached by them or when everything is taken away."""


# --- going ------------------------------------------------------------------------------------------------------
def go(d: Draft, state: State, reason: str, variant: str = "", *, open_to_all: bool = False) -> None:
    """The visit moves on. Under a cover it does so unseen.

    When the person had left the camera's view while they were asked to sit, they are asked who they are before
    anything else is shown; not before a screen that is `open_to_all` because it shows nothing of theirs.
    """
    d.because(reason)
    _leave_activity(d, state)
    if d.s.covered is not None:
        d.s = replace(d.s, covered=state, covered_variant=variant)
    elif d.visit.must_confirm and d.visit.resident is not None and state not in NOT_PERSONAL and not open_to_all:
        d.s = replace(d.s, covered=state, covered_variant=variant)
        show(d, State.CONFIRM, who_variant(d))
    else:
        show(d, state, variant)


def show(d: Draft, state: State, variant: str = "") -> None:
    """Put a state on the screen and start what it starts."""
    d.stop(*_OF_THE_SCREEN)
    d.s = replace(d.s, state=state, variant=variant, warning=False, stays=0, serial=d.s.serial + 1)
    _arrive(d)


def cover(d: Draft, state: State, reason: str, variant: str = "") -> None:
    """Put a state over the visit, which goes on under it."""
    d.because(reason)
    if d.s.covered is None:
        d.s = replace(d.s, covered=d.s.state, covered_variant=d.s.variant)
    show(d, state, variant)


def uncover(d: Draft, reason: str) -> None:
    """Go back to where the visit stands by now."""
    d.because(reason)
    state, variant = d.s.here, d.s.covered_variant
    d.s = replace(d.s, covered=None, covered_variant="")
    go(d, state, reason, variant)


def who_variant(d: Draft) -> str:
    """How whoever stands there is asked: by name; without one while nobody has come back to a card that lies."""
    return "card-left" if d.visit.out_of_view and d.terminal.card_lies else "returned"


def _leave_activity(d: Draft, state: State) -> None:
    """Stop what belongs to the state that is left."""
    here = d.s.here
    for timer, owner in _ENDS_WITH.items():
        if here is owner and state is not owner:
            d.stop(timer)
    if here in (State.CHECKING, State.REMEASURE) and state not in (State.CHECKING, State.REMEASURE):
        d.stop(Timer.CHECK, Timer.REPEAT)
    if here in (State.REMEASURE, State.REST) and state is not here:
        d.stop(Timer.REST)
        if d.s.visit is not None:
            d.pause = Pause()
    if state is not State.MEASURE:
        close_instrument(d)
    if d.s.searching and state not in (State.LOOKING, State.CONFIRM):
        stop_search(d)
    if state in _ALONE:
        stop_comparing(d)


def _arrive(d: Draft) -> None:
    state = d.s.state
    silence_begins(d)
    if state is State.ATTRACT and d.terminal.awake:
        d.start(Timer.AWAKE, d.rules.awake_s)
    elif state is State.GOODBYE and d.terminal.card_lies:
        d.start(Timer.LEFT_BEHIND, d.rules.left_behind_s)
    elif state is State.GOODBYE:
        bye_begins(d)
    elif state is State.RESULT and d.code.due:
        query_code(d)
    elif state is State.LOOKING and not d.s.searching:
        d.start(Timer.NOTICE, d.rules.notice_s)


def begin_pause(d: Draft, total_s: float) -> None:
    """Sit quietly for so long before a measurement."""
    d.pause = Pause(PauseStage.RUNNING, total_s)
    d.start(Timer.REST, total_s)


# --- silence and absence ----------------------------------------------------------------------------------------
def silence_begins(d: Draft) -> None:
    """Count the screen's silence from now."""
    d.stop(Timer.LEAVE)
    red = d.s.state is State.WINDOW and d.self_check.red
    idle_s = d.rules.help_s if red else d.rules.idle_s(d.s.state)
    if idle_s is None:
        d.stop(Timer.WARN)
    else:
        d.start(Timer.WARN, max(idle_s - d.rules.warn_s, 1.0))


def bye_begins(d: Draft) -> None:
    """Count the goodbye from now; where to go is to be read as long as it takes."""
    d.start(Timer.BYE, d.rules.goodbye_s if d.visit.queue_no is None else d.rules.window_s)


def out_of_view(d: Draft) -> None:
    """Nobody is there: count how long. With a card lying there they have a while to come back."""
    d.visit = replace(d.visit, out_of_view=True)
    d.start(Timer.AWAY, d.rules.walked_away_s)
    if d.terminal.card_lies and d.s.state is not State.GOODBYE:
        d.start(Timer.FORGOTTEN, d.rules.card_away_s)


def back_in_view(d: Draft) -> None:
    """Somebody is there: nothing ends any more because nobody was."""
    if d.visit.out_of_view:
        d.visit = replace(d.visit, out_of_view=False)
    d.stop(Timer.AWAY, Timer.FORGOTTEN)
