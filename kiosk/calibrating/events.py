"""What happens while a device is calibrated: presses, typed values, readings, and what came of work done elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.calibrating.looking_back import Affected
from kiosk.calibrating.target import Target
from kiosk.calibration.device_checks import DeviceCheck
from kiosk.calibration.records import Calibration, CalibrationRecord
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Run
from kiosk.sentences import NO_WORDS, Text


# --- before the readings ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Chosen:
    """A device, metric and method."""

    target: Target


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What is kept of the target. `ticket` is that of what was asked, here and below."""

    ticket: int
    in_force: Calibration
    references: tuple[Reference, ...]
    open_runs: tuple[Run, ...]
    site: str


@dataclass(frozen=True, slots=True)
class TakenUpAgain:
    """A calibration that was begun before goes on."""


@dataclass(frozen=True, slots=True)
class GivenUpFor:
    """What was begun is not finished, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """That is kept."""

    ticket: int


@dataclass(frozen=True, slots=True)
class FieldChosen:
    """What is typed goes into this field; "" for none."""

    key: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A value was typed, and 确定 pressed."""

    text: str


@dataclass(frozen=True, slots=True)
class UnitChosen:
    """What is typed is in this unit: that of the run, or "kPa"."""

    unit: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The step is done: environment, or the new reference."""


@dataclass(frozen=True, slots=True)
class BackPressed:
    """The step before."""


@dataclass(frozen=True, slots=True)
class LimitWanted:
    """Another limit is to be chosen."""


@dataclass(frozen=True, slots=True)
class LimitChosen:
    """By which limit it is judged."""

    id: str


@dataclass(frozen=True, slots=True)
class ReferenceChosen:
    """One of the known references."""

    id: str


@dataclass(frozen=True, slots=True)
class NewReference:
    """Another reference, or a newer certificate, is entered."""


@dataclass(frozen=True, slots=True)
class ReferencesKnown:
    """The entered one is kept; these are known now."""

    ticket: int
    references: tuple[Reference, ...]
    chosen: str


# --- the readings -------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class PointBegun:
    """开始采集: from now on readings count."""


@dataclass(frozen=True, slots=True)
class PointAgain:
    """重测这点: it is read anew from its first reading on."""


@dataclass(frozen=True, slots=True)
class PointNext:
    """下一点."""


@dataclass(frozen=True, slots=True)
class Took:
    """A device answered: its raw value, or None and why there is none."""

    value: float | None
    why: Text = NO_WORDS


@dataclass(frozen=True, slots=True)
class OutlierJudged:
    """Whether the reading that lies apart counts."""

    counts: bool


@dataclass(frozen=True, slots=True)
class RunFinished:
    """看结果: the run was read to its end."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The run is on the disk."""

    ticket: int
    run: Run


@dataclass(frozen=True, slots=True)
class CheckKept:
    """A check that certifies nothing is on the disk."""

    ticket: int
    check: DeviceCheck


# --- the verdict and the signature --------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Adjusted:
    """Whether the fitted line is to correct the device, or it stays as it is."""

    adjust: bool


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The check after the adjustment is done once more."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Number of the certificate and the last day on which it will hold."""

    ticket: int
    number: str
    due: date


@dataclass(frozen=True, slots=True)
class SignWanted:
    """签名生效."""


@dataclass(frozen=True, slots=True)
class SecondSigned:
    """Somebody else signed."""

    login: str


@dataclass(frozen=True, slots=True)
class Signed:
    """It is in force; `affected` are earlier readings that are to be followed up."""

    ticket: int
    record: CalibrationRecord
    affected: Affected | None = None


# --- the whole ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class WentWrong:
    """What was asked for was not done; nothing of it was kept."""

    ticket: int
    why: Text


@dataclass(frozen=True, slots=True)
class BegunAnew:
    """From the choice of the device on."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """The wing is shut; what was read waits."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time goes on."""


Event = (
    Chosen | LookedUp | TakenUpAgain | GivenUpFor | GivenUp | FieldChosen | Typed | UnitChosen | Confirmed | BackPressed
    | LimitWanted | LimitChosen | ReferenceChosen | NewReference | ReferencesKnown
    | PointBegun | PointAgain | PointNext | Took | OutlierJudged | RunFinished | Kept | CheckKept
    | Adjusted | ReadAgain | Prepared | SignWanted | SecondSigned | Signed
    | WentWrong | BegunAnew | SetAside | Ticked
)  # fmt: skip
