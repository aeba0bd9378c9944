"""One picture of a screen of the visit."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.settings import Hall
from kiosk.visits.view import VisitView


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture.

    Attributes:
        name: State, then what is special: `result`, `result-yellow`.
        view: What the visit would publish.
        demonstration: Whether the terminal is one in demonstration mode.
        shows_face: Whether a camera picture would be behind it.
        hall_name: In the top line.
    """

    name: str
    view: VisitView
    demonstration: bool = False
    shows_face: bool = False
    hall_name: str = Hall().name
