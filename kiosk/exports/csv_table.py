"""Measurements as a table for a spreadsheet. Names and numbers masked unless somebody said why not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import tzinfo

from kiosk.archive.measurement_log import LoggedMeasurement
from kiosk.people.names import mask_id_number, mask_name

BOM = "\ufeff"
"""Excel takes a CSV file for the local code page unless it begins with it."""

COLUMNS = (
    "time", "resident", "name", "number", "metric", "value", "unit", "source", "device", "validity", "reason",
    "assessment", "raw_value", "flags", "clock_suspect", "measurement", "visit",
    "calibration", "calibration_u", "calibration_standing",
)  # fmt: skip

_STARTS_A_FORMULA = re.compile(r"[\s\ufeff'\"]*[=+\-@＝＋－＠]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


def csv_lines(records: Iterable[LoggedMeasurement], zone: tzinfo, *, unmasked: bool = False) -> Iterator[str]:
    """The lines of the file, the first with the byte order mark and the column names; each ends with CR LF."""
    yield BOM + line(COLUMNS)
    for record in records:
        yield line(_cells(record, zone, unmasked))


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula: an apostrophe goes before = + - @ and their
    full-width forms, also behind blanks and quotes; TAB, CR and other controls become blanks.
    """
    text = without_controls("" if value is None else str(value))
    return "'" + text if _STARTS_A_FORMULA.match(text) else text


def without_controls(text: str) -> str:
    """The same on one line, with blanks where controls stood."""
    return _CONTROLS.sub(" ", text)


def line(values: Iterable[object]) -> str:
    """One line of cells, ending with CR LF."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in values])
    return out.getvalue()


def _cells(record: LoggedMeasurement, zone: tzinfo, unmasked: bool) -> list[object]:
    m, calibration = record.measurement, record.calibration
    rests_on = (calibration.number, calibration.expanded_u, calibration.standing.value) if calibration else ("", "", "")
    name, number = record.name or "", record.number or ""
    return [
        m.taken_at.utc.astimezone(zone).isoformat(timespec="seconds"), m.resident_id,
        name if unmasked or not name else mask_name(name), number if unmasked else mask_id_number(number),
        m.metric, m.value, m.unit, m.source.value, m.device, m.validity.value, m.reason.value if m.reason else None,
        m.assessment, m.raw_value, " ".join(m.flags), int(record.clock_suspect), m.id, m.visit_id,
        *rests_on,
    ]  # fmt: skip
