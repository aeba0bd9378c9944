"""A copy of what is kept of a person, for that person: on a stick, whole or not at all, saying who gave it and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.accounts.session import Session
from kiosk.archive.archive import Archive
from kiosk.archive.asked import Asked
from kiosk.exports.csv_table import BOM, csv_lines, line
from kiosk.exports.fhir_bundle import fhir_text
from kiosk.paper.port import Paper
from kiosk.paper.sheet import Facts, Sheet
from kiosk.people.names import mask_name
from kiosk.rights_desk.told import parts_of
from kiosk.sentences import Refusal, sentence, table
from kiosk.settings import Settings
from kiosk.sticks import Stick, write

FORMATS = ("pdf", "csv", "fhir")
"""In the order in which they are offered; without somebody who draws pages there is no PDF."""
_ENDINGS = {"pdf": "pdf", "csv": "csv", "fhir": "json"}


@dataclass(frozen=True, slots=True, repr=False)
class Copy:
    """Who gives what to whom.

    Attributes:
        form: One of FORMATS.
        when: UTC.
    """

    resident: str
    form: str
    given_by: Session
    asked: Asked
    when: datetime


def stamp_of(copy: Copy, settings: Settings) -> str:
    """Who gave it and when, as it stands in every copy."""
    when = copy.when.astimezone(ZoneInfo(settings.hall.time_zone)).strftime("%Y-%m-%d %H:%M")
    who = f"{mask_name(copy.given_by.name)}({copy.given_by.login})"
    return sentence("rights.copy.stamp", hall=settings.hall.name, who=who, when=when)


def put_on_stick(archive: Archive, settings: Settings, copy: Copy, stick: Stick, paper: Paper | None = None) -> str:
    """Make the copy and write it; the file's name. The trail knows of it first, and of one that failed too.

    Raises:
        WhitelistRefused: person-unknown.
        Refusal: the stick is full, read-only or was pulled, or no font has a character; nothing is on the stick.
        StoreError: it could not be noted, so nothing was written.
    """
    asked = copy.asked.noted()
    kept = archive.rights.show(copy.resident, copy.given_by.login, masked=False, asked=copy.asked)
    if copy.form == "pdf":
        assert paper is not None
        content = paper.pdf(sheet_of(copy, settings, kept))
    else:
        content = _MAKERS[copy.form](archive, settings, copy, kept)
    day = copy.when.astimezone(ZoneInfo(settings.hall.time_zone)).strftime("%Y%m%d-%H%M")
    name = sentence("rights.copy.file", when=day, ending=_ENDINGS[copy.form])
    archive.audit.note(copy.given_by.login, "resident.copied", copy.resident, format=copy.form, **asked)
    try:
        return write(stick, name, content, mode=0o600).name
    except Refusal:
        archive.audit.note(copy.given_by.login, "resident.copy-failed", copy.resident, format=copy.form)
        raise


def sheet_of(copy: Copy, settings: Settings, kept: dict[str, Any]) -> Sheet:
    """Everything as pages to be read."""
    zone, words = ZoneInfo(settings.hall.time_zone), table("rights.sheet")
    parts = parts_of(kept, zone)
    nothing = ((words["nothing"], ""),)
    return Sheet(
        title=words["title"],
        file_title=words["file-title"],
        header=(settings.hall.name, copy.when.astimezone(zone).strftime("%Y-%m-%d")),
        blocks=tuple(Facts(part.title, part.lines or nothing) for part in parts),
        under=words["under"],
        end=words["end"],
        stamp=stamp_of(copy, settings),
        watermark=words["demonstration"] if settings.demonstration else "",
    )


def _csv(archive: Archive, settings: Settings, copy: Copy, kept: dict[str, Any]) -> bytes:
    """Everything in lines of two cells, then what was measured with all there is of it."""
    zone = ZoneInfo(settings.hall.time_zone)
    text = BOM + line([stamp_of(copy, settings)])
    for part in parts_of(kept, zone):
        text += line([part.title]) + "".join(line(each) for each in part.lines)
    text += line([table("rights.copy")["measured"]])
    measured = archive.records.measurements(resident_id=copy.resident)
    return (text + "".join(csv_lines(measured, zone, unmasked=True)).removeprefix(BOM)).encode()


def _fhir(archive: Archive, settings: Settings, copy: Copy, kept: dict[str, Any]) -> bytes:
    """What was measured, as a FHIR transaction."""
    zone, models = ZoneInfo(settings.hall.time_zone), {entry.name: entry.model for entry in settings.devices}
    measured = archive.records.measurements(resident_id=copy.resident)
    made = fhir_text(measured, zone, copy.when, archive.records.pseudonym, models=models, unmasked=True,
                     stamp=stamp_of(copy, settings))  # fmt: skip
    return "".join(made).encode()


_MAKERS = {"csv": _csv, "fhir": _fhir}
