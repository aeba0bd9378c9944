"""Between the templates in the store and those in memory: parts are kept, one fused vector a person is searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from kiosk.faces.matching.gallery import GalleryEntry

if TYPE_CHECKING:
    from kiosk.archive.archive import ArchiveContents
    from kiosk.archive.templates import NewTemplate, Template
    from kiosk.faces.engines.engine import FaceEngine, Matrix, Vector
    from kiosk.faces.enrolment.enrol import EnrolledTemplate

UNJUDGED_QUALITY = 0.6
"""Weight of a part nobody judged: templates of earlier versions of this program."""
ADAPTED_WEIGHT = 0.5
"""An update weighs half as much as a part of the same quality that was taken at registration."""
LEAST_WEIGHT = 0.05


def for_store(templates: Iterable[EnrolledTemplate]) -> tuple[NewTemplate, ...]:
    """Templates as the store keeps them: little-endian float32."""
    from kiosk.archive.templates import NewTemplate

    return tuple(NewTemplate(t.engine, t.version, packed(t.vector), t.quality) for t in templates)


def packed(vector: Vector) -> bytes:
    """A vector as the store keeps it."""
    return vector.astype("<f4").tobytes()


def gallery_of(store: ArchiveContents, engine: FaceEngine, *, suspended: bool = False) -> list[GalleryEntry]:
    """Everybody in force whom this engine can compare, each as one fused vector. The engine need not be loaded.

    Args:
        suspended: Those suspended too.
    """
    return list(entries_of(store, engine, suspended=suspended))


def entries_of(store: ArchiveContents, engine: FaceEngine, *, suspended: bool = False) -> Iterator[GalleryEntry]:
    """The same, one by one."""
    for parts in store.templates.by_resident(engine.name, engine.version, suspended=suspended):
        entry = entry_of(parts, engine)
        if entry is not None:
            yield entry


def entry_of(parts: Sequence[Template], engine: FaceEngine) -> GalleryEntry | None:
    """One person's parts of this engine as they are searched; None when there is none of this engine and version."""
    fitting = of_engine(parts, engine)
    if not fitting:
        return None
    return GalleryEntry(fitting[0].resident_id, engine.name, engine.version, fused(fitting, engine))


def of_engine(parts: Iterable[Template], engine: FaceEngine) -> list[Template]:
    """The parts this engine can compare; a vector of the wrong length or with a NaN is left out."""
    return [
        part
        for part in parts
        if (part.engine, part.engine_version) == (engine.name, engine.version)
        and len(part.vector) == 4 * engine.length
        and np.isfinite(np.frombuffer(part.vector, "<f4")).all()
    ]


def fused(parts: Sequence[Template], engine: FaceEngine) -> Vector:
    """Parts of one person and this engine as one vector, the better ones weighing more. There must be one."""
    return engine.fuse(matrix_of(parts), np.array([weight_of(part) for part in parts], np.float32))


def matrix_of(parts: Sequence[Template]) -> Matrix:
    """Vectors of parts of one engine, a row each."""
    return np.stack([np.frombuffer(part.vector, "<f4").astype(np.float32) for part in parts])


def weight_of(part: Template) -> float:
    """How much a part counts in the fused vector."""
    from kiosk.archive.templates import Origin

    quality = UNJUDGED_QUALITY if part.quality is None else max(LEAST_WEIGHT, part.quality)
    return quality * (ADAPTED_WEIGHT if part.origin is Origin.ADAPTED else 1.0)
