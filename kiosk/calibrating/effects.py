"""What is to be done while a device is calibrated. The page does it; what comes of it comes back as an event."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.calibrating.target import Target
from kiosk.calibration.device_checks import DeviceCheck
from kiosk.calibration.records import CalibrationRecord, Verdict
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Run


@dataclass(frozen=True, slots=True)
class LookUp:
    """Ask for what is kept of a target: LookedUp."""

    ticket: int
    target: Target


@dataclass(frozen=True, slots=True)
class AskDevice:
    """Ask a device for one reading: Took."""

    device: str


@dataclass(frozen=True, slots=True)
class KeepReference:
    """Keep another reference, or a newer certificate of one: ReferencesKnown."""

    ticket: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class KeepRun:
    """Keep a run that was read to its end: Kept."""

    ticket: int
    run: Run


@dataclass(frozen=True, slots=True)
class KeepCheck:
    """Keep a check that certifies nothing: CheckKept."""

    ticket: int
    check: DeviceCheck


@dataclass(frozen=True, slots=True)
class GiveUp:
    """What was begun is not finished: GivenUp."""

    ticket: int
    calibration_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Prepare:
    """Ask for a certificate number and the day on which it is due: Prepared. `verdict` is that of the as-found run."""

    ticket: int
    target: Target
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class AskSecond:
    """Ask somebody else to sign: SecondSigned."""

    number: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Put a record in force: Signed."""

    ticket: int
    record: CalibrationRecord


Effect = LookUp | AskDevice | KeepReference | KeepRun | KeepCheck | GiveUp | Prepare | AskSecond | Sign
