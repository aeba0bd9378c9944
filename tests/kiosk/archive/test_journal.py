"""What happens in visits is kept: whole, once, in order, and as it came."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta

import pytest

from devices.clock import Instant
from kiosk.archive.archive import Archive
from kiosk.health_code.result import CodeResult
from kiosk.ids import new_id
from kiosk.measurements.measurement import Measurement, Validity
from kiosk.measurements.plausibility import Reason
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database
from kiosk.visits.ports import StaffAlert
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, alert, measurement, settled, visit, wang


@pytest.fixture
def resident_id(store: Archive, clock: ManualClock) -> str:
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    return person.resident_id


def _rows(store: Archive, table: str) -> list[Row]:
    with store._core.readers.db() as db:
        return list(db.query(f"SELECT * FROM {table} ORDER BY seq"))


def _topics(store: Archive) -> list[tuple[str, str]]:
    return [(row["topic"], row["row_id"]) for row in _rows(store, "outbox")]


def test_visit_is_kept_with_its_steps(store: Archive, clock: ManualClock, resident_id: str) -> None:
    record, done = visit(clock, resident_id), Answer()
    store.journal.save_visit(record, done)
    assert done.wait() == [True]
    (row,) = _rows(store, "visits")
    assert (row["id"], row["resident_id"], row["outcome"]) == (record.visit_id, resident_id, "served")
    assert (row["at_utc"], row["monotonic_s"]) == ("2026-11-22T01:20:00.000000+00:00", 1000.0)
    with store._core.readers.db() as db:
        steps = list(db.query("SELECT step, state, reason, since_start_s FROM visit_steps ORDER BY step"))
    assert [tuple(s.values()) for s in steps] == [
        (0, "reading", "card arrived", 0.0),
        (1, "checking", "holder found", 0.8),
    ]
    assert _topics(store) == [("visit", record.visit_id)]


def test_start_that_is_saved_after_the_end_does_not_reopen_the_visit(
    store: Archive, clock: ManualClock, resident_id: str
) -> None:
    visit_id, done = new_id(), Answer()
    store.journal.save_visit(visit(clock, resident_id, visit_id=visit_id), done)
    store.journal.save_visit(visit(clock, None, visit_id=visit_id, ended=False), done)
    assert done.wait(2) == [True, True]
    (row,) = _rows(store, "visits")
    assert (row["resident_id"], row["outcome"]) == (resident_id, "served")


def test_measurement_comes_back_as_it_was(store: Archive, clock: ManualClock, resident_id: str) -> None:
    saved, done = measurement(clock, resident_id, calibrated=34.3, skin=33.9, calibration_id=new_id(), model="offset",
                              assessment="normal", device_time=datetime(2026, 11, 22, 9, 19, 58)), Answer()  # fmt: skip
    store.journal.save_measurements((saved,), done)
    assert done.wait() == [True]
    assert store.records.last_measurement(resident_id, "temp_body") == saved


def test_same_measurement_saved_twice_is_one_row_and_one_upload(
    store: Archive, clock: ManualClock, resident_id: str
) -> None:
    saved, done = measurement(clock, resident_id), Answer()
    store.journal.save_measurements((saved,), done)
    store.journal.save_measurements((saved,), done)
    assert done.wait(2) == [True, True]
    assert len(_rows(store, "measurements")) == 1
    assert _topics(store) == [("measurement", saved.id)]


@pytest.mark.parametrize("raw", [math.nan, math.inf, -math.inf, 1e300, -400.0, None])
def test_invalid_reading_is_kept_whatever_its_raw_value(
    store: Archive, clock: ManualClock, resident_id: str, raw: float | None
) -> None:
    saved, done = measurement(clock, resident_id, value=None, validity=Validity.INVALID, reason=Reason.OUT_OF_RANGE,
                              raw_value=raw), Answer()  # fmt: skip
    store.journal.save_measurements((saved,), done)
    assert done.wait() == [True]
    (row,) = _rows(store, "measurements")
    assert (row["value"], row["validity"], row["raw_frame"]) == (None, "invalid", b"\xfe\xac\x00\x05")
    assert row["raw_value"] == (raw if raw == -400.0 else None)


@pytest.mark.parametrize("value", [math.nan, math.inf, 500.0, -300.0])
def test_impossible_value_goes_to_the_quarantine_and_blocks_nothing(
    store: Archive, clock: ManualClock, resident_id: str, value: float, announced: AnnouncedLog
) -> None:
    announced.expect("store write failed (store-refused)")
    bad, good, done = measurement(clock, resident_id, value=value), measurement(clock, resident_id), Answer()
    store.journal.save_measurements((bad,), done)
    store.journal.save_measurements((good,), done)
    assert done.wait(2) == [False, True]
    settled(store)
    assert [row["id"] for row in _rows(store, "measurements")] == [good.id]
    (kept,) = _rows(store, "quarantine")
    assert (kept["kind"], kept["reason"]) == ("refused", "measurement")
    payload = store._core.fields.open_bytes(kept["payload"], "quarantine", "payload", kept["id"])
    assert json.loads(payload)[0]["id"] == bad.id


def test_both_pressures_are_saved_or_neither(
    store: Archive, clock: ManualClock, resident_id: str, announced: AnnouncedLog
) -> None:
    announced.expect("store write failed")
    pair = (measurement(clock, resident_id, metric="sys", unit="mm[Hg]", value=138.0),
            measurement(clock, resident_id, metric="dia", unit="mm[Hg]", value=4000.0))  # fmt: skip
    done = Answer()
    store.journal.save_measurements(pair, done)
    assert done.wait() == [False]
    settled(store)
    assert done.said == [False]
    assert _rows(store, "measurements") == []
    assert len(_rows(store, "quarantine")) == 1


def test_reading_that_is_nobodys_is_kept_apart(store: Archive, clock: ManualClock) -> None:
    reading, done = measurement(clock, None), Answer()
    store.journal.quarantine((reading,), "no visit was waiting")
    store.journal.save_visit(visit(clock, None), done)
    done.wait()
    (kept,) = _rows(store, "quarantine")
    assert (kept["kind"], kept["reason"]) == ("measurement", "no visit was waiting")


def test_alert_and_code_are_kept_sealed(store: Archive, clock: ManualClock, resident_id: str) -> None:
    done = Answer()
    call = alert(clock, resident_id)
    now = clock.now().utc
    code = CodeResult(
        "green", "health-2022", "https://code.example/abc", now, now + timedelta(minutes=1), "gateway", now
    )
    store.journal.save_alert(call, done)
    store.journal.save_code(new_id(), resident_id, code, done)
    assert done.wait(2) == [True, True]
    (row,) = _rows(store, "alerts")
    assert store._core.fields.open(row["text"], "alerts", "text", call.alert_id) == "王奶奶请人帮忙"
    (row,) = _rows(store, "codes")
    assert store._core.fields.open(row["qr_text"], "codes", "qr_text", row["id"]) == "https://code.example/abc"
    assert [topic for topic, _ in _topics(store)] == ["alert", "code"]


def test_last_code_is_remembered_without_its_qr_text(store: Archive, clock: ManualClock, resident_id: str) -> None:
    now = clock.now().utc
    for level in ("yellow", "green"):
        store.codes.remember(resident_id, CodeResult(level, "health-2022", "qr", now, now, "gateway", now, "ref-1"))
    assert store.codes.get(resident_id) == CodeResult("green", "health-2022", "", now, now, "gateway", now, "ref-1")
    assert store.codes.get(new_id()) is None
    with store._core.readers.db() as db:
        assert db.execute("SELECT count(*) FROM last_codes").fetchone() == (1,)


def test_last_time_is_not_what_was_measured_in_this_visit(store: Archive, clock: ManualClock, resident_id: str) -> None:
    done = Answer()
    before = measurement(clock, resident_id, value=36.2)
    store.journal.save_measurements((before,), done)
    running = new_id()
    store.journal.save_visit(visit(clock, resident_id, visit_id=running, ended=False), done)
    now = measurement(clock, resident_id, value=37.9, visit_id=running)
    store.journal.save_measurements((now,), done)
    done.wait(3)
    assert store.register.last_measurement(resident_id, "temp_body") == before
    store.journal.save_visit(visit(clock, resident_id, visit_id=running), done)
    done.wait(4)
    assert store.register.last_measurement(resident_id, "temp_body") == now


def test_doubtful_and_invalid_readings_are_never_last_time(
    store: Archive, clock: ManualClock, resident_id: str
) -> None:
    done = Answer()
    for validity, value in ((Validity.DOUBTFUL, 36.0), (Validity.INVALID, None)):
        row = measurement(clock, resident_id, value=value, validity=validity, reason=Reason.OUT_OF_RANGE)
        store.journal.save_measurements((row,), done)
    done.wait(2)
    assert store.records.last_measurement(resident_id, "temp_body") is None


def test_newest_is_by_order_of_writing_not_by_the_wall_clock(
    store: Archive, clock: ManualClock, resident_id: str
) -> None:
    done = Answer()
    store.journal.save_measurements((measurement(clock, resident_id, value=36.1),), done)
    done.wait()
    clock.set_wall(datetime(2026, 11, 21, 1, 0, tzinfo=UTC))
    newest = measurement(clock, resident_id, value=36.9)
    store.journal.save_measurements((newest,), done)
    done.wait(2)
    assert store.records.last_measurement(resident_id, "temp_body") == newest
    assert [row["clock_suspect"] for row in _rows(store, "measurements")] == [0, 1]


def test_clock_far_in_the_future_for_a_while_marks_only_what_comes_after_it_until_time_catches_up(
    store: Archive, clock: ManualClock
) -> None:
    times = [datetime(2026, 11, 22, tzinfo=UTC), datetime(2036, 11, 22, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)]
    for moment in times:
        clock.set_wall(moment)
        store.audit.note("cli:tester", "test.done")
    assert [row["clock_suspect"] for row in _rows(store, "audit")] == [0, 0, 1]


def test_trust_comes_back_with_a_proved_clock_and_an_entry_that_says_so(store: Archive, clock: ManualClock) -> None:
    clock.set_wall(datetime(2027, 11, 22, tzinfo=UTC))
    store.audit.note("cli:tester", "test.ahead")
    clock.set_wall(datetime(2026, 11, 22, tzinfo=UTC))
    store.audit.note("cli:tester", "test.suspect")
    clock.proved = True
    store.audit.note("cli:tester", "test.proved")
    clock.proved = False  # the line is down again: what was proved stays
    clock.advance(60)
    store.audit.note("cli:tester", "test.later")
    clock.set_wall(datetime(2026, 11, 21, tzinfo=UTC))
    store.audit.note("cli:tester", "test.behind")
    assert [(row["action"], row["clock_suspect"]) for row in _rows(store, "audit")] == [
        ("test.ahead", 0), ("test.suspect", 1), ("clock.proved", 0), ("test.proved", 0), ("test.later", 0),
        ("test.behind", 1),
    ]  # fmt: skip
    assert store.audit.verify().ok


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE visits; --",
        '"; --',
        "%s%n{0}${jndi:ldap://x}",
        "<b>粗</b><img src=x>",
        "=cmd|'/c calc'!A1",
        "㛃𠮷",
        "",
    ],
)
def test_hostile_text_is_only_text(store: Archive, clock: ManualClock, resident_id: str, text: str) -> None:
    done = Answer()
    store.journal.save_alert(StaffAlert(new_id(), None, resident_id, "help", text, clock.now()), done)
    store.journal.save_measurements((measurement(clock, resident_id, device=text, flags=(text,)),), done)
    assert done.wait(2) == [True, True]
    (row,) = _rows(store, "alerts")
    assert store._core.fields.open(row["text"], "alerts", "text", row["id"]) == text
    last = store.records.last_measurement(resident_id, "temp_body")
    assert last is not None
    assert (last.device, last.flags) == (text, (text,))


@pytest.mark.parametrize("text", ["a\x00b", "a\x1b[31mb", "a\u202eb", "a\u200bb", "a\ud800b", "a\x07b"])
def test_character_no_other_database_takes_is_left_out(
    store: Archive, clock: ManualClock, resident_id: str, text: str
) -> None:
    done = Answer()
    store.journal.save_measurements((measurement(clock, resident_id, device=text),), done)
    assert done.wait() == [True]
    last = store.records.last_measurement(resident_id, "temp_body")
    assert last is not None
    assert last.device in ("ab", "a[31mb")


def test_rows_after_the_end_of_the_store_are_answered_no(
    store: Archive, clock: ManualClock, resident_id: str, announced: AnnouncedLog
) -> None:
    announced.expect("cannot be saved: store-closed")
    store.close()
    done = Answer()
    store.journal.save_visit(visit(clock, resident_id), done)
    assert done.said == [False]


def test_closing_commits_what_still_waits(store: Archive, clock: ManualClock, resident_id: str) -> None:
    done = Answer()
    saved: list[Measurement] = [measurement(clock, resident_id) for _ in range(50)]
    for one in saved:
        store.journal.save_measurements((one,), done)
    assert store.close() == 0
    assert done.said == [True] * 50


def test_failed_write_is_tried_again_with_the_same_ids(
    store: Archive, clock: ManualClock, resident_id: str, announced: AnnouncedLog
) -> None:
    announced.expect("store write failed (store-full), try 1")
    pages = store._core.writer.outside(_no_more_pages)
    saved, done = measurement(clock, resident_id, flags=("x" * 1900,) * 40), Answer()
    store.journal.save_measurements((saved,), done)
    assert done.wait() == [False]
    assert (store.health().fault, store.health().unsaved) == ("store-full", 1)
    store._core.writer.outside(lambda db: db.execute(f"PRAGMA max_page_count = {pages + 1000}").fetchall())
    clock.advance(0.6)
    assert done.wait(2) == [False, True]
    assert (store.health().fault, store.health().unsaved) == (None, 0)
    assert store.records.last_measurement(resident_id, "temp_body") == saved


def _no_more_pages(db: Database) -> int:
    pages = int(db.execute("PRAGMA page_count").fetchone()[0])
    db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    return pages


def test_instant_of_a_row_is_the_one_it_happened_at(store: Archive, clock: ManualClock, resident_id: str) -> None:
    done = Answer()
    earlier = Instant(clock.now().utc - timedelta(seconds=90), 910.0)
    store.journal.save_measurements((measurement(clock, resident_id, taken_at=earlier),), done)
    done.wait()
    (row,) = _rows(store, "measurements")
    assert (row["at_utc"], row["monotonic_s"], row["clock_suspect"]) == ("2026-11-22T01:18:30.000000+00:00", 910.0, 0)
