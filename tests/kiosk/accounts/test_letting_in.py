"""Who is let in, and what is told to who is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk.accounts.guard import Guard, SessionOver
from kiosk.accounts.outcomes import Reason, Refused
from kiosk.accounts.permissions import Permission, Role
from kiosk.accounts.ports import KeptAccount
from kiosk.accounts.session import Session
from kiosk.archive.archive import Archive
from tests.support.accounts import PIN, cheap_hasher, code_at, door, hire
from tests.support.clock import ManualClock


def entries(store: Archive) -> list[tuple[str, str, dict[str, Any]]]:
    """(actor, action, detail) of the trail without what making accounts left."""
    with store._core.readers.db() as db:
        rows = db.execute("SELECT actor, action, detail FROM audit ORDER BY seq").fetchall()
    return [(actor, action, json.loads(detail)) for actor, action, detail in rows if action != "account.added"]


def let_in(outcome: Session | Refused) -> Session:
    assert isinstance(outcome, Session), outcome
    return outcome


def test_staff_are_let_in_by_their_pin(store: Archive, clock: ManualClock) -> None:
    account_id = hire(store, "li", Role.STAFF)
    session = let_in(door(store, clock).verify("li", "739164"))
    assert (session.account_id, session.login, session.name, session.role) == (account_id, "li", "李秀华", Role.STAFF)
    assert entries(store) == [("li", "account.opened", {"role": "staff", "where": "terminal"})]


def test_a_login_is_found_however_it_is_typed(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    assert let_in(door(store, clock).verify(" LI ", PIN)).login == "li"


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.AUDITOR])
def test_D1_technician_and_auditor_need_pin_and_code(store: Archive, clock: ManualClock, role: Role) -> None:
    hire(store, "zhao", role)
    way_in, code = door(store, clock), code_at(clock.now().utc)
    assert way_in.wants_code("zhao")
    assert way_in.verify("zhao", PIN, None) == Refused(Reason.WRONG, 1.0, 4)
    clock.advance(1)
    assert way_in.verify("zhao", "739165", code) == Refused(Reason.WRONG, 2.0, 3)
    clock.advance(2)
    assert let_in(way_in.verify("zhao", PIN, code)).role is role


def test_staff_with_a_code_are_not_let_in(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    assert door(store, clock).verify("li", PIN, "123456") == Refused(Reason.WRONG, 1.0, 4)


def test_who_is_not_known_is_told_the_same_as_who_mistyped(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    way_in = door(store, clock)
    told: dict[str, list[Session | Refused]] = {"li": [], "nobody": []}
    for pause_s in (0, 0.5, 1, 2, 4, 8, 60):
        clock.advance(pause_s)
        for login, answers in told.items():
            answers.append(way_in.verify(login, "111999"))
    assert told["li"] == told["nobody"]
    assert told["li"][-1] == Refused(Reason.LOCKED, 840.0)
    assert [action for _, action, _ in entries(store)].count(
        "account.unknown"
    ) == 6  # five wrong ones, one while locked
    assert not way_in.wants_code("nobody")


def test_what_was_typed_for_an_unknown_account_is_kept_nowhere(store: Archive, clock: ManualClock) -> None:
    door(store, clock).verify("310101195603120020", "735190")
    assert entries(store) == [("terminal", "account.unknown", {"where": "terminal"})]


def test_the_trail_tells_of_failures_and_locks_without_digits(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    way_in = door(store, clock)
    for pause_s in (0, 1, 2, 4, 8):
        clock.advance(pause_s)
        way_in.verify("li", "735190")
    way_in.verify("li", "735190")
    told = entries(store)
    assert [action for _, action, _ in told] == ["account.failed"] * 5 + ["account.locked", "account.kept-out"]
    assert [detail.get("failures") for _, _, detail in told[:5]] == [1, 2, 3, 4, 5]
    assert told[5][2]["seconds"] == 900
    assert "735190" not in repr(told)


def test_a_disabled_account_is_as_if_it_were_not_there(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    store.accounts.disable("li", "tester")
    way_in = door(store, clock)
    assert way_in.verify("li", PIN) == Refused(Reason.WRONG, 1.0, 4)
    assert way_in.accounts() == ()
    assert entries(store)[-1][1] == "account.unknown"


def test_who_may_be_chosen_staff_first(store: Archive, clock: ManualClock) -> None:
    for login, role in (("sun", Role.AUDITOR), ("zhao", Role.TECHNICIAN), ("li", Role.STAFF), ("chen", Role.STAFF)):
        hire(store, login, role)
    way_in = door(store, clock)
    assert [account.login for account in way_in.accounts()] == ["li", "chen", "zhao", "sun"]
    assert way_in.may("sun", Permission.AUDIT_READ)
    assert not way_in.may("li", Permission.AUDIT_READ)
    assert not way_in.may("nobody", Permission.TODAY_READ)
    assert way_in.least_digits() == 6


def test_a_card_names_its_account_and_no_other_card_does(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    way_in = door(store, clock)
    assert way_in.account_of_card("31010119560312002X") is None
    store.accounts.link_card("li", "31010119560312002x", "tester")
    assert way_in.account_of_card("31010119560312002X") == "li"
    store.accounts.link_card("li", None, "tester")
    assert way_in.account_of_card("31010119560312002X") is None


def second(store: Archive, clock: ManualClock, login: str, first: str, pin: str = PIN) -> Session | Refused:
    return door(store, clock).second(Permission.WHITELIST_EXPORT, login, pin, None, not_account=first)


def test_D1_four_eyes_are_two_people_who_both_may(store: Archive, clock: ManualClock) -> None:
    first = hire(store, "li", Role.STAFF)
    hire(store, "chen", Role.STAFF, "陈国栋")
    hire(store, "zhao", Role.TECHNICIAN, "赵建平")
    assert second(store, clock, "li", first) == Refused(Reason.SAME_ACCOUNT)
    assert second(store, clock, "LI", first) == Refused(Reason.SAME_ACCOUNT)
    assert second(store, clock, "zhao", first) == Refused(Reason.NOT_ALLOWED)
    assert second(store, clock, "chen", first, "999111") == Refused(Reason.WRONG, 1.0, 4)
    clock.advance(1)
    assert let_in(second(store, clock, "chen", first)).login == "chen"
    assert [(actor, action) for actor, action, _ in entries(store)] == [
        ("zhao", "access.refused"), ("chen", "account.failed"), ("chen", "account.signed"),
    ]  # fmt: skip
    assert entries(store)[-1][2] == {"permission": "whitelist.export", "where": "terminal"}


def test_an_account_that_lost_its_authenticators_secret_is_not_opened_by_any_code(
    store: Archive, clock: ManualClock
) -> None:
    kept = KeptAccount(
        "id", "zhao", "赵建平", Role.TECHNICIAN, cheap_hasher().hash(PIN, Role.TECHNICIAN), None, None, 1
    )
    way_in = door(store, clock)
    assert way_in._compare(kept, PIN, "123456") == (False, None)
    assert way_in._compare(kept, PIN, None) == (False, None)


@pytest.mark.parametrize(("change", "over"), [("nothing", False), ("pin", True), ("disabled", True)])
def test_D1_a_session_is_over_when_its_account_is_disabled_or_gets_another_pin(
    store: Archive, clock: ManualClock, change: str, over: bool
) -> None:
    hire(store, "li", Role.STAFF)
    way_in = door(store, clock)
    session = let_in(way_in.verify("li", PIN))
    guard = Guard(store.audit, way_in.is_in_force)
    guard.check(session, Permission.WHITELIST_EDIT)
    if change == "pin":
        store.accounts.change_pin("li", cheap_hasher().hash(PIN, Role.STAFF), "sun")
    elif change == "disabled":
        store.accounts.disable("li", "sun")
    if not over:
        guard.check(session, Permission.WHITELIST_EDIT)
        return
    with pytest.raises(SessionOver) as refused:
        guard.check(session, Permission.WHITELIST_EDIT)
    assert refused.value.sentence == "这个账号刚刚停用或换了密码，请重新登录。"
    assert entries(store)[-1] == ("li", "session.over", {"needs": "whitelist.edit"})
