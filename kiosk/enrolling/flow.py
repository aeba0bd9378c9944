"""One enrolment at one moment. Frozen; `kiosk.enrolling.table` makes the next one of it and an event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kiosk.archive.applicants import OnRecord
from kiosk.archive.enrolment import WITH_THE_FACE, Entered
from kiosk.enrolling.applicant import Applicant, Guardian
from kiosk.enrolling.checking import Findings
from kiosk.faces.events import FaceChecks, FaceHint, Likeness
from kiosk.faces.protocol.messages import Sample
from kiosk.sentences import NO_WORDS, Text
from kiosk.whitelist.admission import needs_guardian
from kiosk.whitelist.consent import ConsentHow, ConsentKind


class Step(StrEnum):
    """How far it has come."""

    CARD = "card"
    """The person's identity card is asked for."""
    LOOKING_UP = "looking-up"
    REFUSED = "refused"
    """The person cannot be enrolled, and why is said; another card begins anew."""
    CONSENTS = "consents"
    """What the person is to be asked, and what they said so far."""
    ASKING = "asking"
    """The words of one consent are shown large to the person."""
    NOTICE = "notice"
    """What the camera is for is read; it is shut."""
    LOOKING = "looking"
    """The camera is open."""
    INTERRUPTED = "interrupted"
    """The camera gave nothing, and why is said; it is shut."""
    COMPARING = "comparing"
    CHECK = "check"
    """What is about to be saved, and what staff must decide before."""
    SAVING = "saving"
    DONE = "done"


WITH_CAMERA = frozenset({Step.LOOKING, Step.COMPARING})
"""Steps in which the camera may be held."""
BUSY = frozenset({Step.LOOKING_UP, Step.SAVING})
"""Steps that end by themselves."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the hall set, and what this program can keep.

    Attributes:
        kinds: What is asked, in this order; the face first.
        text_version: Of the words.
        min_age: Full years.
        consent_years: 0 for consents that hold until they are taken back.
        takes_faces: There is a camera for it.
    """

    kinds: tuple[ConsentKind, ...]
    text_version: str
    min_age: int = 60
    consent_years: int = 0
    takes_faces: bool = True


@dataclass(frozen=True, slots=True)
class At:
    """When: monotonic seconds, and the day in the hall."""

    now_s: float
    today: date


@dataclass(frozen=True, slots=True)
class Look:
    """What the camera says of the person.

    Attributes:
        heard_s: When it said something last; None before the first time.
        restarts: How often its process died meanwhile.
    """

    hint: FaceHint = FaceHint.NOBODY
    progress: float = 0.0
    checks: FaceChecks | None = None
    began_s: float = 0.0
    heard_s: float | None = None
    restarts: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Flow:
    """See the module.

    Attributes:
        rules: What the hall set.
        session: Of the camera; rises with each one begun, and never falls.
        ticket: Of what was asked of other threads; what comes back with an older one is dropped.
        ending: Why the person is refused, or the camera was interrupted, or saving failed.
        note: One line about what was just done.
        how: Who holds the finger: chosen with the words.
        asking: Whose words are shown.
        answers: What was said, in the order it was asked.
        by_guardian: Somebody consents in the person's place.
        samples: What the camera took; overwritten when it is given up.
        likeness: To the picture on the card; None when it was not compared.
        is_judged: Staff said that who looks alike is somebody else.
        vouched: Why staff are sure of the person; "" while they did not say.
        has_saved: What was done, with `saved` None where all was withdrawn.
    """

    rules: Rules
    step: Step = Step.CARD
    session: int = 0
    ticket: int = 0
    ending: Text = NO_WORDS
    note: Text = NO_WORDS
    applicant: Applicant | None = None
    record: OnRecord = field(default_factory=OnRecord)
    by_guardian: bool = False
    guardian: Guardian = field(default_factory=Guardian)
    how: ConsentHow | None = None
    asking: ConsentKind | None = None
    answers: tuple[tuple[ConsentKind, bool], ...] = ()
    look: Look = field(default_factory=Look)
    without_face: bool = False
    samples: tuple[Sample, ...] = ()
    likeness: Likeness | None = None
    waits_for_photo: bool = False
    findings: Findings | None = None
    is_judged: bool = False
    vouched: str = ""
    saved: Entered | None = None

    @property
    def agreed(self) -> tuple[ConsentKind, ...]:
        """What they agreed to."""
        return tuple(kind for kind, yes in self.answers if yes)

    @property
    def refused(self) -> tuple[ConsentKind, ...]:
        """What they said no to."""
        return tuple(kind for kind, yes in self.answers if not yes)

    @property
    def open_kinds(self) -> tuple[ConsentKind, ...]:
        """What is still to be asked. Without the face nothing that is made of it is asked."""
        answered = {kind for kind, _ in self.answers}
        kinds = self.rules.kinds
        if ConsentKind.FACE in self.refused:
            kinds = tuple(kind for kind in kinds if kind not in WITH_THE_FACE)
        return tuple(kind for kind in kinds if kind not in answered)

    @property
    def resident_id(self) -> str | None:
        """Of somebody known already."""
        return None if self.record.resident is None else self.record.resident.id

    @property
    def must_judge(self) -> bool:
        """Staff must say whether who looks alike is one person."""
        return self.findings is not None and bool(self.findings.alike) and not self.is_judged

    @property
    def must_vouch(self) -> bool:
        """Staff must say why they are sure of the person."""
        return self.findings is not None and self.findings.unlike_own and not self.vouched

    def needs_guardian(self, today: date) -> bool:
        """Whether the law wants a guardian."""
        return self.applicant is not None and needs_guardian(self.applicant.birth, today)
