"""Leafing through what would be, or was, imported; what goes back to the office."""

from __future__ import annotations

from kiosk.importing.choosing import offered
from kiosk.importing.effects import StopWork, WriteErrors
from kiosk.importing.events import (
    ErrorsWanted,
    HowReadWanted,
    Paged,
    RowOpened,
    SideDone,
    Sighted,
    WentBack,
)
from kiosk.importing.flow import Flow, Step
from kiosk.importing.lines import Line, Sight
from kiosk.importing.turn import Turn
from kiosk.imports.error_sheet import rows_of_photos
from kiosk.imports.rows import RefusedRow

_LEAFED = (Step.PREVIEW, Step.DONE)
_BACK = {
    Step.READY: Step.CHOOSE, Step.PHOTOS: Step.READY, Step.UNREAD: Step.CHOOSE, Step.MEANING: Step.COLUMNS,
    Step.HOW_READ: Step.PREVIEW, Step.CONSENT: Step.PREVIEW, Step.CONFIRM: Step.CONSENT, Step.RECENT: Step.CHOOSE,
}  # fmt: skip
_STOPPED = {Step.READING: Step.READY, Step.CHECKING: Step.READY, Step.FACES: Step.CONSENT}
"""Where one is when what runs is stopped: nothing of it stays."""


def to_look_at(flow: Flow) -> tuple[Line, ...]:
    """Rows that are not imported, and those whose photo gave nothing."""
    return tuple(line for line in flow.lines.of(Sight.ALL) if line.problem or line.face)


def sheet_rows(flow: Flow) -> tuple[RefusedRow, ...]:
    """All that goes back to the office, photos that are nobody's at the end."""
    unmatched = () if flow.checked is None else flow.checked.unmatched
    return (*(line.as_refused for line in to_look_at(flow)), *rows_of_photos(unmatched))


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
    rows = sheet_rows(flow)
    if flow.step in (*_LEAFED, Step.CONFIRM) and rows and not flow.busy:
        stick = None if flow.file is None else flow.file.place.stick
        turn.set(busy=True)
        turn.do(WriteErrors(rows, stick))


def side_done(turn: Turn, event: SideDone) -> None:
    """It was done beside what is shown, or was not."""
    turn.set(busy=False, note=event.said)


def _within(first: int, count: int) -> int:
    return max(0, min(first, count - 1))
