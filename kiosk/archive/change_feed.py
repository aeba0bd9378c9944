"""Tells listeners what changed on the whitelist, whichever program changed it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from kiosk.archive.entry_rows import WhitelistChange, changes_after, newest_change
from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database

_log = logging.getLogger("kiosk.whitelist")

Listener = Callable[[WhitelistChange], None]


class ChangeFeed:
    """Follows `change_seq` once somebody listens. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []
        self._seen: int | None = None

    def on_change(self, listener: Listener) -> None:
        """Call `listener` after each change from now on. It must return quickly."""
        with self._lock:
            if self._seen is None:
                with self._core.readers.db() as db:
                    self._seen = newest_change(db)
            self._listeners.append(listener)

    def notice(self, db: Database | None = None) -> None:
        """Tell the listeners what changed since they were last told."""
        if db is None:
            with self._core.readers.db() as reader:
                self.notice(reader)
            return
        with self._lock:
            if self._seen is None:
                return
            changes, self._seen = changes_after(db, self._seen)
            listeners = list(self._listeners)
        for change in changes:
            for listener in listeners:
                _tell(listener, change)


def _tell(listener: Listener, change: WhitelistChange) -> None:
    try:
        listener(change)
    except Exception:  # noqa: BLE001  one listener never keeps the news from the next
        _log.exception("a listener of the whitelist failed")
