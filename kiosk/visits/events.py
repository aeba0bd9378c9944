"""Everything that can happen to a visit. Devices' own events (CardArrived, CardLeft, IdentityRead, ReadFailed) are
taken as they are; the rest stands here. Results carry the token or serial they belong to; old ones are dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from devices.cards.document import IdentityDocument
from devices.events import CardArrived, CardLeft, CardToken, IdentityRead, ReadFailed
from kiosk.health_code.result import CodeResult
from kiosk.measurements.measurement import Measurement
from kiosk.visits.states import Button


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Who is being served, as much as a visit needs.

    Attributes:
        greeting: Surname and honorific, such as 王奶奶; all that is shown before 是，我是.
        masked_name: 王*英.
        card_expired: The card by which they were met is past its last day.
    """

    resident_id: str
    greeting: str
    masked_name: str
    birth_year: int | None
    sex: str
    card_expired: bool = False


# --- identification ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class HolderFound:
    """The register knows the holder of the card of this token."""

    token: CardToken
    person: Person


@dataclass(frozen=True, slots=True)
class HolderUnknown:
    """The card keeps its holder back and the register does not know its reference."""

    token: CardToken


class FaceHint(StrEnum):
    """The one thing the person before the camera can do better; GOOD when there is nothing.

    TURN_LEFT and TURN_RIGHT are asked only when it is in doubt whether a living person stands there; the side is the
    person's own, which is the same side in the mirrored preview.
    """

    GOOD = "good"
    NOBODY = "nobody"
    CLOSER = "closer"
    BACK = "back"
    CENTRE = "centre"
    LOOK_HERE = "look-here"
    BRIGHTER = "brighter"
    ALONE = "alone"
    HOLD_STILL = "hold-still"
    GLARE = "glare"
    TURN_LEFT = "turn-left"
    TURN_RIGHT = "turn-right"


TURNS = frozenset({FaceHint.TURN_LEFT, FaceHint.TURN_RIGHT})
"""Hints that ask to turn the head."""


@dataclass(frozen=True, slots=True)
class SomebodyNear:
    """The cheap presence check saw somebody before the terminal."""


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """Nobody is before the camera any more."""


@dataclass(frozen=True, slots=True)
class FaceChecks:
    """What is right already, for the three marks under the doorway: near enough, lit well, straight and still."""

    near: bool = False
    lit: bool = False
    straight: bool = False


@dataclass(frozen=True, slots=True)
class FaceSeen:
    """A frame of the camera session; `progress` 0..1 fills the guidance ring. `checks` is None without a face."""

    session: int
    hint: FaceHint
    progress: float
    checks: FaceChecks | None = None


@dataclass(frozen=True, slots=True)
class FaceMatched:
    """The camera session found one member of the whitelist.

    Attributes:
        score: In the unit of the policy in force; only for records.
        sure: False between "no" and "yes": the person is asked with more care, and a card is offered beside.
    """

    session: int
    resident_id: str
    score: float
    sure: bool = True


@dataclass(frozen=True, slots=True)
class FaceUnknown:
    """The camera session saw a face well enough and knows nobody like it, or gave up."""

    session: int


class CardNeeded(StrEnum):
    """Why a face alone will not do this time."""

    LOOK_ALIKE = "look-alike"
    """Two members whose faces cannot be told apart safely."""
    NOT_LIVE = "not-live"
    """It may be a picture. Never said in these words."""
    TOO_MANY = "too-many"
    """More members than one-to-many search can carry at the wanted rate of wrong names."""


@dataclass(frozen=True, slots=True)
class FaceNeedsCard:
    """The camera session ends without a name: a card decides."""

    session: int
    why: CardNeeded


class Likeness(StrEnum):
    """What comparing a card's holder with the face before the camera came to."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    """No usable picture in time, or between the thresholds."""


@dataclass(frozen=True, slots=True)
class HolderCompared:
    """One to one: the person before the camera against the own template of the holder of the card of this visit."""

    visit_id: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class MatchResolved:
    """The register knows the member; None when the entry was revoked meanwhile."""

    session: int
    person: Person | None


# --- the person's own acts --------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Touched:
    """Any touch that is not a button."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button. `serial` is the view it was drawn for: a press on an older view counts as a touch only."""

    button: Button
    serial: int


@dataclass(frozen=True, slots=True, repr=False)
class EntryMade:
    """確定 on the digit pad."""

    metric: str
    text: str
    serial: int


# --- services ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class CodeArrived:
    """The code service answered (or the last known state was found while offline)."""

    visit_id: str
    result: CodeResult


@dataclass(frozen=True, slots=True)
class CodeFailed:
    """No code can be had, not even an old one. `reason` is an error code with three sentences."""

    visit_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class TemperatureArrived:
    """A temperature was taken for this visit; its verdict stands in the measurement's assessment."""

    visit_id: str
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class PressureArrived:
    """The cuff sent a reading while this visit was open."""

    visit_id: str
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class EntryTaken:
    """What was typed is a measurement now."""

    visit_id: str
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class EntryRefused:
    """What was typed cannot be taken. `problem` is a sentence that says what to do."""

    visit_id: str
    metric: str
    problem: str


@dataclass(frozen=True, slots=True)
class LastFound:
    """What was measured before this visit; empty when there is nothing."""

    visit_id: str
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """The store has committed what was handed to it under this key."""

    visit_id: str
    key: str


@dataclass(frozen=True, slots=True)
class SaveFailed:
    """The store could not commit it; it is kept and tried again."""

    visit_id: str
    key: str


class Facility(StrEnum):
    """What the terminal can do for a visitor; shown as 能用 or 请到窗口."""

    ID_CARD = "id-card"
    SOCIAL_CARD = "social-card"
    CAMERA = "camera"
    TEMPERATURE = "temperature"
    CODE = "code"
    BLOOD_PRESSURE = "blood-pressure"


NOT_CONFIGURED = "not-configured"
NOT_THERE = frozenset({NOT_CONFIGURED, "camera-none", "camera-off"})
"""Faults of a facility this terminal was never meant to have: nothing is broken, and nobody is told."""


@dataclass(frozen=True, slots=True)
class FacilityChanged:
    """A facility began or ceased to work. `fault` is an error code or one of NOT_THERE, None when it works."""

    facility: Facility
    works: bool
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class NetworkChanged:
    """The health-code service can, or can no longer, be reached."""

    online: bool


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer the table asked for has run out. `serial` tells a stale one."""

    timer: str
    serial: int


VisitEvent = (
    CardArrived
    | CardLeft
    | IdentityRead
    | ReadFailed
    | HolderFound
    | HolderUnknown
    | SomebodyNear
    | PersonLeft
    | FaceSeen
    | FaceMatched
    | FaceUnknown
    | FaceNeedsCard
    | HolderCompared
    | MatchResolved
    | Touched
    | Pressed
    | EntryMade
    | CodeArrived
    | CodeFailed
    | TemperatureArrived
    | PressureArrived
    | EntryTaken
    | EntryRefused
    | LastFound
    | Saved
    | SaveFailed
    | FacilityChanged
    | NetworkChanged
    | TimerFired
)

__all__ = ["IdentityDocument", "VisitEvent"]
