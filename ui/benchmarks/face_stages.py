"""The face path stage by stage, in a process of its own with one thread: `python -m ui.benchmarks.face_stages`.

Prints one JSON object. Beside it, in the same run, the plain `face_recognition` recipe on the same pictures: speeds
of different machines compare as ratios only.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

import resources
from devices.simulators.people import Pose, Standing, picture_of
from devices.simulators.profile import load_cast
from kiosk.faces.engines.engine import Image, create
from kiosk.faces.engines.runtime import Runtime, is_installed
from kiosk.faces.matching.gallery import Gallery, GalleryEntry
from ui.benchmarks.statistics import median, percentile

PERSON = "wang-guiying"
SIZE = (1280, 720)
PICTURES = 6
RUNTIMES: tuple[Runtime, ...] = ("opencv", "openvino")
SEARCHES = 30


def main(arguments: list[str]) -> int:
    """Arguments: how many frames, how often the recipe, then gallery sizes."""
    frames, recipes, *sizes = (int(argument) for argument in arguments)
    pictures = drawn(PICTURES)
    measured = {
        "ours": {name: _ours(pictures, frames, name) for name in RUNTIMES if is_installed(name)},
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
        "search_ms": {str(size): _search_ms(size) for size in sizes},
        "recipe": _recipe(pictures, recipes),
    }
    json.dump(measured, sys.stdout)
    return 0


def drawn(count: int) -> list[Image]:
    """A drawn person before a 720p camera, head 45 % of the picture's height, no two pictures alike."""
    looks = {person.id: person.face for person in load_cast(resources.path("cast")).values()}[PERSON]
    if looks is None:
        raise SystemExit(f"{PERSON} has no face")
    poses = [Pose(yaw_deg=(i - PICTURES // 2) * 1.5) for i in range(count)]
    return [picture_of([Standing(looks, pose, 0.45)], noise_seed=i, size=SIZE) for i, pose in enumerate(poses)]


def _ours(pictures: list[Image], frames: int, runtime: Runtime) -> dict[str, Any]:
    from kiosk.faces.liveness.provider import create as create_provider
    from kiosk.faces.worker.frame_judge import FrameJudge
    from kiosk.faces.worker.timings import Timings

    engine, provider = create("sface", runtime), create_provider("minifasnet", runtime=runtime)
    engine.load()
    provider.load()
    timings = Timings(time.perf_counter)
    judge = FrameJudge(engine, timings)
    whole: list[float] = []
    began_cpu_s = 0.0
    for i in range(frames + PICTURES):
        if i == PICTURES:  # the first round warms up
            timings.clear()
            whole.clear()
            began_cpu_s = time.process_time()
        began_s = time.perf_counter()
        seen = judge.judge(pictures[i % PICTURES], i / 15)
        embedded = judge.embed(seen)
        with timings.of("liveness"):
            living = None if seen.face is None else provider.score(pictures[i % PICTURES], seen.face)
        whole.append(1000 * (time.perf_counter() - began_s))
        if embedded is None or living is None:
            raise SystemExit("the drawn person was not usable")
    return {
        "frame_ms": median(whole),
        "frame_p95_ms": percentile(whole, 95),
        "cpu_ms": 1000 * (time.process_time() - began_cpu_s) / frames,
        "stage_ms": timings.mean_ms(),
    }


def _recipe(pictures: list[Image], times: int) -> dict[str, float]:
    """`face_locations` and `face_encodings` with every argument left alone, as the library's examples do."""
    import face_recognition

    def found(rgb: Image) -> object:
        return face_recognition.face_encodings(rgb, face_recognition.face_locations(rgb))

    taken, began_cpu_s = [], time.process_time()
    for i in range(times):
        rgb = np.ascontiguousarray(pictures[i % PICTURES][:, :, ::-1])
        taken.append(_ms(partial(found, rgb)))
    return {"frame_ms": median(taken), "cpu_ms": 1000 * (time.process_time() - began_cpu_s) / times}


def _search_ms(people: int) -> float:
    engine = create("sface")
    drawn = np.random.default_rng(people).standard_normal((people, engine.length), np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    gallery = Gallery(engine)
    gallery.put(GalleryEntry(str(i), engine.name, engine.version, row) for i, row in enumerate(drawn))
    return median([_ms(partial(gallery.search, row)) for row in drawn[:SEARCHES]])


def _ms(act: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began_s)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
