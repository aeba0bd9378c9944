"""The whole enrolment as a pure function: a state and an event make a state and effects. No clock, thread or file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.enrolling import asking, cards, looking, saving
from kiosk.enrolling import events as e
from kiosk.enrolling.effects import Effect
from kiosk.enrolling.flow import At, Flow
from kiosk.enrolling.turn import Turn
from kiosk.sentences import NO_WORDS

_HANDLERS: dict[type, Callable[[Turn, Any], None]] = {
    e.CardRead: cards.card_read,
    e.CardUnfit: cards.card_unfit,
    e.LookedUp: cards.looked_up,
    e.Asked: asking.asked,
    e.Answered: asking.answered,
    e.PutAside: asking.put_aside,
    e.GuardianWanted: asking.guardian_wanted,
    e.RelationChosen: asking.relation_chosen,
    e.CameraWanted: looking.camera_wanted,
    e.WithoutFace: looking.without_face,
    e.Seen: looking.seen,
    e.Taken: looking.taken,
    e.Failed: looking.failed,
    e.Lost: looking.lost,
    e.CameraBusy: looking.camera_busy,
    e.PhotoCompared: looking.photo_compared,
    e.Compared: looking.compared,
    e.Judged: saving.judged,
    e.Vouched: saving.vouched,
    e.SaveWanted: saving.save_wanted,
    e.Saved: saving.saved,
    e.WentWrong: saving.went_wrong,
    e.BegunAnew: lambda turn, _: turn.begin_anew(),
    e.SetAside: lambda turn, _: looking.shut_for_now(turn),
    e.TakenUp: lambda turn, _: None,
    e.Ticked: lambda turn, _: looking.ticked(turn),
}
_QUIET = (e.Seen, e.Ticked, e.PhotoCompared, e.Compared, e.LookedUp)
"""Events that leave the line about what was just done where it is."""


def advanced(flow: Flow, event: e.Event, at: At) -> tuple[Flow, tuple[Effect, ...]]:
    """The next state, and what is to be done. An event that does not fit changes nothing but the note."""
    turn = Turn(flow, at)
    if not isinstance(event, _QUIET):
        turn.set(note=NO_WORDS)
    _HANDLERS[type(event)](turn, event)
    return turn.flow, tuple(turn.effects)
