"""`kiosk calibrate verify FILE`: a certificate reckoned anew from its own raw readings, line by line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.bounded import TookTooLong, within
from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import reading_store
from kiosk.sentences import Text, sentence, table

if TYPE_CHECKING:
    from kiosk.certificates.findings import Finding
    from kiosk.certificates.verifying import Report

SECONDS = 20.0
"""A certificate of three pages takes one; a stranger's PDF can be made to take for ever."""


def verified(context: Context, file: Path) -> int:
    """Say line by line what agrees; 1 when anything differs."""
    from kiosk.certificates.pdf_reading import LARGEST
    from kiosk.certificates.verifying import verify
    from kiosk.certificates.xml_reading import NotReadable
    from kiosk.store.errors import StoreError
    from kiosk.store.reading import refuse_missing

    with file.open("rb") as opened:
        content = opened.read(LARGEST + 1)
    try:
        try:
            refuse_missing(context.data_dir)
        except StoreError:
            with within(SECONDS):
                report = verify(content, None)
        else:
            with reading_store(context) as store, within(SECONDS):
                report = verify(content, store.calibrations.record)
    except TookTooLong as late:
        raise Refused(table("certificates.verify.unreadable")["too-slow"], code="too-slow") from late
    except NotReadable as unreadable:
        raise Refused(table("certificates.verify.unreadable")[unreadable.code], code=unreadable.code) from unreadable
    _say(context, report)
    return 0 if report.ok else 1


def _say(context: Context, report: Report) -> None:
    if context.json:
        found = [asdict(finding) for finding in report.findings]
        print(
            json.dumps({"number": report.number, "sound": report.ok, "findings": found}, ensure_ascii=False, indent=2)
        )
        return
    for finding in report.findings:
        print(_line(finding))
    differing = sum(finding.agrees is False for finding in report.findings)
    if differing:
        print(sentence("certificates.verify.unsound", number=report.number, count=differing))
    else:
        print(sentence("certificates.verify.sound", number=report.number))


def _line(finding: Finding) -> Text:
    what = table("certificates.verify.what")[finding.what]
    if finding.agrees is None:
        return sentence("certificates.verify.open", what=what, found=finding.found)
    if not finding.stated and finding.agrees:
        return sentence("certificates.verify.agrees", what=what, found=finding.found)
    if finding.agrees:
        return sentence("certificates.verify.compared", what=what, stated=finding.stated, found=finding.found)
    if not finding.stated:
        return sentence("certificates.verify.differs-plain", what=what, found=finding.found)
    return sentence("certificates.verify.differs", what=what, stated=finding.stated, found=finding.found)
