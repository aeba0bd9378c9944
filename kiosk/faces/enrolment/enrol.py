"""From pictures on disk to templates, one of every engine in use for each picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image, Vector
from kiosk.faces.enrolment.picture_gate import check, dominant_face
from kiosk.faces.enrolment.pictures import UnfitPicture, read_picture, shown_name
from kiosk.faces.enrolment.upright import upright
from kiosk.sentences import sentence

WANTED_PICTURES = 3


@dataclass(frozen=True, slots=True, repr=False)
class EnrolledTemplate:
    """One template, to be stored with the engine it belongs to.

    Attributes:
        vector: float32[length of the engine].
        quality: 0..1, its weight among the person's others.
    """

    engine: str
    version: str
    vector: Vector
    quality: float | None = None

    def __repr__(self) -> str:
        return f"<EnrolledTemplate {self.engine} {self.version}>"


def templates_from_images(paths: Iterable[Path], engines: FaceEngine | Sequence[FaceEngine]) -> list[EnrolledTemplate]:
    """One template of each engine from each picture, picture by picture. The engines must be loaded.

    Args:
        engines: The first finds the face for all.

    Raises:
        UnfitPicture: a picture cannot be used; the sentence begins with its file name.
    """
    together = tuple(engines) if isinstance(engines, Sequence) else (engines,)
    made: list[EnrolledTemplate] = []
    for path in paths:
        try:
            made += templates_of(read_picture(path), together)
        except UnfitPicture as error:
            raise UnfitPicture(
                sentence("pictures.of", file=shown_name(path), said=error.sentence), error.code
            ) from error
    return made


def templates_of(image: Image, engines: Sequence[FaceEngine]) -> list[EnrolledTemplate]:
    """One template of each engine from one picture in memory. Raises UnfitPicture."""
    image, face = only_face(image, engines[0])
    try:
        quality = check(image, face, engines[0].align(image, face))
        vectors = [engine.embed_still(image, face) for engine in engines]
    except ValueError:
        raise UnfitPicture(sentence("pictures.unclear")) from None
    if not all(np.isfinite(vector).all() for vector in vectors):
        raise UnfitPicture(sentence("pictures.unclear"))
    made = zip(engines, vectors, strict=True)
    return [EnrolledTemplate(engine.name, engine.version, vector, quality) for engine, vector in made]


def only_face(image: Image, engine: FaceEngine) -> tuple[Image, FoundFace]:
    """The picture turned upright, and the face a template is made from.

    Raises UnfitPicture when there is none, it is small, or there are two.
    """
    found = upright(image, engine)
    return found.image, dominant_face(found.faces)


__all__ = [
    "WANTED_PICTURES",
    "EnrolledTemplate",
    "UnfitPicture",
    "only_face",
    "read_picture",
    "templates_from_images",
    "templates_of",
]
