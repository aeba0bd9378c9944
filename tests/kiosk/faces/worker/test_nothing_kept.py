"""Nothing of a stranger stays in the memory of the process that looked: neither as an object nor as bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import FaceLooks
from kiosk.faces.client.process import ENVIRONMENT
from kiosk.faces.engines.engine import FaceEngine
from tests.support.memory import turned

ROOT = Path(__file__).parents[4]
LOOKS = """
import gc, sys
import msgspec
from devices.opencv import load_cv2
from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import FaceLooks
from kiosk.faces.matching.gallery import Gallery
from kiosk.faces.matching.thresholds import usual
from kiosk.faces.worker.liveness_check import LivenessCheck, limits_of
from kiosk.faces.worker.collecting import Collector
from kiosk.faces.worker.loaded_models import LoadedModels
from kiosk.faces.worker.frame_judge import FrameJudge
from kiosk.faces.worker.search import Search
from kiosk.faces.worker.timings import Timings
from kiosk.settings import Faces
from tests.support.memory import times_in_memory

load_cv2()
models = LoadedModels(Faces())
models.load()
looks = msgspec.json.decode(sys.argv[1], type=FaceLooks)
# The needles come with every bit turned round: this process must never have held the bytes themselves.
needles = [bytes.fromhex(text) for text in sys.argv[2:]]


def look():
    collector = Collector(FrameJudge(models.engine), LivenessCheck(models.liveness, limits_of(0.5, 0.2)))
    gallery = Gallery(models.engine)
    session = Search(1, collector, gallery, usual("sface", 0, 0.001, 4), 8.0, 0.0)
    for number in range(4):
        session.on_frame(picture_of([Standing(looks, head=0.5)], noise_seed=number), 0.1 * number)
    print("during", times_in_memory("self", needles), flush=True)
    session.forget()


look()
models.scrub(Timings())
gc.collect()
print("after", times_in_memory("self", needles), flush=True)
"""


@pytest.mark.slow
def test_bytes_of_a_face_are_gone_from_the_whole_process_after_the_session(
    cast: dict[str, FaceLooks], engine: FaceEngine
) -> None:
    import msgspec

    looks = cast["zhou-meihua"]
    needles = []
    for number in range(4):
        image = picture_of([Standing(looks, head=0.5)], noise_seed=number)
        vector = engine.embed(engine.align(image, engine.detect(image)[0]))
        middle = vector.astype("<f4").tobytes()[128:192]  # sixteen numbers of the vector
        needles.append(turned(middle).hex())
    done = subprocess.run(
        [sys.executable, "-c", LOOKS, msgspec.json.encode(looks).decode(), *needles],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env={**os.environ, **ENVIRONMENT, "MALLOC_ARENA_MAX": "2"},
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-500:]
    during, after = done.stdout.splitlines()
    assert during.startswith("during"), during
    assert "0" not in during.removeprefix("during ").strip("[]").split(", "), f"the search finds nothing: {during}"
    assert after == "after [0, 0, 0, 0]"
