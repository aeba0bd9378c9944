"""Which straight line turns a device's raw value into a calibrated one, and on what that rests."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Run


class Standing(StrEnum):
    """Whether a value under a calibration may be relied on."""

    NONE = "none"  # nobody calibrated it: calibrated equals raw
    IN_FORCE = "in-force"
    OVERRIDDEN = "overridden"  # it no longer holds; a technician lets the device be used all the same
    DUE = "due"  # its day is over
    MOVED = "moved"  # the terminal stands somewhere else now
    FAILED = "failed"  # a later check or calibration found it wrong

    @property
    def may_measure(self) -> bool:
        """Whether the device may be used for people. Whether without any calibration is the hall's decision."""
        return self in (Standing.IN_FORCE, Standing.OVERRIDDEN, Standing.NONE)


@dataclass(frozen=True, slots=True)
class CertificateMark:
    """What may be told of the certificate a value rests on.

    Attributes:
        expanded_u: Of a calibrated value (k = 2), in `unit` (UCUM).
        due: Last day on which it holds.
    """

    number: str
    expanded_u: float
    unit: str
    due: date


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is in force for a device and a metric at a moment: calibrated = a · raw + b.

    Attributes:
        id: What every measurement made under it carries.
        a: Slope, without unit; positive.
        b: Offset in the unit of the value.
        method: How it was found; "identity" means not at all.
        device: Name of the device it was made for, None for any.
        standing: Whether it may be relied on.
        number: Of its certificate; "" without one.
        expanded_u: Of a calibrated value (k = 2), in its unit; None where none was found.
        due: Last day of the hall's calendar on which it holds; None without.
    """

    id: str
    a: float = 1.0
    b: float = 0.0
    method: str = "identity"
    device: str | None = None
    standing: Standing = Standing.NONE
    number: str = ""
    expanded_u: float | None = None
    due: date | None = None

    def __post_init__(self) -> None:
        if not (math.isfinite(self.a) and math.isfinite(self.b) and self.a > 0):
            raise ValueError(f"calibration {self.id}: coefficients must be finite and the slope positive")

    def apply(self, raw: float) -> float:
        """The calibrated value of a raw one."""
        return self.a * raw + self.b

    def mark(self, unit: str) -> CertificateMark | None:
        """What may be told of its certificate; None where it has none, or does not hold."""
        if self.standing is not Standing.IN_FORCE or self.expanded_u is None or self.due is None or not self.number:
            return None
        return CertificateMark(self.number, self.expanded_u, unit, self.due)


IDENTITY = Calibration("identity")
"""In force until somebody calibrates: calibrated equals raw, and the record says so."""


class Verdict(StrEnum):
    """Outcome of a comparison with a limit (ILAC-G8:09/2019, 4.2)."""

    PASS = "pass"
    CONDITIONAL_PASS = "conditional-pass"
    CONDITIONAL_FAIL = "conditional-fail"
    FAIL = "fail"

    @property
    def passed(self) -> bool:
        """Within the limit, with or without the guard band."""
        return self in (Verdict.PASS, Verdict.CONDITIONAL_PASS)


@dataclass(frozen=True, slots=True)
class CalibrationRecord:
    """A calibration that was signed. Never changed: a later one supersedes it, an older one stays readable.

    A record whose coefficients differ from those before it has an as-left run, or it was never signed.

    Attributes:
        id: UUIDv7; `Calibration.id` of the values made under it.
        number: Of the certificate; no two records share one.
        serial, firmware: Of the device; "" where not known.
        validated_by: Study by which this model was clinically validated; "" where none is known.
        before: Coefficients (a, b) in force while the as-found run was read; `after` those that are in force now.
        as_left: None where nothing was adjusted.
        limit: Largest permitted error, in `unit`; `limit_id` its row in the table of limits.
        as_found_u, as_left_u: Expanded uncertainty (k = 2) of the error, in `unit`.
        as_found_error, as_left_error: The largest error of each run, in `unit`, with its sign.
        decision: The decision rule, agreed before the work: "guard-band" or "simple".
        drift: Half width allowed for drift till the due day (rectangular), in `unit`.
        site: Where the terminal stood.
        received, done: Days on which the device was received and the work was done.
        due: Last day on which it holds.
        supersedes: Id of the record in force before, None for the first.
        reason: Why it was done, a key of `calibration.reasons`.
        by, second: Logins of whoever did it and of whoever signed as the second person (None where not asked for).
        signed: When it was signed and from when it holds; UTC.
    """

    id: str
    number: str
    device: str
    model: str
    serial: str
    firmware: str
    metric: str
    unit: str
    method: str
    reference: Reference
    before: tuple[float, float]
    after: tuple[float, float]
    as_found: Run
    as_left: Run | None
    as_found_error: float
    as_left_error: float | None
    as_found_u: float
    as_left_u: float | None
    as_found_verdict: Verdict
    as_left_verdict: Verdict | None
    limit: float
    limit_id: str
    decision: str
    drift: float
    site: str
    received: date
    done: date
    due: date
    supersedes: str | None
    reason: str
    by: str
    second: str | None
    signed: datetime
    validated_by: str = ""

    @property
    def verdict(self) -> Verdict:
        """Of the device as it is now."""
        return self.as_left_verdict if self.as_left_verdict is not None else self.as_found_verdict

    @property
    def expanded_u(self) -> float:
        """Of the error of the device as it is now (k = 2), in `unit`."""
        return self.as_left_u if self.as_left_u is not None else self.as_found_u
