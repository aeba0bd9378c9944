"""What a record is refused for, at the last moment before it would come into force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kiosk.archive.calibration_rows import known_of, moves
from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import Stage
from kiosk.store.core import Act
from kiosk.store.rows import one
from kiosk.store.sqlcipher import Database

SIGNED_WITHIN = timedelta(minutes=10)
"""A record holds from the moment it was signed: one that says another moment was made under another clock."""
_UNADJUSTED = (1.0, 0.0)


def follows_record(db: Database, record: CalibrationRecord) -> CalibrationRecord:
    """A record that says it supersedes an override supersedes the record the override stood in for."""
    known = known_of(db, record.device, record.metric)
    override = next((each for each in known.overrides if each.id == record.supersedes), None)
    if override is None:
        return record
    older = next((each.id for each in known.records if each.signed <= override.made), None)
    return replace(record, supersedes=older)


def check_before_signing(act: Act, record: CalibrationRecord, today: date, *, two_sign: bool) -> None:
    """Raise CalibrationRefused for a record that cannot come into force.

    Args:
        today: In the hall.
        two_sign: The hall asks for a second signature.
    """
    if act.suspect or abs(act.now.utc - record.signed) > SIGNED_WITHIN:
        raise CalibrationRefused("clock-suspect")
    if record.second == record.by:
        raise CalibrationRefused("same-person-twice")
    if two_sign and record.second is None:
        raise CalibrationRefused("second-missing")
    if record.reference.is_overdue(max(record.done, today)):
        raise CalibrationRefused("reference-overdue", due=record.reference.due)
    _check_as_left(record)
    _check_stayed(act.db, record)
    if one(act.db, "SELECT 1 FROM calibrations_given_up WHERE calibration_id = ?", record.id):
        raise CalibrationRefused("given-up")
    if one(act.db, "SELECT 1 FROM calibrations WHERE number = ?", record.number):
        raise CalibrationRefused("number-used", number=record.number)
    _check_follows(known_of(act.db, record.device, record.metric).records, record)


def _check_as_left(record: CalibrationRecord) -> None:
    left = record.as_left
    if left is None:
        if record.after != record.before or record.as_left_verdict is not None:
            raise CalibrationRefused("no-as-left")
        return
    if left.stage is not Stage.AS_LEFT or left.id == record.as_found.id or record.as_left_verdict is None:
        raise CalibrationRefused("no-as-left")
    if not record.as_left_verdict.passed:
        raise CalibrationRefused("as-left-failed")


def _check_stayed(db: Database, record: CalibrationRecord) -> None:
    """The terminal stands where it was read: whoever carried it since signs nothing. Its first place is no move."""
    if any(move.at > record.as_found.begun for move in moves(db)[:-1]):
        raise CalibrationRefused("moved-meanwhile")


def _check_follows(signed: Sequence[CalibrationRecord], record: CalibrationRecord) -> None:
    """Nobody has signed since the as-found run was read: it was read under what is in force still."""
    newest = signed[0] if signed else None
    if (None if newest is None else newest.id) != record.supersedes:
        raise CalibrationRefused("superseded-meanwhile")
    if record.before != (_UNADJUSTED if newest is None else newest.after):
        raise CalibrationRefused("superseded-meanwhile")
