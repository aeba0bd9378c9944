"""Between the templates in the store and those in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from kiosk.faces.matching.gallery import GalleryEntry

if TYPE_CHECKING:
    from kiosk.faces.engines.engine import FaceEngine
    from kiosk.faces.enrolment.enrol import EnrolledTemplate
    from kiosk.store.store import Store
    from kiosk.whitelist.templates import NewTemplate


def for_store(templates: Iterable[EnrolledTemplate]) -> tuple[NewTemplate, ...]:
    """Templates as the store keeps them: little-endian float32."""
    from kiosk.whitelist.templates import NewTemplate

    return tuple(NewTemplate(t.engine, t.version, t.vector.astype("<f4").tobytes()) for t in templates)


def gallery_of(store: Store, engine: FaceEngine) -> list[GalleryEntry]:
    """Every template in force that this engine can compare. The engine need not be loaded."""
    return [
        GalleryEntry(t.resident_id, engine.name, engine.version, np.frombuffer(t.vector, "<f4").astype(np.float32))
        for t in store.templates.in_force(engine.name, engine.version)
        if len(t.vector) == 4 * engine.length
    ]
