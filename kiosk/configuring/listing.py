"""Which keys the page lists, and which of them are on the screen."""

from __future__ import annotations

from kiosk.configuring.finding import found
from kiosk.configuring.keys import Key, all_keys, sections
from kiosk.configuring.view import ChoiceView
from kiosk.sentences import Text, table

LEAST_ROWS, MOST_ROWS = 3, 14
LONGEST = 40
TOP = "top"
"""What stands in no section is called so on a screen."""


class Listing:
    """One section, or what was looked for; a page of it.

    Attributes:
        text: What was looked for; "" lists the section.
        at: Which page, from 0.
        rows: Lines a page.
    """

    def __init__(self) -> None:
        self._section = sections()[0]
        self.text, self.at, self.rows = "", 0, 5

    def choose(self, name: str) -> None:
        """List a section."""
        wanted = "" if name == TOP else name
        if wanted in sections():
            self._section, self.text, self.at = wanted, "", 0

    def look_for(self, text: str) -> None:
        """List what fits."""
        self.text, self.at = text[:LONGEST], 0

    def fit(self, rows: int) -> None:
        """So many rows fit the screen; what was on top stays in sight."""
        first = self.at * self.rows
        self.rows = max(LEAST_ROWS, min(MOST_ROWS, rows))
        self.at = first // self.rows

    @property
    def keys(self) -> tuple[Key, ...]:
        """Everything that is listed."""
        return found(self.text) if self.text else tuple(key for key in all_keys() if key.section == self._section)

    @property
    def shown(self) -> tuple[Key, ...]:
        """What is on the screen."""
        return self.keys[self.at * self.rows : (self.at + 1) * self.rows]

    @property
    def word(self) -> Text:
        """The section."""
        return table("config.sections")[self._section or TOP]

    def choices(self) -> tuple[ChoiceView, ...]:
        """Every section."""
        labels = table("config.sections")
        return tuple(
            ChoiceView(name or TOP, labels[name or TOP], name == self._section and not self.text) for name in sections()
        )
