"""The technician's pages in the inner wing of one terminal, with a line for each."""

from __future__ import annotations

from kiosk.desk.pages import PageMaker
from kiosk.desk_parts import Parts


def technician_pages(parts: Parts) -> tuple[PageMaker, ...]:
    """Every page, in the order of the navigation."""
    return ()
