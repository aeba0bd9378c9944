"""One visit: everything the terminal knows of the person before it. Forgetting them is dropping this one object."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from devices.events import CardKind, CardToken
from devices.printers.printer import Printed
from kiosk.faces.events import FaceChecks, FaceHint
from kiosk.facilities import Facility
from kiosk.health_code.result import CodeResult
from kiosk.measurements.follow_up import FollowUp, Goal
from kiosk.measurements.measurement import Measurement
from kiosk.measurements.plausibility import Reason
from kiosk.people.person import Person
from kiosk.sentences import NO_WORDS, Text
from kiosk.visits.own_visit import VisitOwn


@dataclass(frozen=True, slots=True)
class VisitCard:
    """The cards of a visit.

    Attributes:
        token: Of the card that is being read, or by which the visit was opened.
        kind: Of the card that was laid down last.
        is_read: Its contents are here and the register is asked.
        second: A card that came in the middle of the visit and is being read.
        two_lie: Two cards lie there while one is read.
    """

    token: CardToken | None = None
    kind: CardKind | None = None
    is_read: bool = False
    second: CardToken | None = None
    two_lie: bool = False


class CameraUse(StrEnum):
    """What the camera looks for."""

    OFF = "off"
    SEARCHING = "searching"  # a camera session runs
    COMPARING = "comparing"  # the card's holder is compared with whoever stands there


@dataclass(frozen=True, slots=True)
class VisitCamera:
    """What the camera does and sees.

    Attributes:
        progress: 0..1, of the guidance ring.
        unsure: Its guess lies between no and yes.
        card_only: In this visit a face alone will not do; looking again is not offered.
    """

    use: CameraUse = CameraUse.OFF
    hint: FaceHint = FaceHint.NOBODY
    progress: float = 0.0
    checks: FaceChecks | None = None
    unsure: bool = False
    card_only: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class VisitCode:
    """The health code.

    Attributes:
        failed: Error code when none can be had.
        due: The code shown has run out.
    """

    result: CodeResult | None = None
    failed: str | None = None
    due: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether there is neither a code nor the answer that none can be had."""
        return self.result is None and self.failed is None


class TemperatureStage(StrEnum):
    """How far the temperature is. A value that is not shown is not kept here either."""

    WAITING = "waiting"
    SHOWN = "shown"
    SECOND_DUE = "second-due"
    WINDOW = "window"  # somebody measures with a contact thermometer
    NO_NUMBER = "no-number"  # none could be had
    BROKEN = "broken"  # the thermometer does not work
    ABSENT = "absent"  # this terminal has no thermometer

    @property
    def is_open(self) -> bool:
        """Whether a reading is still expected."""
        return self in (TemperatureStage.WAITING, TemperatureStage.SECOND_DUE)


@dataclass(frozen=True, slots=True, repr=False)
class VisitTemperature:
    """The temperature.

    Attributes:
        doubted: The first reading was raised; the number itself is not kept.
        retake: A reading came while it was not sure whose it was: it must be taken again.
        shown: The reading that may be shown, None until there is one.
        repeats: Of the second reading, until their middle one is known.
        hidden_by: Why there is no number and taking it again would not help; None otherwise.
    """

    stage: TemperatureStage = TemperatureStage.WAITING
    tries: int = 0
    doubted: bool = False
    retake: bool = False
    shown: Measurement | None = None
    repeats: tuple[Measurement, ...] = ()
    hidden_by: Reason | None = None


class PauseStage(StrEnum):
    """How far a pause before a measurement is."""

    NONE = "none"
    RUNNING = "running"
    OVER = "over"  # whoever is there may have to be asked first
    MEASURING = "measuring"  # the second temperature is asked for


@dataclass(frozen=True, slots=True)
class Pause:
    """Sitting quietly before a measurement, `total_s` seconds in all."""

    stage: PauseStage = PauseStage.NONE
    total_s: float = 0.0


class CallStage(StrEnum):
    """How far the visitor's call for help is, as the screen may say it."""

    OUT = "out"  # nobody is known to have heard it
    TOLD = "told"  # it has reached staff
    TAKEN = "taken"  # somebody goes
    UNANSWERED = "unanswered"  # it had reached staff, and nobody went in time


@dataclass(frozen=True, slots=True, repr=False)
class Value:
    """What was measured or typed in one go, or the mean of one sitting.

    Attributes:
        key: Under what it is saved.
        step: Id of its step.
        measurements: What is shown, compared and judged.
        parts: The readings a mean was made of, each with its own rows; empty for a value that is no mean.
        short: Fewer readings than the hall takes.
    """

    key: str
    step: str
    measurements: tuple[Measurement, ...]
    parts: tuple[tuple[Measurement, ...], ...] = ()
    short: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Sitting:
    """The readings of one step from when it was chosen.

    Attributes:
        parts: Readings that hold everything the step wants, in the order they came.
        newest: The newest reading, whatever it holds.
        misses: How many in a row did not hold everything.
        red: A reading broke a red rule; `last_red` the newest one did.
        rules: Ids of the red rules that readings broke, those included that count only beside a symptom.
        asked: The person was asked how they feel.
    """

    parts: tuple[Value, ...] = ()
    newest: Value | None = None
    misses: int = 0
    red: bool = False
    last_red: bool = False
    rules: tuple[str, ...] = ()
    asked: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class SelfCheck:
    """The self-check.

    Attributes:
        step: Id of what is being measured.
        opened: Whose instrument is open: what it sends is this visit's.
        red: Broken red rules have brought the visit to the window.
        values: Everything measured or typed so far that has numbers; the last one is on the screen.
        count: How much was measured or typed, with or without numbers.
        last: What was measured before this visit, newest of each metric.
        history: What was measured in the three months before it, of the metrics that were asked for.
        problem: Why the try that went before gave no value, a code of `faults.toml`; "" where there is nothing to say.
        doubted: A weight far from the last one, kg, that waits for a second one to say the same.
        arm: How thick the upper arm is, as the person said; empty before they were asked.
        sitting: The readings of the step that is being measured.
    """

    step: str = ""
    opened: Facility | None = None
    red: bool = False
    entry_metric: str = ""
    entry_problem: Text = NO_WORDS
    values: tuple[Value, ...] = ()
    count: int = 0
    last: tuple[Measurement, ...] = ()
    history: tuple[Measurement, ...] = ()
    problem: str = ""
    doubted: float | None = None
    arm: str = ""
    sitting: Sitting = field(default_factory=Sitting)

    @property
    def value(self) -> Value | None:
        """The newest one."""
        return self.values[-1] if self.values else None


class SlipStage(StrEnum):
    """How far the printed slip is."""

    NONE = "none"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class VisitSlip:
    """The printed slip.

    Attributes:
        presses: How often one was asked for; `key` names the last one.
        values: How many values stand on it.
        fault: Why it failed, None unless it did.
    """

    stage: SlipStage = SlipStage.NONE
    presses: int = 0
    key: str = ""
    values: int = 0
    fault: Printed | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Visit:
    """See the module.

    Attributes:
        resident: Whose visit it is; None until known.
        identified_by: How it became known: "id-card", "contact-card", "card", or "face"; a card's holder who was also
            compared with their own template and found the same is "id-card+face" and so on.
        out_of_view: The person left the camera's view and nobody has touched anything since.
        must_confirm: They left it while they were asked to sit, or for longer than a moment while their card lies
            there; before anything of theirs is shown they are asked again.
        worth_recording: Something happened in this visit that is worth a record.
        outcome: How the visit ended, once goodbye is said.
        call: How far the call for help is, once `help_called`.
        alerted: Alerts raised in this visit.
        queue_no: What is said at the window.
        committed: Keys the store has committed.
        fault_shown: 体温计歇一歇 has been read.
        follow_ups: What is due, and what this visit has planned, once the store says so.
        goals: What the family doctor wants values to be.
    """

    id: str
    resident: Person | None = None
    identified_by: str | None = None
    out_of_view: bool = False
    must_confirm: bool = False
    worth_recording: bool = False
    outcome: str = ""
    help_called: bool = False
    call: CallStage = CallStage.OUT
    alerted: frozenset[str] = frozenset()
    queue_no: int | None = None
    committed: frozenset[str] = frozenset()
    fault_shown: bool = False
    follow_ups: tuple[FollowUp, ...] = ()
    goals: tuple[Goal, ...] = ()
    card: VisitCard = field(default_factory=VisitCard)
    camera: VisitCamera = field(default_factory=VisitCamera)
    code: VisitCode = field(default_factory=VisitCode)
    temperature: VisitTemperature = field(default_factory=VisitTemperature)
    pause: Pause = field(default_factory=Pause)
    self_check: SelfCheck = field(default_factory=SelfCheck)
    slip: VisitSlip = field(default_factory=VisitSlip)
    own: VisitOwn = field(default_factory=VisitOwn)

    def __repr__(self) -> str:
        return f"<Visit {self.id}>"


NO_VISIT = Visit("")
"""What a screen draws of a visit while none is open: nothing."""
