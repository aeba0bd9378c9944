"""Keeps the vision process's gallery what the whitelist says, from the first moment and after every change."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence
from typing import Protocol

from kiosk.archive.archive import Archive
from kiosk.archive.templates import FaceCounts
from kiosk.archive.whitelist import WhitelistChange
from kiosk.faces.enrolment.in_use import engines_in_use
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.gallery.narrowing import Narrowing
from kiosk.gallery.stored import entries_of, entry_of
from kiosk.settings import Faces
from kiosk.store.errors import StoreError

_log = logging.getLogger("kiosk.gallery")


class SearchedGallery(Protocol):
    """Where faces are searched: the vision process. An entry is one person as one engine knows them."""

    def set_gallery(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
        """Search these and no others; the rest are compared with their card only."""

    def put(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
        """Search or compare these too, instead of what was there of the same people and engines."""

    def evict(self, resident_id: str) -> None:
        """Forget somebody; from the return on they are not answered with."""

    def set_look_alikes(self, resident_ids: Iterable[str]) -> None:
        """These, and no others, look like another member as staff know them: a card decides."""


class GalleryKeeper:
    """Fuses each member's templates for every engine in use and hands them over; who leaves is evicted at once.

    Args:
        narrowing: Among whom is searched; None for everybody. Whoever is left out is still compared with their card.
    """

    def __init__(
        self, store: Archive, vision: SearchedGallery, faces: Faces, narrowing: Narrowing | None = None
    ) -> None:
        self._store, self._vision, self._narrowing = store, vision, narrowing
        self._engines = engines_in_use(faces)
        self._one_at_a_time = threading.Lock()
        self._telling = threading.Lock()
        self._gone: set[str] = set()
        self._counts: FaceCounts | None = None
        self._stopping = threading.Event()
        self._reloading: threading.Thread | None = None
        self._is_wanted = False

    def start(self) -> None:
        """Load the gallery, and follow the whitelist from now on. Takes about 0.1 ms a member and engine."""
        self._store.whitelist.on_change(self._changed, self._many_changed)
        self.reload()

    def stop(self) -> None:
        """Let a load that runs end at once, half done. Safe from any thread."""
        self._stopping.set()
        with self._telling:
            reloading = self._reloading
        if reloading is not None:
            reloading.join(5)

    def reload(self) -> None:
        """Hand everybody over anew: days have passed, and with them who is expected."""
        with self._one_at_a_time:
            self._counts = None
            self._gone = set()
            # Read whole first: a revocation meanwhile neither waits for it nor is undone by it.
            searched, compared = self._everybody()
            if self._stopping.is_set():
                return
            self._tell_look_alikes()
            self._vision.set_gallery(searched, compared)
            for resident_id in list(self._gone):
                self._vision.evict(resident_id)

    @property
    def counts(self) -> FaceCounts:
        """How many members there are and how many of them can be searched; counted anew after a change."""
        known = self._counts
        if known is None:
            known = self._store.templates.counts((engine.name, engine.version) for engine in self._engines)
            self._counts = known
        return known

    def _everybody(self) -> tuple[list[GalleryEntry], list[GalleryEntry]]:
        """Those who are searched, and the others as the engine that decides knows them."""
        scope = None if self._narrowing is None else self._narrowing.scope()
        searched: list[GalleryEntry] = []
        compared: list[GalleryEntry] = []
        for engine in self._engines:
            for entry in entries_of(self._store, engine):
                if self._stopping.is_set():
                    return [], []
                if scope is None or entry.resident_id in scope:
                    searched.append(entry)
                elif engine is self._engines[0]:
                    compared.append(entry)
        return searched, compared

    def _tell_look_alikes(self) -> None:
        with self._telling:  # what was read last is told last
            self._vision.set_look_alikes(self._store.look_alikes.declared())

    def _changed(self, change: WhitelistChange) -> None:
        self._counts = None
        if not change.active:
            self._gone.add(change.resident_id)
            self._vision.evict(change.resident_id)
            self._tell_look_alikes()
            return
        self._tell_look_alikes()
        with self._one_at_a_time:
            self._gone.discard(change.resident_id)
            fresh, is_searched = self._entries(change.resident_id)
            if len(fresh) < len(self._engines):
                self._vision.evict(change.resident_id)  # what is not replaced must go
            if fresh:
                self._vision.put(fresh if is_searched else (), () if is_searched else fresh)
            if change.resident_id in self._gone:  # revoked since the templates were read
                self._vision.evict(change.resident_id)

    def _many_changed(self, changes: Sequence[WhitelistChange]) -> None:
        """Whoever left is evicted at once; of the others everything is read anew, on a thread of its own."""
        self._counts = None
        for change in changes:
            if not change.active:
                self._gone.add(change.resident_id)
                self._vision.evict(change.resident_id)
        with self._telling:
            self._is_wanted = True
            if self._reloading is None and not self._stopping.is_set():
                self._reloading = threading.Thread(target=self._reload_while_wanted, name="gallery-reload", daemon=True)
                self._reloading.start()

    def _reload_while_wanted(self) -> None:
        while True:
            with self._telling:
                if not self._is_wanted or self._stopping.is_set():
                    self._reloading = None
                    return
                self._is_wanted = False
            try:
                self.reload()
            except StoreError as error:
                _log.error("the gallery was not read anew: %s", error.code)

    def _entries(self, resident_id: str) -> tuple[list[GalleryEntry], bool]:
        """Somebody as the engines know them, and whether they are searched; if not, only the one that decides."""
        scope = None if self._narrowing is None else self._narrowing.scope(resident_id)
        is_searched = scope is None or resident_id in scope
        parts = self._store.templates.of(resident_id)
        made = (entry_of(parts, engine) for engine in (self._engines if is_searched else self._engines[:1]))
        return [entry for entry in made if entry is not None], is_searched
