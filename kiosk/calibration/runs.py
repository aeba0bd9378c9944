"""What was read at which reference values: one run, before or after an adjustment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """What a run is for."""

    AS_FOUND = "as-found"
    AS_LEFT = "as-left"
    CHECK = "check"  # one point in service, such as each morning: it is noted, and changes nothing in force


class Way(StrEnum):
    """How the values came into a run."""

    WIRE = "wire"  # read from the device
    TYPED = "typed"  # read off a display by the technician


@dataclass(frozen=True, slots=True)
class Environment:
    """Where and how it was done; None where a method does not ask for it.

    Attributes:
        ambient_c, humidity_pct: Of the room.
        distance_cm: From the reference to the sensor.
        emissivity: Set on the device while it was read.
        warm_up_min: How long the device had been on.
    """

    ambient_c: float | None = None
    humidity_pct: float | None = None
    distance_cm: float | None = None
    emissivity: float | None = None
    warm_up_min: float | None = None


@dataclass(frozen=True, slots=True)
class SetPoint:
    """Readings at one value of the reference.

    Attributes:
        reference: Value of the reference, in the unit of the run.
        readings: Raw values in the order in which they came: before any correction.
        falling: Reached from above, as in the way down of a pressure.
        left_out: Indices of readings the technician left out, each after being asked.
        added: Small weights put on until the display turned, in the unit of the run (digital rounding); 0 without.
    """

    reference: float
    readings: tuple[float, ...]
    falling: bool = False
    left_out: tuple[int, ...] = ()
    added: float = 0.0

    @property
    def used(self) -> tuple[float, ...]:
        """The readings that count."""
        return tuple(value for index, value in enumerate(self.readings) if index not in self.left_out)


@dataclass(frozen=True, slots=True)
class Run:
    """One run through the points of a method.

    Attributes:
        id: UUIDv7.
        calibration_id: Of the calibration it belongs to; all its runs share it.
        device: Name of the device; `metric` what was read, in `unit` (UCUM).
        method: Id of the method, see `kiosk.calibration.methods`.
        reference_id: The reference it leans on.
        zero_before, zero_after: What the device showed at nothing, where the method asks for it.
        leak_per_min: Loss of pressure, where the method asks for it, in `unit` a minute.
        by: Login of whoever did it.
        limit_id: Row of the table of limits that was chosen before it was read; "" for the usual one of the method.
        decision: The decision rule that was in force then, see `kiosk.calibration.decision`.
        resolution: One step of what was read, in `unit`: of the display where it was typed, else of the wire. That of a
            scale is its scale interval.
    """

    id: str
    calibration_id: str
    stage: Stage
    device: str
    metric: str
    unit: str
    method: str
    points: tuple[SetPoint, ...]
    reference_id: str
    environment: Environment
    begun: datetime
    ended: datetime
    by: str
    way: Way = Way.WIRE
    zero_before: float | None = None
    zero_after: float | None = None
    leak_per_min: float | None = None
    resolution: float = 0.0
    limit_id: str = ""
    decision: str = "guard-band"
