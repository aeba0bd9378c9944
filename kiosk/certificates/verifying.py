"""Whether a certificate says what its own raw readings say, everywhere in the file, and what the archive says.

What it shows: nothing in it was changed by itself. Whoever reckons a whole certificate anew from invented readings
makes one that agrees with itself; that is found by the archive of the terminal only.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields

import msgspec

from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import Run
from kiosk.calibration.words import of_refusal
from kiosk.certificates.certificate import sheet_of
from kiosk.certificates.dcc import dcc_of
from kiosk.certificates.findings import Finding, said, same
from kiosk.certificates.folding import folded
from kiosk.certificates.pdf_reading import is_pdf, read_pdf
from kiosk.certificates.recomputing import recompute
from kiosk.certificates.sheet import Sheet, header_of, words_of
from kiosk.certificates.stored import Stored, decode
from kiosk.certificates.xml_reading import Node, NotReadable, difference, read
from kiosk.sentences import sentence

MOST_POINTS, MOST_READINGS, MOST_LEFT_OUT = 100, 10_000, 10
"""Of one run that is checked: a stranger's file may hold as many as it likes."""
_STRANGE = (CalibrationRefused, LookupError, ValueError, ArithmeticError)
"""What comes of words, days and figures that this program never writes."""

Lookup = Callable[[str], CalibrationRecord | None]


@dataclass(frozen=True, slots=True)
class Report:
    """What checking a file came to.

    Attributes:
        number: Of the certificate.
        findings: Line by line.
    """

    number: str
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing differs."""
        return not any(finding.agrees is False for finding in self.findings)


def verify(content: bytes, archive: Lookup | None) -> Report:
    """Check a certificate: a PDF with its DCC attached, or the DCC alone.

    Args:
        archive: The record of a number; None where there is no archive to ask.

    Raises:
        NotReadable: it is neither, or cannot be read.
    """
    pdf = read_pdf(content) if is_pdf(content) else None
    node = read(content if pdf is None else pdf.attached)
    stored = _stored(node)
    record = stored.record
    findings = [*recompute(record), _document(node, stored)]
    if pdf is not None:
        findings += _pages(pdf.pages, stored)
    findings.append(_archived(record, archive))
    return Report(record.number, tuple(findings))


def _stored(node: Node) -> Stored:
    if node.name != "digitalCalibrationCertificate":
        raise NotReadable("not-dcc")
    data = node.find("document", "dataBase64")
    if data is None:
        raise NotReadable("no-record")
    try:
        stored = decode(base64.b64decode(data.text, validate=True))
    except (binascii.Error, ValueError) as error:
        raise NotReadable("no-record") from error
    if not all(map(_is_bounded, (stored.record.as_found, stored.record.as_left))):
        raise NotReadable("too-large")
    return stored


def _is_bounded(run: Run | None) -> bool:
    points = () if run is None else run.points
    readings = sum(len(point.readings) for point in points)
    few_left_out = all(len(point.left_out) <= MOST_LEFT_OUT for point in points)
    return len(points) <= MOST_POINTS and readings <= MOST_READINGS and few_left_out


def _document(node: Node, stored: Stored) -> Finding:
    """The whole XML is what the record makes: a figure changed in one place only differs from the other."""
    try:
        made = read(dcc_of(stored.record, stored.particulars))
    except _STRANGE as refused:
        why = of_refusal(refused) if isinstance(refused, CalibrationRefused) else sentence("certificates.verify.words")
        return said("document", why, agrees=False)
    where = difference(node, made)
    if where is None:
        return said("document", sentence("certificates.verify.document-same"), agrees=True)
    return said("document", sentence("certificates.verify.document-differs", where=where), agrees=False)


def _pages(pages: tuple[str, ...], stored: Stored) -> list[Finding]:
    try:
        sheet = sheet_of(stored.record, stored.particulars)
    except _STRANGE:
        return [said("pages", sentence("certificates.verify.words"), agrees=False)]
    count = len(pages)
    bodies = [_body(sheet, page, number, count) for number, page in enumerate(pages, 1)]
    found = [same("page-marks", str(count), str(sum(body is not None for body in bodies)))]
    wanted, drawn = folded("".join(words_of(sheet))), "".join(body or "" for body in bodies)
    if wanted == drawn:
        return [*found, said("pages", sentence("certificates.verify.pages-same"), agrees=True)]
    at = next((i for i, (a, b) in enumerate(zip(wanted, drawn, strict=False)) if a != b), min(len(wanted), len(drawn)))
    start = max(0, at - 8)
    return [*found, Finding("pages", drawn[start : at + 16], wanted[start : at + 16], agrees=False)]


def _body(sheet: Sheet, page: str, number: int, count: int) -> str | None:
    """The words of a page between its header and its footer; None where it lacks one of them."""
    text, head = folded(page), folded("".join(header_of(sheet)))
    foot = folded(sentence("paper.page", page=number, pages=count))
    if not (text.startswith(head) and text.endswith(foot)):
        return None
    return text[len(head) : len(text) - len(foot)]


def _archived(record: CalibrationRecord, archive: Lookup | None) -> Finding:
    if archive is None:
        return said("archive", sentence("certificates.verify.no-archive"), agrees=None)
    kept = archive(record.number)
    if kept is None:
        return said("archive", sentence("certificates.verify.not-in-archive", number=record.number), agrees=False)
    if kept == record:
        return same("archive", digest(record), digest(kept))
    differing = ", ".join(f.name for f in fields(record) if getattr(record, f.name) != getattr(kept, f.name))
    return said("archive", sentence("certificates.verify.other-in-archive", fields=differing), agrees=False)


def digest(record: CalibrationRecord) -> str:
    """SHA-256 of a record, its first sixteen digits."""
    return hashlib.sha256(msgspec.json.encode(record)).hexdigest()[:16]
