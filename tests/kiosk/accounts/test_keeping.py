"""Keeping accounts: what only some may do, and two who do it at the same time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.accounts.guard import Guard, NotAllowed
from kiosk.accounts.keeping import AccountKeeper, Applicant
from kiosk.accounts.outcomes import AccountRefused
from kiosk.accounts.permissions import Role
from kiosk.accounts.pins import PinRefused
from kiosk.accounts.session import Session
from kiosk.accounts.throttle import Moment, Throttle
from kiosk.archive.archive import Archive
from tests.support.accounts import BOOT, PIN, SECRET, cheap_hasher, code_at, door, hire
from tests.support.clock import ManualClock


def keeper(store: Archive, clock: ManualClock) -> AccountKeeper:
    return AccountKeeper(store.accounts, Guard(store.audit), clock, cheap_hasher())


def applicant(clock: ManualClock, login: str = "sun", role: Role = Role.AUDITOR) -> Applicant:
    return Applicant(login, "孙丽", role, PIN, SECRET, code_at(clock.now().utc))


def as_role(role: Role) -> Session:
    return Session.begin("01a20133-836e-7147-bafd-67a43291e8bf", "zhao", "赵建平", role)


ACTS: dict[str, Callable[[AccountKeeper, Session, Applicant], object]] = {
    "add": lambda keeping, by, new: keeping.add(by, new),
    "disable": lambda keeping, by, new: keeping.disable(by, "li"),
    "card": lambda keeping, by, new: keeping.link_card(by, "li", "310101195603120020"),
    "reset": lambda keeping, by, new: keeping.reset_pin(by, "li", "947205"),
    "unlock": lambda keeping, by, new: keeping.unlock(by, "li"),
    "authenticator": lambda keeping, by, new: keeping.change_authenticator(by, "sun", SECRET, new.code),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [Role.STAFF, Role.TECHNICIAN])
def test_D1_neither_staff_nor_technicians_keep_accounts(
    store: Archive, clock: ManualClock, act: str, role: Role
) -> None:
    hire(store, "li", Role.STAFF)
    before = store.accounts.states(Throttle(), Moment(BOOT, 0.0))
    with pytest.raises(NotAllowed):
        ACTS[act](keeper(store, clock), as_role(role), applicant(clock))
    assert store.accounts.states(Throttle(), Moment(BOOT, 0.0)) == before


def test_D1_a_set_up_code_makes_one_account_for_two_who_type_it_at_once(store: Archive, clock: ManualClock) -> None:
    keeping = keeper(store, clock)
    code = keeping.print_set_up_code("cli:root(0)")
    first, second = keeping.begin_set_up(code), keeping.begin_set_up(code)
    keeping.set_up(first, applicant(clock))
    with pytest.raises(AccountRefused) as refused:
        keeping.set_up(second, applicant(clock, "qian"))
    assert refused.value.code == "not-the-first"
    assert [account.login for account in store.accounts.known()] == ["sun"]
    with pytest.raises(AccountRefused):
        keeping.begin_set_up(code)


def test_a_newer_code_ends_the_leave_an_older_one_gave(store: Archive, clock: ManualClock) -> None:
    keeping = keeper(store, clock)
    leave = keeping.begin_set_up(keeping.print_set_up_code("cli:root(0)"))
    keeping.print_set_up_code("cli:root(0)")
    with pytest.raises(AccountRefused):
        keeping.set_up(leave, applicant(clock))


def test_an_account_made_meanwhile_ends_the_leave(store: Archive, clock: ManualClock) -> None:
    keeping = keeper(store, clock)
    leave = keeping.begin_set_up(keeping.print_set_up_code("cli:root(0)"))
    hire(store, "li", Role.STAFF)
    with pytest.raises(AccountRefused):
        keeping.set_up(leave, applicant(clock))


def test_an_older_code_is_not_good_again_when_the_newer_one_was_tried_too_often(
    store: Archive, clock: ManualClock
) -> None:
    keeping = keeper(store, clock)
    older = keeping.print_set_up_code("cli:root(0)")
    keeping.print_set_up_code("cli:root(0)")
    for typed in ["1111 2222 3333 4444"] * 5 + [older]:
        with pytest.raises(AccountRefused):
            keeping.begin_set_up(typed)


def test_D1_a_set_up_code_is_worth_nothing_when_the_clock_is_turned_back(store: Archive, clock: ManualClock) -> None:
    keeping = keeper(store, clock)
    code, printed_at = keeping.print_set_up_code("cli:root(0)"), clock.now().utc
    clock.set_wall(printed_at.replace(year=2020))
    with pytest.raises(AccountRefused):
        keeping.begin_set_up(code)


def test_the_code_is_in_no_row(store: Archive, clock: ManualClock) -> None:
    code = keeper(store, clock).print_set_up_code("cli:root(0)")
    with store._core.readers.db() as db:
        dump = repr([list(db.query(f"SELECT * FROM {table}")) for table in ("set_up_codes", "audit")])
    assert code not in dump
    assert code.replace(" ", "") not in dump


def test_the_code_that_proved_an_authenticator_lets_nobody_in(store: Archive, clock: ManualClock) -> None:
    keeper(store, clock).add(as_role(Role.AUDITOR), applicant(clock))
    assert not isinstance(door(store, clock).verify("sun", PIN, code_at(clock.now().utc)), Session)
    clock.advance(30)
    assert isinstance(door(store, clock).verify("sun", PIN, code_at(clock.now().utc)), Session)


def test_two_auditors_cannot_disable_one_another_until_none_is_left(store: Archive, clock: ManualClock) -> None:
    for login in ("sun", "qian"):
        hire(store, login, Role.AUDITOR)
    keeping = keeper(store, clock)
    sun, qian = (Session.begin(a.account_id, a.login, a.name, a.role) for a in store.accounts.known())
    keeping.disable(sun, "qian")
    with pytest.raises(AccountRefused) as refused:
        keeping.disable(qian, "sun")  # still in, from before
    assert refused.value.code == "last-auditor"


def test_a_card_names_one_account_and_is_free_when_that_is_disabled(store: Archive, clock: ManualClock) -> None:
    keeping, auditor = keeper(store, clock), as_role(Role.AUDITOR)
    for login in ("li", "gu"):
        hire(store, login, Role.STAFF)
    keeping.link_card(auditor, "li", "310101195603120020")
    with pytest.raises(AccountRefused) as refused:
        keeping.link_card(auditor, "gu", "310101195603120020")
    assert refused.value.code == "card-taken"
    keeping.disable(auditor, "li")
    keeping.link_card(auditor, "gu", "310101195603120020")
    assert store.accounts.of_card("310101195603120020") == "gu"


@pytest.mark.parametrize("pin", ["123456", "12345"])
def test_a_weak_pin_is_refused_wherever_it_is_chosen(store: Archive, clock: ManualClock, pin: str) -> None:
    hire(store, "li", Role.STAFF)
    keeping, auditor = keeper(store, clock), as_role(Role.AUDITOR)
    with pytest.raises(PinRefused):
        keeping.reset_pin(auditor, "li", pin)
    with pytest.raises(PinRefused):
        keeping.add(auditor, Applicant("gu", "顾建明", Role.STAFF, pin))
    assert isinstance(door(store, clock).verify("li", PIN), Session)


def test_nothing_is_changed_of_an_account_there_is_not(store: Archive, clock: ManualClock) -> None:
    keeping, auditor = keeper(store, clock), as_role(Role.AUDITOR)
    for act in ("disable", "card", "reset", "unlock", "authenticator"):
        with pytest.raises(AccountRefused) as refused:
            ACTS[act](keeping, auditor, applicant(clock))
        assert refused.value.code == "unknown"


def test_accounts_and_their_waits_are_there_after_a_restart_and_names_are_sealed(
    folder: Path, clock: ManualClock
) -> None:
    with Archive.open(folder, clock) as store:
        hire(store, "li", Role.STAFF)
        door(store, clock).verify("li", "111999")
    with Archive.open(folder, clock) as store:
        (state,) = store.accounts.states(Throttle(), Moment(BOOT, clock.now().monotonic_s))
        assert (state.login, state.name, state.failures, state.wait_s) == ("li", "李秀华", 1, 1.0)
        with store._core.readers.db() as db:
            row = next(iter(db.query("SELECT * FROM accounts")))
    assert "李秀华" not in repr(row)
    assert b"argon2" not in row["pin_hash"]
