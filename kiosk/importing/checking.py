"""The list was read; its columns are made clear, and its rows checked and compared."""

from __future__ import annotations

from kiosk.importing.effects import CheckRows, CompareAgain
from kiosk.importing.events import (
    ColumnAsked,
    ColumnsSaid,
    ColumnsWanted,
    Compared,
    ComparedAgain,
    Meant,
    Read,
    WentWrong,
)
from kiosk.importing.flow import Flow, Step, totals_of
from kiosk.importing.lines import NO_LINES, Sight
from kiosk.importing.turn import Turn
from kiosk.imports.rows import Column
from kiosk.sentences import NO_WORDS, Text, sentence


def missing_of(flow: Flow) -> Text:
    """What is still to be said of the columns; empty when nothing is."""
    known = set(flow.mapping.values())
    if Column.NUMBER not in known:
        return sentence("importing.columns.no-number")
    if not known & {Column.NAME, Column.FOREIGN_NAME}:
        return sentence("importing.columns.no-name")
    if flow.open_columns:
        return sentence("importing.columns.open", count=len(flow.open_columns))
    return NO_WORDS


def read(turn: Turn, event: Read) -> None:
    """On to the columns, where one is not clear, else to the rows."""
    if not turn.is_answer(event.ticket, Step.READING):
        return
    turn.set(sheet=event.sheet, meanings=dict(event.sheet.mapping))
    if missing_of(turn.flow):
        turn.go(Step.COLUMNS)
    else:
        _check(turn)


def columns_wanted(turn: Turn, event: ColumnsWanted) -> None:
    """Once more."""
    if turn.flow.step in (Step.PREVIEW, Step.HOW_READ):
        turn.go(Step.COLUMNS)


def column_asked(turn: Turn, event: ColumnAsked) -> None:
    """The meaning of one is to be chosen."""
    sheet = turn.flow.sheet
    known = () if sheet is None else (*sheet.unclear, *sheet.mapping)
    if turn.flow.step is Step.COLUMNS and event.index in known:
        turn.set(step=Step.MEANING, asked=event.index)


def meant(turn: Turn, event: Meant) -> None:
    """What was found with other meanings is nobody's any more."""
    flow = turn.flow
    if flow.step is not Step.MEANING or flow.asked is None:
        return
    if event.column is not None and event.column in taken(flow):
        return
    meanings = {**flow.meanings, flow.asked: event.column}
    turn.set(
        step=Step.COLUMNS, asked=None, meanings=meanings, checked=None, comparison=None, lines=NO_LINES, faces=None
    )


def taken(flow: Flow) -> frozenset[Column]:
    """What other columns mean already."""
    return frozenset(column for index, column in flow.mapping.items() if index != flow.asked)


def columns_said(turn: Turn, event: ColumnsSaid) -> None:
    """The rows are checked under them."""
    if turn.flow.step is not Step.COLUMNS:
        return
    missing = missing_of(turn.flow)
    if missing:
        turn.say(missing)
    elif turn.flow.comparison is not None:
        turn.go(Step.PREVIEW)
    else:
        _check(turn)


def compared(turn: Turn, event: Compared) -> None:
    """What would become of every row."""
    if not turn.is_answer(event.ticket, Step.CHECKING):
        return
    lines = event.lines if turn.flow.faces is None else event.lines.with_faces(turn.flow.faces.refused)
    turn.go(
        Step.PREVIEW,
        checked=event.checked,
        comparison=event.comparison,
        lines=lines,
        totals=totals_of(event.comparison, turn.flow.faces, takes_faces=turn.flow.takes_faces),
        sight=Sight.LOOK if lines.of(Sight.LOOK) else Sight.ALL,
        overtaken=False,
    )


def compared_again(turn: Turn, event: ComparedAgain) -> None:
    """With the whitelist as it is now."""
    checked = turn.flow.checked
    if turn.flow.step is Step.PREVIEW and checked is not None:
        ticket = turn.next_ticket()
        turn.go(Step.CHECKING)
        turn.do(CompareAgain(ticket, checked))


def not_checked(turn: Turn, event: WentWrong) -> None:
    """It was not read, or not checked."""
    if turn.flow.step is Step.CHECKING and turn.flow.comparison is not None:
        turn.go(Step.PREVIEW, note=event.why)
    else:
        turn.go(Step.UNREAD, ending=event.why)


def _check(turn: Turn) -> None:
    flow = turn.flow
    assert flow.sheet is not None
    ticket = turn.next_ticket()
    turn.go(Step.CHECKING)
    turn.do(CheckRows(ticket, flow.sheet, flow.mapping, flow.photos))
