"""The whole import as a pure function: a state and an event make a state and effects. No clock, thread or file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.importing import checking, choosing, previewing, saving, undoing
from kiosk.importing import events as e
from kiosk.importing.effects import Effect
from kiosk.importing.flow import At, Flow, Step
from kiosk.importing.turn import Turn
from kiosk.sentences import NO_WORDS

_HANDLERS: dict[type, Callable[[Turn, Any], None]] = {
    e.Looked: choosing.looked,
    e.StickChosen: choosing.stick_chosen,
    e.FileChosen: choosing.file_chosen,
    e.WentUp: lambda turn, _: choosing.went_up(turn),
    e.PhotosWanted: choosing.photos_wanted,
    e.FolderTaken: choosing.folder_taken,
    e.ReadWanted: choosing.read_wanted,
    e.Read: checking.read,
    e.ColumnsWanted: checking.columns_wanted,
    e.ColumnAsked: checking.column_asked,
    e.Meant: checking.meant,
    e.ColumnsSaid: checking.columns_said,
    e.Compared: checking.compared,
    e.ComparedAgain: checking.compared_again,
    e.Paged: previewing.paged,
    e.Sighted: previewing.sighted,
    e.RowOpened: previewing.row_opened,
    e.HowReadWanted: previewing.how_read_wanted,
    e.WentBack: previewing.went_back,
    e.GoneOn: saving.gone_on,
    e.PapersConfirmed: saving.papers_confirmed,
    e.FacesMade: saving.faces_made,
    e.PhotosSkipped: saving.photos_skipped,
    e.Signed: saving.signed,
    e.Saved: saving.saved,
    e.Late: saving.late,
    e.WentWrong: lambda turn, event: _went_wrong(turn, event),
    e.ErrorsWanted: previewing.errors_wanted,
    e.SideDone: previewing.side_done,
    e.StillRuns: lambda turn, event: turn.say(event.said),
    e.RecentWanted: undoing.recent_wanted,
    e.RecentKnown: undoing.recent_known,
    e.UndoWanted: undoing.undo_wanted,
    e.UndoConfirmed: undoing.undo_confirmed,
    e.UndoSigned: undoing.undo_signed,
    e.UndoDone: undoing.undo_done,
    e.GivenUp: lambda turn, _: turn.give_up(),
    e.Ticked: lambda turn, _: choosing.ticked(turn),
}
_QUIET = (e.Looked, e.Ticked, e.Late, e.Paged, e.RecentKnown)
"""Events that leave the line about what was just done where it is."""


def advanced(flow: Flow, event: e.Event, at: At) -> tuple[Flow, tuple[Effect, ...]]:
    """The next state, and what is to be done. An event that does not fit changes nothing but the note."""
    turn = Turn(flow, at)
    if not isinstance(event, _QUIET):
        turn.set(note=NO_WORDS)
    _HANDLERS[type(event)](turn, event)
    return turn.flow, tuple(turn.effects)


def _went_wrong(turn: Turn, event: e.WentWrong) -> None:
    """Nothing was written."""
    if event.ticket != turn.flow.ticket:
        return
    if turn.flow.step in (Step.READING, Step.CHECKING):
        checking.not_checked(turn, event)
    elif turn.flow.step is Step.FACES:
        saving.no_faces(turn, event)
    elif turn.flow.step is Step.SAVING:
        saving.not_saved(turn, event)
    elif turn.flow.step is Step.RECENT:
        turn.set(recent=(), note=event.why)
