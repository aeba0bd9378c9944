"""Everything that can happen to a visit. Events of the devices (CardArrived …) and of the camera (kiosk.faces.events)
are taken as they are; the rest stands here. Results carry the token or serial they belong to; old ones are dropped.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.events import CardArrived, CardLeft, CardToken, IdentityRead, ReadFailed
from devices.identity import IdentityDocument
from devices.printers.printer import Printed
from kiosk.faces.events import (
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    PersonLeft,
    SomebodyNear,
)
from kiosk.facilities import Facility, FacilityChanged
from kiosk.health_code.result import CodeResult
from kiosk.measurements.follow_up import FollowUp, Goal
from kiosk.measurements.measurement import Measurement
from kiosk.people.person import Person
from kiosk.sentences import Text
from kiosk.visits.own_visit import OwnAct, OwnFacts, Renewal
from kiosk.visits.visit import CallStage


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
    """A button, by its name. `serial` is the view it was drawn for: a press on an older view counts as a touch only."""

    button: str
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
class ReadingsArrived:
    """An instrument of this facility measured for this visit; empty when no reading can be had."""

    facility: Facility
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
    problem: Text


@dataclass(frozen=True, slots=True)
class LastFound:
    """What was measured before this visit; empty when there is nothing."""

    visit_id: str
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True, repr=False)
class FollowUpsFound:
    """What is due of this person, what this visit planned, and their goals."""

    visit_id: str
    follow_ups: tuple[FollowUp, ...]
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class HistoryFound:
    """What was measured of these metrics in the days before this visit; empty when there is nothing."""

    visit_id: str
    metrics: tuple[str, ...]
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True, repr=False)
class OwnFound:
    """What is kept of this visit's person; None when that cannot be had now."""

    visit_id: str
    facts: OwnFacts | None


@dataclass(frozen=True, slots=True)
class OwnDone:
    """What was asked for at their own word is done, or is not known to be."""

    visit_id: str
    act: OwnAct
    ok: bool


@dataclass(frozen=True, slots=True, repr=False)
class RenewalsFound:
    """Consents of this visit's person to be asked for again; empty when there are none."""

    visit_id: str
    renewals: tuple[Renewal, ...]


@dataclass(frozen=True, slots=True, repr=False)
class HelperFound:
    """Whose the card of this token is: a resident's or an account's, with a masked name; nobody's that is known."""

    visit_id: str
    token: CardToken
    resident_id: str | None = None
    account: str | None = None
    name: str = ""


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


@dataclass(frozen=True, slots=True)
class SlipPrinted:
    """The slip of this key is on paper, whole."""

    visit_id: str
    key: str


@dataclass(frozen=True, slots=True)
class SlipFailed:
    """The slip of this key is not on paper; after LOST nobody knows how much of it is."""

    visit_id: str
    key: str
    fault: Printed


@dataclass(frozen=True, slots=True)
class CallStands:
    """How far the call for help of this visit is now."""

    visit_id: str
    stage: CallStage


@dataclass(frozen=True, slots=True)
class NetworkChanged:
    """The health-code service can, or can no longer, be reached."""

    online: bool


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer the table asked for has run out. `serial` tells a stale one."""

    timer: str
    serial: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """An inner wing is shown instead of the visitor's screen."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The visitor's screen is shown again."""


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
    | ReadingsArrived
    | EntryTaken
    | EntryRefused
    | LastFound
    | FollowUpsFound
    | HistoryFound
    | OwnFound
    | OwnDone
    | RenewalsFound
    | HelperFound
    | Saved
    | SaveFailed
    | SlipPrinted
    | SlipFailed
    | CallStands
    | FacilityChanged
    | NetworkChanged
    | TimerFired
    | SetAside
    | Resumed
)

__all__ = ["CallStage", "IdentityDocument", "VisitEvent"]
