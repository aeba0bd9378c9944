"""How the pages of this room save a setting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class SettingsSaving(Protocol):
    """The configuration file of the terminal. For a worker's thread."""

    def save(self, values: Mapping[str, str], by: str, second: str = "") -> None:
        """Save values as they would be typed, by the dotted names of their keys, and note who did it.

        Args:
            second: Login of whoever signed as the second person; "" without.

        Raises:
            kiosk.sentences.Refusal: nothing was changed.
            kiosk.store.errors.StoreError: it was saved, and could not be noted.
        """
