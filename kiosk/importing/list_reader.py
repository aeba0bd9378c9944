"""An office's list as `kiosk.imports` reads and checks it, under the rules of this hall."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from kiosk.importing.meter import Meter
from kiosk.imports.checking import ImportRules, check_rows
from kiosk.imports.error_sheet import error_sheet
from kiosk.imports.photos import find_photos
from kiosk.imports.reading import read_sheet
from kiosk.imports.rows import Checked, Column, RefusedRow, Sheet


class ListReader:
    """See the module.

    Args:
        today: The day in the hall.
    """

    def __init__(self, rules: ImportRules, today: Callable[[], date]) -> None:
        self._rules, self._today = rules, today

    def read(self, path: Path, meter: Meter) -> Sheet:
        """Read a list in a process of its own. Raises ImportRefused, and Cancelled when it was stopped."""
        return read_sheet(path, meter.told, cancelled=meter.stopped)

    def check(self, sheet: Sheet, mapping: Mapping[int, Column], photos: Path | None, meter: Meter) -> Checked:
        """Check its rows. Raises ImportRefused when the photos cannot be looked through, and Stopped or Cancelled."""
        found = None if photos is None else find_photos(photos, cancelled=meter.stopped)
        return check_rows(sheet, mapping, self._today(), self._rules, found, meter.told)

    def error_sheet(self, refused: Sequence[RefusedRow]) -> bytes:
        """The rows that are to be mended, as .xlsx."""
        return error_sheet(refused)
