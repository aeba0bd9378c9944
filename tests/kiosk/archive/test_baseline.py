"""What is usual for a resident, by what was kept of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.consent_rows import withdraw_consents
from kiosk.measurements.baseline import Baseline
from kiosk.measurements.measurement import Source, Validity
from kiosk.measurements.plausibility import Reason
from kiosk.whitelist.consent import ConsentKind
from tests.support.clock import ManualClock
from tests.support.store_rows import consent, enrolment, measurement, visit
from tests.support.store_rows import wang as wang_card

DAY_S = 86_400


@pytest.fixture
def wang(store: Archive, clock: ManualClock) -> str:
    person = store.register.meet(wang_card(), clock.now())
    assert person is not None
    return person.resident_id


def took(store: Archive, clock: ManualClock, resident: str, *values: float, **changes: object) -> None:
    """Values, one a day."""
    for value in values:
        clock.advance(DAY_S)
        store.journal.save_measurements((measurement(clock, resident, value=value, **changes),), lambda _: None)
    store.settle()


def usual(store: Archive, clock: ManualClock, resident: str) -> Baseline | None:
    return store.register.baseline(resident, "temp_body", clock.now().utc - timedelta(days=30))


def test_median_of_ones_own_last_thirty_days(store: Archive, clock: ManualClock, wang: str) -> None:
    took(store, clock, wang, 37.0, 37.0, 37.0)
    clock.advance(27 * DAY_S)
    took(store, clock, wang, 35.6, 35.8, 35.7, 35.9)
    assert usual(store, clock, wang) is None  # the three are too long ago, and four are too few
    took(store, clock, wang, 36.0)
    assert usual(store, clock, wang) == Baseline(35.8, 5, 5)
    assert usual(store, clock, "somebody else") is None


def test_what_is_not_sure_or_was_told_does_not_count(store: Archive, clock: ManualClock, wang: str) -> None:
    took(store, clock, wang, 35.6, 35.8, 35.7, 35.9)
    took(store, clock, wang, 39.0, validity=Validity.DOUBTFUL, reason=Reason.UNSTEADY)
    took(store, clock, wang, 39.0, source=Source.SELF_REPORTED, device=None)
    took(store, clock, wang, 120.0, metric="sys", unit="mm[Hg]")
    assert usual(store, clock, wang) is None


def test_what_this_visit_measured_is_not_yet_usual(store: Archive, clock: ManualClock, wang: str) -> None:
    took(store, clock, wang, 35.6, 35.8, 35.7, 35.9)
    running = visit(clock, wang, ended=False)
    store.journal.save_visit(running, lambda _: None)
    took(store, clock, wang, 37.2, visit_id=running.visit_id)
    assert usual(store, clock, wang) is None


def test_whoever_takes_back_their_consent_to_records_has_nothing_usual(store: Archive, clock: ManualClock) -> None:
    made = enrolment(consents=(consent(), consent(ConsentKind.HEALTH)))
    store.whitelist.add(made, "li")
    resident = made.resident.id
    took(store, clock, resident, 35.6, 35.8, 35.7, 35.9, 36.0)
    assert usual(store, clock, resident) == Baseline(35.8, 5, 5)
    core = store._core
    core.writer.call(lambda db: withdraw_consents(core.act(db, "desk"), resident, ConsentKind.HEALTH))
    assert usual(store, clock, resident) is None
