"""What the catalogue says of one supported model."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from devices.device import DeviceKind


@dataclass(frozen=True, slots=True)
class Model:
    """One supported model.

    Attributes:
        name: The word written in a configuration file.
        title: What is printed on the box, and similar boxes.
        wire: How it is connected.
        options: Configuration keys of this model with default, bounds and sentence (devices/options.py).
        place: The option that says where it is plugged in; no two devices share one.
        arm_in: A blood pressure monitor the arm goes through, with no cuff to put on.
        format: The module whose RESTS_ON says on whose word its format rests, and behind ":" which one of several;
            "" for a published standard.
        has_clock: The device keeps civil time, which is written and judged in the hall's zone.
        tested_on: What this project itself has run it against. Honest: "simulator" until somebody brings the box.
    """

    name: str
    kind: DeviceKind
    title: str
    wire: str
    module: str
    cls: str
    options: type[msgspec.Struct]
    place: str = "url"
    arm_in: bool = False
    has_clock: bool = False
    tested_on: str = "simulator"
    format: str = ""


EXPERIMENTAL = "simulator; one source, no device was touched"
"""In `tested_on`: the format is one maker's own."""
