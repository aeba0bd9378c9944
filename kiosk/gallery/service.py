"""Everything between the templates in the store and the search in the vision process, as one part of the kiosk."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any, Protocol

from devices.clock import Clock
from kiosk.archive.archive import Archive, ArchiveContents
from kiosk.archive.face_policies import KeptPolicy
from kiosk.archive.templates import FaceCounts
from kiosk.faces.enrolment.in_use import engines_in_use
from kiosk.faces.protocol.messages import HolderVector, PolicySet
from kiosk.gallery.adaptation import Adaptation
from kiosk.gallery.keeper import GalleryKeeper, SearchedGallery
from kiosk.gallery.narrowing import Narrowing
from kiosk.gallery.nightly import NightlyCheck
from kiosk.settings import Settings
from kiosk.store.errors import StoreError

log = logging.getLogger("kiosk.gallery")


class MeasuredGallery(SearchedGallery, Protocol):
    """The gallery of the vision process, as far as this room needs it."""

    def measure(self) -> None:
        """Make the policy anew; it comes to `GalleryService.heard`."""


class GalleryService:
    """Joins keeper, narrowing, nightly check and slow updating.

    Args:
        is_idle: Whether nobody is served now.
    """

    def __init__(
        self,
        store: Archive,
        vision: MeasuredGallery,
        settings: Settings,
        clock: Clock,
        zone: tzinfo,
        *,
        is_idle: Callable[[], bool],
    ) -> None:
        self._store, self._settings = store, settings
        self.narrowing = Narrowing(store.whereabouts, settings.faces, settings.hall, clock)
        self.keeper = GalleryKeeper(store, vision, settings.faces, self.narrowing)
        self._adaptation = Adaptation(store, settings.faces)
        self._nightly = NightlyCheck(
            store, settings.faces, clock, zone, measure=vision.measure, gallery=self.keeper, is_idle=is_idle
        )
        self._loading: threading.Thread | None = None
        self._watched = bool(settings.camera.source) and settings.faces.enabled

    def start(self) -> None:
        """Begin to hand the gallery over, and follow the whitelist from now on; with a camera, the hours too.

        Returns at once: a hundred thousand people take ten seconds, and nobody waits for a card because of it.
        """
        self._loading = threading.Thread(target=self._load, name="gallery-load", daemon=True)
        self._loading.start()

    def stop(self) -> None:
        """End what runs. Safe to call again."""
        self.keeper.stop()
        if self._loading is not None:
            self._loading.join(5)
        self._nightly.stop()

    def _load(self) -> None:
        try:
            self.keeper.start()
        except StoreError as error:
            log.error("the gallery was not loaded: %s", error.code)
        if self._watched:
            self._nightly.start()

    def heard(self, said: PolicySet) -> None:
        """The vision process has put a policy in force."""
        self._nightly.heard(said)

    def offer(self, holder: HolderVector) -> None:
        """A card's holder was found to be the person before the camera."""
        self._adaptation.offer(holder)

    def status(self) -> dict[str, Any]:
        """How it is, for the status file; nothing personal."""
        try:
            return face_status(self._store, self._settings, self.narrowing, self.keeper.counts)
        except StoreError as error:
            return {"fault": error.code}


def face_status(
    store: ArchiveContents, settings: Settings, narrowing: Narrowing, counts: FaceCounts | None = None
) -> dict[str, Any]:
    """Members, faces, look-alikes and the policy in force, as plain data.

    Args:
        counts: When they are known already.
    """
    engines = [(engine.name, engine.version) for engine in engines_in_use(settings.faces)]
    counts = counts or store.templates.counts(engines)
    kept = store.face_policies.in_force(*engines[0])
    return {
        "engine": " ".join(engines[0]),
        "members": counts.members,
        "faces": counts.faces,
        "without": counts.without,
        "other_engine": counts.other_engine,
        "look_alike_pairs": len(store.look_alikes.all()),
        "search_within": settings.faces.search_within,
        "narrowing_lacks": narrowing.lacks,
        "policy": None if kept is None else policy_status(kept),
    }


def policy_status(kept: KeptPolicy) -> dict[str, Any]:
    """A policy as plain data."""
    policy, made = kept.policy, kept.made
    return {
        "accept": round(policy.accept, 4),
        "doubt": round(policy.doubt, 4),
        "one_to_one": round(policy.one_to_one, 4),
        "fpir": policy.fpir,
        "people": policy.people,
        "second_opinion": policy.second_opinion,
        "search": policy.search,
        "made": _minute(made),
        "made_by": kept.made_by,
    }


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
