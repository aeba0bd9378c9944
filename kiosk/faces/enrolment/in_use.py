"""The engines a member needs a template of, as the settings say."""

from __future__ import annotations

from kiosk.faces.engines.engine import FaceEngine, create
from kiosk.settings import Faces

SECOND_OPINION = "dlib"


def names_in_use(faces: Faces) -> tuple[str, ...]:
    """The engine that decides, and the one that gives a second opinion when that is asked for."""
    if faces.second_opinion and faces.engine != SECOND_OPINION:
        return faces.engine, SECOND_OPINION
    return (faces.engine,)


def engines_in_use(faces: Faces) -> tuple[FaceEngine, ...]:
    """The same, not yet loaded; names, versions and comparing need no loading."""
    return tuple(create(name, faces.runtime) for name in names_in_use(faces))
