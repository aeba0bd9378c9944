"""What the table asks to be done. Plain facts: the conductor carries them out through the ports.

Effects that belong to a person carry the visit's id, so that their answers can be told from those of an earlier visit.
None of them shows anything personal in its repr.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from devices.events import CardToken
from devices.identity import IdentityDocument
from kiosk.facilities import Facility
from kiosk.health_code.result import CodeResult
from kiosk.measurements.measurement import Measurement
from kiosk.people.person import Person
from kiosk.visits.own_visit import Helper, OwnAct, OwnFacts, Relation
from kiosk.visits.states import State
from kiosk.visits.visit import Visit
from kiosk.whitelist.consent import ConsentKind


@dataclass(frozen=True, slots=True)
class StartTimer:
    """After `seconds` comes TimerFired(timer, serial); an earlier timer of that name is forgotten."""

    timer: str
    serial: int
    seconds: float


@dataclass(frozen=True, slots=True)
class StopTimer:
    """The timer of that name is forgotten."""

    timer: str


@dataclass(frozen=True, slots=True)
class LookUpHolder:
    """Who holds the card of this token? → HolderFound, HolderUnknown."""

    token: CardToken
    document: IdentityDocument


@dataclass(frozen=True, slots=True, repr=False)
class ResolveMatch:
    """Who is this member of the whitelist? → MatchResolved."""

    session: int
    resident_id: str


@dataclass(frozen=True, slots=True)
class StartFaces:
    """A camera session → FaceSeen, then FaceMatched, FaceUnknown or FaceNeedsCard."""

    session: int


@dataclass(frozen=True, slots=True)
class StopFaces:
    """The camera session, or the comparison, is over."""


@dataclass(frozen=True, slots=True, repr=False)
class CompareHolder:
    """Is the person before the camera this resident? → HolderCompared."""

    session: int
    resident_id: str


@dataclass(frozen=True, slots=True)
class NoteStep:
    """Something worth a line in the visit's record although the screen stays: state and reason."""

    visit_id: str
    state: State
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class QueryCode:
    """→ CodeArrived, CodeFailed."""

    visit_id: str
    resident_id: str


@dataclass(frozen=True, slots=True, repr=False)
class RequestReading:
    """Take one reading for this visit → ReadingsArrived."""

    facility: Facility
    visit_id: str
    resident_id: str


@dataclass(frozen=True, slots=True, repr=False)
class OpenInstrument:
    """From now on what this instrument sends is this visit's → ReadingsArrived."""

    facility: Facility
    visit_id: str
    resident_id: str


@dataclass(frozen=True, slots=True)
class CloseInstrument:
    """From now on it is nobody's."""

    facility: Facility


@dataclass(frozen=True, slots=True, repr=False)
class LookUpLast:
    """What was measured before this visit? → LastFound."""

    visit_id: str
    resident_id: str
    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class LookUpFollowUps:
    """What is due, and what does the family doctor want? → FollowUpsFound."""

    visit_id: str
    resident_id: str


@dataclass(frozen=True, slots=True, repr=False)
class LookUpHistory:
    """What was measured in so many days before this visit? → HistoryFound."""

    visit_id: str
    resident_id: str
    metrics: tuple[str, ...]
    days: int


@dataclass(frozen=True, slots=True, repr=False)
class LookUpOwn:
    """What is kept of this person? → OwnFound."""

    visit_id: str
    resident_id: str


@dataclass(frozen=True, slots=True, repr=False)
class LookUpRenewals:
    """Which of their consents are to be asked for again? → RenewalsFound."""

    visit_id: str
    resident_id: str


@dataclass(frozen=True, slots=True, repr=False)
class DoOwn:
    """Do what this person asks for → OwnDone.

    Attributes:
        kind: Of the consent it is about; None where it is about none.
        served: The visit it was asked for in; `helper` who helped in it.
    """

    visit_id: str
    resident_id: str
    act: OwnAct
    kind: ConsentKind | None
    served: str
    helper: Helper


@dataclass(frozen=True, slots=True, repr=False)
class PrintOwn:
    """Print what is kept of this person → OwnDone."""

    visit_id: str
    resident: Person
    facts: OwnFacts


@dataclass(frozen=True, slots=True)
class LookUpHelper:
    """Whose is the card of this token? → HelperFound."""

    visit_id: str
    token: CardToken
    document: IdentityDocument


@dataclass(frozen=True, slots=True, repr=False)
class NoteHelper:
    """Note who helps this person, who said yes to it → OwnDone."""

    visit_id: str
    resident_id: str
    helper: Helper
    relation: Relation


@dataclass(frozen=True, slots=True, repr=False)
class TakeEntry:
    """Judge what was typed → EntryTaken, EntryRefused."""

    visit_id: str
    resident_id: str
    metric: str
    text: str
    birth_year: int | None = None
    sex: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class SaveVisit:
    """Log the visit; with an outcome when it is over. Start, end and steps are the conductor's."""

    visit_id: str
    resident_id: str | None
    identified_by: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class DropVisit:
    """Nothing happened in this visit that is worth a record."""

    visit_id: str


@dataclass(frozen=True, slots=True)
class SaveMeasurements:
    """→ Saved or SaveFailed with this key."""

    visit_id: str
    key: str
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True, repr=False)
class SaveCode:
    """→ Saved or SaveFailed with this key."""

    visit_id: str
    resident_id: str
    key: str
    code: CodeResult


@dataclass(frozen=True, slots=True, repr=False)
class PrintSlip:
    """Print what this visit measured → SlipPrinted or SlipFailed with this key."""

    visit_id: str
    key: str
    visit: Visit


def alert_key(words: str) -> str:
    """Under which key `Saved` tells that an alert stands in the store."""
    return f"alert-{words}"


@dataclass(frozen=True, slots=True, repr=False)
class Alert:
    """Somebody is needed.

    Attributes:
        kind: As in `StaffAlert.kind`.
        words: Key of the sentence in alerts.toml.
        who: 王奶奶, or None for a visitor nobody knows.
        queue: The number to be said at the window, None for one who has none.
        detail: Id of the code's level or of the facility the sentence speaks about.
    """

    kind: str
    words: str
    visit_id: str | None
    resident_id: str | None = None
    who: str | None = None
    queue: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Keep readings that are nobody's."""

    measurements: tuple[Measurement, ...]
    reason: str


class Waiting(StrEnum):
    """How a visitor shows that they wait while an inner wing is shown."""

    CARD = "card"
    HELP = "help"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class VisitorWaits:
    """Somebody waits for the visitor's screen: the inner wing that is shown is told."""

    how: Waiting


Effect = (
    StartTimer
    | StopTimer
    | LookUpHolder
    | ResolveMatch
    | StartFaces
    | StopFaces
    | CompareHolder
    | NoteStep
    | QueryCode
    | RequestReading
    | OpenInstrument
    | CloseInstrument
    | LookUpLast
    | LookUpFollowUps
    | LookUpHistory
    | LookUpOwn
    | LookUpRenewals
    | DoOwn
    | PrintOwn
    | LookUpHelper
    | NoteHelper
    | TakeEntry
    | SaveVisit
    | DropVisit
    | SaveMeasurements
    | SaveCode
    | PrintSlip
    | Alert
    | Quarantine
    | VisitorWaits
)
