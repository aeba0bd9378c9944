"""Enrolled at the terminal: what was refused, what takes the place of what, and the words that were read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.archive.applicants import OnRecord, Place
from kiosk.archive.archive import Archive
from kiosk.archive.templates import NewTemplate, Origin
from kiosk.archive.whitelist import WhitelistChange
from kiosk.whitelist.admission import WhitelistRefused
from kiosk.whitelist.consent import ConsentHow, ConsentKind, consent_in_words_of, consent_texts
from tests.support.clock import ManualClock
from tests.support.store_rows import WANG_NUMBER, Answer, consent, enrolment

HEALTH_ONLY = {"consents": (consent(ConsentKind.HEALTH),), "templates": (), "refused": (ConsentKind.FACE,)}


def _rows(store: Archive, sql: str) -> list[tuple[object, ...]]:
    with store._core.readers.db() as db:
        return [tuple(row) for row in db.execute(sql).fetchall()]


def test_L3_who_refuses_their_face_is_listed_without_one(store: Archive) -> None:
    entered = store.whitelist.enter(enrolment(**HEALTH_ONLY), "account:li")
    (entry,) = store.whitelist.entries()
    assert (entry.active, entry.templates, entry.consents) == (True, 0, ("health",))
    assert (entered.is_new, entered.withdrawn, entered.deleted) == (True, (), 0)
    assert '"refused": ["face"]' in str(_rows(store, "SELECT detail FROM audit WHERE action = 'whitelist.added'"))


def test_L1_who_agrees_to_nothing_is_not_saved(store: Archive) -> None:
    with pytest.raises(WhitelistRefused) as refused:
        store.whitelist.enter(
            enrolment(consents=(), templates=(), refused=(ConsentKind.FACE, ConsentKind.HEALTH)), "account:li"
        )
    assert refused.value.code == "whitelist-no-consent"
    assert _rows(store, "SELECT * FROM residents") == []


def test_L1_no_template_is_saved_of_a_face_that_was_refused(store: Archive) -> None:
    plan = enrolment(consents=(consent(ConsentKind.HEALTH),), refused=(ConsentKind.FACE,))
    with pytest.raises(WhitelistRefused):
        store.whitelist.enter(plan, "account:li")
    assert (_rows(store, "SELECT * FROM residents"), _rows(store, "SELECT * FROM templates")) == ([], [])


def test_one_kind_is_not_agreed_to_and_refused_at_once(store: Archive) -> None:
    with pytest.raises(WhitelistRefused) as refused:
        store.whitelist.enter(enrolment(templates=(), refused=(ConsentKind.FACE,)), "account:li")
    assert refused.value.code == "whitelist-consent-twice"


def test_L10_refusing_the_face_later_withdraws_it_and_deletes_what_there_was(store: Archive) -> None:
    kinds = (ConsentKind.FACE, ConsentKind.HEALTH, ConsentKind.ADAPTATION)
    store.whitelist.enter(enrolment(consents=tuple(consent(kind) for kind in kinds)), "account:li")
    heard = Answer()
    store.whitelist.on_change(lambda change: heard(isinstance(change, WhitelistChange) and change.active))
    entered = store.whitelist.enter(enrolment(**HEALTH_ONLY), "account:li")
    assert (entered.withdrawn, entered.deleted) == (("face", "adaptation"), 2)
    assert heard.said == [True]
    assert _rows(store, "SELECT * FROM templates") == []
    (entry,) = store.whitelist.entries()
    assert (entry.active, entry.consents) == (True, ("health",))


def test_refusing_updates_later_deletes_the_updates_only(store: Archive) -> None:
    both = tuple(consent(kind) for kind in (ConsentKind.FACE, ConsentKind.ADAPTATION))
    first = store.whitelist.enter(enrolment(consents=both), "account:li")
    update = (NewTemplate("dlib", "20.0", b"update"),)
    store._core.writer.call(
        lambda db: store.templates.save(store._core.act(db, "terminal"), first.entry_id, update, Origin.ADAPTED)
    )
    again = store.whitelist.enter(enrolment(templates=(), refused=(ConsentKind.ADAPTATION,)), "account:li")
    assert (again.withdrawn, again.deleted, again.consents) == (("adaptation",), 1, ())
    assert {part.origin for part in store.templates.of(first.resident_id)} == {Origin.ENROLLED}


def test_new_templates_take_the_place_of_the_old_in_one_transaction(store: Archive, folder: Path) -> None:
    old = b"old template, to be found nowhere" * 4
    first = store.whitelist.enter(enrolment(templates=(NewTemplate("dlib", "20.0", old),)), "account:li")
    fresh = (NewTemplate("dlib", "20.0", b"new"),)
    again = store.whitelist.enter(enrolment(templates=fresh, replaces=True, overruled="手术后"), "account:li")
    assert (again.is_new, again.templates, again.deleted) == (False, 1, 1)
    assert [part.vector for part in store.templates.of(first.resident_id)] == [b"new"]
    ((reason,),) = _rows(store, "SELECT detail FROM audit WHERE action = 'whitelist.unlikeness-overruled'")
    assert "手术后" in str(reason)


def test_L1_record_of_a_consent_holds_the_hash_of_the_words_and_how_they_were_given(store: Archive) -> None:
    words = consent_texts("2026-11-28")["face"]
    given = consent_in_words_of("2026-11-28", ConsentKind.FACE, "王桂英", ConsentHow.SCREEN)
    store.whitelist.enter(enrolment(consents=(given,)), "account:li")
    assert _rows(store, "SELECT text_version, purpose, place, period, how, text_sha256 FROM consents") == [
        ("2026-11-28", words.purpose, words.place, words.period, "screen", words.sha256)
    ]
    assert len(words.sha256) == 64


@pytest.mark.parametrize("how", list(ConsentHow))
def test_every_way_to_consent_can_be_kept(store: Archive, how: ConsentHow) -> None:
    store.whitelist.enter(enrolment(consents=(consent(how=how),)), "account:li")
    assert _rows(store, "SELECT how FROM consents") == [(how.value,)]


def test_L1_texts_that_were_signed_never_change() -> None:
    frozen = {
        ("2026-11-30", "face"): "28394276b0609ef6",
        ("2026-11-30", "health"): "2143fe6eaa78bc85",
        ("2026-11-30", "home-calls"): "d4eab19097b9c122",
        ("2026-11-30", "adaptation"): "c260f61ae102125a",
        ("2026-11-29", "face"): "28394276b0609ef6",
        ("2026-11-29", "health"): "2143fe6eaa78bc85",
        ("2026-11-29", "adaptation"): "c260f61ae102125a",
        ("2026-11-28", "face"): "a2f634592e777557",
        ("2026-11-28", "health"): "87d798e1d6cb5699",
        ("2026-11-28", "adaptation"): "21812c2a8f979db5",
        ("2026-11-22", "face"): "20231eba38ff7a92",
        ("2026-11", "face"): "20231eba38ff7a92",
    }
    assert {(version, kind): consent_texts(version)[kind].sha256[:16] for version, kind in frozen} == frozen


def test_what_is_on_record(store: Archive, clock: ManualClock) -> None:
    assert store.applicants.of_number(WANG_NUMBER) == OnRecord()
    entered = store.whitelist.enter(enrolment(), "account:li")
    known = store.applicants.of_number(WANG_NUMBER.lower())
    assert known.resident is not None
    assert (known.resident.name, known.place, known.consents, known.templates) == (
        "王桂英",
        Place.LISTED,
        frozenset({ConsentKind.FACE}),
        2,
    )
    store.whitelist.suspend(entered.resident_id, "account:li", "住院")
    assert store.applicants.of(entered.resident_id).place is Place.SUSPENDED
    store.whitelist.revoke(entered.resident_id, "account:li", "本人要求")
    gone = store.applicants.of(entered.resident_id)
    assert (gone.place, gone.consents, gone.templates) == (Place.REVOKED, frozenset(), 0)
    store.whitelist.enter(enrolment(), "account:li")
    assert store.applicants.of(entered.resident_id).place is Place.LISTED
