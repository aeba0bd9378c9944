"""What staff were called for stays open until somebody acknowledges it, by name, in the audit trail."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.archive.alerts import NoSuchAlert
from kiosk.archive.archive import Archive
from kiosk.ids import new_id
from kiosk.visits.ports import StaffAlert
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer

VISIT = "01936f2a-0000-7000-8000-00000000000a"


def called(
    clock: ManualClock, kind: str, text: str, number: int | None = None, visit_id: str | None = None
) -> StaffAlert:
    queue = None if number is None else f"梧桐 {number}"
    return StaffAlert(new_id(), visit_id, None, kind, text, clock.now(), queue, number)


def save(store: Archive, *alerts: StaffAlert) -> None:
    done = Answer()
    for alert in alerts:
        store.journal.save_alert(alert, done)
    assert done.wait(len(alerts)) == [True] * len(alerts)


def test_open_ones_come_in_order_with_queue_word_and_time(store: Archive, clock: ManualClock) -> None:
    first = called(clock, "code", "王奶奶（梧桐 3）：请看一看随申码", 3)
    clock.advance(60)
    second = called(clock, "help", "有位访客请人帮忙，请到自助机旁边")
    save(store, first, second)
    assert [(a.id, a.kind, a.text, a.queue, a.raised, a.clock_suspect, a.done) for a in store.alerts.open()] == [
        (first.alert_id, "code", first.text, "梧桐 3", clock.now().utc - timedelta(seconds=60), False, None),
        (second.alert_id, "help", second.text, None, clock.now().utc, False, None),
    ]


def test_same_words_again_in_one_visit_are_one_and_done_together(store: Archive, clock: ManualClock) -> None:
    presses = [called(clock, "help", "有位访客请人帮忙", visit_id=VISIT) for _ in range(3)]
    other = called(clock, "help", "有位访客请人帮忙")
    save(store, *presses, other)
    assert [a.ids for a in store.alerts.open()] == [tuple(p.alert_id for p in presses), (other.alert_id,)]
    store.alerts.acknowledge(presses[1].alert_id, "cli:zhang(1000)")
    assert [a.id for a in store.alerts.open()] == [other.alert_id]
    again = called(clock, "help", "有位访客请人帮忙", visit_id=VISIT)
    save(store, again)
    assert [a.id for a in store.alerts.open()] == [other.alert_id, again.alert_id]
    assert [len(a.ids) for a in store.alerts.newest(10)] == [3, 1, 1]


def test_done_is_kept_with_who_when_and_a_sealed_note_and_is_audited(store: Archive, clock: ManualClock) -> None:
    alert = called(clock, "help", "有位访客请人帮忙")
    save(store, alert)
    clock.advance(90)
    store.alerts.acknowledge(alert.alert_id[-6:], "cli:zhang(1000)", "陪王桂英量好了")
    assert store.alerts.open() == []
    (done,) = store.alerts.newest(10)
    assert (done.done, done.done_by, done.note) == (clock.now().utc, "cli:zhang(1000)", "陪王桂英量好了")
    with store._core.readers.db() as db:
        (sealed,) = db.execute("SELECT note FROM alerts").fetchone()
        (entry,) = db.execute(
            "SELECT actor, action, subject, detail FROM audit WHERE action = 'alert.acknowledged'"
        ).fetchall()
    assert "王桂英".encode() not in sealed
    assert entry[:3] == ("cli:zhang(1000)", "alert.acknowledged", alert.alert_id)
    assert json.loads(entry[3]) == {"kind": "help"}
    assert store.audit.verify().ok


def actions(store: Archive) -> list[tuple[object, ...]]:
    with store._core.readers.db() as db:
        rows = db.execute("SELECT actor, action, detail FROM audit WHERE action LIKE 'alert.%' ORDER BY seq").fetchall()
    return [(actor, action, json.loads(detail)) for actor, action, detail in rows if action != "alert.raised"]


def test_first_who_goes_has_taken_it_and_the_second_is_told_who(store: Archive, clock: ManualClock) -> None:
    alert = called(clock, "help", "有位访客请人帮忙")
    save(store, alert)
    clock.advance(30)
    taken = store.alerts.take(alert.alert_id, "li")
    assert (taken.taken, taken.taken_by, taken.done) == (clock.now().utc, "li", None)
    clock.advance(5)
    late = store.alerts.take(alert.alert_id, "zhang")
    assert (late.taken, late.taken_by) == (taken.taken, "li")
    assert [(a.taken, a.taken_by) for a in store.alerts.open()] == [(taken.taken, "li")]
    assert actions(store) == [("li", "alert.taken", {"kind": "help"})]


def test_what_is_given_back_waits_again_and_says_who_had_it(store: Archive, clock: ManualClock) -> None:
    alert = called(clock, "help", "有位访客请人帮忙")
    save(store, alert)
    assert store.alerts.give_back(alert.alert_id, "li").taken is None
    store.alerts.take(alert.alert_id, "li")
    assert store.alerts.give_back(alert.alert_id, "zhang").taken_by == "li"
    assert [(a.taken, a.taken_by) for a in store.alerts.open()] == [(None, None)]
    assert store.alerts.take(alert.alert_id, "zhang").taken_by == "zhang"
    assert actions(store) == [
        ("li", "alert.taken", {"kind": "help"}),
        ("zhang", "alert.given-back", {"kind": "help", "taken_by": "li"}),
        ("zhang", "alert.taken", {"kind": "help"}),
    ]


def test_same_words_again_after_it_was_taken_are_taken_too(store: Archive, clock: ManualClock) -> None:
    presses = [called(clock, "help", "有位访客请人帮忙", visit_id=VISIT) for _ in range(2)]
    save(store, presses[0])
    store.alerts.take(presses[0].alert_id, "li")
    save(store, presses[1])
    assert [(len(a.ids), a.taken_by) for a in store.alerts.open()] == [(2, "li")]
    store.alerts.give_back(presses[1].alert_id, "li")
    assert [(len(a.ids), a.taken_by) for a in store.alerts.open()] == [(2, None)]


def test_what_is_done_is_neither_taken_nor_given_back(store: Archive, clock: ManualClock) -> None:
    alert = called(clock, "help", "x")
    save(store, alert)
    store.alerts.take(alert.alert_id, "li")
    store.alerts.acknowledge(alert.alert_id, "li", "好了")
    assert store.alerts.take(alert.alert_id, "zhang").done_by == "li"
    store.alerts.give_back(alert.alert_id, "zhang")
    (done,) = store.alerts.newest(1)
    assert (done.taken_by, done.done_by) == ("li", "li")


def test_second_acknowledgement_changes_nothing(store: Archive, clock: ManualClock) -> None:
    alert = called(clock, "help", "x")
    save(store, alert)
    store.alerts.acknowledge(alert.alert_id, "cli:zhang(1000)", "好了")
    assert store.alerts.acknowledge(alert.alert_id, "cli:li(1001)", "我").done_by == "cli:zhang(1000)"
    assert [(a.done_by, a.note) for a in store.alerts.newest(1)] == [("cli:zhang(1000)", "好了")]


def test_end_of_an_id_must_fit_one_open_alert(store: Archive, clock: ManualClock) -> None:
    ids = [f"01936f2a-0000-7000-8000-0000000{n}abcd" for n in range(2)]
    alerts = [StaffAlert(one, None, None, "help", "x", clock.now()) for one in ids]
    save(store, *alerts)
    for end, matches in (("abcd", 2), ("ffff", 0), ("bcd", 0), ("", 0), ("%", 0)):
        with pytest.raises(NoSuchAlert) as none:
            store.alerts.acknowledge(end, "cli:zhang(1000)")
        assert none.value.matches == matches
    store.alerts.acknowledge("0ABCD", "cli:zhang(1000)")
    assert store.alerts.acknowledge("abcd", "cli:zhang(1000)").id == ids[1]


def test_newest_are_the_last_rows_done_or_not(store: Archive, clock: ManualClock) -> None:
    alerts = [called(clock, "help", f"{n}") for n in range(4)]
    save(store, *alerts)
    store.alerts.acknowledge(alerts[3].alert_id, "cli:zhang(1000)")
    assert [a.text for a in store.alerts.newest(2)] == ["2", "3"]


def test_last_queue_number_of_a_day(store: Archive, clock: ManualClock) -> None:
    midnight = clock.now().utc
    assert store.alerts.last_queue_number(midnight) is None
    save(store, called(clock, "code", "x", 7), called(clock, "temperature", "x", 8), called(clock, "help", "x"))
    assert store.alerts.last_queue_number(midnight) == 8
    assert store.alerts.last_queue_number(midnight + timedelta(seconds=1)) is None


def test_file_set_aside_is_among_the_alerts(folder: Path, clock: ManualClock, announced: AnnouncedLog) -> None:
    Archive.open(folder, clock).close()
    (folder / "kiosk.db").unlink()
    announced.expect("the database file is gone; a new one is begun")
    with Archive.open(folder, clock) as store:
        assert [(a.kind, a.text) for a in store.alerts.open()] == [
            ("device", "数据库文件不见了，请告诉技术员；一行也没有找回")
        ]
