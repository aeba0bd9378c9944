"""The two pictures that need no kiosk behind them: while it opens, and when it cannot."""

from __future__ import annotations

from kiosk.sentences import Text, table
from kiosk.visits.states import State
from kiosk.visits.view import VisitView


def starting_view() -> VisitView:
    """Shown first, within half a second of the start."""
    return _view(table("terminal.starting"))


def closed_view() -> VisitView:
    """Shown when records cannot be kept: nobody may be served, and nobody is left without a way."""
    return _view(table("terminal.closed"))


def _view(words: dict[str, Text]) -> VisitView:
    return VisitView(State.ATTRACT, 0, words["headline"], words["lead"])
