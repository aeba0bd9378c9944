"""`faces`: from a usable face to the decision, the stages, the search, and the plain recipe beside them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from kiosk.sentences import sentence, table
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.face_stages import PERSON, drawn
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.processes import memory
from ui.benchmarks.statistics import percentile

SESSIONS = 20
FRAMES = 60
RECIPES = 6
SIZES = (1_000, 100_000, 1_000_000)
MEMBERS = 1_000
LONGEST_S = 300.0
ANSWER_S = 12.0
AIM_FRAME_MS = 20.0
AIM_P50_MS, AIM_P95_MS = 600.0, 1000.0
AIM_SEARCH_MS = 2.0
AIM_MB = 250.0
AIM_SHARE = 1 / 20


def run(conditions: Conditions) -> Result:
    """Stages in a process of their own, then whole sessions before the simulated camera."""
    sessions = conditions.runs or SESSIONS
    stages = _stages()
    decisions, rss_mb = _sessions(sessions, conditions)
    return result(stages, decisions, rss_mb)


def result(stages: dict[str, Any], decisions_ms: list[float], rss_mb: float) -> Result:
    """The figures.

    Args:
        stages: What `ui.benchmarks.face_stages` printed.
        decisions_ms: From the first usable frame to the decision, one a session.
        rss_mb: Of the vision process after them.
    """
    ours, recipe = stages["ours"]["opencv"], stages["recipe"]
    ms = sentence("bench.unit.ms")
    figures = [
        Figure("decision_p50_ms", sentence("bench.faces.decision-half"), percentile(decisions_ms, 50), ms, AIM_P50_MS),
        Figure("decision_p95_ms", sentence("bench.faces.decision-p95"), percentile(decisions_ms, 95), ms, AIM_P95_MS),
        Figure("frame_ms", sentence("bench.faces.frame"), ours["frame_ms"], ms, AIM_FRAME_MS),
        Figure("frame_p95_ms", sentence("bench.faces.frame-p95"), ours["frame_p95_ms"], ms),
        *(
            Figure(f"{name}_ms", sentence("bench.faces.of-which", stage=stage), ours["stage_ms"].get(name, 0.0), ms)
            for name, stage in table("bench.stages").items()
        ),
        Figure("recipe_frame_ms", sentence("bench.faces.recipe-frame"), recipe["frame_ms"], ms),
        Figure("cpu_share", sentence("bench.faces.cpu-share"), ours["cpu_ms"] / recipe["cpu_ms"], "", AIM_SHARE),
        *_other_runtimes(stages["ours"], recipe),
        *_searches(stages["search_ms"]),
        Figure("vision_rss_mb", sentence("bench.faces.rss", runs=len(decisions_ms)), rss_mb, "MB", AIM_MB),
    ]
    note = sentence("bench.faces.note")
    return Result("faces", tuple(figures), len(decisions_ms), notes=(note,))


def _other_runtimes(ours: dict[str, Any], recipe: dict[str, Any]) -> Iterator[Figure]:
    """What the choices of `faces.runtime` besides OpenCV would bring, where they are installed."""
    ms = sentence("bench.unit.ms")
    for runtime, measured in ours.items():
        if runtime == "opencv":
            continue
        share = measured["cpu_ms"] / recipe["cpu_ms"]
        yield Figure(
            f"frame_{runtime}_ms",
            sentence("bench.faces.frame-by", runtime=runtime),
            measured["frame_ms"],
            ms,
            AIM_FRAME_MS,
        )
        yield Figure(
            f"embed_{runtime}_ms", sentence("bench.faces.embed-by", runtime=runtime), measured["stage_ms"]["embed"], ms
        )
        yield Figure(
            f"cpu_share_{runtime}", sentence("bench.faces.cpu-share-by", runtime=runtime), share, "", AIM_SHARE
        )


def _searches(search_ms: dict[str, float]) -> Iterator[Figure]:
    ms, aims = sentence("bench.unit.ms"), {"100000": AIM_SEARCH_MS}
    for people, taken_ms in search_ms.items():
        label = sentence("bench.faces.search", people=int(people))
        yield Figure(f"search_{people}_ms", label, taken_ms, ms, aims.get(people))


def _stages() -> dict[str, Any]:
    from kiosk.commands.context import Refused

    one_thread = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
    command = [sys.executable, "-m", "ui.benchmarks.face_stages", *map(str, (FRAMES, RECIPES, *SIZES))]
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **one_thread},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_S,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Refused(sentence("bench.faces.stages-failed", error=type(error).__name__)) from error
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


class _Ear:
    """Notes when a session's face was first usable and when it was decided."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._usable: dict[int, float] = {}
        self._decided: dict[int, float] = {}
        self._works = False

    def __call__(self, event: object) -> None:
        from kiosk.faces.events import FaceHint, FaceMatched, FaceSeen
        from kiosk.facilities import FacilityChanged

        now_s = time.monotonic()
        with self._news:
            if isinstance(event, FaceSeen) and event.hint is FaceHint.GOOD:
                self._usable.setdefault(event.session, now_s)
            elif isinstance(event, FaceMatched):
                self._decided.setdefault(event.session, now_s)
            elif isinstance(event, FacilityChanged):
                self._works = event.works
            self._news.notify_all()

    def wait_works(self) -> bool:
        """Whether the camera came to work in time."""
        with self._news:
            return self._news.wait_for(lambda: self._works, 30.0)

    def decision_ms(self, session: int) -> float | None:
        """From the first usable frame to the match; None when there was none."""
        with self._news:
            self._news.wait_for(lambda: session in self._decided, ANSWER_S)
            if session not in self._decided or session not in self._usable:
                return None
            return 1000 * (self._decided[session] - self._usable[session])


def _sessions(count: int, conditions: Conditions) -> tuple[list[float], float]:
    from devices.simulators.camera_process import CameraProcess
    from kiosk.commands.context import Refused
    from kiosk.faces.client.lease import Owner
    from kiosk.faces.client.vision_client import VisionClient
    from kiosk.settings import Camera, Faces

    ear, taken = _Ear(), []
    with CameraProcess() as camera:
        client = VisionClient(Camera(source=camera.url), Faces(), conditions.clock, ear)
        client.gallery.set_gallery(_members())
        with client, client.lease(Owner.TECHNICIAN, ear) as lease:
            if not ear.wait_works():
                raise Refused(sentence("bench.faces.no-camera"))
            for session in range(1, count + 1):
                camera.show(_looks())
                lease.search(session)
                decision_ms = ear.decision_ms(session)
                lease.stop()
                camera.show(None)
                if decision_ms is not None:
                    taken.append(decision_ms)
            rss_mb = memory(client.pid).rss_mb if client.pid is not None else 0.0
    if not taken:
        raise Refused(sentence("bench.faces.nobody-recognised"))
    return taken, rss_mb


def _looks() -> Any:
    import resources
    from devices.simulators.profile import load_cast

    return {person.id: person.face for person in load_cast(resources.path("cast")).values()}[PERSON]


def _members() -> list[Any]:
    """The drawn person among random vectors: a gallery of the size of a hall's whitelist."""
    from kiosk.faces.engines.engine import create
    from kiosk.faces.matching.gallery import GalleryEntry

    engine = create("sface")
    engine.load()
    (picture,) = drawn(1)
    vector = engine.embed_still(picture, engine.detect(picture)[0])
    others = np.random.default_rng(1).standard_normal((MEMBERS - 1, engine.length), np.float32)
    others /= np.linalg.norm(others, axis=1, keepdims=True)
    rows = [(PERSON, vector), *((f"nobody-{i}", row) for i, row in enumerate(others))]
    return [GalleryEntry(who, engine.name, engine.version, row) for who, row in rows]
