"""Leafing through what would be, or was, imported; what is done with it afterwards."""

from __future__ import annotations

from kiosk.importing.choosing import offered
from kiosk.importing.effects import AskUndo, ListRecent, StopWork, UndoImport, WriteErrors
from kiosk.importing.events import (
    ErrorsWanted,
    HowReadWanted,
    Paged,
    RecentKnown,
    RecentWanted,
    RowOpened,
    SideDone,
    Sighted,
    UndoConfirmed,
    UndoDone,
    UndoWanted,
    WentBack,
)
from kiosk.importing.flow import Flow, Step
from kiosk.importing.lines import Line, Sight
from kiosk.importing.turn import Turn

_LEAFED = (Step.PREVIEW, Step.DONE)
_BACK = {
    Step.READY: Step.CHOOSE, Step.PHOTOS: Step.READY, Step.UNREAD: Step.CHOOSE, Step.MEANING: Step.COLUMNS,
    Step.HOW_READ: Step.PREVIEW, Step.CONSENT: Step.PREVIEW, Step.CONFIRM: Step.CONSENT, Step.RECENT: Step.CHOOSE,
}  # fmt: skip
_STOPPED = {Step.READING: Step.READY, Step.CHECKING: Step.READY, Step.FACES: Step.CONSENT}
"""Where one is when what runs is stopped: nothing of it stays."""


def to_look_at(flow: Flow) -> tuple[Line, ...]:
    """What the error sheet holds: rows that are not imported, and photos that gave nothing."""
    return tuple(line for line in flow.lines.of(Sight.ALL) if line.problem or line.face)


def paged(turn: Turn, event: Paged) -> None:
    """Further down, or up."""
    flow = turn.flow
    if flow.step in (Step.CHOOSE, Step.PHOTOS):
        turn.choose(first=_within(flow.choosing.first + event.by, len(offered(flow))))
        return
    counts = {
        Step.PREVIEW: len(flow.lines.of(flow.sight)),
        Step.DONE: len(flow.lines.of(flow.sight)),
        Step.COLUMNS: len(flow.meanings) + len(flow.open_columns),
        Step.RECENT: len(flow.recent or ()),
    }
    turn.set(first=_within(flow.first + event.by, counts.get(flow.step, 0)))


def sighted(turn: Turn, event: Sighted) -> None:
    """Only those a counter counts."""
    if turn.flow.step in _LEAFED:
        turn.set(sight=event.sight, first=0)


def row_opened(turn: Turn, event: RowOpened) -> None:
    """One of them, field by field."""
    flow = turn.flow
    if flow.step in _LEAFED and flow.lines.line(event.row) is not None:
        turn.set(step=Step.ROW, row=event.row)


def how_read_wanted(turn: Turn, event: HowReadWanted) -> None:
    """Which sheet, which columns."""
    if turn.flow.step is Step.PREVIEW:
        turn.set(step=Step.HOW_READ)


def went_back(turn: Turn, event: WentBack) -> None:
    """To what was there before; a list stands where it stood."""
    flow = turn.flow
    if flow.step in _STOPPED:
        turn.next_ticket()
        turn.do(StopWork())
        turn.go(Step.PREVIEW if flow.step is Step.CHECKING and flow.comparison is not None else _STOPPED[flow.step])
    elif flow.step is Step.ROW:
        turn.set(step=Step.PREVIEW if flow.imported is None else Step.DONE, row=None)
    elif flow.step is Step.HOW_READ:
        turn.set(step=Step.PREVIEW)
    elif flow.step is Step.COLUMNS:
        turn.go(Step.READY if flow.comparison is None else Step.PREVIEW)
    elif flow.step in _BACK:
        turn.go(_BACK[flow.step], asked=None)


def errors_wanted(turn: Turn, event: ErrorsWanted) -> None:
    """They go back to the office that made the list."""
    flow = turn.flow
    lines = to_look_at(flow)
    if flow.step in (*_LEAFED, Step.CONFIRM) and lines and not flow.busy:
        stick = None if flow.file is None else flow.file.place.stick
        turn.set(busy=True)
        turn.do(WriteErrors(tuple(line.as_refused for line in lines), stick))


def side_done(turn: Turn, event: SideDone) -> None:
    """It was done beside what is shown, or was not."""
    turn.set(busy=False, note=event.said)


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
    """It is meant."""
    if turn.flow.step in (Step.DONE, Step.RECENT) and not turn.flow.busy:
        turn.set(busy=True)
        turn.do(UndoImport(event.import_id))


def undo_done(turn: Turn, event: UndoDone) -> None:
    """What only it had added is gone."""
    imported = turn.flow.imported
    is_this = imported is not None and imported.import_id == event.import_id
    turn.set(busy=False, note=event.said, undone=turn.flow.undone or is_this)
    if turn.flow.step is Step.RECENT:
        turn.set(recent=event.imports)


def _within(first: int, count: int) -> int:
    return max(0, min(first, count - 1))
