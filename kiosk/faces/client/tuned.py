"""The settings of camera and faces that a technician can change while the vision process runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuned:
    """As in the settings.

    Attributes:
        rotate: `camera.rotate`, degrees clockwise.
        guide_aside, guide_above: `camera.guide_aside`, in shorter sides of the picture, and
            `camera.guide_above`, in its heights.
        fpir: `faces.fpir`, 0..1.
    """

    rotate: int
    guide_aside: float
    guide_above: float
    fpir: float
