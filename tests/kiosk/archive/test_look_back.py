"""A device was found wrong: which readings since it was last right would have been judged otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.look_back import LookBack
from kiosk.calibration.records import CalibrationRecord, Verdict
from kiosk.calibration.runs import SetPoint, Stage
from kiosk.ids import new_id
from kiosk.measurements.measurement import Validity
from kiosk.measurements.plausibility import Reason
from tests.kiosk.archive.calibrated import record, run, unadjusted
from tests.support.clock import ManualClock
from tests.support.store_rows import measurement
from tests.support.store_rows import wang as wang_card


@pytest.fixture
def wang(store: Archive, clock: ManualClock) -> str:
    person = store.register.meet(wang_card(), clock.now())
    assert person is not None
    return person.resident_id


def reads(store: Archive, clock: ManualClock, resident: str, raw: float, value: float, **changes: object) -> str:
    """A forehead was read; the reading's group."""
    row = measurement(clock, resident, raw_value=raw, value=value, **changes)
    store.journal.save_measurements((row,), lambda _: None)
    store.settle()
    return row.group_id


def found_low(store: Archive, clock: ManualClock, number: str, **changes: object) -> LookBack:
    """The thermometer is found 0.36 to 0.47 °C low, adjusted and signed."""
    clock.advance(60)
    made = record(clock, number, **changes)
    store.calibrations.sign(made)
    found = store.look_backs.of(made.id)
    assert found is not None
    return found


def test_a_fever_that_was_shown_as_none_is_counted_with_its_day(store: Archive, clock: ManualClock, wang: str) -> None:
    reads(store, clock, wang, 34.20, 36.5)  # 36.8 by the line that was found: normal either way
    missed = reads(store, clock, wang, 34.80, 37.1)  # 37.4: raised
    found = found_low(store, clock, "KC-1")
    assert (found.looked_at, found.readings, found.days) == (2, 1, ((date(2026, 11, 22), 1),))
    (affected,) = store.look_backs.affected(found, most=7)
    assert (affected.group_id, affected.resident_id, affected.shown, affected.outcome) == (missed, wang, 37.1, None)
    assert affected.would_be == 37.5
    assert repr(affected) == object.__repr__(affected)


def test_reading_is_judged_anew_by_the_emissivity_and_room_it_was_taken_under(
    store: Archive, clock: ManualClock, wang: str
) -> None:
    """34.35 is 37.0 in the body under the emissivity of now, and 37.4 under the one of then."""
    reads(store, clock, wang, 34.35, 36.6)
    reads(store, clock, wang, 34.35, 36.6, emissivity=0.98, ambient_c=23.0)
    missed = reads(store, clock, wang, 34.35, 37.0, emissivity=0.95, ambient_c=23.0)
    reads(store, clock, wang, 34.35, 36.3, emissivity=0.95, ambient_c=31.0)
    found = found_low(store, clock, "KC-1")
    assert (found.looked_at, found.readings) == (4, 1)
    (affected,) = store.look_backs.affected(found, most=7)
    assert (affected.group_id, affected.would_be) == (missed, 37.4)
    assert store.look_backs.waiting(found).todo == 1


def test_readings_before_it_was_last_found_right_are_left_alone(store: Archive, clock: ManualClock, wang: str) -> None:
    reads(store, clock, wang, 34.80, 37.1)
    clock.advance(60)
    good = unadjusted(clock, "KC-1")
    store.calibrations.sign(good)
    clock.advance(60)
    reads(store, clock, wang, 34.80, 37.1)
    found = found_low(store, clock, "KC-2", supersedes=good.id)
    assert (found.since, found.looked_at, found.readings) == (good.signed, 1, 1)


def test_a_check_that_passed_meanwhile_is_where_the_look_back_begins(
    store: Archive, clock: ManualClock, wang: str
) -> None:
    good = unadjusted(clock, "KC-1")
    store.calibrations.sign(good)
    clock.advance(60)
    reads(store, clock, wang, 34.80, 37.1)
    clock.advance(60)
    store.calibrations.keep_run(run(clock, new_id(), Stage.CHECK, points=(SetPoint(37.0, (36.9, 36.9)),)))
    found = found_low(store, clock, "KC-2", supersedes=good.id)
    assert (found.looked_at, found.readings) == (0, 0)


def test_a_check_that_failed_is_no_place_to_begin(store: Archive, clock: ManualClock, wang: str) -> None:
    good = unadjusted(clock, "KC-1")
    store.calibrations.sign(good)
    clock.advance(60)
    reads(store, clock, wang, 34.80, 37.1)
    clock.advance(60)
    store.calibrations.keep_run(run(clock, new_id(), Stage.CHECK, points=(SetPoint(37.0, (36.5, 36.5)),)))
    found = found_low(store, clock, "KC-2", supersedes=good.id)
    assert (found.looked_at, found.readings) == (1, 1)


def test_found_wrong_and_not_adjusted_is_judged_by_the_line_through_its_points(
    store: Archive, clock: ManualClock, wang: str
) -> None:
    reads(store, clock, wang, 34.80, 37.1)
    failed = {"as_found_verdict": Verdict.FAIL, "as_found_error": -0.47}
    clock.advance(60)
    made: CalibrationRecord = unadjusted(clock, "KC-1", **failed)
    store.calibrations.sign(made)
    found = store.look_backs.of(made.id)
    assert found is not None
    assert found.found == pytest.approx((1.018921, -0.29834), abs=1e-5)
    assert found.readings == 1


def test_found_right_leaves_no_look_back(store: Archive, clock: ManualClock, wang: str) -> None:
    reads(store, clock, wang, 34.80, 37.1)
    good = unadjusted(clock, "KC-1")
    store.calibrations.sign(good)
    assert store.look_backs.of(good.id) is None
    assert store.look_backs.all() == ()


def test_readings_of_another_device_and_doubtful_ones_do_not_count(
    store: Archive, clock: ManualClock, wang: str
) -> None:
    reads(store, clock, wang, 34.80, 37.1, device="other")
    reads(store, clock, wang, 34.80, 37.1, validity=Validity.DOUBTFUL, reason=Reason.UNSTEADY)
    assert found_low(store, clock, "KC-1").readings == 0
    assert store.look_backs.all() == ()


def test_a_pressure_with_both_values_wrong_is_one_reading(store: Archive, clock: ManualClock, wang: str) -> None:
    group = new_id()
    pair = [("sys", 138.0), ("dia", 88.0)]
    rows = tuple(
        measurement(clock, wang, metric=name, value=value, raw_value=value, unit="mm[Hg]", group_id=group)
        for name, value in pair
    )
    store.journal.save_measurements(rows, lambda _: None)
    store.settle()
    clock.advance(60)
    made = record(clock, "KC-1")
    cuff = replace(
        made, metric="sys", unit="mm[Hg]", after=(1.0, 5.0),
        as_found=replace(made.as_found, metric="sys", unit="mm[Hg]"),
        as_left=replace(made.as_left, metric="sys", unit="mm[Hg]") if made.as_left else None,
    )  # fmt: skip
    store.calibrations.sign(cuff)
    found = store.look_backs.of(made.id)
    assert found is not None
    assert (found.looked_at, found.readings) == (1, 1)
    (affected,) = store.look_backs.affected(found, most=7)
    assert (affected.metric, affected.shown, affected.would_be) == ("sys", 138.0, 143.0)


def test_whoever_was_reached_is_done_and_whoever_was_not_is_asked_for_again(
    store: Archive, clock: ManualClock, wang: str
) -> None:
    first = reads(store, clock, wang, 34.80, 37.1)
    clock.advance(60)
    second = reads(store, clock, wang, 34.82, 37.1)
    found = found_low(store, clock, "KC-1")
    store.look_backs.note(found, second, "not-reached", "li")
    assert [each.done for each in store.look_backs.all()] == [0]
    store.look_backs.note(found, second, "reached", "gu")
    (known,) = store.look_backs.all()
    assert (known.look_back, known.done) == (found, 1)
    listed = store.look_backs.affected(found, most=7)
    assert [(each.group_id, each.outcome) for each in listed] == [(first, None), (second, "reached")]
    assert [each.group_id for each in store.look_backs.affected(found, most=1, skip=1)] == [second]


def test_the_trail_says_how_many_readings_and_of_nobody(store: Archive, clock: ManualClock, wang: str) -> None:
    reads(store, clock, wang, 34.80, 37.1)
    found = found_low(store, clock, "KC-1")
    store.look_backs.note(found, new_id(), "reached", "li")
    with store._core.readers.db() as db:
        noted = dict(db.execute("SELECT action, detail FROM audit WHERE action LIKE 'look-back.%'").fetchall())
    assert noted["look-back.kept"] == '{"device": "forehead", "metric": "temp_object", "readings": 1}'
    assert wang not in "".join(noted.values())


@pytest.mark.parametrize(("band", "readings"), [("bp-home-high", 1), ("bp-grade-1", 0), (None, 0)])
def test_pressure_is_judged_anew_by_the_guideline_it_was_judged_by(
    store: Archive, clock: ManualClock, wang: str, band: str | None, readings: int
) -> None:
    """A cuff that reads two high: 136 was high by the limits of home alone; without a band it is the office's."""
    cuff = {"device": "cuff", "metric": "sys", "unit": "mm[Hg]", "assessment": band}
    reads(store, clock, wang, 136.0, 136.0, **cuff)
    found = found_low(store, clock, "KC-1", device="cuff", metric="sys", unit="mm[Hg]", after=(1.0, -2.0))
    assert (found.looked_at, found.readings) == (1, readings)
    assert store.look_backs.waiting(found).todo == readings
