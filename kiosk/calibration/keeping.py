"""What the technician's rooms ask of the kept calibrations. Implemented by `kiosk.archive.calibrations`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from devices.clock import Instant
from kiosk.calibration.records import Calibration, CalibrationRecord, Standing
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Run


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the calendar: a device and metric of this terminal.

    Attributes:
        in_force: As it is for a value taken now.
        record: The newest one, None where nothing was signed.
    """

    device: str
    metric: str
    in_force: Calibration
    record: CalibrationRecord | None

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        return self.in_force.standing


@dataclass(frozen=True, slots=True)
class Override:
    """A device is used although no calibration holds for it.

    Attributes:
        until: It ends by itself on the day after.
    """

    id: str
    device: str
    metric: str
    reason: str
    by: str
    made: datetime
    until: date


class CalibrationKeeping(Protocol):
    """Thread-safe. Whatever is kept is added, never changed, and stands in the audit trail.

    What cannot be kept raises `CalibrationRefused`, or StoreError; then nothing was kept.
    """

    def in_force(self, device: str, metric: str, at: Instant) -> Calibration:
        """See `kiosk.calibration.in_force.Calibrations`."""

    def keep_run(self, run: Run) -> None:
        """Keep a run that was read to its end. It changes nothing in force."""

    def open_runs(self, device: str, metric: str) -> tuple[Run, ...]:
        """Runs of the newest calibration that was begun and neither signed nor given up; the oldest run first."""

    def give_up(self, calibration_id: str, by: str, reason: str) -> None:
        """A calibration that was begun is not finished; its runs stay."""

    def sign(self, record: CalibrationRecord) -> None:
        """Put a record in force. Refused: "number-used", "superseded-meanwhile", "reference-overdue", "no-as-left",
        "same-person-twice", "clock-suspect", "as-left-failed", "moved-meanwhile".
        """

    def next_number(self, day: date) -> str:
        """A certificate number nobody has."""

    def record(self, id_or_number: str) -> CalibrationRecord | None:
        """One record; None where there is none."""

    def history(self, device: str, metric: str) -> tuple[CalibrationRecord, ...]:
        """The newest first."""

    def calendar(self, pairs: tuple[tuple[str, str], ...], now: Instant) -> tuple[Due, ...]:
        """Each device and metric, in the order given."""

    def references(self) -> tuple[Reference, ...]:
        """Known references, the newest certificate of each, by kind."""

    def keep_reference(self, reference: Reference, by: str) -> None:
        """Another reference, or a newer certificate of one. Refused: "certificate-used", "reference-dates",
        "reference-figures".
        """

    def allow(self, device: str, metric: str, reason: str, until: date, by: str) -> Override:
        """Let a device be used although no calibration holds. Refused: "reason-missing", "too-long"."""

    def moved(self, site: str, by: str) -> None:
        """The terminal stands somewhere else: whatever was calibrated at another place does not hold any more."""

    def site(self) -> str:
        """Where the terminal stands; "" until somebody said so."""
