"""How long each stage took, and a search as the product makes it."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from kiosk.evaluation.figures import Stage
from kiosk.evaluation.finding import Finding
from kiosk.evaluation.folders import Collection
from kiosk.evaluation.searching import Vectors
from kiosk.evaluation.trials import Design, draw

SEARCHES_TIMED = 50


def stages(findings: list[Finding]) -> list[Stage]:
    """Time of each stage over all pictures."""
    names = list(dict.fromkeys(name for finding in findings for name in finding.stages_ms))
    rows = []
    for name in names:
        times = [finding.stages_ms[name] for finding in findings if name in finding.stages_ms]
        p50, p95 = np.percentile(times, [50, 95])
        rows.append(Stage(stage=name, p50_ms=float(p50), p95_ms=float(p95)))
    return rows


def search_time(people: Collection, design: Design, vectors: Vectors, seed: int) -> list[Stage]:
    """Time of single searches as the product makes them, in a gallery of the last design."""
    trial = draw(people, design, np.random.default_rng(seed))
    gallery = vectors.gallery(trial)
    probes = vectors.probes(trial.probes[:SEARCHES_TIMED])
    times = []
    for probe in probes[np.isfinite(probes[:, 0])]:
        begun = perf_counter()
        gallery.search(probe)
        times.append(1000 * (perf_counter() - begun))
    if not times or not len(gallery):
        return []
    p50, p95 = np.percentile(times, [50, 95])
    return [Stage(stage=f"search-{len(gallery)}", p50_ms=float(p50), p95_ms=float(p95))]
