"""What is kept of a person is shown, corrected and deleted when the person asks for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.whitelist import WhitelistChange
from kiosk.store.keys import load
from kiosk.whitelist.admission import WhitelistRefused
from tests.kiosk.archive.test_erasure import decrypted
from tests.support.clock import ManualClock
from tests.support.store_rows import (
    WANG_CARD,
    WANG_NUMBER,
    Answer,
    alert,
    card_only,
    enrolment,
    measurement,
    visit,
    wang,
)

WHO = "cli:tester"


def known(store: Archive, clock: ManualClock) -> str:
    """王桂英, a member with a social-security card, who was measured; her id."""
    store.whitelist.add(enrolment(social_card=WANG_CARD), WHO)
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    saved = Answer()
    store.journal.save_visit(visit(clock, person.resident_id), saved)
    store.journal.save_measurements((measurement(clock, person.resident_id),), saved)
    store.journal.save_alert(alert(clock, person.resident_id), saved)
    saved.wait(3)
    store.journal.quarantine((measurement(clock, person.resident_id),), "late")
    store.settle()
    return person.resident_id


def rows_of(store: Archive) -> dict[str, int]:
    tables = ("residents", "documents", "card_references", "consents", "templates", "visits", "visit_steps",
              "measurements", "alerts", "quarantine", "outbox")  # fmt: skip
    with store._core.readers.db() as db:
        return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def trail(store: Archive) -> list[tuple[str, str]]:
    with store._core.readers.db() as db:
        return [(row[0], row[1]) for row in db.execute("SELECT action, detail FROM audit ORDER BY seq")]


def test_everything_is_shown_masked_and_the_look_is_audited(store: Archive, clock: ManualClock) -> None:
    shown = store.rights.show(known(store, clock), WHO)
    assert (shown["person"]["name"], shown["person"]["number"]) == ("王*英", "310***********0020")
    assert (shown["person"]["birth"], shown["documents"][0]["address"]) == ("***", "***")
    assert [(m["metric"], m["value"]) for m in shown["measurements"]] == [("temp_body", 36.5)]
    assert [c["kind"] for c in shown["consents"]] == ["face"]
    assert (len(shown["templates"]), shown["social_cards"], len(shown["visits"])) == (2, 1, 1)
    assert "vector" not in str(shown)
    assert trail(store)[-1][0] == "resident.shown"


def test_in_full_for_the_person(store: Archive, clock: ManualClock) -> None:
    shown = store.rights.show(known(store, clock), WHO, masked=False, reason="本人查看")
    assert (shown["person"]["name"], shown["person"]["number"], shown["person"]["birth"]) == (
        "王桂英", WANG_NUMBER, "1944-03-12")  # fmt: skip


def test_corrected_name_is_the_name_and_a_running_terminal_hears(store: Archive, clock: ManualClock) -> None:
    who = known(store, clock)
    heard: list[WhitelistChange] = []
    store.whitelist.on_change(heard.append)
    changed = store.rights.correct(who, lambda r: replace(r, name="王 桂芬", phone="13800001234"), WHO, "字写错了")
    assert changed == ("name", "phone")
    resident = store.register.resident(who)
    assert resident is not None
    assert (resident.name, resident.phone) == ("王桂芬", "13800001234")
    assert [change.active for change in heard] == [True]
    action, detail = trail(store)[-1]
    assert action == "resident.corrected"
    assert "字写错了" in detail
    assert "桂芬" not in detail
    assert store.rights.correct(who, lambda r: r, WHO, "x") == ()


@pytest.mark.parametrize(("changes", "code"), [
    ({"name": "<i>王</i>"}, "name-letters"),
    ({"sex": "1"}, "whitelist-other-sex"),
])  # fmt: skip
def test_correction_that_cannot_be_right_changes_nothing(
    store: Archive, clock: ManualClock, changes: dict[str, str], code: str
) -> None:
    who = known(store, clock)
    with pytest.raises(WhitelistRefused) as refused:
        store.rights.correct(who, lambda r: replace(r, **changes), WHO, "x")  # type: ignore[arg-type]
    assert refused.value.code == code
    resident = store.register.resident(who)
    assert resident is not None
    assert resident.name == "王桂英"


def test_forgotten_person_is_nowhere_in_the_file(store: Archive, folder: Path, clock: ManualClock) -> None:
    who = known(store, clock)
    with store._core.readers.db() as db:
        sealed = [
            bytes(row[0]) for row in db.execute("SELECT vector FROM templates UNION ALL SELECT name FROM residents")
        ]
        sealed += [bytes(row[0]) for row in db.execute("SELECT payload FROM quarantine")]
    store._core.writer.outside(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    key = load(folder / "store.key").database
    before = decrypted(folder / "kiosk.db", key)
    assert all(part[:24] in before for part in sealed)  # so that the search below can fail
    heard: list[WhitelistChange] = []
    store.whitelist.on_change(heard.append)
    gone, erased = store.rights.forget(who, WHO, "本人要求")
    assert erased is True
    assert (gone["measurements"], gone["templates"], gone["quarantine"], gone["alerts"]) == (1, 2, 1, 1)
    assert [(c.resident_id, c.active) for c in heard] == [(who, False)]
    left = rows_of(store)
    assert left.pop("residents") == 1  # an empty row, below the revoked line of the whitelist
    assert set(left.values()) == {0}
    after = decrypted(folder / "kiosk.db", key)
    for part in sealed:
        assert not any(part[at : at + 16] in after for at in range(0, len(part) - 16, 16))
    assert store.register.by_number(WANG_NUMBER) is None
    assert store.register.meet(card_only(), clock.now()) is None
    assert store.audit.verify().ok
    with pytest.raises(WhitelistRefused):
        store.rights.forget(who, WHO, "once more")
    fresh = store.register.meet(wang(), clock.now())
    assert fresh is not None
    assert fresh.resident_id != who


def test_nobody_is_forgotten_while_they_stand_at_the_terminal(store: Archive, clock: ManualClock) -> None:
    who = known(store, clock)
    saved = Answer()
    store.journal.save_visit(visit(clock, who, ended=False), saved)
    saved.wait()
    with pytest.raises(WhitelistRefused) as refused:
        store.rights.forget(who, WHO, "x")
    assert refused.value.code == "person-at-the-terminal"
    clock.advance(1801)
    store.rights.forget(who, WHO, "x")


def test_somebody_never_on_the_whitelist_leaves_no_row(store: Archive, clock: ManualClock) -> None:
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    store.rights.forget(person.resident_id, WHO, "x")
    assert rows_of(store)["residents"] == 0
