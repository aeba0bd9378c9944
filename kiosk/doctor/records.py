"""The store and its key: read as they lie there, or asked of the terminal that has it open."""

from __future__ import annotations

from pathlib import Path

from devices.clock import Clock
from kiosk.archive.reading import ReadingArchive
from kiosk.doctor import staff
from kiosk.doctor.findings import Finding, Verdict
from kiosk.doctor.run_lock import is_running, read_status
from kiosk.sentences import fault_sentences, sentence
from kiosk.store.errors import StoreError
from kiosk.store.notices import pending
from kiosk.store.opening import DATABASE_NAME


def examine(data_dir: Path, clock: Clock) -> list[Finding]:
    """The file, its safety settings, its audit trail, its key, and what nobody has acknowledged yet."""
    return _file_and_key(data_dir, clock) + _notices(data_dir)


def _notices(data_dir: Path) -> list[Finding]:
    """What became of the file, until somebody says that he knows; read without opening it."""
    advice = sentence("doctor.records.notice-advice")
    return [
        Finding("store.notices", sentence("doctor.part.notices"), Verdict.WARNING, notice.in_words(), advice)
        for notice in pending(data_dir / DATABASE_NAME)
    ]


def _file_and_key(data_dir: Path, clock: Clock) -> list[Finding]:
    if is_running(data_dir):
        status = read_status(data_dir) or {}
        fault = (status.get("store") or {}).get("fault")
        return [
            _broken(str(fault))
            if fault
            else Finding("store", sentence("doctor.part.records"), Verdict.OK, sentence("doctor.in-use"))
        ]
    if not data_dir.exists():
        advice = sentence("doctor.records.no-folder-advice")
        return [
            Finding(
                "store",
                sentence("doctor.part.records"),
                Verdict.WARNING,
                sentence("doctor.records.no-folder", folder=data_dir),
                advice,
            )
        ]
    try:
        with ReadingArchive.open(data_dir, clock) as store:
            return _opened(store)
    except StoreError as error:
        if error.code == "store-none" and data_dir.is_dir():
            return [Finding("store", sentence("doctor.part.records"), Verdict.OK, sentence("doctor.records.none-yet"))]
        return [_broken(error.code)]


def _opened(store: ReadingArchive) -> list[Finding]:
    chain = store.audit.verify()
    found = [
        Finding("store", sentence("doctor.part.records"), Verdict.OK, f"{store.file_bytes // 1024} KB"),
        Finding("key", sentence("doctor.part.key"), Verdict.OK, sentence("doctor.records.key")),
        Finding(
            "store.settings", sentence("doctor.part.safety"), Verdict.OK, sentence("doctor.records.safety")
        ),  # opening refuses when one is not
    ]
    if chain.ok:
        found.append(
            Finding(
                "audit", sentence("doctor.part.audit"), Verdict.OK, sentence("doctor.records.audit", rows=chain.rows)
            )
        )
    else:
        found.append(
            Finding(
                "audit",
                sentence("doctor.part.audit"),
                Verdict.BROKEN,
                sentence("doctor.records.audit-changed"),
                sentence("doctor.records.audit-advice"),
            )
        )
    found.append(staff.examine(store.accounts.known()))
    return found


def _broken(code: str) -> Finding:
    sentences = fault_sentences(code)
    return Finding(
        "store",
        sentence("doctor.part.records"),
        Verdict.BROKEN,
        sentence("doctor.fault", said=sentences.staff, code=code),
        sentences.technician,
    )
