"""Which buttons work now. The screen draws these and no others; a press of any other one is a touch."""

from __future__ import annotations

from kiosk.facilities import Facility
from kiosk.visits import slips
from kiosk.visits.arms import ARMS
from kiosk.visits.own_buttons import OWN_LISTED
from kiosk.visits.own_history import has_trend
from kiosk.visits.rules import Rules
from kiosk.visits.situation import Situation
from kiosk.visits.states import Button, State

_ALWAYS: dict[State, tuple[str, ...]] = {
    State.READING: (Button.BACK,),
    State.CHECKING: (Button.BACK,),
    State.DEVICE_FAULT: (Button.CONTINUE, Button.BACK),
    State.REMEASURE: (Button.CALL_STAFF, Button.BACK),
    State.HELP: (Button.BACK,),
    State.SYMPTOMS: (Button.HEAD, Button.CHEST, Button.SENSES, Button.NO_SYMPTOM),
    State.TREND: (Button.CONTINUE, Button.BACK),
}


def listed(s: Situation, rules: Rules) -> tuple[str, ...]:
    """The buttons of the screen, the most important one first."""
    if s.terminal.aside:
        return ()
    own = _ALWAYS.get(s.state)
    if own is None:
        own = _CHOSEN[s.state](s, rules)
    helping = () if s.state is State.HELP else (Button.HELP,)
    return (*((Button.STILL_HERE,) if s.warning else ()), *own, *helping)


def _attract(s: Situation, rules: Rules) -> tuple[str, ...]:
    return (Button.LOOK,) if (s.terminal.awake or rules.look_by_touch) and s.terminal.works(Facility.CAMERA) else ()


def _card_problem(s: Situation, _: Rules) -> tuple[str, ...]:
    look = s.terminal.works(Facility.CAMERA) and s.current.card.second is None and not s.current.camera.card_only
    return (Button.LOOK, Button.BACK) if look else (Button.BACK,)


def _looking(s: Situation, _: Rules) -> tuple[str, ...]:
    return (Button.USE_CARD, Button.BACK) if s.terminal.card_works else (Button.BACK,)


def _ask_card(s: Situation, _: Rules) -> tuple[str, ...]:
    look = s.terminal.works(Facility.CAMERA) and not s.current.camera.card_only
    return (Button.LOOK, Button.BACK) if look else (Button.BACK,)


def _confirm(s: Situation, _: Rules) -> tuple[str, ...]:
    """Where the camera is not sure, the card stands in the place of 不是我: one answer fewer to get wrong."""
    other = Button.USE_CARD if s.current.camera.unsure and s.covered is None and s.terminal.card_works else Button.NO
    return (Button.YES, other, Button.BACK)


def _result(s: Situation, rules: Rules) -> tuple[str, ...]:
    code = s.current.code.result
    if code is not None and code.level in rules.window_levels:
        return (Button.TO_WINDOW, Button.SELF_CHECK, Button.BACK)
    return (Button.SELF_CHECK, Button.NO_THANKS, Button.ERRANDS, Button.BACK)


def _window(s: Situation, _: Rules) -> tuple[str, ...]:
    return (Button.BACK,) if s.current.self_check.red else (Button.TO_WINDOW, Button.BACK)


def _menu(s: Situation, rules: Rules) -> tuple[str, ...]:
    works = s.terminal.works
    steps = (step for step in rules.steps if step.typed or (step.facility is not None and works(step.facility)))
    prints = (Button.PRINT,) if slips.is_offered(s) else ()
    return (*(step.id for step in steps), *prints, Button.NO_THANKS, Button.ERRANDS, Button.BACK)


def _rest(s: Situation, _: Rules) -> tuple[str, ...]:
    """A minute between two readings is sat out, or left with the reading there is."""
    sitting = s.current.self_check.sitting
    if sitting.parts or sitting.rules:
        return (Button.ENOUGH, Button.BACK) if not sitting.last_red else (Button.BACK,)
    return (Button.RESTED, Button.BACK)


def _measure(s: Situation, _: Rules) -> tuple[str, ...]:
    return (Button.TO_WINDOW, Button.BACK) if s.variant == "window" else (Button.BACK,)


def _arm_size(s: Situation, _: Rules) -> tuple[str, ...]:
    return (Button.TO_WINDOW, Button.RETRY, Button.BACK) if s.variant == "unfit" else (*ARMS, Button.BACK)


def _entry(s: Situation, rules: Rules) -> tuple[str, ...]:
    asked = s.current.self_check
    step = rules.step(asked.step)
    others = (metric for metric in step.typed if metric != asked.entry_metric) if step is not None else ()
    return (*others, Button.BACK)


def _value(s: Situation, rules: Rules) -> tuple[str, ...]:
    value = s.current.self_check.value
    step = rules.step(value.step) if value is not None else None
    can_repeat = step is None or bool(step.typed) or (step.facility is not None and s.terminal.works(step.facility))
    trend = (Button.TREND,) if has_trend(s, rules) else ()
    return (Button.CONTINUE, *trend, *((Button.RETRY,) if can_repeat else ()), Button.BACK)


def _goodbye(s: Situation, _: Rules) -> tuple[str, ...]:
    """A card somebody forgot stops nobody who comes to the camera."""
    return (Button.LOOK,) if s.visit is None and s.terminal.card_lies and s.terminal.works(Facility.CAMERA) else ()


_CHOSEN = {
    **OWN_LISTED,
    State.GOODBYE: _goodbye,
    State.ATTRACT: _attract,
    State.CARD_PROBLEM: _card_problem,
    State.LOOKING: _looking,
    State.ASK_CARD: _ask_card,
    State.CONFIRM: _confirm,
    State.RESULT: _result,
    State.WINDOW: _window,
    State.MENU: _menu,
    State.REST: _rest,
    State.MEASURE: _measure,
    State.ARM_SIZE: _arm_size,
    State.ENTRY: _entry,
    State.VALUE: _value,
}
