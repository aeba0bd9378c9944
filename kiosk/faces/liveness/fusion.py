"""From the scores of several frames to one answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log

LEAST_FRAMES = 2
"""Frames with a score an answer needs; with fewer it stays in doubt."""
SUREST = 0.9975
"""A score counts as no surer than this, so that one frame cannot outweigh all others."""
DEFAULT_THRESHOLD = 0.30
DEFAULT_DOUBT = 0.10
"""Between the weakest living faces and the strongest prints measured (webcam pictures as they are, darker, brighter,
blurred and recompressed): single frames of living people 0.34 and more, of prints 0.12 and less."""


class Liveness(StrEnum):
    """What the frames say. DOUBTFUL calls for a challenge or a card, never for acceptance."""

    LIVE = "live"
    DOUBTFUL = "doubtful"
    ATTACK = "attack"


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the answers part, for one camera: noise and sharpness differ between cameras, and scores with them.

    Attributes:
        threshold: The score that parts attack from life, 0..1.
        doubt: How far a score must be from it to be taken as an answer.

    Raises:
        ValueError: they leave no room for one of the answers.
    """

    threshold: float = DEFAULT_THRESHOLD
    doubt: float = DEFAULT_DOUBT

    def __post_init__(self) -> None:
        if not 0 <= self.doubt < min(self.threshold, 1 - self.threshold):
            raise ValueError(f"liveness threshold {self.threshold} ± {self.doubt} is not within 0 and 1")


def fuse(scores: Sequence[float | None]) -> float | None:
    """One score for several frames: the mean of their logarithmic odds. None when no frame has a score.

    Raises:
        ValueError: a score is not within 0 and 1.
    """
    known = [score for score in scores if score is not None]
    if any(not 0.0 <= score <= 1.0 for score in known):
        raise ValueError("a liveness score is not within 0 and 1")
    if not known:
        return None
    bounded = [min(SUREST, max(1.0 - SUREST, score)) for score in known]
    mean = sum(log(score / (1.0 - score)) for score in bounded) / len(bounded)
    return 1.0 / (1.0 + exp(-mean))


def judge(scores: Sequence[float | None], limits: Limits, least_frames: int = LEAST_FRAMES) -> Liveness:
    """The answer of the frames an identity decision was made from.

    Too few frames with a score, or fewer than those without one, say nothing for life: the answer is then DOUBTFUL,
    or ATTACK when what there is says so.
    """
    fused = fuse(scores)
    if fused is None:
        return Liveness.DOUBTFUL
    if fused < limits.threshold - limits.doubt:
        return Liveness.ATTACK
    known = sum(score is not None for score in scores)
    enough = known >= least_frames and 2 * known >= len(scores)
    if enough and fused >= limits.threshold + limits.doubt:
        return Liveness.LIVE
    return Liveness.DOUBTFUL
