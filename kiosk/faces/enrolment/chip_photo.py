"""The picture on an identity card's chip, through a decoder somebody else supplies. Absent by default, never required.

The chip carries 1024 bytes in the WLT format, whose decoder is proprietary: this program has none. A hall that holds a
licence installs a Python package which names one in the entry-point group `kiosk.chip_photo`:

    [project.entry-points."kiosk.chip_photo"]
    wlt = "package.module:decode"

`decode(data: bytes) -> numpy.ndarray` gives the picture as uint8 (rows, columns, 3), blue first; 102 x 126 px as far as
is known [not checked against the standard]. It raises whatever it likes when it cannot. It is loaded in the process
that looks at faces, never in the one that serves the visitor: native code may crash.

One small picture, years old, is the weakest template there is. It is good for comparing a card's holder with the
person before the camera, one to one, with that person's consent to their face and when no template of the engine in
use is held of them; it is never searched, never stored, and is forgotten with the comparison.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from importlib import metadata

import numpy as np

from kiosk.faces.engines.engine import FaceEngine, Image
from kiosk.faces.enrolment.enrol import EnrolledTemplate
from kiosk.faces.enrolment.pictures import UnfitPicture
from kiosk.sentences import sentence

log = logging.getLogger("kiosk.faces")

GROUP = "kiosk.chip_photo"
MOST_BYTES = 4096
SMALLEST_PX, LARGEST_PX = 64, 1024
ENLARGED = 3
"""The detector wants a face larger than the chip's."""
QUALITY = 0.2
"""Weight of such a template beside any other."""

Decoder = Callable[[bytes], Image]


def installed() -> tuple[str, ...]:
    """Names of the decoders that are installed; none of them is loaded."""
    return tuple(sorted(point.name for point in metadata.entry_points(group=GROUP)))


def decoder() -> Decoder | None:
    """The installed decoder, the first by name when there are several; None when there is none or it does not load."""
    for point in sorted(metadata.entry_points(group=GROUP), key=lambda point: point.name):
        try:
            found = point.load()
        except Exception as error:  # noqa: BLE001 - a stranger's package; its message may hold anything
            log.warning("the chip-photo decoder %s does not load: %s", point.name, type(error).__name__)
            continue
        if callable(found):
            decode: Decoder = found
            return decode
        log.warning("the chip-photo decoder %s is nothing that can be called", point.name)
    return None


def templates_of_photo(photo: bytes, decode: Decoder, engines: Sequence[FaceEngine]) -> list[EnrolledTemplate]:
    """A template of each engine from a chip's picture; the engines must be loaded, the first finds the face.

    Raises:
        UnfitPicture: `chip-photo`; it cannot be decoded, or no single face is found in it.
    """
    image = _decoded(photo, decode)
    import cv2

    size = (image.shape[1] * ENLARGED, image.shape[0] * ENLARGED)
    large = np.ascontiguousarray(cv2.resize(image, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    faces = engines[0].detect(large)
    if len(faces) != 1:
        raise UnfitPicture(sentence("pictures.chip-unclear"), "chip-photo")
    try:
        vectors = [engine.embed_still(large, faces[0]) for engine in engines]
    except ValueError:
        raise UnfitPicture(sentence("pictures.chip-unclear"), "chip-photo") from None
    made = zip(engines, vectors, strict=True)
    return [EnrolledTemplate(engine.name, engine.version, vector, QUALITY) for engine, vector in made]


def _decoded(photo: bytes, decode: Decoder) -> Image:
    if not 0 < len(photo) <= MOST_BYTES:
        raise UnfitPicture(sentence("pictures.chip-none"), "chip-photo")
    try:
        image = decode(photo)
    except Exception as error:  # noqa: BLE001 - a stranger's package; its message may hold anything
        log.warning("a chip photo was not decoded: %s", type(error).__name__)
        raise UnfitPicture(sentence("pictures.chip-undecoded"), "chip-photo") from None
    fits = isinstance(image, np.ndarray) and image.dtype == np.uint8 and image.ndim == 3 and image.shape[2] == 3
    if not fits or not all(SMALLEST_PX <= side <= LARGEST_PX for side in image.shape[:2]):
        raise UnfitPicture(sentence("pictures.chip-undecoded"), "chip-photo")
    return np.ascontiguousarray(image)
