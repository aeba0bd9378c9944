"""From the bytes of a line to the readings of a profile: frames, numbers, and which of them are a measurement."""

from __future__ import annotations

from dataclasses import dataclass

from devices.events import Quantity
from devices.lines.fields import (
    UNREADABLE,
    Refusal,
    Values,
    decode,
    has_marker,
    is_idle,
    pieces_of,
    without_the_rest,
)
from devices.lines.frames import Framed, LineFramer
from devices.lines.profile import Profile
from devices.metrics import known

REPEAT_WITHIN_S = 5.0
"""The same frame again this soon is the same measurement; a refusal again this soon is not told again."""


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """A measurement, or one that went wrong.

    Attributes:
        quantities: In the order of the profile; their values are None when `refused` says why.
        raw: The frame, with what the profile does not read overwritten.
        refused: "", "unreadable" or "out-of-limits".
    """

    quantities: tuple[Quantity, ...]
    raw: bytes
    refused: str = ""


class LineDecoder:
    """The stream of one device, by one profile.

    Attributes:
        good: Frames that were whole, since the decoder was made.
        repeated: Frames that told a measurement again.
    """

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._framer = LineFramer(profile.frame, profile.checksum)
        self._agreeing: list[tuple[float, ...]] = []
        self._told: tuple[tuple[float, ...], float] | None = None
        self._refused_at_s: float | None = None
        self.good = self.repeated = 0

    @property
    def rejected(self) -> int:
        """Pieces that made no frame."""
        return self._framer.rejected

    def feed(self, data: bytes, at_s: float) -> list[Outcome]:
        """What these bytes complete. `at_s`: now, monotonic seconds."""
        found = (self._judge(framed, at_s) for framed in self._framer.feed(data, at_s))
        return [outcome for outcome in found if outcome is not None]

    def _judge(self, framed: Framed, at_s: float) -> Outcome | None:
        profile, data = self._profile, framed.data
        if not framed.whole:
            meant = has_marker(profile, data) and None not in pieces_of(profile, data)
            return self._refuse(UNREADABLE, data, at_s) if meant else None
        self.good += 1
        said = decode(profile, data)
        if isinstance(said, Refusal):
            return self._refuse(said.code, data, at_s)
        if said is None:
            self._passed_over(data)
            return None
        return self._settle(said, data, at_s)

    def _passed_over(self, data: bytes) -> None:
        self._agreeing.clear()
        if is_idle(self._profile, data):
            self._told = None

    def _settle(self, said: Values, data: bytes, at_s: float) -> Outcome | None:
        values = tuple(quantity.value for quantity in said.quantities if quantity.value is not None)
        steady = self._profile.steady
        if self._agreeing and not _agree(self._agreeing[0], values, steady.within):
            self._agreeing.clear()
        self._agreeing.append(values)
        if len(self._agreeing) < steady.frames:
            return None
        self._agreeing = self._agreeing[-steady.frames :]
        if self._is_told(values, at_s):
            self.repeated += 1
            return None
        self._told, self._refused_at_s = (values, at_s), None
        return Outcome(said.quantities, without_the_rest(self._profile, data))

    def _is_told(self, values: tuple[float, ...], at_s: float) -> bool:
        """A device that sends on and on tells one measurement until its value changes or nobody is there."""
        if self._told is None:
            return False
        before, told_at_s = self._told
        told = at_s - told_at_s < REPEAT_WITHIN_S and _agree(before, values, self._profile.steady.within)
        if told:
            self._told = before, at_s
        return told

    def _refuse(self, code: str, data: bytes, at_s: float) -> Outcome | None:
        self._agreeing.clear()
        if self._refused_at_s is not None and at_s - self._refused_at_s < REPEAT_WITHIN_S:
            return None
        self._refused_at_s = at_s
        nothing = tuple(Quantity(field.metric, None, known()[field.metric].unit) for field in self._profile.field)
        return Outcome(nothing, without_the_rest(self._profile, data), code)


def _agree(one: tuple[float, ...], other: tuple[float, ...], within: float) -> bool:
    return all(abs(a - b) <= within + 1e-9 for a, b in zip(one, other, strict=True))
