"""The two pictures that need no kiosk behind them: while it opens, and when it cannot."""

from __future__ import annotations

import tomllib

import resources
from kiosk.visits.states import State
from kiosk.visits.view import VisitView


def starting_view() -> VisitView:
    """Shown first, within half a second of the start."""
    return _view("starting")


def closed_view() -> VisitView:
    """Shown when records cannot be kept: nobody may be served, and nobody is left without a way."""
    return _view("closed")


def _view(key: str) -> VisitView:
    words = tomllib.loads(resources.path("sentences", "terminal.toml").read_text("utf-8"))[key]
    return VisitView(State.ATTRACT, 0, words["headline"], words["lead"])
