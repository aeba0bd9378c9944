"""What an evaluation is asked to measure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kiosk.evaluation.finding import Plan


@dataclass(frozen=True, slots=True)
class Wanted:
    """Folders, sizes and thresholds.

    Attributes:
        galleries, enrol_images: Every combination is measured. Empty: the default size; all pictures of a person, or
            one when enrolment and probes come from one pool.
        fpirs: Wrong answers to strangers that thresholds are set for.
        policy_fpir: What the product's own policy is made for.
        attacks, live: Folders of presentations; living ones are the probes when `live` is None.
        live_from: The product's liveness threshold.
    """

    enrol: Path
    probe: Path
    plan: Plan
    sessions: str | None = None
    galleries: tuple[int, ...] = ()
    enrol_images: tuple[int, ...] = ()
    probe_images: int = 1
    pick: str = "first"
    draws: int = 10
    fpirs: tuple[float, ...] = (0.001, 0.01)
    policy_fpir: float = 0.001
    replicates: int = 1000
    seed: int = 1
    groups: Path | None = None
    attacks: Path | None = None
    live: Path | None = None
    live_from: float = 0.4
    workers: int = 1
