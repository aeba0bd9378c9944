"""The manual's picture is the table's."""

from __future__ import annotations

from pathlib import Path

from kiosk.instruments.rows import STEPS
from kiosk.visits.diagram import diagram
from kiosk.visits.states import State

PAGE = Path(__file__).parents[3] / "docs" / "visits.md"


def test_manual_shows_the_table_as_it_is() -> None:
    text = PAGE.read_text(encoding="utf-8")
    block = text[text.index("```mermaid") : text.index("```", text.index("```mermaid") + 3) + 3]
    drawn = diagram(STEPS)
    assert block == drawn, "docs/visits.md: replace the block by kiosk.visits.diagram.diagram(STEPS)"
    not_drawn = {State.HELP, State.READING}
    assert all(state.value.replace("-", "_") in drawn for state in set(State) - not_drawn)
