"""The whole calibration as a pure function: a state and an event make a state and effects. No clock, thread or file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.calibrating import choosing, deciding, entering, reading, signing
from kiosk.calibrating import events as e
from kiosk.calibrating.effects import Effect
from kiosk.calibrating.flow import At, Flow
from kiosk.calibrating.turn import Turn

_HANDLERS: dict[type, Callable[[Turn, Any], None]] = {
    e.Chosen: choosing.chosen,
    e.LookedUp: choosing.looked_up,
    e.TakenUpAgain: choosing.taken_up_again,
    e.BackPressed: choosing.back_pressed,
    e.FieldChosen: entering.field_chosen,
    e.Typed: entering.typed,
    e.UnitChosen: reading.unit_chosen,
    e.Confirmed: entering.confirmed,
    e.LimitWanted: choosing.limit_wanted,
    e.LimitChosen: choosing.limit_chosen,
    e.ReferenceChosen: choosing.reference_chosen,
    e.NewReference: entering.new_reference,
    e.ReferencesKnown: choosing.references_known,
    e.PointBegun: reading.point_begun,
    e.PointAgain: reading.point_again,
    e.PointNext: reading.point_next,
    e.Took: reading.took,
    e.OutlierJudged: reading.outlier_judged,
    e.RunFinished: reading.run_finished,
    e.Kept: deciding.kept,
    e.CheckKept: deciding.check_kept,
    e.Adjusted: deciding.adjusted,
    e.ReadAgain: deciding.read_again,
    e.GivenUpFor: deciding.given_up_for,
    e.GivenUp: deciding.given_up,
    e.Prepared: signing.prepared,
    e.SignWanted: signing.sign_wanted,
    e.SecondSigned: signing.second_signed,
    e.Signed: signing.signed,
    e.WentWrong: deciding.went_wrong,
    e.BegunAnew: lambda turn, _: turn.begin_anew(),
    e.SetAside: lambda turn, _: reading.set_aside(turn),
    e.Ticked: lambda turn, _: reading.ticked(turn),
}


def advanced(flow: Flow, event: e.Event, at: At) -> tuple[Flow, tuple[Effect, ...]]:
    """The next state, and what is to be done. An event that does not fit changes nothing."""
    turn = Turn(flow, at)
    _HANDLERS[type(event)](turn, event)
    return turn.flow, tuple(turn.effects)
