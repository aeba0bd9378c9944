"""What happens while somebody is enrolled: cards, presses, the camera, and what came of work done elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.archive.applicants import OnRecord
from kiosk.archive.enrolment import Entered
from kiosk.enrolling.applicant import Applicant
from kiosk.enrolling.checking import Findings
from kiosk.faces.events import FaceChecks, FaceHint, Likeness, WhyLost
from kiosk.faces.protocol.messages import EnrolmentFault, Sample
from kiosk.sentences import Text
from kiosk.whitelist.consent import ConsentHow, ConsentKind


# --- the card -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, repr=False)
class CardRead:
    """An identity card was read."""

    holder: Applicant


@dataclass(frozen=True, slots=True)
class CardUnfit:
    """A card was laid down that is of no use, and why."""

    why: Text


@dataclass(frozen=True, slots=True, repr=False)
class LookedUp:
    """What is on record of the holder. `ticket` is that of the look-up, here and below of what was asked."""

    ticket: int
    record: OnRecord


# --- consents -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Asked:
    """The words are shown to the person. `kind` is None for the first one without an answer."""

    how: ConsentHow
    kind: ConsentKind | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The person agreed, or did not."""

    kind: ConsentKind
    agreed: bool


@dataclass(frozen=True, slots=True)
class PutAside:
    """The words are no longer shown; what was answered stays."""


@dataclass(frozen=True, slots=True)
class GuardianWanted:
    """Somebody consents in the person's place, or nobody does any more."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class RelationChosen:
    """What the guardian is to the person."""

    relation: str


# --- the camera ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class CameraWanted:
    """The notice was read: the camera is opened, or opened again."""


@dataclass(frozen=True, slots=True)
class WithoutFace:
    """The face is not taken today; the consent to it stands."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How the person stands; see `kiosk.faces.events.FaceSeen`."""

    session: int
    hint: FaceHint
    progress: float
    checks: FaceChecks | None


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """Templates were taken."""

    session: int
    samples: tuple[Sample, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """No template could be taken."""

    session: int
    why: EnrolmentFault


@dataclass(frozen=True, slots=True)
class Lost:
    """The camera's session ended without an answer."""

    session: int
    why: WhyLost


@dataclass(frozen=True, slots=True)
class CameraBusy:
    """Somebody else has the camera."""


@dataclass(frozen=True, slots=True)
class PhotoCompared:
    """The person was compared with the picture on their card."""

    session: int
    likeness: Likeness


# --- checking and saving ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Compared:
    """The templates were compared with everybody's."""

    ticket: int
    findings: Findings


@dataclass(frozen=True, slots=True)
class Judged:
    """Staff say whether who looks alike is one person."""

    same_person: bool


@dataclass(frozen=True, slots=True)
class Vouched:
    """Staff are sure of the person though the face is unlike what was enrolled before, and say why."""

    reason: str


@dataclass(frozen=True, slots=True)
class SaveWanted:
    """保存."""


@dataclass(frozen=True, slots=True)
class Saved:
    """It is on the disk. `entered` is None where everything earlier was withdrawn."""

    ticket: int
    entered: Entered | None


@dataclass(frozen=True, slots=True)
class WentWrong:
    """A look-up, a comparison or saving failed; nothing of it was written."""

    ticket: int
    why: Text


# --- the whole ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class BegunAnew:
    """The next person, or this one from the beginning: everything held is given up."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """The wing is shut; the work waits."""


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The same account is back."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time goes on."""


Event = (
    CardRead | CardUnfit | LookedUp
    | Asked | Answered | PutAside | GuardianWanted | RelationChosen
    | CameraWanted | WithoutFace | Seen | Taken | Failed | Lost | CameraBusy | PhotoCompared
    | Compared | Judged | Vouched | SaveWanted | Saved | WentWrong
    | BegunAnew | SetAside | TakenUp | Ticked
)  # fmt: skip
