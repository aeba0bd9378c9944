"""What the application needs of those who can draw: no Qt here."""

from __future__ import annotations

from typing import Protocol

from kiosk.paper.sheet import Sheet


class Paper(Protocol):
    """Draws sheets. Thread-safe, and slow: half a second a page. Implemented by `ui.paper.pdf`."""

    def pdf(self, sheet: Sheet) -> bytes:
        """A PDF of A4 pages.

        Raises:
            Refusal: a character that no font of this terminal has; a box in its place would be no name.
        """
