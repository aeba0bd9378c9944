"""On which calibration a stored measurement rests, as exports say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.calibration.records import IDENTITY, Standing
from kiosk.measurements.measurement import Measurement
from kiosk.store.core import Core
from kiosk.store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Traced:
    """The calibration of a measurement.

    Attributes:
        standing: When it was taken: in force, overridden, or none.
        number: Of the certificate; "" where none was in force.
        expanded_u: Of the calibrated value (k = 2), in its unit: that of a body temperature is of the skin reading it
            was worked out of. None where none was in force.
        line: Slope and offset (a, b) that made the calibrated value of the raw one; None where none was in force.
        signed: When it was signed, UTC; None where none was in force.
    """

    standing: Standing
    number: str = ""
    expanded_u: float | None = None
    line: tuple[float, float] | None = None
    signed: datetime | None = None


def records_of(core: Core) -> Mapping[str, Traced]:
    """Every signed record by its id; none in a file older than they are. Raises StoreError."""
    try:
        with core.readers.db() as db:
            rows = db.execute(_RECORDS).fetchall()
    except StoreError as error:
        if error.code != "store-unfinished":
            raise
        return {}
    return {
        row_id: Traced(Standing.IN_FORCE, number, u, (a, b), datetime.fromisoformat(signed))
        for row_id, number, u, a, b, signed in rows
    }


def traced(measurement: Measurement, records: Mapping[str, Traced]) -> Traced | None:
    """None where none applies, as for what a person typed."""
    found = measurement.calibration_id
    if found is None:
        return None
    if found == IDENTITY.id:
        return Traced(Standing.NONE)
    return records.get(found, Traced(Standing.OVERRIDDEN))


_RECORDS = """SELECT id, number,
coalesce(json_extract(content, '$.as_left_u'), json_extract(content, '$.as_found_u')),
a, b, json_extract(content, '$.signed') FROM calibrations"""
