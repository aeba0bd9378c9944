"""Student's distribution by summing up its density: the oracle of the tables that the product carries."""

from __future__ import annotations

import math


def beyond(t: float, dof: int, steps: int = 2000) -> float:
    """Chance of more than t. By x = √dof·tan θ the density is c·cos(θ)^(dof − 1) up to π/2."""
    low, high = math.atan(t / math.sqrt(dof)), math.pi / 2
    c = math.gamma((dof + 1) / 2) / (math.sqrt(math.pi) * math.gamma(dof / 2))
    width = (high - low) / steps
    return c * width * math.fsum(math.cos(low + (i + 0.5) * width) ** (dof - 1) for i in range(steps))
