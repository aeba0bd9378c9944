"""A measurement: a reading, or something a person told us, that is somebody's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from devices.clock import Instant
from kiosk.calibration.records import CertificateMark
from kiosk.measurements.plausibility import Reason

UNCALIBRATED, OVERRIDE = "uncalibrated", "override"
"""Among the flags: nobody had calibrated the device; its calibration did not hold and a technician allowed it."""


class Source(StrEnum):
    """Where a value comes from."""

    DEVICE = "device"
    SELF_REPORTED = "self-reported"


class Validity(StrEnum):
    """Whether a value may be relied on."""

    VALID = "valid"
    DOUBTFUL = "doubtful"  # the device had doubts; kept with its value, marked, not used for bands
    INVALID = "invalid"  # kept without a value: what came stands in `raw_value` and `raw_frame`


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Measurement:
    """One value of one person at one moment. Never changed: a correction is a new one. Its repr carries no value.

    Attributes:
        id: UUIDv7, made once and kept on every retry of storing.
        group_id: The same for all values of one reading, such as both pressures and the pulse.
        metric: Id in the metric catalogue; `unit` is its UCUM unit.
        value: The number as shown, rounded to the metric's decimals; None when invalid.
        device: Name of the device, None when self-reported.
        reason: Why it is not valid, None when it is.
        raw_value: The number as the device sent it or the person typed it, before any correction or limit.
        calibrated, skin: For a body estimate from a forehead, the two steps between raw and value, °C.
        emissivity, ambient_c: Of skin and of the room, by which skin was worked out of calibrated.
        calibration_id: The record in force, None where none applies.
        model: Name of the body model, None where none applies.
        assessment: Temperature verdict or band id, by which it was judged at that moment; None when it was not judged.
        raw_frame: The device's bytes, with nothing in them that names a person.
        device_time: The device's own clock, naive local time.
        flags: Words of the driver, and UNCALIBRATED or OVERRIDE.
        certificate: Of the calibration, while the person is there; not kept: `calibration_id` leads to it.
    """

    id: str
    group_id: str
    metric: str
    value: float | None
    unit: str
    source: Source
    validity: Validity
    taken_at: Instant
    resident_id: str | None = None
    visit_id: str | None = None
    device: str | None = None
    reason: Reason | None = None
    raw_value: float | None = None
    calibrated: float | None = None
    skin: float | None = None
    emissivity: float | None = None
    ambient_c: float | None = None
    calibration_id: str | None = None
    model: str | None = None
    assessment: str | None = None
    raw_frame: bytes | None = None
    device_time: datetime | None = None
    flags: tuple[str, ...] = ()
    certificate: CertificateMark | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != (self.validity is Validity.INVALID):
            raise ValueError(f"{self.metric}: a measurement has no value exactly when it is invalid")
        if (self.reason is None) != (self.validity is Validity.VALID):
            raise ValueError(f"{self.metric}: a measurement has a reason exactly when it is not valid")

    def __repr__(self) -> str:
        return f"<Measurement {self.id} {self.metric} {self.validity.value}>"

    def belonging_to(self, resident_id: str | None, visit_id: str | None) -> Measurement:
        """The same measurement, said to be this resident's, taken in this visit."""
        return replace(self, resident_id=resident_id, visit_id=visit_id)


def valid_values(measurements: tuple[Measurement, ...]) -> dict[str, float]:
    """The valid values by metric, for bands."""
    return {m.metric: m.value for m in measurements if m.validity is Validity.VALID and m.value is not None}


def known_values(measurements: tuple[Measurement, ...]) -> dict[str, float]:
    """The valid and the doubtful values by metric, for red rules."""
    return {m.metric: m.value for m in measurements if m.value is not None}
