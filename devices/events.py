"""What a device tells the kiosk. Small frozen facts; they travel one way, up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from devices.clock import Instant
from devices.identity import IdentityDocument


class DeviceState(StrEnum):
    """One life for all devices: closed → opening → ready → fault → opening …"""

    CLOSED = "closed"
    OPENING = "opening"
    READY = "ready"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class DeviceStateChanged:
    """A device entered another state. `fault` is an error code when the state is FAULT."""

    device: str
    state: DeviceState
    fault: str | None
    at: Instant


class CardKind(StrEnum):
    """What lies on a reader, as far as the reader can tell before reading it."""

    ID_CARD = "id-card"
    CONTACT_CARD = "contact-card"


@dataclass(frozen=True, slots=True)
class CardToken:
    """One stay of one card on one reader. Results that carry an older token are dropped by the visit."""

    reader: str
    counter: int


@dataclass(frozen=True, slots=True)
class CardArrived:
    """A card lies on the reader; reading has begun."""

    token: CardToken
    kind: CardKind
    at: Instant


@dataclass(frozen=True, slots=True)
class CardLeft:
    """The card of this token is gone."""

    token: CardToken
    at: Instant


@dataclass(frozen=True, slots=True)
class IdentityRead:
    """The card was read whole."""

    token: CardToken
    document: IdentityDocument
    at: Instant


class ReadFailure(StrEnum):
    """Why a card could not be read; each has its own sentence on the screen."""

    MOVED = "moved"  # pulled or shaken while reading: hold it still
    UNSUPPORTED = "unsupported"  # not a card this terminal reads
    LOCKED = "locked"  # the card refuses its personal file and the holder cannot be looked up from it
    DAMAGED = "damaged"  # the card answers, but its contents break the standard
    SILENT = "silent"  # the card does not answer: take it away and try again
    READER = "reader"  # the reader, not the card


@dataclass(frozen=True, slots=True)
class ReadFailed:
    """The card could not be read. `retryable` is true when presenting it again may help."""

    token: CardToken
    reason: ReadFailure
    retryable: bool
    at: Instant


class Quality(StrEnum):
    """What the driver itself can say of a reading, before any plausibility limit."""

    GOOD = "good"
    DOUBTFUL = "doubtful"  # the device flagged movement, irregular pulse and the like
    INVALID = "invalid"  # the device reported an error instead of a value


@dataclass(frozen=True, slots=True, repr=False)
class Quantity:
    """One number of a reading.

    Attributes:
        metric: Name in the metric catalogue, such as "sys" or "temp_object".
        value: The number as the device sent it, None when it sent an error in its place.
        unit: UCUM code, such as "mm[Hg]", "Cel", "/min".
    """

    metric: str
    value: float | None
    unit: str


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """What came over a wire, before it is anybody's measurement. Its repr carries no value.

    Attributes:
        device_time: The device's own clock, naive local time, None for devices without one.
        flags: Device-specific words such as "movement", "error-2".
        raw_frame: The bytes exactly as received, with nothing that names a person in them.
    """

    device: str
    quantities: tuple[Quantity, ...]
    quality: Quality
    raw_frame: bytes
    at: Instant
    device_time: datetime | None = None
    flags: tuple[str, ...] = ()

    def __repr__(self) -> str:
        metrics = ",".join(q.metric for q in self.quantities)
        return f"<Reading {self.device} {metrics} {self.quality.value}>"

    def value(self, metric: str) -> float | None:
        """The number of one metric, None when it is absent."""
        return next((q.value for q in self.quantities if q.metric == metric), None)


@dataclass(frozen=True, slots=True)
class ReadingTaken:
    """A device measured something."""

    reading: Reading


DeviceEvent = DeviceStateChanged | CardArrived | CardLeft | IdentityRead | ReadFailed | ReadingTaken
Sink = Callable[[DeviceEvent], None]
"""Where a device puts its events. Called on the device's thread; must not block."""
