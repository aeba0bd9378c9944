"""What holds for one device and metric at one moment, by everything that is kept of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from statistics import fmean

from kiosk.calibration.keeping import Override
from kiosk.calibration.records import IDENTITY, Calibration, CalibrationRecord, Standing
from kiosk.calibration.runs import Run


@dataclass(frozen=True, slots=True)
class Known:
    """Everything kept of one device and metric.

    Attributes:
        records: Signed, the newest first.
        checks: Checks in service, with the moment each was kept, the newest first.
        overrides: The newest first.
    """

    records: tuple[CalibrationRecord, ...] = ()
    checks: tuple[tuple[datetime, Run], ...] = ()
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """The terminal was put somewhere."""

    at: datetime
    site: str


def site_at(moves: tuple[Move, ...], moment: datetime) -> str:
    """Where the terminal stood then; "" before anybody said so. Moves the newest first."""
    return next((move.site for move in moves if move.at <= moment), "")


def newest_known(known: Known, moves: tuple[Move, ...]) -> datetime | None:
    """When the newest of what decides here was written; None where there is nothing."""
    written = [*(record.signed for record in known.records[:1]), *(move.at for move in moves[:1]),
               *(override.made for override in known.overrides[:1])]  # fmt: skip
    return max(written, default=None)


def in_force(device: str, known: Known, moves: tuple[Move, ...], moment: datetime, day: date) -> Calibration:
    """The calibration of a value that was taken at a moment.

    Args:
        moves: The newest first.
        day: Of that moment, in the hall's calendar.
    """
    record = next((record for record in known.records if record.signed <= moment), None)
    found = IDENTITY if record is None else _of(record, _standing(record, known, moves, moment, day))
    if found.standing is Standing.IN_FORCE:
        return found
    override = next((each for each in known.overrides if each.made <= moment and day <= each.until), None)
    if override is None or (record is not None and override.made < record.signed):
        return found  # it was given for what held before this record
    if any(override.made < move.at <= moment for move in moves):
        return found  # it was given at another place
    return _replaced(found, device, override)


def _of(record: CalibrationRecord, standing: Standing) -> Calibration:
    a, b = record.after
    return Calibration(
        record.id,
        a,
        b,
        method=record.method,
        device=record.device,
        standing=standing,
        number=record.number,
        expanded_u=record.expanded_u,
        due=record.due,
    )


def _replaced(found: Calibration, device: str, override: Override) -> Calibration:
    return Calibration(
        override.id,
        found.a,
        found.b,
        method=found.method,
        device=device,
        standing=Standing.OVERRIDDEN,
        due=override.until,
    )


def _standing(
    record: CalibrationRecord, known: Known, moves: tuple[Move, ...], moment: datetime, day: date
) -> Standing:
    if not record.verdict.passed or _failed_since(record, known, moment):
        return Standing.FAILED
    if record.site != site_at(moves, moment) or any(record.signed < move.at <= moment for move in moves):
        return Standing.MOVED
    if day > record.due:
        return Standing.DUE
    return Standing.IN_FORCE


def _failed_since(record: CalibrationRecord, known: Known, moment: datetime) -> bool:
    """Whether the newest check under this record found an error beyond its limit."""
    newest = next((run for kept, run in known.checks if record.signed <= kept <= moment), None)
    if newest is None:
        return False
    return not is_within(newest, record)


def is_within(check: Run, record: CalibrationRecord) -> bool:
    """Whether a check in service found no error beyond the limit of the record it was made under."""
    a, b = record.after
    errors = (a * fmean(point.used) + b - point.reference for point in check.points if point.used)
    return all(abs(error) <= record.limit for error in errors)
