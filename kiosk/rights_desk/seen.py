"""Everything that is kept of a person while they look at it: some lines of one part at a time, and not for long."""

from __future__ import annotations

from typing import Any

from kiosk.rights_desk.told import Part
from kiosk.rights_desk.views import LineView, PartView, RightsView
from kiosk.sentences import NO_WORDS, sentence

SEEN_S = 120.0
"""So long it stands on the screen unmasked."""
LINES = 9
"""Lines at a time."""


class Seen:
    """One look. `at_s` is when it began, monotonic seconds."""

    def __init__(self, parts: tuple[Part, ...], at_s: float) -> None:
        self._parts = {part.key: part for part in parts}
        self._chosen, self._first, self._ends_s = parts[0].key, 0, at_s + SEEN_S

    def left_s(self, now_s: float) -> float:
        """Seconds until it is masked."""
        return self._ends_s - now_s

    def choose(self, key: str) -> None:
        """Another part."""
        if key in self._parts:
            self._chosen, self._first = key, 0

    def leaf(self, pages: int) -> None:
        """So many pages on, or back."""
        most = max(0, (len(self._parts[self._chosen].lines) - 1) // LINES * LINES)
        self._first = min(most, max(0, self._first + pages * LINES))

    def view(self, name: str, now_s: float, **more: Any) -> RightsView:
        """What is shown now."""
        lines = self._parts[self._chosen].lines
        some, last = lines[self._first : self._first + LINES], min(len(lines), self._first + LINES)
        place = NO_WORDS
        if len(lines) > LINES:
            place = sentence("rights.place", first=self._first + 1, last=last, total=len(lines))
        return RightsView(
            step="seen",
            name=name,
            lead=NO_WORDS if lines else sentence("rights.nothing"),
            parts=tuple(PartView(key, part.title, key == self._chosen) for key, part in self._parts.items()),
            lines=tuple(LineView(*line) for line in some),
            place=place,
            older=last < len(lines),
            newer=self._first > 0,
            left_s=max(0, round(self.left_s(now_s))),
            **more,
        )
