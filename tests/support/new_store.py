"""A data folder whose records have just been begun: copied, as a second of them costs a third of making the first."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from kiosk.archive.archive import Archive
from tests.support.clock import ManualClock

MADE_AT_EVERY_START = ("ballast", "kiosk.db.clean", "store.lock")


def begun(folder: Path) -> Path:
    """The folder, with records in it that nobody has written to and a key that other tests have too.

    Opening it reads the whole file, as after a stop that was not clean. A test of how records are begun makes its own.
    """
    shutil.copytree(_first(), folder, ignore=shutil.ignore_patterns(*MADE_AT_EVERY_START))
    return folder


@cache
def _first() -> Path:
    made = Path(tempfile.mkdtemp(prefix="kiosk-new-store-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    Archive.open(made / "data", ManualClock()).close()
    return made / "data"
