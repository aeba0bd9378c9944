"""What is typed: the room, a new reference with its certificate, the values of a display."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating import reading
from kiosk.calibrating.flow import Flow, Step, there
from kiosk.calibrating.judging import overdue
from kiosk.calibrating.turn import Turn
from kiosk.calibrating.typed import day_of, number_of
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Environment
from kiosk.calibration.typed import number
from kiosk.sentences import NO_WORDS, Text, sentence

WORDS = ("certificate", "laboratory", "maker", "model", "serial", "item")
"""Fields that are words; `DAYS` those that are days. The others are numbers."""
DAYS = ("certified", "due")
OF_REFERENCE = ("certificate", "laboratory", "maker", "model", "serial", *DAYS, "low", "high", "u", "k", "stability")
"""Every field of a new reference, in the order of its certificate."""
OF_SOLUTION = ("certificate", "maker", "serial", "due", "low", "high")
"""Of a control solution: its lot, its level, its last day and the range on the bottle."""
MAY_BE_EMPTY = frozenset({"maker", "model"})
BOUNDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "ambient_c": (-20.0, 50.0), "humidity_pct": (1.0, 100.0), "distance_cm": (0.5, 200.0), "emissivity": (0.5, 1.0),
        "warm_up_min": (0.0, 10_000.0), "k": (1.0, 5.0), "u": (1e-6, 1e4), "stability": (0.0, 1e4),
        "low": (-100.0, 1e4), "high": (-100.0, 1e4),
    }
)  # fmt: skip
"""What can be true of a typed number; outside it is a slip of the finger."""


def fields_of(flow: Flow) -> tuple[str, ...]:
    """The fields of the step that is shown."""
    if flow.step is Step.ENVIRONMENT and flow.method is not None:
        item = ("item",) if flow.target is not None and flow.target.by_hand else ()
        return (*item, *flow.method.environment)
    if flow.step is not Step.NEW_REFERENCE:
        return ()
    return OF_SOLUTION if flow.method is not None and flow.method.in_range else OF_REFERENCE


def first_field(turn: Turn) -> None:
    """The first one that is still empty is typed into."""
    empty = (key for key in fields_of(turn.flow) if not turn.flow.fields.get(key) and key not in MAY_BE_EMPTY)
    turn.set(focus=next(empty, ""))


def field_chosen(turn: Turn, event: e.FieldChosen) -> None:
    """A field was touched."""
    if event.key in ("", *fields_of(turn.flow)) or (event.key == "standard" and turn.flow.step is Step.POINTS):
        turn.set(focus=event.key, problem=NO_WORDS)


def typed(turn: Turn, event: e.Typed) -> None:
    """A value for the chosen field, or the next one of a display."""
    flow = turn.flow
    if flow.step is Step.POINTS:
        reading.typed(turn, event.text)
    elif flow.focus:
        problem = problem_of(flow.focus, event.text)
        if problem:
            turn.refuse(problem)
        else:
            turn.set(fields=MappingProxyType({**flow.fields, flow.focus: event.text.strip()}), problem=NO_WORDS)
            first_field(turn)


def problem_of(key: str, text: str) -> Text:
    """Why this cannot stand in a field; empty where it can."""
    if key in WORDS:
        return NO_WORDS if text.strip() or key in MAY_BE_EMPTY else sentence("calibrating.problems.empty")
    if key in DAYS:
        return NO_WORDS if day_of(text) is not None else sentence("calibrating.problems.no-day")
    value = number_of(text)
    if isinstance(value, str):
        return value
    low, high = BOUNDS[key]
    if not low <= value <= high:
        return sentence("calibrating.problems.out-of-bounds", low=f"{low:g}", high=f"{high:g}")
    return NO_WORDS


def confirmed(turn: Turn, _: e.Confirmed) -> None:
    """The step is done, when all its fields are."""
    flow = turn.flow
    missing = [key for key in fields_of(flow) if not flow.fields.get(key) and key not in MAY_BE_EMPTY]
    if missing:
        turn.set(focus=missing[0])
        turn.refuse(sentence("calibrating.problems.missing", count=len(missing)))
    elif flow.step is Step.ENVIRONMENT:
        turn.go(Step.REFERENCE, environment=_environment(flow.fields))
    elif flow.step is Step.NEW_REFERENCE:
        _keep_reference(turn, flow.fields)


def new_reference(turn: Turn, _: e.NewReference) -> None:
    """Another reference is entered."""
    if turn.flow.step is Step.REFERENCE:
        turn.go(Step.NEW_REFERENCE)
        first_field(turn)


def _environment(fields: Mapping[str, str]) -> Environment:
    typed_in = {key: number(fields[key]) for key in Environment.__slots__ if fields.get(key)}
    return Environment(**typed_in)


def _keep_reference(turn: Turn, fields: Mapping[str, str]) -> None:
    solution = there(turn.flow.method).in_range
    certified = turn.at.today if solution else there(day_of(fields["certified"]))
    due = there(day_of(fields["due"]))
    value = {"u": 0.0, "k": 2.0, "stability": 0.0} if solution else {}
    value |= {key: number(fields[key]) for key in ("low", "high", "u", "k", "stability") if key in fields_of(turn.flow)}
    reference = Reference(
        id=turn.at.fresh_id,
        kind=there(turn.flow.method).reference,
        maker=fields.get("maker", ""),
        model=fields.get("model", ""),
        serial=fields["serial"],
        certificate=fields["certificate"],
        laboratory=fields.get("laboratory", ""),
        certified=certified,
        due=due,
        low=value["low"],
        high=value["high"],
        unit=there(turn.flow.target).unit,
        expanded_u=value["u"],
        k=value["k"],
        stability=value["stability"],
    )
    if reference.is_overdue(turn.at.today):
        turn.refuse(overdue(reference))
    elif certified > due or certified > turn.at.today:
        turn.refuse(sentence("calibrating.problems.days-crossed"))
    elif reference.low >= reference.high:
        turn.refuse(sentence("calibrating.problems.range-crossed"))
    else:
        turn.do(x.KeepReference(turn.next_ticket(), reference))
