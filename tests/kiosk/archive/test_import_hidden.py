"""A long list is written in portions that nobody sees and shown at once; what is cut off before that leaves nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.archive import import_commit
from kiosk.archive.archive import Archive
from kiosk.archive.import_hidden import hide
from kiosk.archive.import_plan import Compared, Kind
from kiosk.archive.import_write import Batch
from kiosk.archive.whitelist import WhitelistChange
from kiosk.gallery.judging import member_rules
from kiosk.settings import Settings
from kiosk.store.core import Act
from kiosk.store.errors import StoreError
from kiosk.whitelist.admission import WhitelistRefused
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.office_list import CARD, FACE, candidate, counts, plan, rows_of, taken
from tests.support.store_rows import enrolment

PEOPLE = 7
TABLES = ("residents", "whitelist_entries", "consents", "templates", "card_references", "imports", "import_rows")
NOTHING = dict.fromkeys(TABLES, 0)
WHOLE = {"residents": 7, "whitelist_entries": 7, "consents": 14, "templates": 2, "card_references": 1, "imports": 1,
         "import_rows": 7}  # fmt: skip


@pytest.fixture(autouse=True)
def _portions_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.archive.import_commit.AT_ONCE", 3)
    monkeypatch.setattr("kiosk.archive.import_hidden.AT_ONCE", 2)


def people(store: Archive) -> tuple[Compared, ...]:
    return rows_of(store, *(candidate(at, social_card=CARD if at == 4 else None) for at in range(PEOPLE)))


def committed(store: Archive, rows: tuple[Compared, ...]) -> str:
    return store.imports.commit(plan(rows, {2: FACE, 8: FACE}), "staff", "second").import_id


def before_each_portion(monkeypatch: pytest.MonkeyPatch, happens: Callable[[int], None]) -> None:
    """Call it on the importing thread before each portion, and before it is shown, with how many went before."""
    real, done = import_commit.prepared, iter(range(100))

    def prepared(*args: object) -> Batch:
        happens(next(done))
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(import_commit, "prepared", prepared)


def last_entries(store: Archive, count: int) -> list[str]:
    with store._core.readers.db() as db:
        rows = db.execute("SELECT action FROM audit ORDER BY seq DESC LIMIT ?", [count]).fetchall()
    return [row[0] for row in rows]


def _newest_import(store: Archive) -> str:
    with store._core.readers.db() as db:
        return next((str(row[0]) for row in db.execute("SELECT id FROM imports").fetchall()), "none")


def seen(store: Archive) -> list[object]:
    """Whatever shows somebody."""
    numbers = [candidate(at).resident.number for at in range(PEOPLE)]
    rules = member_rules(Settings())
    return [
        *store.whitelist.entries(all_entries=True), *store.imports.recent(), *store.members.standings(rules),
        *store.member_lines.after(0, 50, rules), *store.templates.in_force("sface", "1"),
        *(found for number in numbers if number and (found := store.member_lines.with_number(number)) is not None),
        *(row for row in people(store) if row.kind is not Kind.NEW),
    ]  # fmt: skip


# --- written hidden, shown at once --------------------------------------------------------------------------------
def test_nobody_is_seen_before_all_are(store: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[WhitelistChange] = []
    store.whitelist.on_change(heard.append)
    portions: list[int] = []

    def look(done: int) -> None:
        store.whitelist.notice_changes()
        portions.append(counts(store, "whitelist_entries")["whitelist_entries"])
        assert (seen(store), heard) == ([], [])
        with pytest.raises(WhitelistRefused) as unknown:
            store.imports.undo(_newest_import(store), "staff")
        assert unknown.value.code == "import-unknown"

    before_each_portion(monkeypatch, look)
    import_id = committed(store, people(store))
    assert portions == [0, 3, 6, 7]
    assert counts(store, *TABLES) == WHOLE
    assert [change.active for change in heard] == [True] * 7
    assert [row.kind for row in people(store)] == [Kind.SAME] * 7
    assert [(e.active, e.templates, e.consents) for e in store.whitelist.entries()] == [
        (True, int(at in (0, 6)), ("face", "health")) for at in range(7)
    ]
    (one,) = store.imports.recent()
    assert (one.id, one.added, one.faces, one.undone, one.undo_until is not None) == (import_id, 7, 2, None, True)
    assert last_entries(store, 8) == ["whitelist.imported", *["consent.imported"] * 7]
    assert store.audit.verify().ok


def test_no_transaction_holds_more_people_than_a_portion(store: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    def counted(act: Act, batch: Batch) -> None:
        sizes.append(len(batch.residents))
        hide(act, batch)

    monkeypatch.setattr(import_commit, "hide", counted)
    committed(store, people(store))
    assert sizes == [3, 3, 1]


def test_those_already_known_change_in_the_act_that_shows_the_new_ones(
    store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(store, candidate(0))
    phones: list[str | None] = []
    before_each_portion(monkeypatch, lambda _: phones.append(store.whitelist.entries()[0].resident.phone))
    first = candidate(0)
    changed = replace(first, resident=replace(first.resident, phone="13900000001"))
    rows = rows_of(store, changed, *(candidate(at) for at in range(1, 6)))
    done = store.imports.commit(plan(rows), "staff")
    assert (done.added, done.changed, phones) == (5, 1, ["13800138000"] * 3)
    assert store.whitelist.entries()[0].resident.phone == "13900000001"
    undone = store.imports.undo(done.import_id, "staff")
    assert (undone.removed, undone.restored, undone.left) == (5, 1, ())


def test_whole_list_is_taken_back_as_any_other(store: Archive, folder: Path) -> None:
    undone = store.imports.undo(committed(store, people(store)), "staff", signed_by="second")
    assert (undone.removed, undone.left, store.whitelist.entries()) == (7, (), [])
    assert counts(store, "consents", "templates", "import_rows", "card_references") == {
        "consents": 0, "templates": 0, "import_rows": 0, "card_references": 0,
    }  # fmt: skip


# --- what comes between -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("when", [0, 1, 3])
def test_somebody_who_comes_meanwhile_has_the_whole_list_compared_again(
    store: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch, when: int
) -> None:
    def comes(done: int) -> None:
        if done == when:
            taken(store, candidate(5))

    rows = people(store)
    before_each_portion(monkeypatch, comes)
    with pytest.raises(WhitelistRefused) as refused:
        committed(store, rows)
    assert refused.value.code == "whitelist-changed"
    left = counts(store, *TABLES)
    assert left == {**NOTHING, "residents": 1, "whitelist_entries": 1, "consents": 2, "imports": 1, "import_rows": 1}
    assert last_entries(store, 1) == ["whitelist.import-cut-off"]
    keys = (folder / "never-back-up" / "keys").read_bytes()
    assert [keys[at + 48 : at + 49] for at in range(0, len(keys), 64)] == [b"x", b"x"]


def test_news_of_others_is_heard_while_a_list_is_written_and_after_it_was_taken_away(
    store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    store.whitelist.on_change(lambda change: heard.append(change.resident_id))

    def comes(done: int) -> None:
        if done == 1:
            store.whitelist.add(enrolment(), "staff")
        if done == 2:
            raise StoreError("store-full", "no room")

    rows = people(store)
    before_each_portion(monkeypatch, comes)
    with pytest.raises(StoreError):
        committed(store, rows)
    (wang,) = store.whitelist.entries()
    assert (heard, counts(store, "whitelist_entries")) == ([wang.resident.id], {"whitelist_entries": 1})
    store.whitelist.suspend(wang.resident.id, "staff", "住院")
    assert heard == [wang.resident.id] * 2


def test_each_change_is_told_once_when_others_come_before_a_list_is_shown(
    store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def comes(done: int) -> None:
        if done == 1:
            store.whitelist.on_change(lambda change: heard.append(change.resident_id))
        if done == 2:
            store.whitelist.add(enrolment(), "staff")
        store.whitelist.notice_changes()

    rows = people(store)
    before_each_portion(monkeypatch, comes)
    committed(store, rows)
    (wang,) = [one.resident.id for one in store.whitelist.entries() if one.resident.name == "王桂英"]
    assert heard[0] == wang
    assert sorted(heard[1:]) == sorted(row.resident.id for row in rows)
    store.whitelist.suspend(wang, "staff", "住院")
    store.whitelist.suspend(rows[0].resident.id, "staff", "住院")
    assert heard[8:] == [wang, rows[0].resident.id]


def test_who_listens_first_while_a_list_is_written_that_fails_hears_what_comes_after(
    store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[WhitelistChange] = []

    def listens(done: int) -> None:
        if done == 2:
            store.whitelist.on_change(heard.append)
            raise StoreError("store-full", "no room")

    rows = people(store)
    before_each_portion(monkeypatch, listens)
    with pytest.raises(StoreError):
        committed(store, rows)
    store.whitelist.add(enrolment(), "staff")
    assert [change.active for change in heard] == [True]


# --- cut off ------------------------------------------------------------------------------------------------------
def cut_off(tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What lies on the disk before each portion, and before it is shown."""
    run, copies = begun(tmp_path / "run"), list[Path]()

    def copied(done: int) -> None:
        copies.append(tmp_path / f"cut-{done}")
        shutil.copytree(run, copies[-1])

    with Archive.open(run, clock) as store:
        rows = people(store)
        with monkeypatch.context() as patched:
            before_each_portion(patched, copied)
            committed(store, rows)
    return copies


def test_cut_off_between_portions_it_is_gone_at_the_next_start_and_can_be_imported_again(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[list[str]] = []
    for cut in cut_off(tmp_path, clock, monkeypatch):
        with Archive.open(cut, clock) as store:
            assert counts(store, *TABLES) == NOTHING
            assert store.audit.verify().ok
            found.append(last_entries(store, 1))
            keys = (cut / "never-back-up" / "keys").read_bytes()
        with Archive.open(cut, clock) as store:
            assert committed(store, people(store))
            assert counts(store, *TABLES) == WHOLE
    assert found == [["whitelist.import-cut-off"]] * 4
    assert keys[48:49] == keys[64 + 48 : 64 + 49] == b"x"  # of the last: both templates were written already


def test_cut_off_while_it_is_taken_away_the_next_start_goes_on(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = cut_off(tmp_path, clock, monkeypatch)[-1]
    real, portions = import_commit.take_away_some, iter(range(9))

    def failing(act: Act, import_id: str) -> int:
        if next(portions) == 2:
            raise StoreError("store-full", "no room")
        return real(act, import_id)

    with monkeypatch.context() as patched:
        patched.setattr(import_commit, "take_away_some", failing)
        with pytest.raises(StoreError):
            Archive.open(cut, clock)
    with Archive.open(cut, clock) as store:
        assert counts(store, *TABLES) == NOTHING
