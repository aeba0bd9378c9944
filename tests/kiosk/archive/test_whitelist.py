"""Who may be recognised: only with consent, only by the hall's rule, and never after they took it back."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.templates import NewTemplate
from kiosk.archive.whitelist import Enrolment, WhitelistChange
from kiosk.whitelist.admission import AdmissionRules, WhitelistRefused
from kiosk.whitelist.consent import ConsentKind, consent_in_words_of, consent_texts
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, consent, enrolment


def _refused(store: Archive, plan: Enrolment) -> str:
    with pytest.raises(WhitelistRefused) as refused:
        store.whitelist.add(plan, "cli:tester")
    assert store.records.counts()["residents"] == 0
    assert refused.value.sentence.endswith("。")
    return refused.value.code


def _born(birth: date | None, **changes: object) -> Enrolment:
    plan = enrolment(**changes)
    return replace(plan, resident=replace(plan.resident, birth=birth, number=None))


def test_member_is_listed_with_what_was_agreed(store: Archive) -> None:
    entry_id = store.whitelist.add(enrolment(consents=(consent(), consent(ConsentKind.HEALTH))), "cli:tester")
    (entry,) = store.whitelist.entries()
    assert (entry.id, entry.active, entry.templates, entry.consents) == (entry_id, True, 2, ("face", "health"))
    assert entry.resident.name == "王桂英"
    assert [len(t.vector) for t in store.templates.in_force("dlib", "20.0")] == [512, 512]


def test_template_comes_back_byte_for_byte_and_only_to_its_engine(store: Archive) -> None:
    vector = bytes(range(256)) * 2
    store.whitelist.add(enrolment(templates=(NewTemplate("dlib", "20.0", vector),)), "cli:tester")
    (template,) = store.templates.in_force("dlib", "20.0")
    assert template.vector == vector
    assert template.resident_id == store.whitelist.entries()[0].resident.id
    assert store.templates.in_force("dlib", "20.1") == []
    assert store.templates.in_force("other", "20.0") == []


@pytest.mark.parametrize("kinds", [(), (ConsentKind.HEALTH,), (ConsentKind.SHARING, ConsentKind.HEALTH)])
def test_without_consent_to_the_face_nobody_is_listed(store: Archive, kinds: tuple[ConsentKind, ...]) -> None:
    assert _refused(store, enrolment(consents=tuple(consent(k) for k in kinds))) == "whitelist-no-consent"


@pytest.mark.parametrize("missing", ["text_version", "purpose", "place", "period", "given_by"])
def test_consent_with_a_gap_is_no_consent(store: Archive, missing: str) -> None:
    plan = enrolment(consents=(consent(**{missing: "  "}),))
    assert _refused(store, plan) == "whitelist-consent-incomplete"


def test_hall_for_people_of_sixty(store: Archive) -> None:
    assert _refused(store, _born(date(1966, 11, 23))) == "whitelist-too-young"
    store.whitelist.add(_born(date(1966, 11, 22)), "cli:tester")


def test_refusal_names_the_rule_and_the_age(store: Archive) -> None:
    with pytest.raises(WhitelistRefused) as refused:
        store.whitelist.add(_born(date(1980, 1, 1)), "cli:tester")
    assert refused.value.sentence == "本站点的白名单只收 60 岁及以上的居民，这位居民 46 岁；可以刷卡办理。"


@pytest.mark.parametrize("birth", [None, date(2026, 11, 23)])
def test_without_a_sensible_birth_date_nobody_is_listed(store: Archive, birth: date | None) -> None:
    assert _refused(store, _born(birth)) == "whitelist-birth-unknown"


def test_child_needs_a_guardian_where_children_are_let_in(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock, rules=AdmissionRules(min_age=0)) as store:
        child = date(2013, 1, 1)
        assert _refused(store, _born(child)) == "whitelist-no-guardian"
        signed = consent(given_by="王桂英", guardian_relation="祖母")
        store.whitelist.add(_born(child, consents=(signed,)), "cli:tester")


def test_same_person_again_keeps_the_entry_and_the_newest_consent(store: Archive) -> None:
    first = store.whitelist.add(enrolment(), "cli:tester")
    plan = enrolment(consents=(consent(text_version="2027-01"),), templates=(NewTemplate("dlib", "20.0", b"new"),))
    assert store.whitelist.add(plan, "cli:tester") == first
    (entry,) = store.whitelist.entries()
    assert (entry.templates, entry.consents) == (3, ("face",))
    with store._core.readers.db() as db:
        rows = db.execute("SELECT text_version, withdrawn_utc IS NULL FROM consents ORDER BY seq").fetchall()
    assert rows == [("2026-11", 0), ("2027-01", 1)]


def test_revoking_ends_entry_consent_and_templates_and_leaves_a_trace(store: Archive) -> None:
    plan = enrolment(consents=tuple(consent(kind) for kind in ConsentKind))
    store.whitelist.add(plan, "cli:tester")
    resident_id = store.whitelist.entries()[0].resident.id
    assert store.whitelist.revoke(resident_id, "cli:tester", "本人要求") is True
    assert store.whitelist.entries() == []
    assert store.templates.in_force("dlib", "20.0") == []
    (entry,) = store.whitelist.entries(all_entries=True)
    assert (entry.active, entry.templates, entry.consents) == (False, 0, ("health",))
    assert entry.revoked == datetime(2026, 11, 22, 1, 20, tzinfo=UTC)
    with store._core.readers.db() as db:
        (last,) = db.execute("SELECT actor, action, subject FROM audit ORDER BY seq DESC LIMIT 1")
    assert last == ("cli:tester", "whitelist.revoked", resident_id)


def test_revoking_somebody_not_listed_is_refused(store: Archive) -> None:
    with pytest.raises(WhitelistRefused) as refused:
        store.whitelist.revoke("nobody", "cli:tester", "x")
    assert refused.value.code == "whitelist-not-listed"


def test_revoked_person_can_be_listed_again(store: Archive) -> None:
    first = store.whitelist.add(enrolment(), "cli:tester")
    store.whitelist.revoke(store.whitelist.entries()[0].resident.id, "cli:tester", "本人要求")
    second = store.whitelist.add(enrolment(), "cli:tester")
    assert second != first
    assert [e.active for e in store.whitelist.entries(all_entries=True)] == [False, True]


def test_listeners_hear_of_changes_at_once(store: Archive) -> None:
    heard: list[WhitelistChange] = []
    store.whitelist.on_change(heard.append)
    entry_id = store.whitelist.add(enrolment(), "cli:tester")
    resident_id = store.whitelist.entries()[0].resident.id
    assert heard == [WhitelistChange(entry_id, resident_id, True)]
    store.whitelist.revoke(resident_id, "cli:tester", "本人要求")
    assert heard[1:] == [WhitelistChange(entry_id, resident_id, False)]


def test_listener_that_fails_does_not_keep_the_news_from_the_next(store: Archive, announced: AnnouncedLog) -> None:
    announced.expect("a listener of the whitelist failed")
    heard = Answer()
    store.whitelist.on_change(lambda change: 1 / 0)  # type: ignore[arg-type, return-value]
    store.whitelist.on_change(lambda change: heard(change.active))
    store.whitelist.add(enrolment(), "cli:tester")
    assert heard.said == [True]


def test_revoked_by_the_command_line_while_the_terminal_runs(store: Archive, folder: Path, clock: ManualClock) -> None:
    store.whitelist.add(enrolment(), "cli:tester")
    resident_id = store.whitelist.entries()[0].resident.id
    heard = Answer()
    store.whitelist.on_change(lambda change: heard(change.active))
    command = [sys.executable, "-m", "kiosk.cli", "whitelist", "revoke", resident_id, "--reason", "本人要求"]
    subprocess.run([*command, "--data", str(folder)], check=True, timeout=60, capture_output=True)
    clock.advance(0.6)
    assert heard.wait() == [False]
    assert store.templates.in_force("dlib", "20.0") == []


@pytest.mark.parametrize("text", ["'; DROP TABLE whitelist_entries; --", "<img src=x>", "=cmd|", "a\x00b\u202e"])
def test_hostile_reason_and_actor_are_only_text(store: Archive, text: str) -> None:
    store.whitelist.add(enrolment(), text or "x")
    store.whitelist.revoke(store.whitelist.entries()[0].resident.id, text, text)
    assert len(store.whitelist.entries(all_entries=True)) == 1
    assert store.audit.verify().ok


def test_shipped_consent_text_has_every_kind_in_words() -> None:
    assert set(consent_texts("2026-11")) == {"face", "health", "sharing"}
    assert set(consent_texts("2026-11-22")) == {"face", "health", "sharing", "adaptation"}
    given = consent_in_words_of("2026-11-22", ConsentKind.SHARING, "王桂英", consent().how)
    assert given.purpose == "在名单列明的其他站点也能认出您"


@pytest.mark.parametrize("version", ["1999-01", "../people/surnames", "", "a/b", "2026-11.toml"])
def test_version_that_never_was(version: str) -> None:
    with pytest.raises(FileNotFoundError):
        consent_texts(version)
