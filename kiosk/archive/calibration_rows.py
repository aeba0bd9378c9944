"""Calibrations as rows: everything known of one is kept as JSON, with every raw reading, and comes back equal."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

import msgspec

from kiosk.archive.calibration_standing import Known, Move
from kiosk.calibration.keeping import Override
from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import Run, Stage
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment

_log = logging.getLogger("kiosk.store")

T = TypeVar("T")


def content_of(value: object) -> str:
    """A run, reference or record as it is kept. Raises CalibrationRefused "not-a-number": JSON has no NaN."""
    text = msgspec.json.encode(value, order="deterministic").decode()
    try:
        whole = msgspec.json.decode(text, type=type(value)) == value
    except msgspec.ValidationError:
        whole = False
    if not whole:
        raise CalibrationRefused("not-a-number")
    return text


def of_content(kind: type[T], row: Row) -> T:
    """What a row holds. Raises msgspec.MsgspecError for one that was damaged."""
    return msgspec.json.decode(row["content"], type=kind)


def readable(kind: type[T], rows: Iterable[Row]) -> Iterator[tuple[Row, T]]:
    """What rows hold, each with its row. One that was damaged is named in the log and left out."""
    for row in rows:
        try:
            yield row, of_content(kind, row)
        except msgspec.MsgspecError:
            _log.error("a %s cannot be read: %s", kind.__name__, row["id"])


def digest(content: str) -> str:
    """SHA-256 of a content, in hex; it stands in the audit trail, so that a changed row is noticed."""
    return hashlib.sha256(content.encode()).hexdigest()


def known_of(db: Database, device: str, metric: str) -> Known:
    """Everything kept of one device and metric."""
    records = db.query(_RECORDS, [device, metric])
    checks = db.query(_CHECKS, [device, metric, Stage.CHECK.value])
    overrides = db.query(_OVERRIDES, [device, metric])
    return Known(
        tuple(record for _, record in readable(CalibrationRecord, records)),
        tuple((moment(row["at_utc"]), run) for row, run in readable(Run, checks)),
        tuple(map(_override, overrides)),
    )


def moves(db: Database) -> tuple[Move, ...]:
    """Where the terminal stood, the newest first."""
    return tuple(Move(moment(row["at_utc"]), row["site"]) for row in db.query(_SITES))


def newest_of(db: Database) -> tuple[int, ...]:
    """Changes with every row by which another calibration may come into force."""
    return tuple(int(each) for each in db.execute(_NEWEST).fetchone())


def _override(row: Row) -> Override:
    made, until = moment(row["at_utc"]), date.fromisoformat(row["until"])
    return Override(row["id"], row["device"], row["metric"], row["reason"], row["by"], made, until)


_RECORDS = "SELECT id, content FROM calibrations WHERE device = ? AND metric = ? ORDER BY seq DESC"
_CHECKS = """SELECT id, at_utc, content FROM calibration_runs WHERE device = ? AND metric = ? AND stage = ?
ORDER BY seq DESC LIMIT 100"""
_OVERRIDES = "SELECT * FROM calibration_overrides WHERE device = ? AND metric = ? ORDER BY seq DESC LIMIT 100"
_SITES = "SELECT at_utc, site FROM sites ORDER BY seq DESC"
_NEWEST = """SELECT (SELECT coalesce(max(seq), 0) FROM calibrations),
(SELECT coalesce(max(seq), 0) FROM calibration_runs), (SELECT coalesce(max(seq), 0) FROM calibration_overrides),
(SELECT coalesce(max(seq), 0) FROM sites)"""
