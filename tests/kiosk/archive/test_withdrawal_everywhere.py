"""After a withdrawal no copy of a template or a number is left that anybody can read: not in the file, its log and its
free pages, not in files set aside, not in backups and not by what is put back, whenever the power fails.
"""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.expiry import Periods
from kiosk.archive.templates import NewTemplate
from kiosk.ids import new_id
from kiosk.people.resident import Resident
from kiosk.store.audit import AuditChain
from kiosk.store.connection import connect
from kiosk.store.erasable import ErasableKeys
from kiosk.store.fields import FieldCipher
from kiosk.store.keys import load
from kiosk.store.salvage.log import read_log
from kiosk.store.salvage.pages import PAGE_BYTES, PageCipher
from kiosk.whitelist.admission import WhitelistRefused
from kiosk.whitelist.consent import ConsentKind
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.store_folder import fill, flip
from tests.support.store_rows import WANG_NUMBER, consent, enrolment, wang

VECTOR = np.linspace(-0.2, 0.3, 128, dtype="<f4").tobytes()


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of the folder, those of SQLCipher page by page without SQLite, free pages and log frames too; what
    does not open counts as it lies there."""
    keys = load(folder / "store.key")
    found = {}
    for path in (p for p in folder.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        found[path.name] = raw
        if not path.name.startswith("kiosk.db"):
            continue
        base = folder / path.name.removesuffix("-wal")
        cipher = PageCipher(keys.database, base.read_bytes()[:16] if base.exists() else None)
        if path.name.endswith("-wal"):
            pages = [(f.page, raw[f.offset : f.offset + PAGE_BYTES]) for f in read_log(path).replayed]
        else:
            pages = [(n + 1, raw[n * PAGE_BYTES : (n + 1) * PAGE_BYTES]) for n in range(len(raw) // PAGE_BYTES)]
        found[f"{path.name} opened"] = b"".join(cipher.plain(n, page) for n, page in pages if len(page) == PAGE_BYTES)
    return found


def where(folder: Path, planted: bytes) -> list[str]:
    """Which files hold any sixteen bytes of it."""
    parts = [planted[at : at + 16] for at in range(0, len(planted) - 15, 16)]
    return sorted(name for name, content in everything(folder).items() if any(part in content for part in parts))


def opened_by_a_thief(copy: Path, folder: Path) -> list[bytes]:
    """The vectors of a copy of the database, for somebody who has the terminal's key and all that lies there now."""
    keys = load(folder / "store.key")
    fields, db = FieldCipher(keys.fields, keys.index), connect(copy, keys.database)
    try:
        rows = list(db.query("SELECT id, vector FROM templates"))
    finally:
        db.close()
    with ErasableKeys(folder).reading() as erasable:
        opened = (fields.open_erasable(row["vector"], "templates", "vector", row["id"], erasable) for row in rows)
        return [vector for vector in opened if vector is not None]


def sealed(store: Archive) -> dict[str, bytes]:
    """What stands sealed in the rows of 王桂英."""
    with store._core.readers.db() as db:
        (vector,) = db.execute("SELECT vector FROM templates").fetchone()
        (number,) = db.execute("SELECT number FROM residents WHERE number IS NOT NULL").fetchone()
        (index,) = db.execute("SELECT number_index FROM residents WHERE number IS NOT NULL").fetchone()
    return {"vector": bytes(vector), "number": bytes(number), "index": bytes(index)}


def put_wang(store: Archive, *consents: ConsentKind) -> str:
    given = tuple(consent(kind) for kind in (ConsentKind.FACE, *consents))
    store.whitelist.add(enrolment(templates=(NewTemplate("sface", "1", VECTOR, 0.9),), consents=given), "cli:tester")
    return store.whitelist.entries()[0].resident.id


def idle(store: Archive, clock: ManualClock) -> None:
    for _ in range(3):
        clock.advance(0.6)
        store._core.writer.call(lambda db: None)


def actions(store: Archive) -> list[str]:
    with store._core.readers.db() as db:
        return [row[0] for row in db.execute("SELECT action FROM audit ORDER BY seq")]


@pytest.fixture
def damaged(folder: Path, clock: ManualClock, announced: AnnouncedLog) -> Path:
    """A folder whose database was damaged with 王桂英 in it: the old file lies beside the new one."""
    announced.expect("the database was damaged")
    with Archive.open(folder, clock) as store:
        put_wang(store)
    flip(folder / "kiosk.db", 39 * PAGE_BYTES + 7)
    with Archive.open(folder, clock):
        pass
    assert [p.name for p in folder.glob("kiosk.db.corrupt.*")] == ["kiosk.db.corrupt.20261122T012000Z"]
    return folder


def test_L11_nothing_of_somebody_forgotten_stands_in_any_file(damaged: Path, clock: ManualClock) -> None:
    with Archive.open(damaged, clock) as store:
        planted = sealed(store)
        person = store.whitelist.entries()[0].resident.id
        idle(store, clock)
        there = where(damaged, planted["number"])
        assert {"kiosk.db opened", "kiosk.db.corrupt.20261122T012000Z opened"} <= set(there)  # so that it can fail
        assert store.rights.forget(person, "cli:tester", "本人要求")[1] is True
        for what, content in planted.items():
            assert where(damaged, content) == [], what
        for plain in (VECTOR[:16], VECTOR[256:272], WANG_NUMBER.encode(), "王桂英".encode()):
            assert not [name for name, content in everything(damaged).items() if plain in content]


def test_L11_revoked_template_stands_in_no_file_and_the_set_aside_one_is_gone(
    damaged: Path, clock: ManualClock
) -> None:
    with Archive.open(damaged, clock) as store:
        planted = sealed(store)["vector"]
        person = store.whitelist.entries()[0].resident.id
        assert store.whitelist.revoke(person, "cli:tester", "本人要求") is True
        assert where(damaged, planted) == []
        assert list(damaged.glob("kiosk.db.corrupt.*")) == []
        assert actions(store)[-1] == "store.set-aside-destroyed"
        assert store.audit.verify().ok


def test_D2_trail_of_a_destroyed_file_is_kept_and_can_be_verified(damaged: Path, clock: ManualClock) -> None:
    with Archive.open(damaged, clock) as store:
        store.whitelist.revoke(store.whitelist.entries()[0].resident.id, "cli:tester", "本人要求")
        (path,) = store._core.set_aside.trails()
    keys = load(damaged / "store.key")
    trail = connect(path, keys.database)
    try:
        assert [row[0] for row in trail.execute("SELECT action FROM audit")] == ["consent.given", "whitelist.added"]
        assert AuditChain(keys.audit).verify(trail).ok
    finally:
        trail.close()


def test_L11_backup_of_the_database_opens_no_template_after_a_revocation(
    folder: Path, tmp_path: Path, clock: ManualClock
) -> None:
    copy = tmp_path / "backup.db"
    with Archive.open(folder, clock) as store:
        person = put_wang(store)
        store._core.writer.outside(lambda db: db.execute("VACUUM INTO ?", [str(copy)]))
        assert opened_by_a_thief(copy, folder) == [VECTOR]
        store.whitelist.revoke(person, "cli:tester", "本人要求")
        assert opened_by_a_thief(copy, folder) == []


def test_L11_reader_with_a_snapshot_from_before_opens_nothing_after(store: Archive, clock: ManualClock) -> None:
    person = put_wang(store)
    core = store._core
    core.writer.outside(lambda db: db.execute("PRAGMA busy_timeout = 1").fetchall())
    with core.readers.db() as db, core.erasable.reading() as keys:
        db.execute("BEGIN")
        row = next(iter(db.query("SELECT id, vector FROM templates")))
        assert core.fields.open_erasable(row["vector"], "templates", "vector", row["id"], keys) == VECTOR
        assert store.whitelist.revoke(person, "cli:tester", "本人要求") is False  # the log waits for this reader
        again = next(iter(db.query("SELECT id, vector FROM templates")))
        assert again == row
        assert core.fields.open_erasable(row["vector"], "templates", "vector", row["id"], keys) is None
        db.execute("ROLLBACK")


def test_L10_L11_older_file_that_is_put_back_serves_nobody_who_was_taken_off(
    folder: Path, tmp_path: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the database lacks the newest entries it once had")
    backup = tmp_path / "backup.db"
    with Archive.open(folder, clock) as store:
        revoked = put_wang(store)
        forgotten = store.register.meet(wang(number="310100195001010011", name="李小妹", birth=date(1950, 1, 1)),
                                        clock.now())  # fmt: skip
        undone = Resident(id=new_id(), name="陈德明", number=None, sex="1", birth=date(1940, 5, 1))
        store.whitelist.add(enrolment(resident=undone, templates=(NewTemplate("sface", "1", VECTOR),),
                                      consents=(consent(), consent(ConsentKind.ADAPTATION))), "cli:tester")  # fmt: skip
        store._core.writer.outside(lambda db: db.execute("VACUUM INTO ?", [str(backup)]))
        assert forgotten is not None
        store.whitelist.revoke(revoked, "cli:tester", "本人要求")
        store.rights.forget(forgotten.resident_id, "cli:tester", "本人要求")
        store.upkeep.withdraw(undone.id, "cli:tester")
    shutil.copy(backup, folder / "kiosk.db")
    (folder / "kiosk.db").chmod(0o600)
    with Archive.open(folder, clock) as store:
        assert [(e.resident.id, e.templates, e.consents) for e in store.whitelist.entries()] == [
            (undone.id, 1, ("face",))
        ]
        assert [t.vector for t in store.templates.of(undone.id)] == [VECTOR]
        assert store.templates.of(revoked) == []
        with pytest.raises(WhitelistRefused):
            store.rights.show(forgotten.resident_id, "cli:tester")
        done = [action for action in actions(store) if action.endswith("-again")]
        assert done == ["resident.forgotten-again", "whitelist.revoked-again", *["consent.withdrawn-again"] * 2]
        idle(store, clock)
        assert opened_by_a_thief(folder / "kiosk.db", folder) == [VECTOR]
    with Archive.open(folder, clock) as store:
        assert sum(action.endswith("-again") for action in actions(store)) == 4  # once


def test_L11_power_cut_right_after_the_commit_is_made_up_for_at_the_next_start(
    folder: Path, tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut, copy = tmp_path / "cut", tmp_path / "copy.db"
    with Archive.open(folder, clock) as store:
        person = put_wang(store)
        idle(store, clock)
        shutil.copy(folder / "kiosk.db", copy)
        real = ErasableKeys.destroy_doomed

        def after_the_commit(keys: ErasableKeys, *args: object) -> int:
            if not cut.exists():
                shutil.copytree(folder, cut, ignore=shutil.ignore_patterns("ballast"))
            return real(keys, *args)  # type: ignore[arg-type]

        monkeypatch.setattr(ErasableKeys, "destroy_doomed", after_the_commit)
        store.whitelist.revoke(person, "cli:tester", "本人要求")
    assert opened_by_a_thief(copy, cut) == [VECTOR]  # the cut came before the key was destroyed
    with Archive.open(cut, clock) as store:
        assert store.whitelist.entries() == []
        idle(store, clock)
        assert opened_by_a_thief(copy, cut) == []
        assert (cut / "kiosk.db-wal").stat().st_size == 0


def test_power_cut_before_the_commit_takes_nothing_from_anybody(
    folder: Path, tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = tmp_path / "cut"
    with Archive.open(folder, clock) as store:
        person = put_wang(store)
        real = ErasableKeys.doom

        def before_the_commit(keys: ErasableKeys, *args: object) -> None:
            real(keys, *args)  # type: ignore[arg-type]
            shutil.copytree(folder, cut, ignore=shutil.ignore_patterns("ballast"))

        monkeypatch.setattr(ErasableKeys, "doom", before_the_commit)
        store.whitelist.revoke(person, "cli:tester", "本人要求")
    with Archive.open(cut, clock) as store:
        idle(store, clock)
        assert [t.vector for t in store.templates.of(person)] == [VECTOR]
        monkeypatch.undo()
        store.whitelist.revoke(person, "cli:tester", "本人要求")
        idle(store, clock)
        assert opened_by_a_thief(cut / "kiosk.db", cut) == []


def test_lost_keys_cost_the_faces_until_they_are_put_back_and_nothing_else(
    folder: Path, tmp_path: Path, clock: ManualClock
) -> None:
    with Archive.open(folder, clock) as store:
        person = put_wang(store)
    (folder / "never-back-up").rename(tmp_path / "away")
    with Archive.open(folder, clock) as store:
        assert store.templates.of(person) == []
        assert len(store.whitelist.entries()) == 1
    (tmp_path / "away").rename(folder / "never-back-up")
    with Archive.open(folder, clock) as store:
        assert [t.vector for t in store.templates.of(person)] == [VECTOR]


def test_L11_drafts_a_power_cut_left_are_gone_after_a_start(folder: Path, clock: ManualClock) -> None:
    fill(folder, clock, 1)
    for name in ("kiosk.db.draft", "kiosk.db.new", "kiosk.db.new-wal"):
        shutil.copy(folder / "kiosk.db", folder / name)
    with Archive.open(folder, clock):
        assert sorted(p.name for p in folder.glob("kiosk.db.[dn]*")) == []


def test_file_set_aside_goes_with_its_period_and_no_earlier(damaged: Path, clock: ManualClock) -> None:
    periods = Periods(health_days=365, audit_days=1095, set_aside_days=30)
    with Archive.open(damaged, clock) as store:
        clock.advance(timedelta(days=29).total_seconds())
        store.expiry.purge(periods, "terminal")
        assert len(list(damaged.glob("kiosk.db.corrupt.*"))) == 1
        clock.advance(timedelta(days=2).total_seconds())
        store.expiry.purge(periods, "terminal")
        assert list(damaged.glob("kiosk.db.corrupt.*")) == []
        assert "store.set-aside-destroyed" in actions(store)


def test_backup_programs_are_told_to_leave_the_keys_out(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock) as store:
        put_wang(store)
    tag = (folder / "never-back-up" / "CACHEDIR.TAG").read_bytes()
    assert tag.startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    assert {p.stat().st_mode & 0o777 for p in (folder / "never-back-up").iterdir()} == {0o600}
    assert (folder / "never-back-up").stat().st_mode & 0o777 == 0o700
