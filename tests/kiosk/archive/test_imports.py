"""An office's list is taken over whole or not at all, never overrules a person's later word, and is undone in a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.expiry import Periods
from kiosk.archive.import_plan import Compared, Kind
from kiosk.archive.own_rights import ByWhom
from kiosk.archive.whitelist import Enrolment, WhitelistChange
from kiosk.gallery.judging import member_rules
from kiosk.imports.rows import Candidate
from kiosk.settings import Settings
from kiosk.whitelist.admission import AdmissionRules, WhitelistRefused
from kiosk.whitelist.consent import ConsentKind
from kiosk.whitelist.standing import Standing
from tests.support.clock import ManualClock
from tests.support.office_list import CARD, FACE, SHA, candidate, counts, plan, rows_of, signed, taken
from tests.support.store_rows import WANG_CARD, WANG_NUMBER, card_only, consent, enrolment, wang


def problem(store: Archive, one: Candidate) -> str:
    """The key of why a row is refused."""
    (row,) = rows_of(store, one)
    assert row.kind is Kind.REFUSED
    assert row.problem is not None
    return row.problem.key.removeprefix("refusals.")


# --- comparing --------------------------------------------------------------------------------------------------
def test_list_is_taken_over_and_the_same_file_twice_writes_nothing(store: Archive) -> None:
    people = [candidate(at) for at in range(3)]
    assert [row.kind for row in rows_of(store, *people)] == [Kind.NEW] * 3
    done = store.imports.commit(plan(rows_of(store, *people), {2: FACE}), "staff")
    assert (done.added, done.changed, done.same, done.refused, done.faces) == (3, 0, 0, 0, 1)
    assert [(e.active, e.templates, e.consents) for e in store.whitelist.entries()] == [
        (True, 1, ("face", "health")), (True, 0, ("face", "health")), (True, 0, ("face", "health")),
    ]  # fmt: skip
    before = counts(store)
    again = rows_of(store, *[candidate(at) for at in range(3)])
    assert [row.kind for row in again] == [Kind.SAME] * 3
    nothing = store.imports.commit(plan(again), "staff")
    assert (nothing.import_id, nothing.same) == ("", 3)
    assert counts(store) == before


def test_listed_without_consent_is_never_matched(store: Archive) -> None:
    (row,) = rows_of(store, candidate(0, consents=(), photo=True))
    assert (row.kind, row.may_have_face, row.wants_face) == (Kind.NEW, False, False)
    with pytest.raises(WhitelistRefused) as refused:
        store.imports.commit(plan((row,), {row.row: FACE}), "staff")
    assert refused.value.code == "whitelist-no-face-consent"
    store.imports.commit(plan((row,)), "staff")
    (standing,) = store.members.standings(member_rules(Settings())).values()
    assert standing is Standing.NO_CONSENT


def test_enrolling_stays_strict(store: Archive) -> None:
    with pytest.raises(WhitelistRefused):
        store.whitelist.add(Enrolment(candidate(0).resident, ()), "staff")


@pytest.mark.parametrize(("change", "code"), [
    ({"number": None}, "import-no-number"),
    ({"birth": date(1999, 1, 1), "number": "110101199901010008"}, "whitelist-too-young"),
    ({"name": "a1"}, "name-letters"),
    ({"sex": "1"}, "whitelist-other-sex"),
])  # fmt: skip
def test_what_cannot_be_right_is_refused_with_its_sentence(
    store: Archive, change: dict[str, object], code: str
) -> None:
    one = candidate(0)
    assert problem(store, replace(one, resident=replace(one.resident, **change))) == code  # type: ignore[arg-type]


def test_known_number_under_another_name_is_refused_and_the_name_shown_masked(store: Archive) -> None:
    store.whitelist.add(enrolment(), "staff")
    one = candidate(0)
    other = replace(one, resident=replace(one.resident, number="310100194403120020", sex="2", birth=date(1944, 3, 12)))
    (row,) = rows_of(store, other)
    assert row.kind is Kind.REFUSED
    assert row.problem == "这个证件号码已经登记给 王*英，和这一行的姓名不一样：请核对证件。"


def test_number_or_card_that_stands_in_two_rows_is_taken_from_the_first(store: Archive) -> None:
    one = candidate(0, social_card=CARD)
    rows = rows_of(store, one, replace(one, row=9), replace(candidate(1, social_card=CARD), row=10))
    assert [row.kind for row in rows] == [Kind.NEW, Kind.REFUSED, Kind.REFUSED]
    assert [row.problem for row in rows[1:]] == [
        "证件号码和第 2 行一样，只收前面那一行。", "社保卡的卡识别码和第 2 行一样，请核对。",
    ]  # fmt: skip


def test_card_of_somebody_else_is_refused(store: Archive, clock: ManualClock) -> None:
    store.register.meet(replace(wang(), card=card_only().card), clock.now())
    assert problem(store, candidate(0, social_card=WANG_CARD)) == "import-card-of-others"
    assert problem(store, candidate(0, social_card="00" * 16)) == "import-card-form"


def test_changes_are_shown_field_by_field_and_masked(store: Archive) -> None:
    taken(store, candidate(0))
    one = candidate(0)
    moved = replace(
        one.resident, phone="13900000001", address=replace(one.resident.address, building="9号楼", home="1室")
    )
    (row,) = rows_of(store, replace(one, resident=moved, social_card=CARD))
    assert row.kind is Kind.CHANGED
    assert [(c.field, c.before, c.after) for c in row.changes] == [
        ("phone", "138****8000", "139****0001"), ("building", "3号楼", "9号楼"), ("home", "4**", "1**"),
        ("card", "", f"…{CARD[-4:]}"),
    ]  # fmt: skip
    done = store.imports.commit(plan((row,)), "staff")
    assert (done.added, done.changed) == (0, 1)
    assert rows_of(store, replace(one, resident=moved, social_card=CARD))[0].kind is Kind.SAME


def test_empty_cells_leave_what_is_known(store: Archive) -> None:
    taken(store, candidate(0))
    one = candidate(0)
    assert rows_of(store, replace(one, resident=replace(one.resident, phone=None)))[0].kind is Kind.SAME


def test_visitor_who_was_never_listed_is_new_and_keeps_what_the_card_said(store: Archive, clock: ManualClock) -> None:
    store.register.meet(wang(), clock.now())
    one = candidate(0)
    wang_now = replace(one.resident, number=WANG_NUMBER, name="王桂英", birth=date(1944, 3, 12))
    (row,) = rows_of(store, replace(one, resident=wang_now))
    assert (row.kind, [c.field for c in row.changes]) == (Kind.NEW, [
        "phone", "district", "street", "committee", "community", "building", "home", "consent-face", "consent-health",
    ])  # fmt: skip
    store.imports.commit(plan((row,)), "staff")
    assert counts(store, "residents", "whitelist_entries") == {"residents": 1, "whitelist_entries": 1}


# --- a person's own word ----------------------------------------------------------------------------------------
def test_revoked_stays_revoked_unless_the_consent_is_newer(store: Archive, clock: ManualClock) -> None:
    taken(store, candidate(0))
    store.whitelist.revoke(store.whitelist.entries()[0].resident.id, "staff", "本人要求")
    for day in (date(2026, 11, 20), date(2026, 11, 22)):
        (row,) = rows_of(store, candidate(0, consents=signed("张零", day)))
        assert row.kind is Kind.REVOKED
        assert row.problem == "2026-11-22 已从白名单撤下；要重新加入，需要在那以后签的人脸同意书。"
        assert store.imports.commit(plan((row,)), "staff").import_id == ""
    clock.advance(2 * 86400)
    (row,) = rows_of(store, candidate(0, consents=signed("张零", date(2026, 11, 23))))
    assert (row.kind, row.may_have_face) == (Kind.NEW, True)
    store.imports.commit(plan((row,)), "staff")
    assert [e.active for e in store.whitelist.entries(all_entries=True)] == [False, True]


def test_paper_older_than_a_withdrawal_does_not_count(store: Archive, clock: ManualClock) -> None:
    taken(store, candidate(0, photo=True), faces={2: FACE})
    resident_id = store.whitelist.entries()[0].resident.id
    store.own_rights.withdraw(resident_id, ConsentKind.FACE, "staff", by_whom=ByWhom.WITH_CARD)
    (row,) = rows_of(store, candidate(0, photo=True))
    assert (row.kind, row.may_have_face, row.wants_face) == (Kind.SAME, False, False)
    assert row.notes == ("本人 2026-11-22 撤回了人脸识别的同意，这张纸签得更早，不算",)
    (row,) = rows_of(store, candidate(0, photo=True, consents=signed("张零", date(2026, 11, 22))))
    assert (row.kind, row.wants_face) == (Kind.CHANGED, False)  # the other consent is newer, that to the face is not
    clock.advance(2 * 86400)
    (row,) = rows_of(store, candidate(0, photo=True, consents=signed("张零", date(2026, 11, 24))))
    assert (row.kind, row.wants_face) == (Kind.CHANGED, True)


def test_paper_older_than_what_was_said_at_the_desk_does_not_take_its_place(store: Archive) -> None:
    one = candidate(0)
    store.whitelist.add(Enrolment(one.resident, (consent(given_by="张零"),)), "staff")
    (row,) = rows_of(store, candidate(0, consents=signed("张零", date(2026, 11, 1), ConsentKind.FACE)))
    assert (row.kind, row.consents, row.may_have_face) == (Kind.SAME, (), True)
    (row,) = rows_of(store, candidate(0, consents=signed("张零", date(2026, 11, 23), ConsentKind.FACE)))
    assert [(c.field, c.before, c.after) for c in row.changes] == [("consent-face", "2026-11-22", "2026-11-23")]


def test_consent_whose_last_day_is_over_lets_no_face_be_looked_at(store: Archive) -> None:
    over = tuple(replace(one, until=date(2026, 11, 21)) for one in signed("张零"))
    assert not rows_of(store, candidate(0, consents=over, photo=True))[0].wants_face


def test_consent_that_ended_by_itself_is_followed_by_any_newer_paper(store: Archive, clock: ManualClock) -> None:
    ends = tuple(replace(one, until=date(2026, 11, 23)) for one in signed("张零", date(2026, 11, 20), ConsentKind.FACE))
    taken(store, candidate(0, consents=ends))
    clock.advance(3 * 86400)
    store.expiry.purge(Periods(365, 1095), "terminal")
    assert store.whitelist.entries()[0].consents == ()
    (old,) = rows_of(store, candidate(0, consents=ends))
    assert (old.kind, old.notes) == (Kind.SAME, ())
    (new,) = rows_of(store, candidate(0, consents=signed("张零", date(2026, 11, 21), ConsentKind.FACE)))
    assert [change.field for change in new.changes] == ["consent-face"]


def test_L2_child_of_a_list_needs_a_guardian_for_every_consent(folder: Path, clock: ManualClock) -> None:
    one = candidate(0)
    child = replace(one.resident, number="310101201501010027", birth=date(2015, 1, 1))
    with Archive.open(folder, clock, rules=AdmissionRules(min_age=0)) as opened:
        assert problem(opened, replace(one, resident=child)) == "whitelist-no-guardian"
        by_guardian = tuple(replace(c, given_by="张五", guardian_relation="祖父") for c in one.consents)
        (row,) = rows_of(opened, replace(one, resident=child, consents=by_guardian))
        assert (row.kind, row.may_have_face) == (Kind.NEW, True)
        (listed,) = rows_of(opened, replace(one, resident=child, consents=(), photo=candidate(0, photo=True).photo))
        assert (listed.kind, listed.wants_face) == (Kind.NEW, False)


def test_stored_face_is_not_looked_at_again_when_the_row_says_nothing_new(store: Archive) -> None:
    taken(store, candidate(0, photo=True), faces={2: FACE})
    (row,) = rows_of(store, candidate(0, photo=True))
    assert (row.kind, row.has_face, row.wants_face) == (Kind.SAME, True, False)


def test_face_that_came_later_is_added_to_somebody_who_is_the_same(store: Archive) -> None:
    taken(store, candidate(0))
    (row,) = rows_of(store, candidate(0, photo=True))
    assert (row.kind, row.wants_face) == (Kind.SAME, True)
    done = store.imports.commit(plan((row,), {2: FACE}), "staff")
    assert (done.added, done.changed, done.same, done.faces) == (0, 1, 0, 1)
    assert store.whitelist.entries()[0].templates == 1


# --- the record -------------------------------------------------------------------------------------------------
def test_trail_has_one_entry_of_the_batch_one_a_person_who_agreed_and_no_name(store: Archive) -> None:
    import_id = taken(store, candidate(0), candidate(1, consents=()))
    with store._core.readers.db() as db:
        rows = db.execute(
            "SELECT actor, action, subject IS NULL, detail FROM audit ORDER BY seq DESC LIMIT 2"
        ).fetchall()
    assert rows[0][:3] == ("staff", "whitelist.imported", 1)
    assert rows[0][3] == (
        f'{{"added": 2, "changed": 0, "faces": 0, "import": "{import_id}", "refused": 0, "rows": 2, "same": 0,'
        f' "sha256": "{SHA}"}}'
    )
    assert rows[1][:3] == ("staff", "consent.imported", 0)
    assert '"kinds": ["face", "health"]' in rows[1][3]
    assert "张" not in str(rows)
    assert store.audit.verify().ok


def test_paper_and_its_day_are_kept_with_the_consent(store: Archive) -> None:
    taken(store, candidate(0))
    resident_id = store.whitelist.entries()[0].resident.id
    file = store.members.file(resident_id, member_rules(Settings()))
    assert file is not None
    assert [(c.paper, c.signed_on) for c in file.consents] == [("纸-0001", date(2026, 11, 20))] * 2
    shown = store.rights.show(resident_id, "staff")
    assert [(c["paper"], c["signed_on"]) for c in shown["consents"]] == [("纸-0001", "2026-11-20")] * 2
    assert [(one["did"], one["row_number"]) for one in shown["imports"]] == [("added", 2)]


def test_batch_is_listed_with_what_it_did(store: Archive) -> None:
    import_id = taken(store, candidate(0), faces={2: FACE})
    (one,) = store.imports.recent()
    assert (one.id, one.by, one.file_name, one.rows_read, one.added, one.faces) == (
        import_id, "staff", "名单.xlsx", 1, 1, 1,
    )  # fmt: skip
    assert one.undo_until == datetime(2026, 11, 23, 1, 20, tzinfo=UTC)
    with store._core.readers.db() as db:
        (name,) = db.execute("SELECT file_name FROM imports").fetchone()
    assert "名单".encode() not in bytes(name)


def test_running_terminal_is_told_of_everybody(store: Archive) -> None:
    heard: list[WhitelistChange] = []
    store.whitelist.on_change(heard.append)
    taken(store, candidate(0), candidate(1))
    assert [change.active for change in heard] == [True, True]


# --- two clerks -------------------------------------------------------------------------------------------------
def _refused_as_changed(store: Archive, rows: Sequence[Compared]) -> None:
    before = counts(store)
    with pytest.raises(WhitelistRefused) as refused:
        store.imports.commit(plan(rows), "staff")
    assert refused.value.code == "whitelist-changed"
    assert counts(store) == before


def test_two_clerks_with_one_file_write_it_once(store: Archive) -> None:
    mine, theirs = rows_of(store, candidate(0), candidate(1)), rows_of(store, candidate(1))
    store.imports.commit(plan(theirs), "other")
    _refused_as_changed(store, mine)


def test_somebody_corrected_meanwhile_is_not_overwritten(store: Archive, clock: ManualClock) -> None:
    taken(store, candidate(0))
    one = candidate(0)
    rows = rows_of(store, replace(one, resident=replace(one.resident, phone="13900000001")), candidate(1))
    clock.advance(1)
    resident_id = store.whitelist.entries()[0].resident.id
    store.rights.correct(resident_id, lambda known: replace(known, phone="13700000000"), "other", "改电话")
    _refused_as_changed(store, rows)


def test_consent_taken_back_meanwhile_is_not_given_again(store: Archive) -> None:
    taken(store, candidate(0))
    rows = rows_of(store, candidate(0, consents=signed("张零", date(2026, 11, 23))))
    store.own_rights.withdraw(
        store.whitelist.entries()[0].resident.id, ConsentKind.HEALTH, "staff", by_whom=ByWhom.WITH_CARD
    )
    _refused_as_changed(store, rows)


def test_card_linked_meanwhile_to_somebody_else_stays_theirs(store: Archive, clock: ManualClock) -> None:
    rows = rows_of(store, candidate(0, social_card=WANG_CARD))
    store.register.meet(replace(wang(), card=card_only().card), clock.now())
    _refused_as_changed(store, rows)


def test_template_keys_of_a_refused_batch_are_destroyed(store: Archive, folder: Path) -> None:
    rows = rows_of(store, candidate(0, photo=True))
    store.imports.commit(plan(rows_of(store, candidate(0))), "other")
    with pytest.raises(WhitelistRefused):
        store.imports.commit(plan(rows, {2: FACE}), "staff")
    keys = (folder / "never-back-up" / "keys").read_bytes()
    assert [keys[at + 48 : at + 49] for at in range(0, len(keys), 64)] == [b"x"]


def test_ten_thousand_candidates_are_asked_for_in_few_queries(store: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [candidate(at) for at in range(900)]
    asked: list[str] = []
    with store._core.readers.db() as db:
        db.conn.set_trace_callback(asked.append)
    store.imports.compare(people)
    with store._core.readers.db() as db:
        db.conn.set_trace_callback(None)
    assert 0 < sum(sql.startswith("SELECT") for sql in asked) <= 12
