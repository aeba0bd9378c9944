"""A batch is taken back within a day: what only it added goes, what it changed is put back, nobody's later work is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.import_plan import Kind
from kiosk.archive.own_rights import ByWhom
from kiosk.archive.whitelist import Enrolment, WhitelistChange
from kiosk.whitelist.admission import WhitelistRefused
from kiosk.whitelist.consent import ConsentKind
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.office_list import CARD, FACE, candidate, counts, rows_of, signed, taken
from tests.support.store_rows import consent, measurement, visit, wang


def test_undo_leaves_nothing_of_who_was_added(store: Archive, folder: Path, clock: ManualClock) -> None:
    heard: list[WhitelistChange] = []
    import_id = taken(store, candidate(0, social_card=CARD), candidate(1), faces={2: FACE})
    store.whitelist.on_change(heard.append)
    clock.advance(60)
    undone = store.imports.undo(import_id, "staff")
    assert (undone.removed, undone.restored, undone.left, undone.traceless) == (2, 0, (), True)
    assert [change.active for change in heard] == [False, False]
    assert store.whitelist.entries() == []
    left = counts(store, "consents", "templates", "card_references", "import_rows")
    assert left == {"consents": 0, "templates": 0, "card_references": 0, "import_rows": 0}
    with store._core.readers.db() as db:
        assert db.execute("SELECT name, number, number_index, phone FROM residents").fetchall() == [(None,) * 4] * 2
    keys = (folder / "never-back-up" / "keys").read_bytes()
    assert keys[48:49] == b"x"
    (one,) = store.imports.recent()
    assert (one.undone, one.undone_by, one.undo_until) == (clock.now().utc, "staff", None)
    assert [row.kind for row in rows_of(store, candidate(0), candidate(1))] == [Kind.NEW, Kind.NEW]
    with store._core.readers.db() as db:
        (last,) = db.execute("SELECT action, detail FROM audit ORDER BY seq DESC LIMIT 1")
    assert last == (
        "whitelist.import-undone", f'{{"import": "{import_id}", "left": 0, "removed": 2, "restored": 0}}',
    )  # fmt: skip


def test_who_agreed_to_an_undo_stands_in_the_trail(store: Archive) -> None:
    import_id = taken(store, candidate(0))
    store.imports.undo(import_id, "staff", signed_by="second")
    with store._core.readers.db() as db:
        (last,) = db.execute("SELECT actor, detail FROM audit ORDER BY seq DESC LIMIT 1")
    assert last == (
        "staff", f'{{"import": "{import_id}", "left": 0, "removed": 1, "restored": 0, "signed_by": "second"}}',
    )  # fmt: skip


def test_undo_puts_back_what_was_changed(store: Archive, clock: ManualClock) -> None:
    taken(store, candidate(0))
    one = candidate(0, consents=signed("张零", date(2026, 11, 22)), social_card=CARD, photo=True)
    moved = replace(one, resident=replace(one.resident, phone="13900000001"))
    clock.advance(60)
    import_id = taken(store, moved, faces={2: FACE})
    clock.advance(60)
    undone = store.imports.undo(import_id, "staff")
    assert (undone.removed, undone.restored, undone.left) == (0, 1, ())
    (entry,) = store.whitelist.entries()
    assert (entry.resident.phone, entry.consents, entry.templates) == ("13800138000", ("face", "health"), 0)
    assert rows_of(store, candidate(0))[0].kind is Kind.SAME
    assert counts(store, "consents", "card_references") == {"consents": 2, "card_references": 0}
    (row,) = rows_of(store, moved)
    assert row.kind is Kind.CHANGED


def test_consents_put_back_hold_after_a_restart_too(store: Archive, folder: Path, clock: ManualClock) -> None:
    taken(store, candidate(0))
    import_id = taken(store, candidate(0, consents=signed("张零", date(2026, 11, 22))))
    store.imports.undo(import_id, "staff")
    store.close()
    with Archive.open(folder, clock) as opened:
        assert opened.whitelist.entries()[0].consents == ("face", "health")


@pytest.mark.parametrize("meanwhile", ["corrected", "withdrawn", "revoked", "suspended", "enrolled"])
def test_whom_somebody_changed_since_is_named_and_left(store: Archive, clock: ManualClock, meanwhile: str) -> None:
    import_id = taken(store, candidate(0), candidate(1))
    clock.advance(60)
    first = store.whitelist.entries()[0].resident
    if meanwhile == "corrected":
        store.rights.correct(first.id, lambda known: replace(known, phone="13700000000"), "other", "改电话")
    elif meanwhile == "withdrawn":
        store.own_rights.withdraw(first.id, ConsentKind.HEALTH, "other", by_whom=ByWhom.WITH_CARD)
    elif meanwhile == "revoked":
        store.whitelist.revoke(first.id, "other", "本人要求")
    elif meanwhile == "suspended":
        store.whitelist.suspend(first.id, "other", "住院")
    else:
        store.whitelist.add(Enrolment(first, (consent(given_by="张零"),), FACE), "other")
    undone = store.imports.undo(import_id, "staff")
    assert [(one.row, one.masked_name) for one in undone.left] == [(2, "张*")]
    assert undone.removed == 1
    active = {entry.resident.name for entry in store.whitelist.entries()}
    assert active == (set() if meanwhile == "revoked" else {"张零"})


def test_who_came_since_goes_off_the_list_and_keeps_their_visit(store: Archive, clock: ManualClock) -> None:
    import_id = taken(store, candidate(0))
    resident_id = store.whitelist.entries()[0].resident.id
    record = visit(clock, resident_id)
    store.journal.save_visit(record, lambda ok: None)
    store.journal.save_measurements((measurement(clock, resident_id, visit_id=record.visit_id),), lambda ok: None)
    store.settle()
    undone = store.imports.undo(import_id, "staff")
    assert (undone.removed, undone.left) == (1, ())
    assert store.whitelist.entries() == []
    assert counts(store, "consents", "measurements") == {"consents": 0, "measurements": 1}
    known = store.register.resident(resident_id)
    assert known is not None
    assert known.name == "张零"
    assert rows_of(store, candidate(0))[0].kind is Kind.NEW


def test_what_a_card_told_since_is_not_lost(store: Archive, clock: ManualClock) -> None:
    """Of who was added the card's own stays, and they go off the list; over who was changed nothing is put back."""
    taken(store, candidate(0))
    one = candidate(0)
    moved = replace(one, resident=replace(one.resident, phone="13900000001"))
    import_id = taken(store, moved, candidate(1))
    clock.advance(60)
    for at in range(2):
        person = candidate(at).resident
        store.register.meet(wang(number=person.number, name=person.name, birth=person.birth), clock.now())
    store.settle()
    undone = store.imports.undo(import_id, "staff")
    assert ([left.row for left in undone.left], undone.removed) == ([2], 1)
    (entry,) = store.whitelist.entries()
    assert (entry.resident.phone, entry.resident.nation) == ("13900000001", "01")
    known = store.register.by_number(candidate(1).resident.number or "")
    assert known is not None
    assert known.nation == "01"


def test_who_was_revoked_before_is_revoked_again_after_an_undo(store: Archive, clock: ManualClock) -> None:
    taken(store, candidate(0))
    store.whitelist.revoke(store.whitelist.entries()[0].resident.id, "staff", "本人要求")
    clock.advance(2 * 86400)
    import_id = taken(store, candidate(0, consents=signed("张零", date(2026, 11, 23))))
    store.imports.undo(import_id, "staff")
    assert rows_of(store, candidate(0))[0].kind is Kind.REVOKED


def test_undo_ends_after_a_day_and_is_done_once(store: Archive, clock: ManualClock) -> None:
    first, second = taken(store, candidate(0)), taken(store, candidate(1))
    store.imports.undo(second, "staff")
    clock.advance(86401)
    for import_id, code in ((first, "import-too-late"), (second, "import-undone-already"), ("x", "import-unknown")):
        with pytest.raises(WhitelistRefused) as refused:
            store.imports.undo(import_id, "staff")
        assert refused.value.code == code
    assert [entry.resident.name for entry in store.whitelist.entries()] == ["张零"]


def test_undo_that_was_cut_off_goes_on(store: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.archive.import_undo.AT_ONCE", 2)
    import_id = taken(store, *(candidate(at) for at in range(5)))

    def pulled(done: int, total: int) -> None:
        assert total == 5
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.imports.undo(import_id, "staff", pulled)
    assert len(store.whitelist.entries()) == 3
    told: list[tuple[int, int]] = []
    store.imports.undo(import_id, "staff", lambda *done: told.append(done))
    assert store.whitelist.entries() == []
    assert told == [(2, 3), (3, 3), (3, 3)]


def test_forgotten_person_is_not_brought_back_by_an_undo(store: Archive) -> None:
    import_id = taken(store, candidate(0), candidate(1))
    store.rights.forget(store.whitelist.entries()[0].resident.id, "staff", "本人要求")
    undone = store.imports.undo(import_id, "staff")
    assert (undone.removed, undone.left) == (1, ())


def test_what_only_an_undo_needs_goes_after_its_day(store: Archive, clock: ManualClock) -> None:
    taken(store, candidate(0))
    clock.advance(3600)
    taken(store, candidate(1))
    now = clock.now().utc
    assert store.imports.drop_old(now) == 0
    assert store.imports.drop_old(now + timedelta(hours=23, minutes=30)) == 1
    assert counts(store, "import_rows", "imports") == {"import_rows": 1, "imports": 2}


def test_older_file_that_is_put_back_brings_nobody_of_an_undone_batch_back(
    store: Archive, folder: Path, tmp_path: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the database lacks the newest entries it once had")
    backup = tmp_path / "backup.db"
    import_id = taken(store, candidate(0), candidate(1), faces={2: FACE})
    store._core.writer.outside(lambda db: db.execute("VACUUM INTO ?", [str(backup)]))
    store.imports.undo(import_id, "staff")
    store.close()
    (folder / "kiosk.db").write_bytes(backup.read_bytes())
    with Archive.open(folder, clock) as opened:
        assert opened.whitelist.entries() == []
        assert counts(opened, "consents", "templates") == {"consents": 0, "templates": 0}
        assert [row.kind for row in rows_of(opened, candidate(0), candidate(1))] == [Kind.NEW, Kind.NEW]
