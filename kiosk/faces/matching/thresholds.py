"""The thresholds of one gallery: from its own impostor scores, or from the table of those measured elsewhere."""

from __future__ import annotations

from kiosk.faces.matching.gallery import Gallery
from kiosk.faces.matching.policy import Policy


def usual(engine: str, people: int, fpir: float, frames: int, *, second_opinion: bool = False) -> Policy:
    """The policy for a gallery of this size that was not measured."""
    raise NotImplementedError


def measured(gallery: Gallery, engine: str, fpir: float, frames: int) -> Policy:
    """The policy for this very gallery: its members' scores against each other set the thresholds."""
    raise NotImplementedError
