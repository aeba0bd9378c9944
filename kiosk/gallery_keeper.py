"""Keeps the vision process's gallery what the whitelist says, from the first moment and after every change."""

from __future__ import annotations

import threading

import numpy as np

from kiosk.faces.engines.engine import create
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.vision.client import VisionClient
from kiosk.settings import Faces
from kiosk.store.store import Store
from kiosk.whitelist.whitelist import WhitelistChange


class GalleryKeeper:
    """Hands the templates in force to the vision process; a revoked person is evicted at once."""

    def __init__(self, store: Store, vision: VisionClient, settings: Faces) -> None:
        self._store, self._vision, self._settings = store, vision, settings
        # A list read before a revocation must not be handed over after it.
        self._one_at_a_time = threading.Lock()

    def start(self) -> None:
        """Load the gallery, and follow the whitelist from now on."""
        self._store.whitelist.on_change(self._changed)
        with self._one_at_a_time:
            self._reload()

    def _changed(self, change: WhitelistChange) -> None:
        with self._one_at_a_time:
            if change.active:
                self._reload()
            else:
                self._vision.evict(change.resident_id)

    def _reload(self) -> None:
        engine = create(self._settings.engine)
        entries = [
            GalleryEntry(template.resident_id, engine.name, engine.version, np.frombuffer(template.vector, np.float32))
            for template in self._store.templates.in_force(engine.name, engine.version)
        ]
        self._vision.set_gallery(entries)
