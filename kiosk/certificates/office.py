"""Certificates of this terminal: made anew from the record whenever one is wanted, never kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from kiosk import sticks
from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.words import of_refusal
from kiosk.certificates.certificate import sheet_of
from kiosk.certificates.computed import compute
from kiosk.certificates.dcc import dcc_of
from kiosk.certificates.particulars import Issuer
from kiosk.certificates.port import CertificatePrinter
from kiosk.certificates.printers import Printer
from kiosk.certificates.recomputing import recompute
from kiosk.sentences import Refusal, Text, sentence


class Records(Protocol):
    """Where records are; see `kiosk.calibration.keeping.CalibrationKeeping`."""

    def record(self, id_or_number: str) -> CalibrationRecord | None:
        """One record; None where there is none."""


class Trail(Protocol):
    """Where what was done is noted; see `kiosk.archive.audit_trail.AuditTrail`."""

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        """Add an entry."""


class Certificates:
    """Makes certificates and gives them out. Thread-safe, and slow: half a second for a PDF.

    Everything raises Refusal where there is no such record, or none that can be certified.

    Args:
        names: Of accounts by login, in clear.
        drawn: None where nobody can draw, as in a test without a screen.
        sticks: Which are plugged in.
    """

    def __init__(
        self,
        records: Records,
        trail: Trail,
        issuer: Issuer,
        names: Callable[[], Mapping[str, str]],
        drawn: CertificatePrinter | None,
        printer: Printer,
        found_sticks: Callable[[], Sequence[sticks.Stick]] = sticks.sticks,
    ) -> None:
        self._records, self._trail, self._issuer, self._names = records, trail, issuer, names
        self._drawn, self._printer, self._sticks = drawn, printer, found_sticks

    def pdf(self, id_or_number: str) -> bytes:
        """The PDF, with the DCC in it where the method certifies."""
        return self._pdf(self._record(id_or_number))

    def dcc(self, id_or_number: str) -> bytes:
        """The DCC XML."""
        return self._dcc(self._record(id_or_number))

    def print(self, id_or_number: str, by: str) -> Text:
        """Print it; what is said of it."""
        record = self._record(id_or_number)
        done = self._printer.put(self._pdf(record), record.number)
        self._trail.note(by, "certificate.printed", record.id, number=record.number)
        return done

    def to_stick(self, id_or_number: str, by: str) -> Text:
        """Put PDF and DCC on a stick; what is said of it."""
        record, stick = self._record(id_or_number), sticks.the_stick(self._sticks())
        file = sticks.write(stick, f"{record.number}.pdf", self._pdf(record))
        if compute(record).method.certifies:
            sticks.write(stick, f"{record.number}.xml", self._dcc(record))
        self._trail.note(by, "certificate.to-stick", record.id, number=record.number)
        return sentence("certificates.done.on-stick", number=record.number, stick=stick.label, file=file.name)

    def note_saved(self, id_or_number: str, by: str) -> None:
        """Somebody took one to a file of theirs."""
        record = self._record(id_or_number)
        self._trail.note(by, "certificate.saved", record.id, number=record.number)

    def _record(self, id_or_number: str) -> CalibrationRecord:
        record = self._records.record(id_or_number)
        if record is None:
            raise Refusal(sentence("certificates.refused.unknown", number=id_or_number))
        if not all(finding.agrees for finding in recompute(record)):
            raise Refusal(sentence("certificates.refused.differs", number=record.number))
        return record

    def _pdf(self, record: CalibrationRecord) -> bytes:
        if self._drawn is None:
            raise Refusal(sentence("paper.refused.no-screen"))
        particulars = self._issuer.particulars(record, self._names())
        attached = dcc_of(record, particulars) if compute(record).method.certifies else None
        return self._drawn.pdf(sheet_of(record, particulars), attached)

    def _dcc(self, record: CalibrationRecord) -> bytes:
        try:
            return dcc_of(record, self._issuer.particulars(record, self._names()))
        except CalibrationRefused as refused:
            raise Refusal(of_refusal(refused)) from refused
