"""A person takes a consent back or has their health data deleted: done at once, and again in an older file put back."""

from __future__ import annotations

import shutil
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.own_rights import Asked, ByWhom, KeptRows
from kiosk.archive.whitelist import WhitelistChange
from kiosk.health_code.result import CodeResult
from kiosk.ids import new_id
from kiosk.visits.ports import StaffAlert
from kiosk.whitelist.admission import WhitelistRefused
from kiosk.whitelist.consent import ConsentKind
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.store_rows import WANG_CARD, Answer, consent, enrolment, measurement, visit, wang

WHO = "zhangli"
CARD = ByWhom.WITH_CARD
ALL = (consent(), consent(ConsentKind.HEALTH), consent(ConsentKind.ADAPTATION), consent(ConsentKind.SHARING))


def member(store: Archive, **changes: object) -> str:
    """王桂英 on the list, who agreed to everything."""
    return store.whitelist.enter(enrolment(social_card=WANG_CARD, **({"consents": ALL} | changes)), WHO).resident_id


def measured(store: Archive, clock: ManualClock, who: str) -> str:
    """She comes and everything that can be kept of a visit is; the visit's id."""
    saved, came = Answer(), visit(clock, who)
    store.journal.save_visit(came, saved)
    store.journal.save_measurements((measurement(clock, who), measurement(clock, who, metric="sys", value=151.0,
                                     unit="mm[Hg]")), saved)  # fmt: skip
    store.journal.save_code(came.visit_id, who, code(clock), saved)
    for kind in ("red-value", "help"):
        text = "高压很高" if kind == "red-value" else "请人帮忙"
        store.journal.save_alert(StaffAlert(new_id(), came.visit_id, who, kind, text, clock.now()), saved)
    saved.wait(5)
    store.journal.quarantine((measurement(clock, who),), "late")
    store.settle()
    return came.visit_id


def code(clock: ManualClock) -> CodeResult:
    now = clock.now().utc
    return CodeResult("green", "suishenma", "x", now, now + timedelta(minutes=5), "gateway", now, "r-1")


def rows(store: Archive, *tables: str) -> dict[str, int]:
    with store._core.readers.db() as db:
        return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def trail(store: Archive) -> list[tuple[str, str]]:
    with store._core.readers.db() as db:
        return [(row[0], row[1]) for row in db.execute("SELECT action, detail FROM audit ORDER BY seq")]


def in_force(store: Archive, who: str) -> list[str]:
    return [c.kind.value for c in store.own_rights.summary(who).consents if c.holds(date(2026, 11, 22))]


def test_L10_face_taken_back_is_refused_at_once_and_gone_within_a_second_while_the_line_stays(
    store: Archive, clock: ManualClock
) -> None:
    who, heard = member(store), list[WhitelistChange]()
    assert store.register.find(who) is not None
    store.whitelist.on_change(heard.append)
    began = time.monotonic()
    done = store.own_rights.withdraw(who, ConsentKind.FACE, WHO, by_whom=CARD)
    assert time.monotonic() - began < 1.0
    assert (set(done.kinds), done.templates, done.erased) == (
        {ConsentKind.FACE, ConsentKind.SHARING, ConsentKind.ADAPTATION}, 2, True)  # fmt: skip
    assert store.register.find(who) is None
    assert store.register.agreed_to_face(who) is False
    assert store.templates.of(who, suspended=True) == []
    assert [(change.resident_id, change.active) for change in heard] == [(who, True)]
    assert in_force(store, who) == ["health"]
    assert [(entry.active, entry.templates) for entry in store.whitelist.entries()] == [(True, 0)]
    action, detail = trail(store)[-1]
    assert action == "consent.withdrawn"
    assert '"by_whom": "with-card"' in detail


def test_L10_adaptation_takes_the_updates_and_leaves_what_was_enrolled(store: Archive, clock: ManualClock) -> None:
    who = member(store)
    with store._core.readers.db() as db:
        first = [row[0] for row in db.execute("SELECT id FROM templates ORDER BY seq")]
    store._core.writer.call(lambda db: db.execute("UPDATE templates SET origin = 'adapted' WHERE id = ?", [first[1]]))
    done = store.own_rights.withdraw(who, ConsentKind.ADAPTATION, WHO, by_whom=CARD)
    assert (done.kinds, done.templates) == ((ConsentKind.ADAPTATION,), 1)
    assert [template.id for template in store.templates.of(who)] == first[:1]
    assert in_force(store, who) == ["face", "health", "sharing"]


def test_health_taken_back_ends_the_keeping_and_deletes_nothing(store: Archive, clock: ManualClock) -> None:
    who = member(store)
    measured(store, clock, who)
    assert store.own_rights.withdraw(who, ConsentKind.HEALTH, WHO, by_whom=CARD).kinds == (ConsentKind.HEALTH,)
    refused = Answer()
    store.journal.save_measurements((measurement(clock, who),), refused)
    assert refused.wait() == [False]
    stands = store.own_rights.summary(who)
    assert (stands.keeps_health, stands.measurements.count, stands.templates) == (False, 2, 2)


def test_somebody_never_asked_may_say_no_to_health_records(store: Archive, clock: ManualClock) -> None:
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    who = person.resident_id
    assert store.own_rights.summary(who).keeps_health is True
    assert store.own_rights.withdraw(who, ConsentKind.HEALTH, WHO, by_whom=ByWhom.ON_SCREEN).kinds == (
        ConsentKind.HEALTH,
    )
    assert store.own_rights.summary(who).keeps_health is False
    entries = len(trail(store))
    assert store.own_rights.withdraw(who, ConsentKind.HEALTH, WHO, by_whom=ByWhom.ON_SCREEN).kinds == ()
    assert len(trail(store)) == entries  # nothing to take back, nothing to note


def test_what_is_not_in_force_is_not_taken_back_again_and_nobody_hears(store: Archive, clock: ManualClock) -> None:
    who, heard = member(store, consents=(consent(),)), list[WhitelistChange]()
    store.own_rights.withdraw(who, ConsentKind.FACE, WHO, by_whom=CARD)
    store.whitelist.on_change(heard.append)
    for kind in (ConsentKind.FACE, ConsentKind.ADAPTATION, ConsentKind.SHARING):
        assert store.own_rights.withdraw(who, kind, WHO, by_whom=CARD).kinds == ()
    assert heard == []
    with pytest.raises(WhitelistRefused) as refused:
        store.own_rights.withdraw(new_id(), ConsentKind.FACE, WHO, by_whom=CARD)
    assert refused.value.code == "person-unknown"


def test_deleted_health_data_is_gone_and_visits_and_whitelist_stay(store: Archive, clock: ManualClock) -> None:
    who = member(store)
    measured(store, clock, who)
    store.follow_ups.add(who, "sys", date(2026, 11, 25), WHO)
    others = store.register.meet(wang(number="310100195001010011", name="李小妹", birth=date(1950, 1, 1)), clock.now())
    assert others is not None
    measured(store, clock, others.resident_id)
    with store._core.readers.db() as db:
        (red,) = db.execute("SELECT id FROM alerts WHERE resident_id = ? AND kind = 'red-value'", [who]).fetchone()
    store.alerts.acknowledge(red, WHO)
    gone = store.own_rights.delete_health(who, WHO, by_whom=Asked(ByWhom.VOUCHED, reason="卡丢了", signed_by="liumei"))
    assert {table: gone[table] for table in ("measurements", "codes", "follow_ups", "quarantine", "alerts")} == {
        "measurements": 2, "codes": 1, "follow_ups": 1, "quarantine": 1, "alerts": 1}  # fmt: skip
    left = rows(store, "measurements", "codes", "follow_ups", "quarantine", "alerts", "visits", "visit_steps")
    assert left == {"measurements": 2, "codes": 1, "follow_ups": 0, "quarantine": 1, "alerts": 3, "visits": 2,
                    "visit_steps": 2}  # fmt: skip
    with store._core.readers.db() as db:
        dangling = """SELECT count(*) FROM outbox o WHERE o.topic IN ('measurement', 'code', 'alert')
          AND NOT EXISTS (SELECT 1 FROM measurements m WHERE m.id = o.row_id)
          AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.id = o.row_id)
          AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.id = o.row_id)"""
        assert db.execute(dangling).fetchone()[0] == 0
    stands = store.own_rights.summary(who)
    assert (stands.listed, stands.templates, stands.health_rows, stands.visits.count) == (True, 2, 0, 1)
    assert stands.keeps_health is True  # the consent stands: what comes is kept again
    action, detail = trail(store)[-1]
    assert action == "resident.health-deleted"
    assert '"signed_by": "liumei"' in detail
    assert "卡丢了" in detail


def test_a_call_nobody_finished_stays_when_health_data_goes(store: Archive, clock: ManualClock) -> None:
    who = member(store)
    measured(store, clock, who)
    store.own_rights.delete_health(who, WHO, by_whom=CARD)
    assert sorted(call.kind for call in store.alerts.open()) == ["help", "red-value"]


def test_L11_older_file_put_back_knows_no_health_data_that_was_deleted_and_no_consent_taken_back(
    folder: Path, tmp_path: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the database lacks the newest entries it once had")
    backup = tmp_path / "backup.db"
    with Archive.open(folder, clock) as store:
        who = member(store)
        measured(store, clock, who)
        card = store.register.meet(
            wang(number="310100195001010011", name="李小妹", birth=date(1950, 1, 1)), clock.now()
        )
        assert card is not None
        measured(store, clock, card.resident_id)
        store._core.writer.outside(lambda db: db.execute("VACUUM INTO ?", [str(backup)]))
        clock.advance(60)
        store.own_rights.withdraw(who, ConsentKind.FACE, WHO, by_whom=CARD)
        store.own_rights.withdraw(card.resident_id, ConsentKind.HEALTH, WHO, by_whom=CARD)
        store.own_rights.delete_health(who, WHO, by_whom=CARD)
    shutil.copy(backup, folder / "kiosk.db")
    (folder / "kiosk.db").chmod(0o600)
    with Archive.open(folder, clock) as store:
        stands = store.own_rights.summary(who)
        assert (stands.templates, stands.health_rows, stands.visits.count, stands.listed) == (0, 0, 1, True)
        assert [c.kind.value for c in stands.consents if c.withdrawn is None] == ["health"]
        assert store.register.find(who) is None
        other = store.own_rights.summary(card.resident_id)
        assert (other.keeps_health, other.measurements.count) == (False, 2)
        assert [action for action, _ in trail(store)].count("resident.health-deleted-again") == 1
        assert rows(store, "quarantine") == {"quarantine": 1}
        clock.advance(3600)
        measured(store, clock, who)
    with Archive.open(folder, clock) as store:  # what came since stays, at this start and at the next
        assert store.own_rights.summary(who).measurements.count == 2
        assert [action for action, _ in trail(store)].count("resident.health-deleted-again") == 1


def test_what_is_measured_after_the_deletion_stays_even_when_the_trail_was_shortened(
    folder: Path, clock: ManualClock
) -> None:
    with Archive.open(folder, clock) as store:
        who = member(store)
        measured(store, clock, who)
        store.own_rights.delete_health(who, WHO, by_whom=CARD)
        clock.advance(3600)
        measured(store, clock, who)
        shorten = "DELETE FROM audit WHERE action = 'resident.health-deleted'"
        store._core.writer.call(lambda db: (db.execute("DROP TRIGGER audit_is_never_deleted"), db.execute(shorten)))
    with Archive.open(folder, clock) as store:
        assert store.own_rights.summary(who).measurements.count == 2


def test_summary_says_what_stands_since_when_and_until_when(store: Archive, clock: ManualClock) -> None:
    who = member(store)
    measured(store, clock, who)
    clock.set_wall(clock.now().utc + timedelta(days=3))
    measured(store, clock, who)
    stands = store.own_rights.summary(who, health_days=365)
    assert stands.measurements == KeptRows(4, date(2026, 11, 22), date(2026, 11, 25), date(2027, 11, 23))
    assert stands.visits == KeptRows(2, date(2026, 11, 22), date(2026, 11, 25), date(2027, 11, 23))
    assert (stands.templates, stands.adapted, stands.face_since) == (2, 0, date(2026, 11, 22))
    assert [(c.kind.value, c.until, c.withdrawn) for c in stands.consents] == [
        (kind, None, None) for kind in ("face", "health", "sharing", "adaptation")]  # fmt: skip
    assert store.own_rights.summary(who).visits.goes is None
