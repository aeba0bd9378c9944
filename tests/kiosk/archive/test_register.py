"""Who the hall knows, from the documents people show."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.clock import Instant
from devices.identity import CardReference, DocumentType, IdentityDocument
from kiosk.archive.archive import Archive
from kiosk.archive.register import has_expired
from kiosk.measurements.about import NOBODY, About
from kiosk.people.person import Person
from kiosk.whitelist.admission import WhitelistRefused
from tests.support.clock import ManualClock
from tests.support.store_rows import WANG_CARD, WANG_NUMBER, card_only, enrolment, settled, wang


def _met(store: Archive, clock: ManualClock, **changes: object) -> Person:
    person = store.register.meet(wang(**changes), clock.now())
    assert person is not None
    return person


def _count(store: Archive, table: str) -> int:
    settled(store)
    with store._core.readers.db() as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_first_sight_registers_the_holder(store: Archive, clock: ManualClock) -> None:
    person = _met(store, clock)
    assert (person.greeting, person.masked_name, person.birth_year, person.sex) == ("王奶奶", "王*英", 1944, "2")
    resident = store.register.resident(person.resident_id)
    assert resident is not None
    assert (resident.name, resident.number, resident.birth) == ("王桂英", WANG_NUMBER, date(1944, 3, 12))
    assert (_count(store, "residents"), _count(store, "documents")) == (1, 1)


def test_same_card_again_is_the_same_person(store: Archive, clock: ManualClock) -> None:
    assert _met(store, clock) == _met(store, clock)
    assert (_count(store, "residents"), _count(store, "documents")) == (1, 1)


def test_new_card_of_the_same_person_updates_what_is_known(store: Archive, clock: ManualClock) -> None:
    first = _met(store, clock, address="梧桐里11弄3号楼402室")
    second = _met(store, clock, name="王桂瑛", address="梧桐里11弄5号楼101室")
    assert (second.resident_id, second.masked_name) == (first.resident_id, "王*瑛")
    settled(store)
    with store._core.readers.db() as db:
        (row,) = db.query("SELECT * FROM documents")
    assert store._core.fields.open(row["address"], "documents", "address", row["id"]) == "梧桐里11弄5号楼101室"


def test_number_in_the_old_or_full_width_form_is_the_same_person(store: Archive, clock: ManualClock) -> None:
    person = _met(store, clock)
    assert _met(store, clock, number="310100440312002") == person
    assert _met(store, clock, number="３１０１００１９４４０３１２００２０") == person


def test_number_with_a_wrong_check_digit_is_believed_and_marked(store: Archive, clock: ManualClock) -> None:
    _met(store, clock, number="310100194403120021", number_ok=False)
    settled(store)
    with store._core.readers.db() as db:
        assert db.execute("SELECT number_ok FROM documents").fetchone() == (0,)


def test_card_that_keeps_its_holder_back_and_is_not_known(store: Archive, clock: ManualClock) -> None:
    assert store.register.meet(card_only(), clock.now()) is None
    assert _count(store, "residents") == 0


def test_card_that_keeps_its_holder_back_is_known_from_registration(store: Archive, clock: ManualClock) -> None:
    store.whitelist.add(enrolment(social_card=WANG_CARD.lower()), "cli:tester")
    person = store.register.meet(card_only(), clock.now())
    assert person is not None
    assert person.greeting == "王奶奶"
    assert _met(store, clock) == person


def _keeps_back(code: str | None, number: str | None, version: str | None) -> IdentityDocument:
    return IdentityDocument(DocumentType.SOCIAL_SECURITY, None, None, card=CardReference(code, number, version))


def _zhang(card: CardReference) -> dict[str, object]:
    return {"type": DocumentType.SOCIAL_SECURITY, "number": "310100195010010079", "name": "张建国",
            "birth": date(1950, 10, 1), "sex": "1", "card": card}  # fmt: skip


def test_reference_seen_on_an_open_card_is_remembered(store: Archive, clock: ManualClock) -> None:
    card = CardReference(WANG_CARD, "T00000011", "3.00")
    person = _met(store, clock, type=DocumentType.SOCIAL_SECURITY, card=card)
    assert store.register.meet(card_only(), clock.now()) == person


@pytest.mark.parametrize(
    ("number", "version", "known"),
    [
        ("T00000011", "2.00", True),
        ("T00000011", "2.0", True),
        (None, "2.00", True),
        ("T00000011", None, True),
        (None, None, True),
        ("T00000011", "3.00", False),
        (None, "3.00", False),
        ("T00000012", "2.00", False),
        ("T00000012", None, False),
    ],
)
def test_another_card_with_the_same_code_is_told_by_its_number_or_version(
    store: Archive, clock: ManualClock, number: str | None, version: str | None, known: bool
) -> None:
    card = CardReference(WANG_CARD, "T00000011", "2.00")
    person = _met(store, clock, type=DocumentType.SOCIAL_SECURITY, card=card)
    found = store.register.meet(_keeps_back(WANG_CARD, number, version), clock.now())
    assert found == (person if known else None)


@pytest.mark.parametrize("code", ["F" * 32, "0" * 32, "20" * 16, "310000" + "F" * 26, "310000" + "00" * 13, None])
def test_code_of_filler_is_neither_linked_nor_looked_up(store: Archive, clock: ManualClock, code: str | None) -> None:
    _met(store, clock, type=DocumentType.SOCIAL_SECURITY, card=CardReference(code, None, "3.00"))
    assert _count(store, "card_references") == 0
    assert store.register.meet(_keeps_back(code, None, "3.00"), clock.now()) is None


def test_row_kept_earlier_under_a_code_of_filler_names_nobody(store: Archive, clock: ManualClock) -> None:
    card = CardReference(WANG_CARD, None, None)
    _met(store, clock, type=DocumentType.SOCIAL_SECURITY, card=card)
    blank = "F" * 32
    settled(store)
    index = store._core.fields.index("reference", blank)
    store._core.writer.call(lambda db: db.execute("UPDATE card_references SET reference_index = ?", [index]))
    assert store.register.meet(_keeps_back(blank, None, None), clock.now()) is None


def test_code_read_on_the_cards_of_two_people_names_neither(store: Archive, clock: ManualClock) -> None:
    card = CardReference(WANG_CARD, None, "2.00")
    wang_ = _met(store, clock, type=DocumentType.SOCIAL_SECURITY, card=card)
    zhang_ = _met(store, clock, **_zhang(card))
    assert wang_ != zhang_
    assert store.register.meet(_keeps_back(WANG_CARD, None, "2.00"), clock.now()) is None
    assert _met(store, clock, type=DocumentType.SOCIAL_SECURITY, card=card) == wang_
    settled(store)
    assert store.register.meet(_keeps_back(WANG_CARD, None, "2.00"), clock.now()) is None


@pytest.mark.parametrize("holders", [1, 2])
def test_code_read_on_the_cards_of_others_cannot_be_registered(
    store: Archive, clock: ManualClock, holders: int
) -> None:
    card = CardReference(WANG_CARD, None, "2.00")
    zhang_ = _met(store, clock, **_zhang(card))
    if holders == 2:
        _met(store, clock, **(_zhang(card) | {"number": "310100194801010018", "name": "诸葛桂英"}))
    before = store.register.meet(_keeps_back(WANG_CARD, None, "2.00"), clock.now())
    assert before == (zhang_ if holders == 1 else None)
    with pytest.raises(WhitelistRefused, match="whitelist-card-of-others"):
        store.whitelist.add(enrolment(social_card=WANG_CARD.lower()), "cli:tester")
    assert store.register.by_number(WANG_NUMBER) is None
    assert store.register.meet(_keeps_back(WANG_CARD, None, "2.00"), clock.now()) == before


def test_code_read_on_the_own_card_can_be_registered(store: Archive, clock: ManualClock) -> None:
    person = _met(store, clock, type=DocumentType.SOCIAL_SECURITY, card=CardReference(WANG_CARD, None, "3.00"))
    store.whitelist.add(enrolment(social_card=WANG_CARD), "cli:tester")
    assert store.register.meet(card_only(), clock.now()) == person


def test_reference_that_moved_belongs_to_the_newest_holder_and_leaves_a_trace(
    store: Archive, clock: ManualClock
) -> None:
    store.whitelist.add(enrolment(social_card=WANG_CARD), "cli:tester")
    other = _met(store, clock, type=DocumentType.SOCIAL_SECURITY, number="310100195010010079", name="张建国",
                 birth=date(1950, 10, 1), sex="1", card=CardReference(WANG_CARD, None, "2.00"))  # fmt: skip
    assert store.register.meet(_keeps_back(WANG_CARD, None, "2.00"), clock.now()) == other
    with store._core.readers.db() as db:
        assert db.execute("SELECT count(*) FROM audit WHERE action = 'card.moved'").fetchone() == (1,)


def test_social_card_fills_gaps_but_does_not_overrule_the_identity_card(store: Archive, clock: ManualClock) -> None:
    _met(store, clock)
    again = _met(store, clock, type=DocumentType.SOCIAL_SECURITY, name="王贵英", sex="1")
    assert (again.masked_name, again.greeting) == ("王*英", "王奶奶")


def test_find_knows_members_of_the_whitelist_only(store: Archive, clock: ManualClock) -> None:
    person = _met(store, clock)
    assert store.register.find(person.resident_id) is None
    store.whitelist.add(enrolment(), "cli:tester")
    assert store.register.find(person.resident_id) == person
    store.whitelist.revoke(person.resident_id, "cli:tester", "本人要求")
    assert store.register.find(person.resident_id) is None
    assert store.register.find("no such id") is None


def test_agreement_to_the_face_counts_for_members_in_force_only(store: Archive) -> None:
    assert not store.register.agreed_to_face("nobody")
    store.whitelist.add(enrolment(templates=()), "cli:tester")
    who = store.whitelist.entries()[0].resident.id
    assert store.register.agreed_to_face(who)
    store.whitelist.suspend(who, "cli:tester", "住院")
    assert not store.register.agreed_to_face(who)
    store.whitelist.suspend(who, "cli:tester", "出院", resume=True)
    assert store.register.agreed_to_face(who)
    store.whitelist.revoke(who, "cli:tester", "本人要求")
    assert not store.register.agreed_to_face(who)


def test_birthday_begins_at_midnight_in_the_hall(store: Archive, clock: ManualClock) -> None:
    clock.set_wall(datetime(2014, 3, 11, 15, 59, tzinfo=UTC))
    assert _met(store, clock).greeting == "王阿姨"
    clock.set_wall(datetime(2014, 3, 11, 16, 1, tzinfo=UTC))
    assert _met(store, clock).greeting == "王奶奶"


@pytest.mark.parametrize("name", ["'; DROP TABLE residents; --", 'a" OR "1"="1', "%s{0}${jndi:x}", "<b>王</b>", "=1+1"])
def test_injected_name_is_only_a_name(store: Archive, clock: ManualClock, name: str) -> None:
    person = _met(store, clock, name=name, address=name, issuer=name, nation=name)
    resident = store.register.resident(person.resident_id)
    assert resident is not None
    assert resident.name == name
    assert _count(store, "residents") == 1


@pytest.mark.parametrize("number", ["' OR '1'='1", "310100194403120020' --", "\x00", "%", "_"])
def test_injected_number_finds_nobody_else(store: Archive, clock: ManualClock, number: str) -> None:
    person = _met(store, clock)
    stranger = store.register.meet(wang(number=number, name="陌生人"), clock.now())
    assert stranger is None or stranger.resident_id != person.resident_id


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=50), address=st.text(max_size=50))
def test_any_text_on_a_card_is_stored_and_shown(store: Archive, clock: ManualClock, name: str, address: str) -> None:
    person = _met(store, clock, number=f"T{os.urandom(8).hex()}", name=name, address=address, name_foreign=address)
    assert person.greeting
    assert "*" in person.masked_name
    settled(store)
    assert store.register.resident(person.resident_id) is not None


@pytest.mark.parametrize(
    ("valid_to", "long_term", "expired"),
    [(date(2024, 1, 1), False, True), (date(9999, 1, 1), False, False), (None, True, False), (None, False, False)],
)
def test_holder_of_an_expired_card_is_served_and_it_is_known(
    store: Archive, clock: ManualClock, valid_to: date | None, long_term: bool, expired: bool
) -> None:
    assert _met(store, clock, valid_to=valid_to, long_term=long_term).card_expired is expired


def test_a_card_is_good_on_its_last_day() -> None:
    last = date(2026, 3, 1)
    assert not has_expired(wang(valid_to=last, long_term=False), last)
    assert has_expired(wang(valid_to=last, long_term=False), date(2026, 3, 2))


def test_what_bands_ask_of_a_resident_is_their_age_of_that_year_and_their_sex(
    store: Archive, clock: ManualClock
) -> None:
    person = _met(store, clock)
    settled(store)
    new_year = Instant(datetime(2027, 12, 31, 16, 0, tzinfo=UTC), 0.0)  # 2028 in the hall
    assert store.register.about(person.resident_id, clock.now()) == About(82, "2")
    assert store.register.about(person.resident_id, new_year) == About(84, "2")
    assert store.register.about("nobody", clock.now()) == NOBODY
