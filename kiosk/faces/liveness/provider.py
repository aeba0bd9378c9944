"""What a liveness provider must do, and which ones there are.

A provider says of one face in one frame how sure it is that a living person stands there. What follows from several
frames is `kiosk.faces.liveness.fusion`'s to say.

A provider that looks with a second sensor (near infrared, depth) is the sound answer to screens and masks: a print or a
display is dark and flat in near infrared, and flat in depth. None is shipped. To add one: a file beside `minifasnet.py`
whose class takes a `SecondSensor` when it is made, sets `sensor` to the kind it needs, and asks the sensor for its
newest picture in `score`; one line in PROVIDERS; a `SecondSensor` in `devices/cameras` for the hardware.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.engine import FoundFace, Image, Point
from kiosk.faces.engines.runtime import OPENCV, Runtime


class LivenessMissing(Exception):
    """The provider's libraries, model files or sensor are not here; the message names what is wrong."""


class SensorKind(StrEnum):
    """What a second sensor's pixels mean."""

    NEAR_INFRARED = "near-infrared"
    DEPTH = "depth"


@dataclass(frozen=True, slots=True)
class SecondPicture:
    """A picture of the same scene from another sensor.

    Attributes:
        pixels: (height, width): uint8 brightness for near infrared; uint16 millimetres for depth, 0 where not known.
        taken_s: Monotonic time it was taken, by the clock of the colour frames.
        onto: (2, 3) affine matrix that takes a place in the colour frame to one in these pixels; from the calibration
            of the pair, good at the distance people stand at.
    """

    pixels: npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
    taken_s: float
    onto: npt.NDArray[np.float64]

    def place(self, point: Point) -> Point:
        """Where a place in the colour frame lies in these pixels."""
        x, y = self.onto @ (point[0], point[1], 1.0)
        return float(x), float(y)


class SecondSensor(Protocol):
    """Another eye beside the camera."""

    kind: SensorKind

    def newest(self, not_older_than_s: float) -> SecondPicture | None:
        """The newest picture, or None when the last one is older than that or the sensor is gone. Never waits."""


class LivenessProvider(Protocol):
    """Scores single frames. `load` first. Used from one thread."""

    name: str
    version: str
    sensor: SensorKind | None
    """The second sensor it needs, None when the colour frame is all."""

    def load(self) -> None:
        """Load libraries and models. Raises LivenessMissing. Loading again does nothing."""

    def score(self, image: Image, face: FoundFace) -> float | None:
        """0 (an attack) to 1 (a living person); None when this frame does not let one say.

        Args:
            image: The whole colour frame, not mirrored: what surrounds a face is part of the evidence.
            face: The face, in pixels of that frame.
        """


PROVIDERS: dict[str, str] = {
    "minifasnet": "kiosk.faces.liveness.minifasnet:MiniFasNet",
}
"""Provider name in the settings → class, imported only when asked for."""


def create(name: str, second: SecondSensor | None = None, runtime: Runtime = OPENCV) -> LivenessProvider:
    """The provider of that name, not yet loaded.

    Args:
        runtime: What runs the networks of a provider that needs no second sensor.
        second: The second sensor, where there is one; given to a provider that asks for its kind.

    Raises:
        LivenessMissing: there is none of that name, or the sensor it needs is not here.
    """
    try:
        module, _, attribute = PROVIDERS[name].partition(":")
    except KeyError:
        raise LivenessMissing(f"no liveness provider {name!r}; there is: {', '.join(PROVIDERS)}") from None
    kind: Any = getattr(importlib.import_module(module), attribute)
    if kind.sensor is not None and (second is None or second.kind is not kind.sensor):
        raise LivenessMissing(f"liveness provider {name!r} needs a {kind.sensor} sensor")
    provider: LivenessProvider = kind(runtime) if kind.sensor is None else kind(second)
    return provider
