"""Nothing that tells who somebody is stands in clear in any file, nor in the encrypted file below its encryption."""

from __future__ import annotations

from pathlib import Path

from kiosk.archive.archive import Archive
from tests.support.clock import ManualClock
from tests.support.store_rows import (
    WANG_CARD,
    WANG_NUMBER,
    Answer,
    alert,
    card_only,
    enrolment,
    measurement,
    settled,
    visit,
    wang,
)

PLANTED = [
    WANG_NUMBER,
    "王桂英",
    "桂英",
    "3号楼402室",
    "13800001234",
    WANG_CARD,
    "王奶奶",
    WANG_NUMBER[6:14],
    "1944-03-12",
]


def _everything(store: Archive, clock: ManualClock) -> None:
    from dataclasses import replace

    plan = enrolment(social_card=WANG_CARD)
    resident = replace(
        plan.resident, phone="13800001234", address=replace(plan.resident.address, building="3号楼402室")
    )
    store.whitelist.add(replace(plan, resident=resident), "cli:tester")
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    assert store.register.meet(card_only(), clock.now()) == person
    done = Answer()
    store.journal.save_visit(visit(clock, person.resident_id), done)
    store.journal.save_measurements((measurement(clock, person.resident_id),), done)
    store.journal.save_alert(alert(clock, person.resident_id), done)
    store.journal.quarantine((measurement(clock, None),), "nobody")
    done.wait(3)
    settled(store)


def test_no_file_holds_a_name_or_a_number_in_clear(store: Archive, clock: ManualClock, folder: Path) -> None:
    _everything(store, clock)
    files = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert len(files["kiosk.db-wal"]) > 0
    for name, content in files.items():
        for planted in PLANTED:
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                assert planted.encode(encoding) not in content, f"{planted!r} stands in {name}"


def test_below_the_encryption_of_the_file_fields_are_sealed_again(store: Archive, clock: ManualClock) -> None:
    _everything(store, clock)
    with store._core.readers.db() as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in db.query(f"SELECT * FROM {table}"):
                content = "|".join(v.hex() if isinstance(v, bytes) else str(v) for v in row.values())
                for planted in PLANTED:
                    assert planted not in content, f"{planted!r} stands in {table}"
                    assert planted.encode().hex() not in content, f"{planted!r} stands in {table}"


def test_copy_without_its_key_does_not_open_and_a_backup_is_encrypted(
    store: Archive, clock: ManualClock, tmp_path: Path
) -> None:
    _everything(store, clock)
    backup = tmp_path / "backup.db"
    store._core.writer.outside(lambda db: db.execute("VACUUM INTO ?", [str(backup)]))
    content = backup.read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert WANG_NUMBER.encode() not in content


def test_nothing_personal_in_reprs(store: Archive, clock: ManualClock) -> None:
    _everything(store, clock)
    entry = store.whitelist.entries()[0]
    person = store.register.find(entry.resident.id)
    shown = repr((entry, entry.resident, person, enrolment(), store.register.resident(entry.resident.id)))
    assert not any(planted in shown for planted in PLANTED)
