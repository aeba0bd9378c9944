"""`python -m kiosk.photo_faces`: looks at one photo at a time and says its templates. A photo of a stranger's stick is
decoded here and nowhere else: what it does to a decoder, it does to this process. It ends when its input ends.
"""

from __future__ import annotations

import base64
import contextlib
import os
import resource
import sys
from collections.abc import Sequence
from typing import BinaryIO

from kiosk import core_dumps
from kiosk.faces.engines.engine import EngineMissing, FaceEngine
from kiosk.faces.engines.runtime import Runtime, chosen
from kiosk.photo_faces.protocol import Made, Said, encoded, next_frame, told_of

MOST_BYTES = 1536 << 20
"""Of address space; what is used is far less (docs/decisions.md)."""
MOST_DATA: dict[Runtime, int] = {"opencv": 512 << 20, "openvino": 768 << 20}
"""Of memory of its own (RLIMIT_DATA). With both engines it has 263 MiB with OpenCV, 546 MiB with OpenVINO; the worst
photo, a progressive JPEG of 40 megapixels in full colour, takes some 220 MiB more for a moment, and fits."""
NICE = 10


def main() -> int:
    """Exit 0 when the input ended, 4 when the engines do not load."""
    core_dumps.forbid()
    with contextlib.suppress(OSError):
        os.nice(NICE)
    _bound(resource.RLIMIT_AS, MOST_BYTES)
    # Libraries get neither end of the pipes: what they print must not come between the answers.
    photos, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return serve(photos, answers)


def serve(photos: BinaryIO, answers: BinaryIO) -> int:
    """Answer until the input ends."""
    first = next_frame(photos)
    if first is None:
        return 0
    told = told_of(first)
    _bound(resource.RLIMIT_DATA, MOST_DATA[chosen(told.runtime)])
    try:
        engines = _loaded(told.engines, told.runtime)
    except (EngineMissing, ImportError) as error:
        _say(answers, Said(failed=str(error)[:400]))
        return 4
    _say(answers, Said())
    while (data := next_frame(photos)) is not None:
        _say(answers, _look(data, engines))
        del data
    return 0


def _bound(what: int, most: int) -> None:
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(what, (most, most))


def _loaded(names: Sequence[str], runtime: Runtime) -> tuple[FaceEngine, ...]:
    from devices.opencv import load_cv2
    from kiosk.faces.engines.engine import create

    load_cv2()
    engines = tuple(create(name, runtime) for name in names)
    for engine in engines:
        engine.load()
    return engines


def _look(data: bytes, engines: Sequence[FaceEngine]) -> Said:
    from kiosk.faces.enrolment.enrol import UnfitPicture, templates_of
    from kiosk.faces.enrolment.pictures import decoded_picture

    try:
        templates = templates_of(decoded_picture(data), engines)
    except UnfitPicture as unfit:
        return Said(refused=unfit.sentence)
    made = (
        Made(one.engine, one.version, base64.b64encode(one.vector.astype("<f4").tobytes()).decode(), one.quality)
        for one in templates
    )
    return Said(made=tuple(made))


def _say(answers: BinaryIO, said: Said) -> None:
    with contextlib.suppress(BrokenPipeError):
        answers.write(encoded(said) + b"\n")
        answers.flush()


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # native libraries keep threads that may hang an orderly exit
