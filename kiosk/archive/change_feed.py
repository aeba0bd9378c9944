"""Tells listeners what changed on the whitelist, whichever program changed it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from kiosk.archive.entry_rows import Told, WhitelistChange, changes_since, told_of_all
from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database

T = TypeVar("T")

_log = logging.getLogger("kiosk.whitelist")

Listener = Callable[[WhitelistChange], None]
ManyListener = Callable[[Sequence[WhitelistChange]], None]

MANY = 50
"""From so many changes at once on, such as of an office's list, whoever wants them together gets them together."""


class ChangeFeed:
    """Follows `change_seq` once somebody listens. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._lock = threading.Lock()
        self._listeners: list[tuple[Listener, ManyListener | None]] = []
        self._told: Told | None = None

    def on_change(self, listener: Listener, many: ManyListener | None = None) -> None:
        """Call `listener` after each change from now on, or `many` once for many changes. It must return quickly."""
        with self._lock:
            if self._told is None:
                with self._core.readers.db() as db:
                    self._told = told_of_all(db)
            self._listeners.append((listener, many))

    def notice(self, db: Database | None = None) -> None:
        """Tell the listeners what changed since they were last told."""
        if db is None:
            with self._core.readers.db() as reader:
                self.notice(reader)
            return
        with self._lock:
            if self._told is None:
                return
            changes, self._told = changes_since(db, self._told)
            listeners = list(self._listeners)
        together = len(changes) >= MANY
        for change in changes:
            for listener, many in listeners:
                if many is None or not together:
                    _tell(listener, change)
        for _, many in listeners:
            if many is not None and together:
                _tell(many, changes)


def _tell(listener: Callable[[T], None], news: T) -> None:
    try:
        listener(news)
    except Exception:  # noqa: BLE001  one listener never keeps the news from the next
        _log.exception("a listener of the whitelist failed")
