"""The USB stick of the demonstration hall: a folder that the terminal takes for one, with an office's list on it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import resources
from kiosk.sentences import sentence
from kiosk.sticks import FOLDER

SIGNED = "SIGNED"
"""In the list: the day on which its papers were signed."""
SIGNED_AGO = timedelta(days=20)


def lay_out(data_dir: Path, today: date) -> Path:
    """Make the folder with the list: invented people, two of whose rows are wrong. What lies there already stays.

    Returns:
        The list.
    """
    folder = data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / sentence("demonstration.stick.list")
    if not file.exists():
        told = resources.path("demo", "list.csv").read_text("utf-8")
        file.write_text(told.replace(SIGNED, (today - SIGNED_AGO).isoformat()), "utf-8")
    return file
