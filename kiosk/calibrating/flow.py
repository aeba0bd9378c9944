"""One calibration at one moment. Frozen; `kiosk.calibrating.table` makes the next one of it and an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from kiosk.calibrating.looking_back import Affected
from kiosk.calibrating.target import Target
from kiosk.calibration.channels import channel
from kiosk.calibration.decision import GUARD_BAND
from kiosk.calibration.device_checks import DeviceCheck
from kiosk.calibration.evaluation import Evaluation
from kiosk.calibration.fit import Line
from kiosk.calibration.methods import Limit, Method, methods
from kiosk.calibration.records import IDENTITY, Calibration, CalibrationRecord
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Environment, Run, SetPoint, Stage, Way
from kiosk.sentences import NO_WORDS, Text

T = TypeVar("T")


def there(value: T | None) -> T:
    """What this step cannot be reached without. Raises LookupError: the table is wrong."""
    if value is None:
        raise LookupError("a step was reached without what it works on")
    return value


class Step(StrEnum):
    """How far it has come."""

    CHOOSE = "choose"
    LOOKING_UP = "looking-up"
    RESUME = "resume"
    """A calibration of this target was begun before: it goes on, or is given up."""
    ENVIRONMENT = "environment"
    REFERENCE = "reference"
    NEW_REFERENCE = "new-reference"
    LIMIT = "limit"
    """By which of the limits it is judged: chosen before anything is read."""
    POINTS = "points"
    """Readings at each point; before, after, or the one of a check."""
    KEEPING = "keeping"
    VERDICT = "verdict"
    """What was found, and whether the device is to be adjusted."""
    REVIEW = "review"
    """What was left: the check after the adjustment has failed."""
    GIVING_UP = "giving-up"
    """Why it is not finished is asked."""
    SIGN = "sign"
    SIGNING = "signing"
    DONE = "done"


BUSY = frozenset({Step.LOOKING_UP, Step.KEEPING, Step.SIGNING})
"""Steps that end by themselves."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the hall set.

    Attributes:
        two_sign: A second person signs.
        decision: How an error with its U is judged, see `kiosk.calibration.decision`.
    """

    two_sign: bool = False
    decision: str = GUARD_BAND


@dataclass(frozen=True, slots=True)
class At:
    """When, and by whom.

    Attributes:
        now_s: Monotonic seconds.
        moment: The same in UTC; `today` the day in the hall.
        fresh_id: An id nobody has.
        by: Login of whoever works.
    """

    now_s: float
    moment: datetime
    today: date
    fresh_id: str
    by: str


@dataclass(frozen=True, slots=True)
class Taking:
    """A run while it is read.

    Attributes:
        points: With the readings so far.
        at: Index of the point that is read.
        running: Readings count.
        apart: Index of a reading that lies far from the others, while nobody said whether it counts.
        counted: Readings of this point that lie apart and count all the same.
        standard: What the reference shows is known; where a method proposes no point it is read off it first.
        weighed: At so many points it was said what small weights turned the display.
        zero_before, zero_after, leak: Where the method asks for them.
    """

    stage: Stage
    run_id: str
    begun: datetime
    points: tuple[SetPoint, ...]
    at: int = 0
    running: bool = False
    apart: int | None = None
    counted: frozenset[int] = frozenset()
    standard: bool = True
    weighed: int = 0
    zero_before: float | None = None
    zero_after: float | None = None
    leak: float | None = None

    @property
    def point(self) -> SetPoint:
        """The one that is read."""
        return self.points[self.at]


@dataclass(frozen=True, slots=True)
class Listening:
    """What the device says while it is looked at.

    Attributes:
        recent: The newest raw values, at most ten.
        asked_s: When it was asked; None while it is not.
        last_s: When it was asked last.
        missed: Questions in a row without a value.
        why: Why there was none.
    """

    recent: tuple[float, ...] = ()
    asked_s: float | None = None
    last_s: float | None = None
    missed: int = 0
    why: Text = NO_WORDS


@dataclass(frozen=True, slots=True)
class Flow:
    """See the module.

    Attributes:
        targets: What can be calibrated here.
        check: Only one point is looked at; nothing in force changes.
        ticket: Of what was asked of other threads; what comes back with an older one is dropped.
        problem: Why the last step was not taken.
        sure: The same press again takes it all the same.
        focus: What is typed goes into this field; `fields` what was typed, by key.
        calibration_id: All runs share it.
        limit_id: The limit that was chosen; "" for the usual one.
        found, left: The kept runs; `found_judged`, `left_judged` what they say.
        checked: The check that certifies nothing, once it is kept.
        line: The fitted line, None where the device stays as it was.
        came_from: Step to which 不放弃 goes back.
    """

    rules: Rules
    targets: tuple[Target, ...] = ()
    check: bool = False
    step: Step = Step.CHOOSE
    ticket: int = 0
    problem: Text = NO_WORDS
    sure: bool = False
    target: Target | None = None
    in_force: Calibration = IDENTITY
    site: str = ""
    references: tuple[Reference, ...] = ()
    open_runs: tuple[Run, ...] = ()
    focus: str = ""
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    environment: Environment = field(default_factory=Environment)
    reference: Reference | None = None
    calibration_id: str = ""
    limit_id: str = ""
    taking: Taking | None = None
    hearing: Listening = field(default_factory=Listening)
    found: Run | None = None
    found_judged: Evaluation | None = None
    left: Run | None = None
    left_judged: Evaluation | None = None
    fitted: Line | None = None
    checked: DeviceCheck | None = None
    line: Line | None = None
    number: str = ""
    due: date | None = None
    record: CalibrationRecord | None = None
    affected: Affected | None = None
    came_from: Step = Step.CHOOSE

    @property
    def method(self) -> Method | None:
        """That of the target."""
        return None if self.target is None else methods()[self.target.method]

    @property
    def item(self) -> str:
        """The model of the target; of an instrument without a wire what was typed of it."""
        return "" if self.target is None else self.target.model or self.fields.get("item", "")

    @property
    def limit(self) -> Limit:
        """What it is judged by."""
        return there(self.method).limit_row(self.limit_id)

    @property
    def before(self) -> tuple[float, float]:
        """Coefficients in force while the device was found; what is worked out of its value is corrected already."""
        if self.target is not None and self.target.metric != channel(self.target.metric):
            return IDENTITY.a, IDENTITY.b
        return self.in_force.a, self.in_force.b

    @property
    def certifies(self) -> bool:
        """Whether it can end in a certificate, and not only in a check that is noted."""
        return self.method is None or self.method.certifies

    @property
    def after(self) -> tuple[float, float]:
        """Coefficients that will be in force."""
        return self.before if self.line is None else (self.line.a, self.line.b)

    @property
    def wire(self) -> bool:
        """Values come from the device, and are not typed."""
        by_hand = self.target is not None and self.target.by_hand
        return self.method is not None and self.method.ways[0] is Way.WIRE and not by_hand

    @property
    def begun(self) -> bool:
        """Something was kept that would have to be given up."""
        return self.found is not None and not self.check
