"""What somebody measured before, as they are shown it themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.archive import own_history
from kiosk.archive.archive import Archive
from kiosk.ids import new_id
from kiosk.measurements.measurement import Validity
from kiosk.measurements.plausibility import Reason
from kiosk.measurements.trend import LOOKED_BACK
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.archive.calibrated import record
from tests.support.clock import ManualClock
from tests.support.store_rows import consent, enrolment, measurement, visit, wang

WEIGHT = ("weight",)


@pytest.fixture
def wang_id(store: Archive, clock: ManualClock) -> str:
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    return person.resident_id


def weighed(store: Archive, clock: ManualClock, who: str, kg: float | None, days: int = 0, **changes: object) -> None:
    before = clock.now()
    clock.set_wall(before.utc - timedelta(days=days))
    fields = {"metric": "weight", "unit": "kg", "value": kg, "device": "scale", **changes}
    store.journal.save_measurements((measurement(clock, who, **fields),), lambda _: None)
    store.settle()
    clock.set_wall(before.utc)


def values(store: Archive, clock: ManualClock, who: str) -> list[float | None]:
    found = store.register.history(who, WEIGHT, clock.now().utc - timedelta(days=90))
    return [one.value for one in found]


def test_own_values_of_ninety_days_the_newest_first(store: Archive, clock: ManualClock, wang_id: str) -> None:
    for days, kg in ((91, 70.0), (89, 65.0), (3, 64.0)):
        weighed(store, clock, wang_id, kg, days)
    weighed(store, clock, wang_id, None, 2, validity=Validity.INVALID, reason=Reason.MOVEMENT)
    weighed(store, clock, wang_id, 36.5, 1, metric="temp_body")
    assert values(store, clock, wang_id) == [64.0, 65.0]


def test_nobody_sees_anothers(store: Archive, clock: ManualClock, wang_id: str) -> None:
    other = store.register.meet(wang(number="310100194805120016", name="张建国"), clock.now())
    assert other is not None
    weighed(store, clock, other.resident_id, 80.0, 3)
    assert values(store, clock, wang_id) == []


def test_what_this_visit_measured_is_not_yet_history(store: Archive, clock: ManualClock, wang_id: str) -> None:
    here = new_id()
    store.journal.save_visit(visit(clock, wang_id, visit_id=here, ended=False), lambda _: None)
    weighed(store, clock, wang_id, 64.0, visit_id=here)
    assert values(store, clock, wang_id) == []
    store.journal.save_visit(visit(clock, wang_id, visit_id=here), lambda _: None)
    assert values(store, clock, wang_id) == [64.0]


def test_who_took_their_consent_back_sees_neither_last_time_nor_a_trend(
    store: Archive, clock: ManualClock, wang_id: str
) -> None:
    store.whitelist.add(enrolment(consents=(consent(), consent(ConsentKind.HEALTH))), "admin")
    weighed(store, clock, wang_id, 64.0, 3)
    assert values(store, clock, wang_id) == [64.0]
    assert store.register.last_measurement(wang_id, "weight") is not None
    store.whitelist.add(enrolment(consents=(consent(),), refused=(ConsentKind.HEALTH,)), "admin")
    assert values(store, clock, wang_id) == []
    assert store.register.last_measurement(wang_id, "weight") is None


def test_value_of_a_device_found_wrong_is_marked(store: Archive, clock: ManualClock, wang_id: str) -> None:
    weighed(store, clock, wang_id, 37.1, metric="temp_body", unit="Cel", device="forehead", raw_value=34.80)
    weighed(store, clock, wang_id, 37.0, metric="temp_body", unit="Cel", device="another", raw_value=34.80)
    clock.advance(60)
    store.calibrations.sign(record(clock, "KC-1"))
    clock.advance(3600)
    weighed(store, clock, wang_id, 36.9, metric="temp_body", unit="Cel", device="forehead", raw_value=34.80)
    found = store.register.history(wang_id, ("temp_body",), clock.now().utc - timedelta(days=90))
    assert {one.value: LOOKED_BACK in one.flags for one in found} == {37.1: True, 37.0: False, 36.9: False}


def test_a_person_of_many_rows_costs_a_bounded_number_of_them(
    store: Archive, clock: ManualClock, wang_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in (5, 4, 3):
        weighed(store, clock, wang_id, 60.0 + days, days)
    monkeypatch.setattr(own_history, "MOST", 2)
    assert values(store, clock, wang_id) == [63.0, 64.0]


def test_a_million_rows_of_others_are_not_looked_at(store: Archive, wang_id: str) -> None:
    query = own_history._SINCE.format(open="?")
    with store._core.readers.db() as db:
        rows = db.execute(f"EXPLAIN QUERY PLAN {query}", [wang_id, "weight", "2026", "v", 400])
        plan = [str(row[3]) for row in rows.fetchall()]
    assert plan == ["SEARCH measurements USING INDEX measurements_newest (resident_id=? AND metric=?)"]


def test_no_at_the_first_asking_keeps_values_out_of_the_store(store: Archive, clock: ManualClock, wang_id: str) -> None:
    store.whitelist.add(enrolment(consents=(consent(),), refused=(ConsentKind.HEALTH,)), "admin")
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    assert person.keeps_health is False
    told: list[bool] = []
    row = measurement(clock, wang_id, metric="weight", unit="kg", value=64.0)
    store.journal.save_measurements((row,), told.append)
    store.settle()
    with store._core.readers.db() as db:
        kept = db.execute("SELECT count(*) FROM measurements").fetchone()[0]
        aside = db.execute("SELECT count(*) FROM quarantine").fetchone()[0]
    assert (told, kept, aside) == ([False], 0, 0)
    store.whitelist.add(enrolment(consents=(consent(), consent(ConsentKind.HEALTH))), "admin")
    again = store.register.meet(wang(), clock.now())
    assert again is not None
    assert again.keeps_health is True
    weighed(store, clock, wang_id, 64.0)
    assert values(store, clock, wang_id) == [64.0]


def test_who_was_never_asked_keeps_what_they_measure(store: Archive, clock: ManualClock, wang_id: str) -> None:
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    assert person.keeps_health is True


def test_saying_no_to_everything_takes_back_an_earlier_yes_to_records(
    store: Archive, clock: ManualClock, wang_id: str
) -> None:
    store.whitelist.add(enrolment(consents=(consent(), consent(ConsentKind.HEALTH))), "admin")
    store.whitelist.revoke(wang_id, "admin", "不再同意", health=True)
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    assert person.keeps_health is False
