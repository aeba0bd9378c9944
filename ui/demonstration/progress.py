"""Says on standard error what is being played while it plays, and what is left to do; the report comes at the end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from kiosk.sentences import sentence, table
from ui.demonstration.report import VisitSeen
from ui.demonstration.script import ScriptedVisit

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Progress:
    """One line a visit: which of how many, its title, and when it has ended how it went.

    Args:
        out: Where lines go. One that cannot be written to is no reason to stop playing.
        total: Visits to play.
    """

    def __init__(self, out: TextIO, total: int) -> None:
        self._out, self._total, self._number, self._spent_s = out, total, 0, 0.0

    def preparing(self, folder: Path) -> None:
        """The hall is being built."""
        self._say(sentence("demonstration.progress.begins", visits=self._total, folder=folder))
        self._say(sentence("demonstration.progress.preparing"))

    def begins(self, visit: ScriptedVisit) -> None:
        """The next visit begins."""
        self._number += 1
        self._say(f"[{self._number}/{self._total}] {visit.title} …")

    def ended(self, seen: VisitSeen) -> None:
        """The visit that was begun has ended."""
        self._spent_s += seen.seconds
        how = table("demonstration.progress.outcomes")[
            "skipped" if seen.skipped else "as-expected" if seen.ok else "not-as-expected"
        ]
        left = self._total - self._number
        left_over = sentence("demonstration.progress.left", visits=left)
        rest = left_over if left else sentence("demonstration.progress.whole", seconds=self._spent_s)
        self._say(sentence("demonstration.progress.ended", outcome=how, seconds=seen.seconds, rest=rest))

    def _say(self, words: str) -> None:
        try:
            self._out.write(words)
            self._out.flush()
        except (OSError, ValueError):
            pass


@contextmanager
def log_kept(folder: Path, *, show: bool) -> Iterator[Path]:
    """Warnings go to a file: plugs are pulled here on purpose. Errors, or all when `show`, go to the screen as well."""
    path = folder / "kiosk.log"
    folder.mkdir(parents=True, exist_ok=True)
    root = logging.getLogger()
    usual = [(handler, handler.level) for handler in root.handlers]
    kept = logging.FileHandler(path, encoding="utf-8")
    kept.setFormatter(logging.Formatter(LOG_FORMAT))
    try:
        if not show:
            for handler, level in usual:
                handler.setLevel(max(level, logging.ERROR))
        root.addHandler(kept)
        yield path
    finally:
        root.removeHandler(kept)
        kept.close()
        for handler, level in usual:
            handler.setLevel(level)
