"""The imports of late, and taking one back: asked about, and signed by two where it is about many."""

from __future__ import annotations

from kiosk.importing.effects import AskUndo, AskUndoSecond, ListRecent, UndoImport
from kiosk.importing.events import RecentKnown, RecentWanted, UndoConfirmed, UndoDone, UndoSigned, UndoWanted
from kiosk.importing.flow import ALONE, Flow, Step
from kiosk.importing.turn import Turn


def recent_wanted(turn: Turn, event: RecentWanted) -> None:
    """What was imported of late."""
    if turn.flow.step is Step.CHOOSE:
        ticket = turn.next_ticket()
        turn.go(Step.RECENT, recent=None)
        turn.do(ListRecent(ticket))


def recent_known(turn: Turn, event: RecentKnown) -> None:
    """Here they are."""
    if turn.is_answer(event.ticket, Step.RECENT):
        turn.set(recent=event.imports, names=event.names)


def undo_wanted(turn: Turn, event: UndoWanted) -> None:
    """It is asked about first."""
    flow = turn.flow
    if flow.busy:
        return
    if flow.step is Step.DONE and flow.imported is not None and flow.imported.import_id and not flow.undone:
        turn.do(AskUndo(flow.imported.import_id, flow.imported.added, flow.imported.changed))
    if flow.step is Step.RECENT:
        for one in flow.recent or ():
            if one.id == event.import_id and one.undo_until is not None:
                turn.do(AskUndo(one.id, one.added, one.changed))


def undo_confirmed(turn: Turn, event: UndoConfirmed) -> None:
    """It is meant; of many people somebody else says so, too."""
    people = _people(turn.flow, event.import_id)
    if turn.flow.busy or people is None:
        return
    if people > ALONE:
        turn.do(AskUndoSecond(event.import_id, people))
    else:
        _undo(turn, event.import_id, None)


def undo_signed(turn: Turn, event: UndoSigned) -> None:
    """Two agree."""
    if not turn.flow.busy and _people(turn.flow, event.import_id) is not None:
        _undo(turn, event.import_id, event.login)


def undo_done(turn: Turn, event: UndoDone) -> None:
    """What only it had added is gone."""
    imported = turn.flow.imported
    is_this = imported is not None and imported.import_id == event.import_id
    turn.set(busy=False, note=event.said, undone=turn.flow.undone or is_this)
    if turn.flow.step is Step.RECENT:
        turn.set(recent=event.imports)


def _undo(turn: Turn, import_id: str, second: str | None) -> None:
    turn.set(busy=True)
    turn.do(UndoImport(import_id, second))


def _people(flow: Flow, import_id: str) -> int | None:
    """How many an import that is shown wrote; None for one that is not, or cannot be taken back."""
    imported = flow.imported
    if flow.step is Step.DONE and imported is not None and imported.import_id == import_id and not flow.undone:
        return imported.added + imported.changed
    shown = flow.recent or () if flow.step is Step.RECENT else ()
    return next((one.added + one.changed for one in shown if one.id == import_id and one.undo_until is not None), None)
