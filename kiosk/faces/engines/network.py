"""A network that has been opened, by whichever runtime."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

Tensor = npt.NDArray[np.float32]


class RuntimeMissing(Exception):
    """A network cannot be opened here; the message names its file and what is wrong."""


class Network(Protocol):
    """Used from one thread."""

    def forward(self, blob: Tensor) -> list[Tensor]:
        """The outputs for one input (1, channels, rows, columns), in the order they were asked for."""
