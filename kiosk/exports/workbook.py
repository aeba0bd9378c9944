"""Measurements as an Excel workbook for people: Chinese headings, numbers as numbers, every text a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import BinaryIO

from kiosk.archive.measurement_log import LoggedMeasurement
from kiosk.exports.xlsx import Value, Workbook
from kiosk.measurements.catalogue import metrics
from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import fault_sentences, sentence, table

SHEET_ROWS = 1_000_000
"""Rows of values in a sheet; Excel ends at 1,048,576."""

_WIDTHS = (20, 11, 21, 12, 9, 9, 10, 12, 10, 20, 22, 10, 14, 38)


def write_workbook(
    file: BinaryIO, records: Iterable[LoggedMeasurement], zone: tzinfo, *, unmasked: bool = False
) -> None:
    """Write all measurements, a sheet a million rows. Memory does not grow with them.

    Raises:
        OSError: a disk refused it.
    """
    head = [str(words) for words in table("records.columns").values()]
    with Workbook(file) as book:
        book.new_sheet(sentence("records.sheet", number=1), head, _WIDTHS)
        for row, record in enumerate(records):
            if row and row % SHEET_ROWS == 0:
                book.new_sheet(sentence("records.sheet", number=row // SHEET_ROWS + 1), head, _WIDTHS)
            book.append(_values(record, zone, unmasked))


def _values(record: LoggedMeasurement, zone: tzinfo, unmasked: bool) -> Iterator[Value]:
    """In the order of `records.columns`; times are the hall's, without a zone as Excel knows none."""
    m, known, rests_on = record.measurement, metrics().get(record.measurement.metric), record.calibration
    name, number = record.name or "", record.number or ""
    yield m.taken_at.utc.astimezone(zone).replace(tzinfo=None, microsecond=0)
    yield name if unmasked or not name else mask_name(name)
    yield number if unmasked else mask_id_number(number)
    yield known.name if known else m.metric
    yield m.value
    yield known.unit_shown if known else m.unit
    yield table("records.sources")[m.source.value]
    yield m.device or ""
    yield table("records.validities")[m.validity.value]
    yield fault_sentences(m.reason.value).staff if m.reason else ""
    yield rests_on.number if rests_on else ""
    yield rests_on.expanded_u if rests_on else None
    yield table("records.standings")[rests_on.standing.value] if rests_on else ""
    yield m.id
