"""A consent with a last day: good on that day, nothing on the next, and the night after it what was kept by it goes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.expiry import Periods
from kiosk.archive.templates import NewTemplate
from kiosk.archive.whitelist import WhitelistChange
from kiosk.whitelist.admission import WhitelistRefused
from kiosk.whitelist.consent import ConsentKind
from tests.support.clock import ManualClock
from tests.support.store_rows import consent, enrolment

PERIODS = Periods(health_days=365, audit_days=1095)
LAST_DAY = date(2026, 11, 25)
ON_IT = datetime(2026, 11, 25, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
AFTER_IT = datetime(2026, 11, 25, 16, 1, tzinfo=UTC)


def member(store: Archive, **more: object) -> str:
    """王桂英 until 25 November, health data until taken back."""
    kinds = (consent(until=LAST_DAY), consent(ConsentKind.HEALTH), consent(ConsentKind.ADAPTATION, until=LAST_DAY))
    return store.whitelist.enter(enrolment(consents=kinds, **more), "cli:tester").resident_id


def found(store: Archive, resident_id: str) -> tuple[bool, bool, tuple[str, ...]]:
    """Recognised by the face, compared with the card, kinds in force."""
    (entry,) = store.whitelist.entries()
    return store.register.find(resident_id) is not None, store.register.agreed_to_face(resident_id), entry.consents


def test_the_last_day_counts_and_the_next_does_not(store: Archive, clock: ManualClock) -> None:
    who = member(store)
    clock.set_wall(ON_IT)
    assert found(store, who) == (True, True, ("adaptation", "face", "health"))
    clock.set_wall(AFTER_IT)
    assert found(store, who) == (False, False, ("health",))
    with pytest.raises(WhitelistRefused) as refused:
        store.upkeep.re_enrol(who, (NewTemplate("dlib", "20.0", b"new"),), "cli:tester")
    assert refused.value.code == "whitelist-no-consent"


def test_the_night_after_it_the_face_goes_and_the_entry_stays(store: Archive, clock: ManualClock) -> None:
    who, heard = member(store), list[WhitelistChange]()
    store.whitelist.on_change(heard.append)
    clock.set_wall(ON_IT)
    assert store.expiry.due(PERIODS) == {}
    store.expiry.purge(PERIODS, "terminal")
    assert len(store.templates.of(who)) == 2
    clock.set_wall(AFTER_IT)
    assert store.expiry.due(PERIODS) == {"consents": 2}
    assert store.expiry.purge(PERIODS, "terminal") == {"consents": 2, "templates": 2}
    store.whitelist.notice_changes()
    assert store.templates.of(who) == []
    assert found(store, who) == (False, False, ("health",))
    assert [(change.resident_id, change.active) for change in heard] == [(who, True)]
    assert store.expiry.purge(PERIODS, "terminal") == {}
    with store._core.readers.db() as db:
        noted = db.execute("SELECT actor, subject, detail FROM audit WHERE action = 'consent.ended' ORDER BY seq")
        assert noted.fetchall() == [
            ("terminal", who, '{"kind": "face", "templates": 2}'),
            ("terminal", who, '{"kind": "adaptation", "templates": 0}'),
        ]


def test_updates_alone_go_when_only_the_consent_to_them_ended(store: Archive, clock: ManualClock) -> None:
    kinds = (consent(), consent(ConsentKind.ADAPTATION, until=LAST_DAY))
    who = store.whitelist.enter(enrolment(consents=kinds), "cli:tester").resident_id
    clock.set_wall(AFTER_IT)
    assert store.expiry.purge(PERIODS, "terminal") == {"consents": 1}
    assert len(store.templates.of(who)) == 2
    assert found(store, who) == (True, True, ("face",))


def test_the_same_consent_for_longer_is_a_new_one(store: Archive, clock: ManualClock) -> None:
    plan = enrolment(consents=(consent(until=LAST_DAY),), templates=())
    store.whitelist.enter(plan, "cli:tester")
    assert store.whitelist.enter(plan, "cli:tester").consents == ()
    longer = enrolment(consents=(consent(until=date(2027, 11, 25)),), templates=())
    assert store.whitelist.enter(longer, "cli:tester").consents == ("face",)
    clock.set_wall(AFTER_IT)
    assert store.whitelist.entries()[0].consents == ("face",)
