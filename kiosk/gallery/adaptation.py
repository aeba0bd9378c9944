"""Slow updating: faces age, so a visit the card confirmed may add to what was registered. Off unless the hall and the
person want it.

A wrong update would teach the terminal a stranger's face. So the face is compared with the templates taken at
registration only, never with earlier updates: a chain of small steps leads nowhere. It must be clearly the same person,
not merely not somebody else; rules of consent and time stand in `kiosk.archive.upkeep`.
"""

from __future__ import annotations

import logging

import numpy as np

from kiosk.archive.archive import Archive
from kiosk.archive.templates import NewTemplate, Origin, Template
from kiosk.faces.engines.engine import FaceEngine
from kiosk.faces.enrolment.in_use import engines_in_use
from kiosk.faces.protocol.messages import HolderVector, Sample
from kiosk.gallery.stored import fused, of_engine, packed
from kiosk.settings import Faces
from kiosk.store.errors import StoreError

log = logging.getLogger("kiosk.gallery")

CLEARLY_SAME = {"sface": 0.55, "dlib": 0.62}
"""Similarity to what was registered, fused, from which a face may update it; well above the one-to-one threshold."""
NOTHING_NEW = {"sface": 0.97, "dlib": 0.90}
"""A face more alike than this adds nothing, and may be the very picture that was registered."""
LEAST_QUALITY = 0.5


class Adaptation:
    """Offers updates to the store. Thread-safe; `offer` returns at once."""

    def __init__(self, store: Archive, faces: Faces) -> None:
        self._store, self._faces = store, faces
        self._engines = engines_in_use(faces)

    def offer(self, holder: HolderVector) -> None:
        """The face of a card's holder whom the comparison called the same person. Never of one it was unsure of."""
        if not self._faces.adapt:
            return
        try:
            if self._store.upkeep.may_adapt(holder.resident_id):
                self._offer(holder)
        except StoreError as error:
            log.warning("an update of a template was not offered: %s", error.code)

    def _offer(self, holder: HolderVector) -> None:
        parts = self._store.templates.of(holder.resident_id)
        made: list[NewTemplate] = []
        judged_by: set[str] = set()
        for engine in self._engines:
            enrolled = [part for part in of_engine(parts, engine) if part.origin is Origin.ENROLLED]
            template = update_of(holder.samples, enrolled, engine)
            if template is not None:
                made.append(template)
                judged_by |= {part.id for part in enrolled}
            elif engine is self._engines[0]:
                return
        if made:
            self._store.upkeep.adapt(holder.resident_id, tuple(made), frozenset(judged_by))


def update_of(samples: tuple[Sample, ...], enrolled: list[Template], engine: FaceEngine) -> NewTemplate | None:
    """The frames of one visit as an update for one engine; None when they are not good or not like enough."""
    mine = [s for s in samples if (s.engine, s.version, len(s.vector)) == (engine.name, engine.version, engine.length)]
    if not mine or not enrolled:
        return None
    weights = np.array([max(0.0, sample.quality) for sample in mine], np.float32)
    if not weights.any() or float(weights.mean()) < LEAST_QUALITY:
        return None
    vector = engine.fuse(np.stack([sample.vector for sample in mine]), weights)
    likeness = float(engine.similarities(fused(enrolled, engine)[None], vector[None])[0, 0])
    if not CLEARLY_SAME[engine.name] <= likeness <= NOTHING_NEW[engine.name]:
        return None
    return NewTemplate(engine.name, engine.version, packed(vector), min(1.0, float(weights.mean())))
