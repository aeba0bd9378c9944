"""The file as the page last saw it, and why something about it was not done, in lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.configuring.file import ConfigFile, Snapshot
from kiosk.sentences import Refusal, Text, sentence
from kiosk.settings import SettingsError

MOST_LINES = 4
NOTHING = Snapshot("", "")


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood in the file, and whether there is something to take back.

    Attributes:
        stamp: See `stamp_of`.
        tables: What it says.
    """

    snapshot: Snapshot = NOTHING
    stamp: tuple[int, int] = (0, 0)
    may_undo: bool = False
    tables: dict[str, Any] = field(default_factory=dict)


def looked_at(file: ConfigFile) -> Seen:
    """The file now. Raises Refusal when it cannot be read."""
    stamp = stamp_of(file.path)
    try:
        snapshot = file.read()
    except SettingsError as error:
        raise Refusal(sentence("config.refused.unreadable", why=lines_of(error)[0])) from error
    try:
        may_undo = file.before() is not None
    except (Refusal, SettingsError):
        may_undo = False
    return Seen(snapshot, stamp, may_undo, snapshot.tables)


def stamp_of(path: Path) -> tuple[int, int]:
    """Another one whenever the file was put in place anew or written to."""
    try:
        now = path.stat()
    except OSError:
        return (0, 0)
    return (now.st_mtime_ns, now.st_ino)


def lines_of(error: Exception) -> tuple[Text, ...]:
    """Why something is not done."""
    if isinstance(error, SettingsError):
        return tuple(Text(str(mistake)) for mistake in error.mistakes[:MOST_LINES])
    if isinstance(error, Refusal):
        return (error.sentence,)
    return (sentence("staff.failed"),)


def how_to_start(path: Path) -> str:
    """The line that starts a terminal with a file."""
    return f"kiosk run --config {path}"
