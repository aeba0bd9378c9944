"""What is made of a picture, and what it gave."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter

from kiosk.faces.engines.engine import Vector
from kiosk.faces.engines.runtime import OPENCV, Runtime


@dataclass(frozen=True, slots=True)
class Plan:
    """What is made of each picture.

    Attributes:
        engine: Name of the engine.
        second: Name of the engine of the second opinion, None for none.
        liveness: Whether the liveness score is wanted.
        vectors: Whether vectors are wanted; presentations of attacks need none.
        frames: Whether pictures are also wanted as frames of a camera: embedded as quickly as the vision process does.
        runtime: What runs the networks.
        gate: Whether pictures the product would not enrol from count as failures to acquire.
    """

    engine: str
    second: str | None = None
    liveness: bool = False
    vectors: bool = True
    frames: bool = False
    gate: bool = False
    runtime: Runtime = OPENCV


@dataclass(slots=True, repr=False)
class Finding:
    """What one picture gave.

    Attributes:
        vector, second: By the engine and that of the second opinion, with the care for a still picture.
        frame, second_frame: The same as for one frame of several, when wanted.
        reason: Why there is no vector ("no-face", "unreadable", …); None when there is one.
        quality: Weight of the picture when several are fused, 0.05..1.
        liveness: Score of the largest face, larger is more alive; None when not asked for or not answered.
        stages_ms: Milliseconds of each stage that ran.
    """

    vector: Vector | None = None
    second: Vector | None = None
    frame: Vector | None = None
    second_frame: Vector | None = None
    quality: float = 1.0
    liveness: float | None = None
    reason: str | None = None
    stages_ms: dict[str, float] = field(default_factory=dict)

    @contextlib.contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Note how long the block took."""
        begun = perf_counter()
        yield
        self.stages_ms[stage] = self.stages_ms.get(stage, 0.0) + 1000 * (perf_counter() - begun)
