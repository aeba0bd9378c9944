"""What was calibrated is kept as it was, and what is in force follows from it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.clock import Instant
from kiosk.archive.archive import Archive
from kiosk.archive.calibrations import CalibrationArchive, CalibrationRules
from kiosk.archive.reading import ReadingArchive
from kiosk.calibration.records import IDENTITY, Calibration, CalibrationRecord, Standing, Verdict
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import SetPoint, Stage
from kiosk.ids import new_id
from kiosk.store.errors import StoreError
from kiosk.store.rows import Row, insert
from kiosk.store.sqlcipher import Database
from tests.conftest import AnnouncedLog
from tests.kiosk.archive.calibrated import DEVICE, LINE, METRIC, NEXT_YEAR, TODAY, read_under, record, run, unadjusted
from tests.kiosk.calibration.thermometer import black_body
from tests.support.clock import ManualClock

TABLES = ("calibration_runs", "calibrations", "calibrations_given_up", "reference_certificates",
          "calibration_overrides", "sites")  # fmt: skip


def now(store: Archive, clock: ManualClock) -> Calibration:
    return store.calibrations.in_force(DEVICE, METRIC, clock.now())


def refused(code: str, store: Archive, wanted: CalibrationRecord) -> None:
    """Signing is refused with a code, and nothing is kept."""
    before = store.calibrations.history(DEVICE, METRIC)
    with pytest.raises(CalibrationRefused) as error:
        store.calibrations.sign(wanted)
    assert error.value.code == code
    assert store.calibrations.history(DEVICE, METRIC) == before


# --- what is in force -----------------------------------------------------------------------------------------------
def test_nothing_signed_is_identity(store: Archive, clock: ManualClock) -> None:
    assert now(store, clock) is IDENTITY


def test_record_is_in_force_from_its_signature_for_its_device_and_metric(store: Archive, clock: ManualClock) -> None:
    before = clock.now()
    clock.advance(60)
    store.calibrations.sign(record(clock, "KC-1"))
    a, b = LINE
    found = now(store, clock)
    assert (found.a, found.b, found.number, found.expanded_u, found.due) == (a, b, "KC-1", 0.169, NEXT_YEAR)
    assert found.standing is Standing.IN_FORCE
    assert store.calibrations.in_force(DEVICE, METRIC, before) is IDENTITY
    assert store.calibrations.in_force("other", METRIC, clock.now()) is IDENTITY
    assert store.calibrations.in_force(DEVICE, "sys", clock.now()) is IDENTITY


def test_newer_record_supersedes_and_the_older_stays_readable(store: Archive, clock: ManualClock) -> None:
    first = record(clock, "KC-1")
    store.calibrations.sign(first)
    at_first = clock.now()
    clock.advance(3600)
    second = unadjusted(clock, "KC-2", before=LINE, after=LINE, supersedes=first.id)
    store.calibrations.sign(second)
    assert now(store, clock).id == second.id
    assert store.calibrations.in_force(DEVICE, METRIC, at_first).id == first.id
    assert store.calibrations.history(DEVICE, METRIC) == (second, first)
    assert store.calibrations.record("KC-1") == store.calibrations.record(first.id) == first
    assert store.calibrations.record("KC-3") is None


def test_record_comes_back_equal_with_every_reading(store: Archive, clock: ManualClock, folder: Path) -> None:
    wanted = record(clock, "KC-1")
    readings = (34.6, 0.1 + 0.2, 1e-17, -40.0)
    points = (SetPoint(35.0, readings, falling=True, left_out=(2,), added=0.03), *wanted.as_found.points[1:])
    wanted = replace(wanted, as_found=replace(wanted.as_found, points=points, zero_before=-0.0))
    store.calibrations.sign(wanted)
    assert store.calibrations.record("KC-1") == wanted
    store.close()
    with ReadingArchive.open(folder, clock) as again:
        assert again.calibrations.record("KC-1") == wanted
        assert again.calibrations.in_force(DEVICE, METRIC, clock.now()).id == wanted.id


@pytest.mark.parametrize(
    ("hall_time", "standing"),
    [
        (datetime(2027, 11, 21, 15, 59, 59, tzinfo=UTC), Standing.IN_FORCE),  # 23:59:59 in Shanghai
        (datetime(2027, 11, 21, 16, 0, tzinfo=UTC), Standing.DUE),
    ],
)
def test_record_holds_to_the_end_of_its_last_day_in_the_hall(
    store: Archive, clock: ManualClock, hall_time: datetime, standing: Standing
) -> None:
    store.calibrations.sign(record(clock, "KC-1"))
    assert store.calibrations.in_force(DEVICE, METRIC, Instant(hall_time, 9e6)).standing is standing


def test_move_voids_what_was_calibrated_before_and_a_move_back_does_not_mend_it(
    store: Archive, clock: ManualClock
) -> None:
    keeping = store.calibrations
    keeping.moved("一楼大厅", "tang")
    keeping.sign(record(clock, "KC-1", site="一楼大厅"))
    assert now(store, clock).standing is Standing.IN_FORCE
    clock.advance(60)
    keeping.moved("活动室", "tang")
    assert (now(store, clock).standing, keeping.site()) == (Standing.MOVED, "活动室")
    clock.advance(60)
    keeping.moved("一楼大厅", "tang")
    assert now(store, clock).standing is Standing.MOVED


@pytest.mark.parametrize(("site", "code"), [("  ", "site-missing"), ("一楼大厅 ", "site-same")])
def test_move_has_to_say_where_to(store: Archive, site: str, code: str) -> None:
    store.calibrations.moved("一楼大厅", "tang")
    with pytest.raises(CalibrationRefused, match=code):
        store.calibrations.moved(site, "tang")


def test_device_left_as_it_was_though_found_wrong_has_failed(store: Archive, clock: ManualClock) -> None:
    store.calibrations.sign(unadjusted(clock, "KC-1", as_found_verdict=Verdict.CONDITIONAL_FAIL, as_found_error=-0.4))
    assert now(store, clock).standing is Standing.FAILED


@pytest.mark.parametrize(("reads", "standing"), [(36.60, Standing.IN_FORCE), (36.20, Standing.FAILED)])
def test_check_beyond_the_limit_takes_a_record_out_of_force_till_the_next_good_one(
    store: Archive, clock: ManualClock, reads: float, standing: Standing
) -> None:
    store.calibrations.sign(record(clock, "KC-1"))
    clock.advance(60)
    store.calibrations.keep_run(run(clock, new_id(), Stage.CHECK, points=(SetPoint(37.0, (reads,)),)))
    assert now(store, clock).standing is standing
    clock.advance(60)
    store.calibrations.keep_run(run(clock, new_id(), Stage.CHECK, points=(SetPoint(37.0, (36.6, 36.7)),)))
    assert now(store, clock).standing is Standing.IN_FORCE


def test_clock_that_was_set_back_takes_nothing_out_of_force(store: Archive, clock: ManualClock) -> None:
    store.calibrations.sign(record(clock, "KC-1"))
    clock.set_wall(datetime(2019, 1, 1, tzinfo=UTC))
    assert (now(store, clock).number, now(store, clock).standing) == ("KC-1", Standing.IN_FORCE)


def test_in_force_is_asked_of_memory(store: Archive, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    store.calibrations.sign(record(clock, "KC-1"))
    first = now(store, clock)

    def gone() -> None:
        raise StoreError("store-io", "the disk is gone")

    monkeypatch.setattr(store._core.readers, "db", gone)
    assert now(store, clock) == first


def test_store_that_cannot_be_read_is_identity_and_is_said(
    store: Archive, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, announced: AnnouncedLog
) -> None:
    announced.expect("is not known")

    def gone() -> None:
        raise StoreError("store-io", "the disk is gone")

    monkeypatch.setattr(store._core.readers, "db", gone)
    assert now(store, clock) is IDENTITY


def test_damaged_row_is_left_out_and_said(store: Archive, clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("a CalibrationRecord cannot be read")
    good = record(clock, "KC-1")
    store.calibrations.sign(good)
    row: Row = {"id": new_id(), "number": "KC-2", "device": DEVICE, "metric": METRIC, "content": "{}"}
    row |= {"a": 1.0, "b": 0.0, "due": "2027-11-21"}
    core = store._core
    core.writer.call(lambda db: insert(db, "calibrations", {**row, **core.act(db, "x").when()}))
    store.calibrations.look()
    assert now(store, clock).id == good.id


def test_what_another_program_signed_is_in_force_after_a_look(store: Archive, clock: ManualClock) -> None:
    keeping = store.calibrations
    other = CalibrationArchive(store._core, keeping._zone, CalibrationRules())
    keeping.look()
    assert now(store, clock) is IDENTITY
    other.sign(record(clock, "KC-1"))
    assert now(store, clock) is IDENTITY
    keeping.look()
    assert now(store, clock).number == "KC-1"


# --- overrides ------------------------------------------------------------------------------------------------------
def test_override_lets_a_due_device_be_used_to_the_end_of_its_last_day(store: Archive, clock: ManualClock) -> None:
    store.calibrations.sign(record(clock, "KC-1", due=TODAY))
    clock.advance(86400)
    assert now(store, clock).standing is Standing.DUE
    override = store.calibrations.allow(DEVICE, METRIC, "标准器送检，周五回来", date(2026, 11, 25), "tang")
    found = now(store, clock)
    assert (found.id, found.standing, found.a) == (override.id, Standing.OVERRIDDEN, LINE[0])
    assert (found.number, found.expanded_u, found.due) == ("", None, date(2026, 11, 25))
    clock.set_wall(datetime(2026, 11, 25, 15, 59, tzinfo=UTC))
    assert now(store, clock).standing is Standing.OVERRIDDEN
    clock.set_wall(datetime(2026, 11, 25, 16, 0, tzinfo=UTC))
    assert now(store, clock).standing is Standing.DUE


def test_override_ends_with_the_next_signature_and_with_a_move(store: Archive, clock: ManualClock) -> None:
    keeping = store.calibrations
    override = keeping.allow(DEVICE, METRIC, "等标准器", date(2026, 11, 28), "tang")
    assert now(store, clock).id == override.id
    clock.advance(60)
    keeping.moved("活动室", "tang")
    assert now(store, clock) is IDENTITY
    clock.advance(60)
    again = keeping.allow(DEVICE, METRIC, "等标准器", date(2026, 11, 28), "tang")
    clock.advance(60)
    failed = unadjusted(clock, "KC-1", site="活动室", supersedes=again.id, as_found_verdict=Verdict.FAIL)
    keeping.sign(failed)
    assert now(store, clock).standing is Standing.FAILED
    assert keeping.history(DEVICE, METRIC) == (replace(failed, supersedes=None),)


@pytest.mark.parametrize(
    ("reason", "until", "code"),
    [
        ("  等  ", TODAY, "reason-missing"),
        ("等标准器", date(2026, 11, 21), "too-long"),
        ("等标准器", date(2026, 11, 30), "too-long"),
    ],
)
def test_override_needs_a_reason_and_ends_within_a_week(store: Archive, reason: str, until: date, code: str) -> None:
    with pytest.raises(CalibrationRefused, match=code):
        store.calibrations.allow(DEVICE, METRIC, reason, until, "tang")
    assert store.calibrations.allow(DEVICE, METRIC, "等标准器", date(2026, 11, 29), "tang").until == date(2026, 11, 29)


# --- what is refused ------------------------------------------------------------------------------------------------
def test_two_technicians_at_once_and_the_second_is_refused(store: Archive, clock: ManualClock) -> None:
    mine, yours = record(clock, "KC-1"), record(clock, "KC-2", by="liu")
    store.calibrations.sign(mine)
    refused("superseded-meanwhile", store, yours)
    refused("superseded-meanwhile", store, replace(yours, supersedes=mine.id))  # read under what held before
    assert now(store, clock).id == mine.id


def test_signing_twice_after_an_answer_that_did_not_come_is_one_record(store: Archive, clock: ManualClock) -> None:
    wanted = record(clock, "KC-1")
    store.calibrations.sign(wanted)
    store.calibrations.sign(wanted)
    assert store.calibrations.history(DEVICE, METRIC) == (wanted,)


def test_certificate_number_is_used_once(store: Archive, clock: ManualClock) -> None:
    store.calibrations.sign(record(clock, "KC-1"))
    refused("number-used", store, record(clock, "KC-1", metric="other"))
    assert store.calibrations.next_number(TODAY) == "20261122-01"
    store.calibrations.sign(record(clock, "20261122-07", metric="other"))
    assert store.calibrations.next_number(TODAY) == "20261122-08"


def test_adjustment_without_a_run_after_it_never_comes_into_force(store: Archive, clock: ManualClock) -> None:
    wanted = record(clock, "KC-1")
    none: dict[str, object] = {"as_left": None, "as_left_verdict": None}
    refused("no-as-left", store, replace(wanted, **none))  # type: ignore[arg-type]
    refused("no-as-left", store, replace(wanted, as_left_verdict=None))
    refused("no-as-left", store, replace(wanted, as_left=wanted.as_found))
    refused("no-as-left", store, replace(wanted, as_left=replace(wanted.as_found, stage=Stage.AS_LEFT)))
    refused("no-as-left", store, unadjusted(clock, "KC-1", as_left_verdict=Verdict.PASS))
    assert now(store, clock) is IDENTITY


@pytest.mark.parametrize("verdict", [Verdict.CONDITIONAL_FAIL, Verdict.FAIL])
def test_adjustment_that_did_not_help_is_refused(store: Archive, clock: ManualClock, verdict: Verdict) -> None:
    refused("as-left-failed", store, record(clock, "KC-1", as_left_verdict=verdict))


def test_reference_whose_certificate_is_over_is_refused(store: Archive, clock: ManualClock) -> None:
    refused("reference-overdue", store, record(clock, "KC-1", reference=black_body(due=date(2026, 11, 21))))
    early = black_body(due=date(2026, 11, 21))
    refused("reference-overdue", store, record(clock, "KC-1", reference=early, done=date(2026, 11, 20)))
    store.calibrations.sign(record(clock, "KC-1", reference=black_body(due=TODAY)))


def test_what_was_read_at_another_place_is_not_signed_here(store: Archive, clock: ManualClock) -> None:
    keeping, read = store.calibrations, record(clock, "KC-1", site="一楼大厅")
    clock.advance(60)
    keeping.moved("一楼大厅", "tang")  # its first name: it stood there before
    keeping.sign(read)
    later = unadjusted(clock, "KC-2", site="活动室", supersedes=read.id, before=LINE, after=LINE)
    clock.advance(60)
    keeping.moved("活动室", "tang")
    refused("moved-meanwhile", store, later)
    clock.advance(60)
    keeping.sign(unadjusted(clock, "KC-2", site="活动室", supersedes=read.id, before=LINE, after=LINE))
    assert now(store, clock).number == "KC-2"


def test_second_signature_is_another_persons(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock, calibration=CalibrationRules(two_sign=True)) as store:
        refused("same-person-twice", store, record(clock, "KC-1", second="tang"))
        refused("second-missing", store, record(clock, "KC-1"))
        store.calibrations.sign(record(clock, "KC-1", second="liu"))


def test_nothing_is_signed_under_a_clock_that_is_not_believed(store: Archive, clock: ManualClock) -> None:
    wanted = record(clock, "KC-1")
    refused("clock-suspect", store, replace(wanted, signed=wanted.signed + timedelta(minutes=11)))
    refused("clock-suspect", store, replace(wanted, signed=wanted.signed - timedelta(minutes=11)))
    store.calibrations.moved("一楼大厅", "tang")
    clock.set_wall(clock.now().utc - timedelta(hours=1))
    refused("clock-suspect", store, record(clock, "KC-1", site="一楼大厅"))


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_is_not_kept(store: Archive, clock: ManualClock, value: float) -> None:
    refused("not-a-number", store, record(clock, "KC-1", as_found_error=value))
    with pytest.raises(CalibrationRefused, match="not-a-number"):
        store.calibrations.keep_run(run(clock, new_id(), points=(SetPoint(37.0, (36.6, value)),)))


# --- runs and references --------------------------------------------------------------------------------------------
def test_power_cut_between_two_runs_changes_nothing_and_the_run_is_taken_up(folder: Path, clock: ManualClock) -> None:
    calibration_id = new_id()
    with Archive.open(folder, clock) as store:
        found = run(clock, calibration_id)
        store.calibrations.keep_run(found)
        store.calibrations.keep_run(found)
        before = now(store, clock)
    with Archive.open(folder, clock) as store:
        assert store.calibrations.open_runs(DEVICE, METRIC) == (found,)
        assert now(store, clock) == before == IDENTITY
        left = read_under(LINE, clock, calibration_id)
        store.calibrations.keep_run(left)
        assert store.calibrations.open_runs(DEVICE, METRIC) == (found, left)
        store.calibrations.sign(record(clock, "KC-1", id=calibration_id, as_found=found, as_left=left))
        assert store.calibrations.open_runs(DEVICE, METRIC) == ()


def test_run_that_was_given_up_is_kept_and_not_taken_up_and_not_signed(store: Archive, clock: ManualClock) -> None:
    wanted = record(clock, "KC-1")
    store.calibrations.keep_run(wanted.as_found)
    store.calibrations.keep_run(run(clock, new_id(), Stage.CHECK))
    assert store.calibrations.open_runs(DEVICE, METRIC) == (wanted.as_found,)
    store.calibrations.give_up(wanted.id, "tang", "没有时间")
    store.calibrations.give_up(wanted.id, "tang", "没有时间")
    assert store.calibrations.open_runs(DEVICE, METRIC) == ()
    refused("given-up", store, wanted)
    with store._core.readers.db() as db:
        assert db.execute("SELECT count(*) FROM calibration_runs").fetchone()[0] == 2


def test_what_was_signed_cannot_be_given_up(store: Archive, clock: ManualClock) -> None:
    wanted = record(clock, "KC-1")
    store.calibrations.sign(wanted)
    with pytest.raises(CalibrationRefused, match="signed-already"):
        store.calibrations.give_up(wanted.id, "tang", "没有时间")


def test_reference_is_known_by_its_newest_certificate(store: Archive) -> None:
    keeping = store.calibrations
    old = black_body(id=new_id())
    new = black_body(id=new_id(), certificate="RG-2027-0009", certified=date(2027, 1, 5), due=date(2028, 1, 4))
    other = black_body(id=new_id(), serial="B7124", certificate="RG-2026-0118")
    for reference in (old, other, new):
        keeping.keep_reference(reference, "tang")
    assert set(keeping.references()) == {new, other}
    for reference, code in [
        (replace(new, id=new_id()), "certificate-used"),
        (black_body(id=new_id(), certificate="x", due=date(2026, 1, 11)), "reference-dates"),
        (black_body(id=new_id(), certificate="x", low=45.0, high=30.0), "reference-dates"),
    ]:
        with pytest.raises(CalibrationRefused, match=code):
            keeping.keep_reference(reference, "tang")


# --- kept for good --------------------------------------------------------------------------------------------------
def test_no_row_is_ever_changed_or_deleted(store: Archive, clock: ManualClock) -> None:
    keeping = store.calibrations
    wanted = record(clock, "KC-1")
    keeping.keep_run(wanted.as_found)
    keeping.sign(wanted)
    keeping.keep_run(run(clock, (other := new_id())))
    keeping.give_up(other, "tang", "没有时间")
    keeping.keep_reference(black_body(id=new_id()), "tang")
    keeping.allow(DEVICE, METRIC, "等标准器", TODAY, "tang")
    keeping.moved("一楼大厅", "tang")
    for table in TABLES:
        for statement in (f"UPDATE {table} SET at_utc = at_utc", f"DELETE FROM {table}"):
            with pytest.raises(StoreError, match="store-refused"):
                store._core.writer.call(partial(_execute, statement))
    assert store.audit.verify().ok
    actions = [entry[0] for entry in _trail(store) if entry[0].startswith("calibration.")]
    assert actions == ["calibration.run", "calibration.signed", "calibration.run", "calibration.given-up",
                       "calibration.reference", "calibration.overridden", "calibration.moved"]  # fmt: skip


def test_record_that_was_changed_behind_the_stores_back_is_noticed(store: Archive, clock: ManualClock) -> None:
    wanted = record(clock, "KC-1")
    store.calibrations.sign(wanted)
    assert store.calibrations.is_as_signed(wanted.id)
    assert not store.calibrations.is_as_signed(new_id())

    def forge(db: Database) -> None:
        db.execute("DROP TRIGGER calibrations_is_never_changed")
        db.execute("UPDATE calibrations SET content = replace(content, '0.169', '0.069')")

    store._core.writer.call(forge)
    assert not store.calibrations.is_as_signed(wanted.id)


def _execute(statement: str, db: Database) -> None:
    db.execute(statement)


def _trail(store: Archive) -> list[tuple[str, str]]:
    with store._core.readers.db() as db:
        return [tuple(row) for row in db.execute("SELECT action, subject FROM audit ORDER BY seq")]


# --- any sequence of acts -------------------------------------------------------------------------------------------
ACTS = st.lists(
    st.sampled_from(["sign", "sign-stale", "leave-wrong", "adjust-only", "run", "give-up", "move", "allow", "day"]),
    max_size=9,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_in_force_is_the_newest_signature_and_nothing_unsigned(
    acts: list[str], tmp_path: Path
) -> None:
    clock = ManualClock()
    with Archive.open(tmp_path / new_id(), clock) as store:
        keeping, line, voided = store.calibrations, (1.0, 0.0), True
        newest: CalibrationRecord | None = None
        until: date | None = None
        begun = new_id()
        for index, act in enumerate(acts):
            clock.advance(60)
            number, site, newest_id = f"KC-{index}", keeping.site(), newest.id if newest else None
            today = clock.now().utc.astimezone(keeping._zone).date()
            if act == "sign":
                newest = record(clock, number, before=line, supersedes=newest_id, site=site, due=today)
                keeping.sign(newest)
                line, voided, until = LINE, False, None
            elif act == "sign-stale" and newest is not None:
                refused("superseded-meanwhile", store, record(clock, number, before=line, supersedes=None, site=site))
            elif act == "leave-wrong":
                newest = unadjusted(clock, number, before=line, after=line, supersedes=newest_id, site=site, due=today,
                                    as_found_verdict=Verdict.FAIL)  # fmt: skip
                keeping.sign(newest)
                voided, until = True, None
            elif act == "adjust-only":
                refused("no-as-left", store, record(clock, number, before=line, supersedes=newest_id, as_left=None))
            elif act == "run":
                keeping.keep_run(run(clock, begun))
            elif act == "give-up":
                keeping.give_up(begun, "tang", "没有时间")
                begun = new_id()
            elif act == "move":
                keeping.moved(f"地点{index}", "tang")
                voided, until = True, None
            elif act == "allow":
                until = today + timedelta(days=1)
                keeping.allow(DEVICE, METRIC, "等标准器", until, "tang")
            elif act == "day":
                clock.advance(86400)
            today = clock.now().utc.astimezone(keeping._zone).date()
            holds = newest is not None and not voided and today <= newest.due
            allowed = until is not None and today <= until
            found = keeping.in_force(DEVICE, METRIC, clock.now())
            assert (found.a, found.b) == line
            assert (found.standing is Standing.IN_FORCE) == holds
            assert (found.standing is Standing.OVERRIDDEN) == (allowed and not holds)
            assert (found.standing is Standing.NONE) == (newest is None and not allowed)
        assert store.audit.verify().ok
