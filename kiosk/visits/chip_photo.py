"""The picture on the card read last: held in memory from reading the card to comparing its holder, and no longer."""

from __future__ import annotations

import logging
import threading

from kiosk.people.person import Person
from kiosk.visits.ports import FaceFinder, Register

log = logging.getLogger("kiosk.visits")


class ChipPhoto:
    """At most one picture, and only of a member who agreed to their face and whom it would help. Thread-safe."""

    def __init__(self, register: Register, faces: FaceFinder) -> None:
        self._register, self._faces = register, faces
        self._lock = threading.Lock()
        self._held: tuple[str, bytes] | None = None

    def consider(self, person: Person, photo: bytes | None) -> None:
        """A card of this person was read: hold its picture if it may be used. Blocking, fast; never raises."""
        try:
            wanted = photo is not None and self._faces.wants_photo(person.resident_id)
            allowed = wanted and self._register.agreed_to_face(person.resident_id)
        except Exception as error:  # noqa: BLE001 - the visit goes on without it; a message may name a person
            log.warning("a chip photo was not considered: %s", type(error).__name__)
            return
        if allowed and photo is not None:
            with self._lock:
                self._held = (person.resident_id, photo)

    def take(self, resident_id: str) -> bytes | None:
        """The picture, if it is this resident's. It is held no longer, whoever's it is."""
        with self._lock:
            held, self._held = self._held, None
        return held[1] if held is not None and held[0] == resident_id else None

    def drop(self) -> None:
        """Hold nothing."""
        with self._lock:
            self._held = None
