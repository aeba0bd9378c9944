"""Templates after registration: replaced whole, or not at all; consents to updating; look-alikes; suspension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.consent_rows import withdraw_consents
from kiosk.archive.templates import NewTemplate
from kiosk.store.errors import StoreError
from kiosk.whitelist.admission import AdmissionRules, WhitelistRefused
from kiosk.whitelist.consent import ConsentKind
from tests.support.clock import ManualClock
from tests.support.store_rows import consent, enrolment

NEW = (NewTemplate("dlib", "20.0", b"new" * 100, 0.7), NewTemplate("dlib", "20.0", b"more" * 100, 0.4))


def listed(store: Archive, **changes: object) -> str:
    store.whitelist.add(enrolment(**changes), "cli:tester")
    return store.whitelist.entries()[0].resident.id


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(WhitelistRefused) as caught:
        work()
    assert caught.value.sentence.endswith("。")
    return caught.value.code


def test_new_templates_take_the_place_of_all_old_ones(store: Archive) -> None:
    who = listed(store)
    assert store.upkeep.re_enrol(who, NEW, "cli:tester") == 2
    parts = store.templates.of(who)
    assert [(part.vector, part.quality) for part in parts] == [(t.vector, t.quality) for t in NEW]
    assert len({part.batch for part in parts}) == 1
    with store._core.readers.db() as db:
        (last,) = db.execute("SELECT action, detail FROM audit ORDER BY seq DESC LIMIT 1")
    assert last[0] == "whitelist.re-enrolled"
    assert '"replaced": 2' in last[1]


def test_template_that_cannot_be_kept_leaves_the_old_ones(store: Archive) -> None:
    who = listed(store)
    before = [part.id for part in store.templates.of(who)]
    with pytest.raises(ValueError, match="64 KiB"):
        store.upkeep.re_enrol(who, (NEW[0], NewTemplate("dlib", "20.0", b"")), "cli:tester")
    assert [part.id for part in store.templates.of(who)] == before
    with pytest.raises(ValueError, match="nothing"):
        store.upkeep.re_enrol(who, (), "cli:tester")


@pytest.mark.parametrize("quality", [-0.1, 1.1, float("inf")])
def test_quality_out_of_bounds_is_refused(store: Archive, quality: float) -> None:
    who = listed(store)
    with pytest.raises(StoreError) as caught:
        store.upkeep.re_enrol(who, (replace(NEW[0], quality=quality),), "cli:tester")
    assert caught.value.code == "store-refused"
    assert len(store.templates.of(who)) == 2


def test_quality_that_is_no_number_is_unknown(store: Archive) -> None:
    who = listed(store)
    store.upkeep.re_enrol(who, (replace(NEW[0], quality=float("nan")),), "cli:tester")
    assert [part.quality for part in store.templates.of(who)] == [None]


def test_bytes_of_replaced_templates_are_gone_from_every_file(store: Archive, folder: Path) -> None:
    who = listed(store)
    with store._core.readers.db() as db:
        sealed = [bytes(row[0]) for row in db.execute("SELECT vector FROM templates")]
    store.upkeep.re_enrol(who, NEW, "cli:tester")
    with store._core.readers.db() as db:
        left = [bytes(row[0]) for row in db.execute("SELECT vector FROM templates")]
    assert not set(sealed) & set(left)
    assert (folder / "kiosk.db-wal").stat().st_size == 0


def test_without_consent_to_the_face_in_force_nothing_new_is_taken(store: Archive) -> None:
    who = listed(store)
    core = store._core
    core.writer.call(lambda db: withdraw_consents(core.act(db, "x"), who, ConsentKind.FACE))
    assert refused(lambda: store.upkeep.re_enrol(who, NEW, "cli:tester")) == "whitelist-no-consent"


@pytest.mark.parametrize("verb", ["re_enrol", "agree", "withdraw", "undo", "suspend"])
def test_somebody_not_listed_is_refused(store: Archive, verb: str) -> None:
    who = listed(store)
    store.whitelist.revoke(who, "cli:tester", "x")
    verbs: dict[str, Callable[[], object]] = {
        "re_enrol": lambda: store.upkeep.re_enrol(who, NEW, "cli:tester"),
        "agree": lambda: store.upkeep.agree(who, consent(ConsentKind.ADAPTATION), "cli:tester"),
        "withdraw": lambda: store.upkeep.withdraw(who, "cli:tester"),
        "undo": lambda: store.upkeep.undo_adaptation(who, "cli:tester"),
        "suspend": lambda: store.whitelist.suspend(who, "cli:tester", "x"),
    }
    assert refused(verbs[verb]) == "whitelist-not-listed"


@pytest.mark.parametrize("missing", ["text_version", "purpose", "place", "period", "given_by"])
def test_consent_to_updating_with_a_gap_is_none(store: Archive, missing: str) -> None:
    who = listed(store)
    given = consent(ConsentKind.ADAPTATION, **{missing: " "})
    assert refused(lambda: store.upkeep.agree(who, given, "cli:tester")) == "whitelist-consent-incomplete"
    assert store.whitelist.entries()[0].consents == ("face",)


def test_other_consents_are_not_given_this_way(store: Archive) -> None:
    who = listed(store)
    with pytest.raises(ValueError, match="other consents"):
        store.upkeep.agree(who, consent(ConsentKind.SHARING), "cli:tester")


def test_guardian_agrees_for_a_child(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock, rules=AdmissionRules(min_age=0)) as store:
        plan = enrolment(consents=(consent(guardian_relation="祖母"),))
        child = replace(plan, resident=replace(plan.resident, birth=date(2015, 1, 1), number=None))
        store.whitelist.add(child, "cli:tester")
        who = store.whitelist.entries()[0].resident.id
        alone = consent(ConsentKind.ADAPTATION)
        assert refused(lambda: store.upkeep.agree(who, alone, "cli:tester")) == "whitelist-no-guardian"
        store.upkeep.agree(who, consent(ConsentKind.ADAPTATION, guardian_relation="祖母"), "cli:tester")


@pytest.mark.parametrize(("zone", "alone"), [("Asia/Shanghai", "agreed"), ("UTC", "whitelist-no-guardian")])
def test_who_is_fourteen_today_in_the_hall_agrees_alone(
    folder: Path, clock: ManualClock, zone: str, alone: str
) -> None:
    clock.set_wall(datetime(2026, 11, 21, 23, 30, tzinfo=UTC))  # 7:30 on the 22nd in Shanghai
    with Archive.open(folder, clock, rules=AdmissionRules(min_age=0), zone=ZoneInfo(zone)) as store:
        plan = enrolment(consents=(consent(guardian_relation="祖母"),))
        child = replace(plan, resident=replace(plan.resident, birth=date(2012, 11, 22), number=None))
        store.whitelist.add(child, "cli:tester")
        who = store.whitelist.entries()[0].resident.id

        def agree() -> str:
            try:
                store.upkeep.agree(who, consent(ConsentKind.ADAPTATION), "cli:tester")
            except WhitelistRefused as refusal:
                return str(refusal.code)
            return "agreed"

        assert agree() == alone


def test_revoking_withdraws_the_consent_to_updating_too(store: Archive) -> None:
    who = listed(store, consents=(consent(), consent(ConsentKind.ADAPTATION), consent(ConsentKind.HEALTH)))
    store.whitelist.revoke(who, "cli:tester", "本人要求")
    assert store.whitelist.entries(all_entries=True)[0].consents == ("health",)


def test_suspended_member_keeps_everything_but_is_not_found(store: Archive) -> None:
    who = listed(store)
    store.whitelist.suspend(who, "cli:tester", "<b>'; --")
    (entry,) = store.whitelist.entries()
    assert (entry.active, entry.suspended is not None, entry.templates, entry.consents) == (False, True, 2, ("face",))
    assert store.templates.in_force("dlib", "20.0") == []
    assert len(store.templates.of(who, suspended=True)) == 2
    assert store.register.find(who) is None
    store.whitelist.suspend(who, "cli:tester", "x", resume=True)
    assert store.register.find(who) is not None
    with store._core.readers.db() as db:
        actions = [row[0] for row in db.execute("SELECT action FROM audit ORDER BY seq DESC LIMIT 2")]
    assert actions == ["whitelist.resumed", "whitelist.suspended"]
