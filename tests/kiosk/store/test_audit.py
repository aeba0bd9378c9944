"""The audit chain shows what was changed behind its back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.archive.archive import Archive
from kiosk.store.audit import ChainHead
from kiosk.store.errors import StoreError
from kiosk.store.sqlcipher import Database


def _five_entries(store: Archive) -> None:
    for number in range(5):
        store.audit.note("cli:tester", "test.done", None, number=number)


def _behind_its_back(store: Archive, sql: str) -> None:
    def work(db: Database) -> None:
        db.execute("DROP TRIGGER audit_is_never_changed")
        db.execute("DROP TRIGGER audit_is_never_deleted")
        db.execute(sql)

    store._core.writer.call(work)


def test_untouched_chain_is_sound(store: Archive) -> None:
    _five_entries(store)
    report = store.audit.verify()
    assert (report.ok, report.rows, report.first_bad_seq) == (True, 5, None)
    assert report.head == store.audit.head()
    assert len(report.head.digits) == 9


def test_empty_chain_is_sound(store: Archive) -> None:
    assert store.audit.verify().ok
    assert store.audit.head() == ChainHead(0, bytes(32))


@pytest.mark.parametrize(
    ("sql", "bad"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE seq = 3", 3),
        ("UPDATE audit SET detail = '{\"number\": 9}' WHERE seq = 1", 1),
        ("UPDATE audit SET at_utc = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 5", 5),
        ("UPDATE audit SET mac = zeroblob(32) WHERE seq = 2", 2),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq >= 4", 4),
        ("DELETE FROM audit", 1),
    ],
)
def test_tampering_is_found_at_its_row(store: Archive, sql: str, bad: int) -> None:
    _five_entries(store)
    _behind_its_back(store, sql)
    report = store.audit.verify()
    assert (report.ok, report.first_bad_seq) == (False, bad)


def test_chain_rewritten_from_nothing_does_not_fit_a_head_noted_earlier(store: Archive) -> None:
    _five_entries(store)
    noted = store.audit.head()
    _behind_its_back(store, "DELETE FROM audit")
    store._core.writer.call(lambda db: db.execute("DELETE FROM sqlite_sequence WHERE name = 'audit'"))
    _five_entries(store)
    assert store.audit.verify().ok
    assert store.audit.verify(noted).first_bad_seq == 5


@pytest.mark.parametrize("sql", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit WHERE seq = 1"])
def test_program_itself_cannot_change_or_delete_entries(store: Archive, sql: str) -> None:
    _five_entries(store)
    change: Callable[[Database], object] = lambda db: db.execute(sql)  # noqa: E731
    with pytest.raises(StoreError) as refused:
        store._core.writer.call(change)
    assert refused.value.code == "store-refused"
    assert store.audit.verify().ok


def test_an_entry_added_in_the_middle_of_a_check_is_no_damage(store: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk.store import audit

    _five_entries(store)
    reading, added = audit._next_seq, []

    def while_the_writer_goes_on(db: Database) -> int:
        if not added:
            added.append(True)
            store.audit.note("terminal", "test.meanwhile")
        return reading(db)

    monkeypatch.setattr(audit, "_next_seq", while_the_writer_goes_on)
    report = store.audit.verify()
    assert (report.ok, report.rows, added) == (True, 5, [True])
    assert (store.audit.verify().ok, store.audit.verify().rows) == (True, 6)
