"""Is it one person, the one who was enrolled before, and nobody else on the list? Asked before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.archive.archive import ArchiveContents
from kiosk.faces.engines.engine import FaceEngine, Vector
from kiosk.faces.enrolment.comparison import compared
from kiosk.faces.enrolment.in_use import engines_in_use
from kiosk.faces.protocol.messages import Sample
from kiosk.gallery.stored import entry_of, gallery_of
from kiosk.people.names import mask_name
from kiosk.settings import Faces


@dataclass(frozen=True, slots=True)
class Alike:
    """A member whose face is too much like this one's. `name` is masked."""

    resident_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What comparing the templates of one person found.

    Attributes:
        mixed: They are not all of one person.
        own_compared: There was something enrolled before to compare with.
        unlike_own: They are unlike it.
        alike: Members too much like this person whom staff did not yet say are others.
        declared: Members staff said so of before.
    """

    mixed: bool = False
    own_compared: bool = False
    unlike_own: bool = False
    alike: tuple[Alike, ...] = ()
    declared: tuple[str, ...] = ()


def findings_of(samples: Sequence[Sample], resident_id: str | None, store: ArchiveContents, faces: Faces) -> Findings:
    """Compare the templates of who stood before the camera with what is stored. Takes some seconds of a large list.

    Args:
        resident_id: Whose they are, when the person is known.

    Raises:
        StoreError: the list cannot be read.
    """
    engine = engines_in_use(faces)[0]
    mine = [sample for sample in samples if sample.engine == engine.name]
    stored = [] if resident_id is None else store.templates.of(resident_id, suspended=True)
    own = entry_of(stored, engine)
    kept = store.face_policies.in_force(engine.name, engine.version)
    found = compared(
        [sample.vector for sample in mine],
        _fused(mine, engine),
        None if own is None else own.vector,
        resident_id,
        gallery_of(store, engine, suspended=True),
        engine,
        None if kept is None else kept.policy,
        faces.fpir,
    )
    declared = {
        pair.other if pair.one == resident_id else pair.one
        for pair in store.look_alikes.all()
        if pair.declared and resident_id in (pair.one, pair.other)
    }
    alike = [one.resident_id for one in found.like_others if one.resident_id not in declared]
    return Findings(
        mixed=found.odd is not None,
        own_compared=found.own_compared,
        unlike_own=bool(found.unlike_own),
        alike=tuple(Alike(who, _masked(store, who)) for who in alike),
        declared=tuple(sorted(declared)),
    )


def _fused(mine: Sequence[Sample], engine: FaceEngine) -> Vector:
    weights = np.array([sample.quality for sample in mine], np.float32)
    return engine.fuse(np.stack([sample.vector for sample in mine]), weights)


def _masked(store: ArchiveContents, resident_id: str) -> str:
    resident = store.register.resident(resident_id)
    return mask_name("" if resident is None else resident.name or resident.name_foreign or "")
