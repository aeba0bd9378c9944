"""Types of command-line arguments: what cannot be meant is wrong usage, said before anything is opened."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from kiosk.commands.locale import as_file_name

LONGEST_S = 366 * 86400.0


def seconds(text: str) -> float:
    """A length of time from 0 to a year, finite."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= LONGEST_S:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds from 0 to {LONGEST_S:.0f}")
    return value


def a_path(text: str) -> Path:
    """A file or folder; an empty word, as of an unset variable in a script, would be the folder one stands in."""
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError("an empty word is no file or folder")
    return Path(as_file_name(text))
